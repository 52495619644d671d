// Every setting and option set otherwise changes a figure: a table of facts, each with the name of what it hangs on,
// the figure by the project's defaults and the figure by another choice.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Settings and options") struct SettingTests {
    struct Row: CustomTestStringConvertible, Sendable {
        /// The fact or question that the choice belongs to.
        var fact: String
        var name: String
        var value: PlainText
        var claim: Claim
        var context = ClaimContext()
        var counted: [CountedCopayment] = []
        var sameDay: [SameService] = []
        var figure: Figure
        var byDefault: String
        var otherwise: String
        var testDescription: String { "\(fact): \(name) \(value)" }
    }

    enum Figure: Sendable {
        case fund, paid, inScope, total, copayment, ownCost, counted, lineCopayments, levels, rules, outcome

        func text(_ decision: Decision) -> String {
            let decided = decision.adjudication
            return switch self {
            case .fund: decided.totals.fund.text
            case .paid: (decided.paid ?? decided.totals.fund).text
            case .inScope: decided.totals.inScope.text
            case .total: decided.totals.total.text
            case .copayment: decided.totals.copayment.text
            case .ownCost: decided.totals.ownCost.text
            case .counted: decision.counted.map { "\($0.year) \($0.amount)" }.joined(separator: ", ")
            case .lineCopayments: decided.lines.map(\.copayment.text).joined(separator: " ")
            case .levels: decided.lines.map(\.level.text).joined(separator: " ")
            case .rules: decision.rules.joined(separator: " ")
            case .outcome: decided.outcome.rawValue
            }
        }
    }

    static let rows = [settings, options, donors, fiveYears].flatMap(\.self)

    @Test("Set otherwise, the figure is another", arguments: rows)
    func otherwise(_ row: Row) {
        #expect(Self.figure(row, by: ExamplePolicy.policy) == row.byDefault)
        #expect(Self.figure(row, by: Self.policy(row)) == row.otherwise)
        #expect(row.byDefault != row.otherwise)
    }

    @Test("There is a row for every setting and every option")
    func complete() {
        let names = PolicySetting.allCases.map(\.rawValue) + PolicyOption.allCases.map(\.rawValue)
        #expect(Set(Self.rows.map(\.name)) == Set(names))
    }

    @Test("The defaults stand in the project's act with their number, and say what a policy without them does")
    func defaults() throws {
        let act = try #require(ExamplePolicy.acts.first { $0.act == "project-defaults" })
        let rows = act.options ?? []
        #expect(rows.map(\.name.text) == PolicyOption.allCases.map(\.rawValue))
        #expect(rows.allSatisfy { $0.article?.text.hasPrefix("project default S") == true })
        #expect(ExamplePolicy.policy.compiled.rules(on: "2026-08-10").chosen.isEmpty)
        var set = DayOptions()
        for (option, row) in zip(PolicyOption.allCases, rows) { try set.take(option, row.value) }
        #expect(set == DayOptions())
        let without = ExamplePolicy.without { $0.options = nil }
        for row in Self.rows where PolicySetting(rawValue: row.name) == nil {
            #expect(Self.figure(row, by: without) == row.byDefault, "\(row.testDescription)")
        }
    }

    @Test("An option that is set otherwise is a step of the explanation with its article, one that is not is none")
    func explained() throws {
        let row = try #require(Self.options.first { $0.name == "rounding" })
        let decision = try Adjudicator.decide(ClaimCase(claim: row.claim), by: Self.policy(row))
        let steps = decision.trace.filter { $0.rule == "policy.option" }
        #expect(steps.map(\.result) == ["halfEven"])
        #expect(steps.map(\.act) == ["1/2030/NĐ-CP"])
        #expect(steps.map(\.arithmetic) == ["in force since 2025-09-01"])
        #expect(try !Adjudicator.decide(row.claim).trace.contains { $0.rule == "policy.option" })
    }

    @Test("An option holds from its day to the next row's")
    func dated() throws {
        let act = anAct(options: [
            Self.option("liftRate", "50"), Self.option("liftRate", "100", from: "2026-08-06"),
        ])
        let policy = ExamplePolicy.with(act)
        func fund(_ day: String) throws -> Amount {
            let minute = LocalMinute(known: day + "T08:00")
            let claim = aClaim(routing: "1.13", arrivedAt: minute, lines: [aLine("300000", orderedAt: minute)])
            return try Adjudicator.decide(ClaimCase(claim: claim), by: policy).adjudication.totals.fund
        }
        #expect(try fund("2026-08-05") == "300000")
        #expect(try fund("2026-08-06") == "120000")
    }

    @Test("An option that nobody knows, and values that it cannot have, are found")
    func unreadable() {
        let act = anAct(options: [
            Self.option("colour", "red"), Self.option("cardChoice", "worst"), Self.option("liftRate", "101"),
            Self.option("percentPlaces", "3"), Self.option("percentPlaces", "1", from: "2026-01-01"),
        ])
        let found = PolicyCheck.findings(of: act, beside: [])
        #expect(found.map { "\($0.rule) \($0.place)" } == (1...4).map { "row.unreadable 1/2030/NĐ-CP options/\($0)" })
        #expect(found.first?.message.hasPrefix("colour is no option; there are cardChoice, ") == true)
        let uncited = anAct(options: [
            PolicyOptionRow(name: "rounding", from: "2026-01-01", value: "halfUp", article: nil)
        ])
        #expect(PolicyCheck.findings(of: uncited, beside: []).map(\.rule) == ["row.uncited"])
    }

    private static func figure(_ row: Row, by policy: Policy) -> String {
        do throws(ClaimRejection) {
            let claimCase = ClaimCase(
                claim: row.claim, context: row.context, counted: row.counted, sameDay: row.sameDay)
            return row.figure.text(try Adjudicator.decide(claimCase, by: policy))
        } catch { return error.name }
    }

    private static func policy(_ row: Row) -> Policy {
        guard let setting = PolicySetting(rawValue: row.name) else {
            return ExamplePolicy.with(anAct(options: [option(row.name, row.value)]))
        }
        return ExamplePolicy.with(
            anAct(settings: [PolicySettingRow(name: setting, from: "2025-09-01", value: row.value, article: "Điều 1")]))
    }

    private static func option(
        _ name: String, _ value: PlainText, from: CalendarDate = "2025-09-01"
    ) -> PolicyOptionRow {
        PolicyOptionRow(name: PlainText(known: name), from: from, value: value, article: "Điều 1")
    }
}
