// Names of templates, variables and subscriptions, and paths into an event's data.

import MessageSchema
import Testing

@Suite struct NotificationNameTests {
    @Test(arguments: ["a", "task.due-soon", "x9", "z--..", String(repeating: "a", count: 64)])
    func aTemplateAndASubscriptionHaveShortNames(text: String) {
        expectAccepted(TemplateName.self, text)
        expectAccepted(SubscriptionName.self, text)
    }

    @Test(arguments: ["", "A", "9x", ".a", "-a", "a b", "a_b", "a/b", "ạ", "a\n", String(repeating: "a", count: 65)])
    func whatIsNoShortNameIsRefused(text: String) {
        expectRefused(TemplateName.self, text)
        expectRefused(SubscriptionName.self, text)
    }

    @Test(arguments: ["a", "lastDay", "x9", "aB", String(repeating: "a", count: 40)])
    func aVariableIsNamedLikeAMember(text: String) { expectAccepted(VariableName.self, text) }

    @Test(arguments: ["", "LastDay", "9a", "last-day", "last.day", "tên", "a b", String(repeating: "a", count: 41)])
    func whatIsNoVariablesNameIsRefused(text: String) { expectRefused(VariableName.self, text) }

    @Test(arguments: ["a", "post.unit", "a.b.c", "aB9.C"])
    func aPathIsNamesWithDotsBetween(text: String) { expectAccepted(MemberPath.self, text) }

    @Test(arguments: ["", ".", "a.", ".a", "a..b", "a.9", "a-b", "a[0]", "a b", String(repeating: "a", count: 201)])
    func whatIsNoPathIsRefused(text: String) { expectRefused(MemberPath.self, text) }

    @Test func aPathGivesItsNames() {
        #expect(("post.unit" as MemberPath).names == ["post", "unit"])
    }
}
