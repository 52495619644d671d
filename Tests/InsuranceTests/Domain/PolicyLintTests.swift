// The lint of an act of policy: what triggers each warning and what does not, and what the examples have left.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct PolicyLintTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var why: String
        var act: PolicyAct
        var findings: [String] = []
        var testDescription: String { why }
    }

    private static let name = "1/2030/NĐ-CP"

    private static func level(
        _ group: CardGroup?, _ digit: Int?, _ level: Rate, from: CalendarDate = "2030-01-01",
        article: PlainText? = "Điều 1"
    ) -> BenefitLevelRow {
        BenefitLevelRow(group: group, digit: digit, from: from, level: level, article: article)
    }

    private static func act(note: PlainText? = nil, _ levels: BenefitLevelRow...) -> PolicyAct {
        var act = anAct(levels: levels)
        act.note = note
        return act
    }

    static let rows = [
        Row(why: "a sound row", act: act(level("HT", 3, "100"))),
        Row(
            why: "an error of the check comes first", act: act(level("HT", 3, "100", article: nil)),
            findings: ["error row.uncited \(name) levels/1"]),
        Row(
            why: "a group's row that rows of all its digits hide",
            act: act(
                level("HT", nil, "90"), level("HT", 1, "91"), level("HT", 2, "92"), level("HT", 3, "93"),
                level("HT", 4, "94"), level("HT", 5, "95")),
            findings: ["warning row.unreachable \(name) levels/1"]),
        Row(
            why: "a group's row that has four of five digits hidden",
            act: act(
                level("HT", nil, "90"), level("HT", 1, "91"), level("HT", 2, "92"), level("HT", 3, "93"),
                level("HT", 4, "94"))),
        Row(
            why: "a group's row that says what its digit says", act: act(level("HT", 3, "95")),
            findings: ["warning row.repeats \(name) levels/1"]),
        Row(
            why: "a group's row that says what its digit says but has lost its freedom of payment rates",
            act: act(level("TE", 1, "100"))),
        Row(
            why: "an article that names nothing", act: act(level("HT", 3, "100", article: "theo quy định")),
            findings: ["warning number.uncited \(name) levels/1"]),
        Row(
            why: "a project default", act: act(level("HT", 3, "100", article: "project default: as practised"))),
        Row(
            why: "an article from memory", act: act(level("HT", 3, "100", article: "Điều 1, recalled")),
            findings: ["warning row.recalled \(name) levels/1"]),
        Row(
            why: "a note from memory", act: act(note: "Recalled.", level("HT", 3, "100")),
            findings: ["warning row.recalled \(name)"]),
        Row(
            why: "a number in a note", act: act(note: "Raises 95 to 100.", level("HT", 3, "100")),
            findings: ["warning number.uncited \(name) note"]),
        Row(
            why: "a number in a note with its article",
            act: act(note: "Raises 95 to 100 (Điều 1).", level("HT", 3, "100"))),
    ]

    @Test("What is found beside the acts of the examples, and where", arguments: rows)
    func findings(_ row: Row) {
        let found = PolicyLint.findings(of: row.act, beside: ExamplePolicy.acts)
        #expect(found.map { "\($0.severity) \($0.rule) \($0.place)" } == row.findings)
        #expect(found.allSatisfy { !$0.hint.isEmpty && $0.message.hasSuffix(".") })
    }

    @Test("What the policy would be silent about is found: groups, settings, options")
    func holes() {
        let found = PolicyLint.findings(of: Self.act(Self.level(nil, 4, "80")), beside: [])
        #expect(found.map(\.rule) == ["policy.hole", "policy.hole", "policy.hole", "policy.hole"])
        #expect(found.map(\.message).first?.contains("HT3, CT2, QN5") == true)
        #expect(found.map(\.message).first?.contains("DN4") == false)
        #expect(found[1].message == "On 2030-01-01 and after nothing sets the base salary: baseSalaries.")
        #expect(found[2].message.contains("smallCostPercent, decidingDate"))
        #expect(found[3].message.contains("cardChoice, supplyExcess"))
        #expect(CardGroupList.groups.count == 54)
    }

    @Test("Beside each other the acts of the examples are clean, but for what was written down from memory")
    func examples() {
        for act in ExamplePolicy.acts {
            let others = ExamplePolicy.acts.filter { $0.act != act.act }
            let found = PolicyLint.findings(of: act, beside: others).map { "\($0.rule) \($0.place)" }
            let recalled = act.act == "base-salaries-2013-2017"
            #expect(found == (recalled ? ["row.recalled base-salaries-2013-2017"] : []), "\(act.act)")
        }
    }
}
