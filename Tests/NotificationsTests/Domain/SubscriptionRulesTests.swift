// What a subscription may say: the event exists, its members do, values fit the template, recipients are well formed.

import MessageSchema
import Testing

@testable import NotificationsDomain

@Suite struct SubscriptionRulesTests {
    private static let template: Template = {
        do {
            return try TemplateRules.publish(aTemplate(), newest: nil, keeps: true, today: "2026-07-01").template
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// A subscription without fault; what a test sets is what it is about.
    static func request(
        event: String = TaskDueSoon.name,
        filter: [EventCondition] = [EventCondition(member: "daysLeft", equals: "7")],
        values: [ValueSource] = [
            ValueSource(variable: "title", member: "title"), ValueSource(variable: "lastDay", member: "lastDay"),
        ],
        recipients: [SubscribedRecipient] = [
            SubscribedRecipient(kind: .role, unitMember: "host", position: .director)
        ]
    ) -> CreateSubscription {
        CreateSubscription(
            name: "due-in-7-days", unit: Sector.department, event: event, filter: filter, template: "task.due-soon",
            values: values, recipients: recipients)
    }

    private func findings(_ request: CreateSubscription, isScoped: Bool = false) -> [Finding] {
        do throws(SubscriptionRejection) {
            try SubscriptionRules.check(request, template: Self.template, isScoped: isScoped)
            return []
        } catch {
            return error.findings
        }
    }

    private func rules(_ request: CreateSubscription, isScoped: Bool = false) -> [String] {
        findings(request, isScoped: isScoped).map { "\($0.rule) \($0.place)" }
    }

    @Test("A reminder a week before a deadline has no fault, with and without scope")
    func good() {
        #expect(rules(Self.request()) == [])
        #expect(rules(Self.request(), isScoped: true) == [])
    }

    @Test("The event exists, and is not one of notices")
    func event() {
        #expect(
            findings(Self.request(event: "tasks.task.dueSon")).map(\.hint) == [
                "Name an event such as tasks.task.assigned. Did you mean tasks.task.dueSoon?"
            ])
        #expect(rules(Self.request(event: NoticeSent.name)) == ["event.own event"])
        #expect(rules(Self.request(event: UnitsFollowed.name)) == ["event.unknown event"])
    }

    @Test("An event that names no unit is for those who may act everywhere")
    func scope() {
        let request = Self.request(
            event: TaskAccepted.name, filter: [],
            values: [
                ValueSource(variable: "title", text: "Đã nhận"), ValueSource(variable: "lastDay", member: "on"),
            ], recipients: [SubscribedRecipient(kind: .unit, unit: Sector.department)])
        #expect(rules(request) == [])
        #expect(rules(request, isScoped: true) == ["event.outOfScope event"])
    }

    @Test("A condition names a member and what it equals")
    func conditions() {
        func rules(_ condition: EventCondition) -> [String] { self.rules(Self.request(filter: [condition])) }
        #expect(rules(EventCondition(member: "daysleft", equals: "7")) == ["member.unknown filter[0].member"])
        #expect(rules(EventCondition(member: "daysLeft")) == ["filter.form filter[0]"])
        #expect(rules(EventCondition(member: "daysLeft", oneOf: [])) == ["filter.form filter[0]"])
        #expect(rules(EventCondition(member: "daysLeft", equals: "7", oneOf: ["1"])) == ["filter.form filter[0]"])
        #expect(rules(EventCondition(member: "daysLeft", oneOf: ["7", "3", "1"])) == [])
        let many = (1...21).map { EventCondition(member: "daysLeft", equals: PlainText(known: "\($0)")) }
        #expect(self.rules(Self.request(filter: many)) == ["filter.tooMany filter"])
    }

    @Test("A word that a member never is, is refused")
    func words() {
        let request = Self.request(
            event: PostAppointed.name, filter: [EventCondition(member: "post.position", equals: "directer")],
            values: [
                ValueSource(variable: "title", text: "Bổ nhiệm"), ValueSource(variable: "lastDay", member: "post.from"),
            ], recipients: [SubscribedRecipient(kind: .person, personMember: "post.staff")])
        let found = findings(request)
        #expect(found.map { "\($0.rule) \($0.place)" } == ["filter.word filter[0]"])
        #expect(found.first?.hint.hasSuffix("Did you mean director?") == true)
    }

    @Test("Values are for the template's variables, each from one place")
    func values() {
        let title = ValueSource(variable: "title", member: "title")
        let day = ValueSource(variable: "lastDay", member: "lastDay")
        func rules(_ values: [ValueSource]) -> [String] { self.rules(Self.request(values: values)) }
        #expect(rules([title]) == ["value.missing values"])
        #expect(rules([title, day, title]) == ["value.twice values[2]"])
        #expect(rules([title, day, ValueSource(variable: "host", member: "host")]) == ["value.unknown values[2]"])
        #expect(rules([title, ValueSource(variable: "lastDay")]) == ["value.form values[1]"])
        #expect(
            rules([title, ValueSource(variable: "lastDay", member: "lastDay", text: "2026-08-10")]) == [
                "value.form values[1]"
            ])
        #expect(
            rules([title, ValueSource(variable: "lastDay", text: "bao giờ")]) == ["value.malformed values[1].text"])
        #expect(rules([title, ValueSource(variable: "lastDay", member: "due")]) == ["member.unknown values[1].member"])
        #expect(rules([title, ValueSource(variable: "lastDay", text: "2026-08-10")]) == [])
        let long = PlainText(known: String(repeating: "x", count: 16_000))
        let longTitle = ValueSource(variable: "title", text: long)
        #expect(rules([longTitle, day]) == ["text.tooLong values"])
    }

    @Test("Recipients take a unit or a person of their own or of the event")
    func recipients() {
        func rules(_ recipient: SubscribedRecipient) -> [String] { self.rules(Self.request(recipients: [recipient])) }
        #expect(rules(SubscribedRecipient(kind: .unit, unit: Sector.department)) == [])
        #expect(rules(SubscribedRecipient(kind: .unit)) == ["recipient.missing recipients[0].unit"])
        #expect(
            rules(SubscribedRecipient(kind: .unit, unit: Sector.department, unitMember: "host")) == [
                "recipient.superfluous recipients[0]"
            ])
        #expect(
            rules(SubscribedRecipient(kind: .unit, unitMember: "hots")) == [
                "member.unknown recipients[0].unitMember"
            ])
        #expect(
            rules(SubscribedRecipient(kind: .unit, unitMember: "lastDay")) == ["member.form recipients[0].unitMember"])
        #expect(
            rules(SubscribedRecipient(kind: .person, personMember: "host")) == [
                "member.form recipients[0].personMember"
            ])
        #expect(self.rules(Self.request(recipients: [])) == ["recipient.count recipients"])
    }
}
