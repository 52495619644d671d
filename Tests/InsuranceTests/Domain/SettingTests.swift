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

extension SettingTests {
    private static func visit(
        _ card: String = "DN4", _ routing: RoutingCode = "1.1", form: VisitForm = "01", day: String = "2026-08-10",
        _ cost: UnitPrice
    ) -> Claim {
        let minute = LocalMinute(known: day + "T08:00")
        return aClaim(
            cards: [aCard(card)], routing: routing, form: form, arrivedAt: minute,
            lines: [aLine(cost, orderedAt: minute)])
    }

    private static let overMidnight = aClaim(
        form: "03", arrivedAt: "2026-06-30T08:00", leftAt: "2026-07-01T10:00", treatmentDays: 2,
        lines: [aLine("375000", orderedAt: "2026-06-30T08:30")])

    private static let expiring = aClaim(
        cards: [aCard(lastDay: "2026-08-10")], form: "03", leftAt: "2026-08-23T08:00", treatmentDays: 14,
        lines: [aLine(number: 1), aLine(number: 2, orderedAt: "2026-08-22T08:00")])

    private static func examinations(_ second: Rate) -> Claim {
        aClaim(lines: [aLine(number: 1, costGroup: 13), aLine(number: 2, costGroup: 13, serviceRate: second)])
    }

    private static func supply(_ package: PlainText? = "G1", card: String = "DN4") -> Claim {
        aClaim(
            cards: [aCard(card)],
            lines: [aLine("150000000", costGroup: 10, orderedAt: "2026-08-10T09:00", supplyPackage: package)])
    }

    static let settings = [
        Row(
            fact: "fact 1", name: "smallCostPercent", value: "14", claim: visit(day: "2026-06-30", "350999"),
            figure: .fund, byDefault: "350999.00", otherwise: "280799.20"),
        Row(
            fact: "fact 2", name: "smallCostPercent", value: "16", claim: visit(day: "2026-06-30", "351000"),
            figure: .fund, byDefault: "280800.00", otherwise: "351000.00"),
        Row(
            fact: "fact 3, S1 and question 2", name: "decidingDate", value: "departure", claim: overMidnight,
            figure: .fund, byDefault: "300000.00", otherwise: "375000.00"),
        Row(
            fact: "fact 17", name: "fiveYearsSalaries", value: "5",
            claim: aClaim(
                arrivedAt: "2026-03-10T08:00", fiveYearsFrom: "2025-01-01",
                lines: [aLine("2000000", orderedAt: "2026-03-10T08:30")]),
            context: ClaimContext(paid_before_step: "13900000"), figure: .fund, byDefault: "1860000.00",
            otherwise: "2000000.00"),
        Row(
            fact: "fact 19", name: "supplyCeilingSalaries", value: "40", claim: supply(), figure: .fund,
            byDefault: "91080000.00", otherwise: "80960000.00"),
        Row(
            fact: "fact 19", name: "supplyCeilingSalaries", value: "40", claim: supply(card: "HN2"), figure: .fund,
            byDefault: "113850000.00", otherwise: "101200000.00"),
        Row(
            fact: "S2", name: "graceDays", value: "10", claim: expiring, figure: .fund, byDefault: "1600000.00",
            otherwise: "800000.00"),
        Row(
            fact: "S10", name: "inpatientForms", value: "03", claim: visit("DN4", "3.1", form: "09", "10000000"),
            figure: .fund, byDefault: "3200000.00", otherwise: "0.00"),
        Row(
            fact: "fact 24, S16", name: "examinationRates", value: "100 50", claim: examinations("30"), figure: .rules,
            byDefault: "", otherwise: "examination.rate"),
        Row(
            fact: "a stranger", name: "unknownMember", value: "refuse", claim: visit("DN4", "1.1", "1000000"),
            figure: .fund,
            byDefault: "800000.00", otherwise: "insurance.claim.notCovered"),
        Row(
            fact: "S25", name: "unlistedRouting", value: "evidence", claim: visit("DN4", "1.99", "1000000"),
            figure: .outcome, byDefault: "insurance.claim.malformed", otherwise: "needsEvidence"),
    ]

    static let options = [
        Row(
            fact: "S28", name: "sameServiceDay", value: "evidence", claim: aClaim(),
            sameDay: [SameService(line: 0, claim: .sample)], figure: .outcome, byDefault: "accepted",
            otherwise: "needsEvidence"),
        Row(
            fact: "S2", name: "cardChoice", value: "first", claim: aClaim(cards: [aCard("DN4"), aCard("HT3")]),
            figure: .fund, byDefault: "950000.00", otherwise: "800000.00"),
        Row(
            fact: "fact 19, S3", name: "supplyExcess", value: "ownCost", claim: supply(), figure: .copayment,
            byDefault: "58920000.00", otherwise: "22770000.00"),
        Row(
            fact: "fact 19, S3", name: "supplyExcess", value: "ownCost", claim: supply(), figure: .ownCost,
            byDefault: "0.00", otherwise: "36150000.00"),
        Row(
            fact: "fact 19, S3", name: "supplyExcess", value: "counted", claim: supply(), figure: .counted,
            byDefault: "2026 22770000.00", otherwise: "2026 58920000.00"),
        Row(
            fact: "fact 11, S5", name: "zeroShare", value: "ownCost", claim: visit("DN4", "3.1", "10000000"),
            figure: .copayment, byDefault: "10000000.00", otherwise: "0.00"),
        Row(
            fact: "fact 11, S5", name: "zeroShare", value: "ownCost", claim: visit("DN4", "3.1", "10000000"),
            figure: .ownCost, byDefault: "0.00", otherwise: "10000000.00"),
        Row(
            fact: "fact 14, S6", name: "liftRate", value: "50",
            claim: visit("GD4", "1.13", day: "2026-08-05", "300000"), figure: .fund, byDefault: "120000.00",
            otherwise: "300000.00"),
        Row(
            fact: "fact 9, S7", name: "countedRate", value: "40", claim: visit("TE1", "3.1", form: "03", "10000000"),
            figure: .counted, byDefault: "", otherwise: "2026 6000000.00"),
        Row(
            fact: "S14", name: "ignoredRate", value: "payStated",
            claim: aClaim(
                cards: [aCard("TE1")], lines: [aLine(table: .drugs, costGroup: 4, paymentRate: "50")]),
            figure: .fund, byDefault: "1000000.00", otherwise: "500000.00"),
        Row(
            fact: "fact 24, S16", name: "offLadder", value: "payDue", claim: examinations("100"), figure: .total,
            byDefault: "2000000.00", otherwise: "1300000.00"),
        Row(
            fact: "S18 and question 5", name: "rounding", value: "halfEven", claim: visit("DN4", "1.1", "1000000.125"),
            figure: .total, byDefault: "1000000.13", otherwise: "1000000.12"),
        Row(
            fact: "S19", name: "supplyWithoutPackage", value: "visit", claim: supply(nil), figure: .fund,
            byDefault: "120000000.00", otherwise: "91080000.00"),
        Row(
            fact: "S24", name: "percentPlaces", value: "0", claim: visit("HT3", "1.13", "1000000"), figure: .fund,
            byDefault: "475000.00", otherwise: "480000.00"),
    ]

    private static func gift(
        _ gift: Amount, _ price: UnitPrice = "1000000", fundPrice: UnitPrice? = nil, paymentRate: Rate? = nil
    ) -> Claim {
        aClaim(
            fiveYearsFrom: "2020-01-01",
            lines: [aLine(price, fundPrice: fundPrice, paymentRate: paymentRate, otherSources: gift)])
    }

    static let donors = [
        Row(
            fact: "fact 21, S11", name: "donorDefault", value: "facility",
            claim: gift("3000000", "10000000", paymentRate: "50"), figure: .fund, byDefault: "4000000.00",
            otherwise: "2800000.00"),
        Row(
            fact: "fact 22, S12", name: "donorHeader", value: "header", claim: gift("250000"), figure: .paid,
            byDefault: "750000.00", otherwise: "1000000.00"),
        Row(
            fact: "S13", name: "donorPrice", value: "difference",
            claim: gift("5000000", "10000000", fundPrice: "8000000"), context: ClaimContext(donor: .facility),
            figure: .inScope, byDefault: "4000000.00", otherwise: "3000000.00"),
        Row(
            fact: "S7", name: "countedDonor", value: "yes", claim: gift("150000"), figure: .counted,
            byDefault: "2026 50000.00", otherwise: "2026 200000.00"),
        Row(
            fact: "S7", name: "countedDonor", value: "yes", claim: gift("150000"),
            context: ClaimContext(paid_after_step: "15080000"), figure: .copayment, byDefault: "50000.00",
            otherwise: "0.00"),
        Row(
            fact: "S7", name: "exemptionBeforeDonor", value: "yes", claim: gift("150000"),
            context: ClaimContext(paid_after_step: "15080000"), figure: .copayment, byDefault: "50000.00",
            otherwise: "0.00"),
        Row(
            fact: "S7", name: "exemptionBeforeDonor", value: "yes", claim: gift("150000"),
            context: ClaimContext(paid_after_step: "15080000"), figure: .paid, byDefault: "800000.00",
            otherwise: "850000.00"),
    ]

    private static let severalLines = aClaim(
        fiveYearsFrom: "2020-01-01",
        lines: zip(1..., ["12:00", "09:00", "11:00"]).map {
            aLine(number: $0, orderedAt: LocalMinute(known: "2026-08-10T" + $1))
        })

    private static let overNewYear = aClaim(
        form: "03", arrivedAt: "2025-12-30T08:00", leftAt: "2026-01-02T08:00", treatmentDays: 4,
        fiveYearsFrom: "2020-01-01",
        lines: zip(1..., ["2025-12-30", "2025-12-31", "2026-01-01"]).map {
            aLine(number: $0, orderedAt: LocalMinute(known: $1 + "T09:00"))
        })

    private static let known = [
        CountedCopayment(year: 2026, baseSalary: "2340000", amount: "1396758"),
        CountedCopayment(year: 2026, baseSalary: "2530000", amount: "13269830.04"),
    ]

    static let fiveYears = [
        Row(
            fact: "S4", name: "ceilingOrder", value: "tableNumber", claim: severalLines,
            context: ClaimContext(paid_after_step: "14880000"), figure: .lineCopayments,
            byDefault: "0.00 200000.00 100000.00", otherwise: "200000.00 100000.00 0.00"),
        Row(
            fact: "S4", name: "exemptLevel", value: "card", claim: severalLines,
            context: ClaimContext(paid_after_step: "14880000"), figure: .levels, byDefault: "100 80 80",
            otherwise: "80 80 80"),
        Row(
            fact: "fact 18, S8", name: "salaryStep", value: "ignore",
            claim: aClaim(
                form: "03", treatmentDays: 1, fiveYearsFrom: "2020-01-01", lines: [aLine("60000000")]),
            context: ClaimContext(paid_before_step: "1396758", paid_after_step: "2465408"), figure: .copayment,
            byDefault: "11204422.03", otherwise: "11317834.00"),
        Row(
            fact: "S9", name: "yearOf", value: "arrival", claim: overNewYear,
            context: ClaimContext(paid_after_step: "13800000"), figure: .lineCopayments,
            byDefault: "200000.00 40000.00 200000.00", otherwise: "200000.00 40000.00 0.00"),
        Row(
            fact: "S9", name: "yearOf", value: "departure", claim: overNewYear,
            context: ClaimContext(paid_after_step: "13800000"), figure: .counted,
            byDefault: "2025 240000.00, 2026 200000.00", otherwise: "2026 600000.00"),
        Row(
            fact: "S26", name: "paidSource", value: "own",
            claim: aClaim(fiveYearsFrom: "2020-01-01", lines: [aLine("2000000")]),
            context: ClaimContext(paid_after_step: "0"), counted: known, figure: .copayment, byDefault: "400000.00",
            otherwise: "399999.99"),
        Row(
            fact: "S26", name: "paidSource", value: "context",
            claim: aClaim(fiveYearsFrom: "2020-01-01", lines: [aLine("2000000")]), counted: known,
            figure: .copayment, byDefault: "399999.99", otherwise: "400000.00"),
    ]
}
