// The exemption after five years (Law on Health Insurance, article 22(1); Decree 146/2018/NĐ-CP, article 27(3); Decree
// 188/2025/NĐ-CP, article 18(2)): who has it, from which line on, and what of the year counts.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("The rule of five years") struct FiveYearsRuleTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var day = "2026-03-10"
        var before: Amount = "0"
        var after: Amount = "0"
        var from: CalendarDate? = "2025-01-01"
        var card = "DN4"
        var routing: RoutingCode = "1.1"
        var copayment: Amount
        var why: String
        var testDescription: String { why }
    }

    /// A cost of 2,000,000, so a co-payment of 400,000 with a card of digit 4; six base salaries are 14,040,000 until
    /// 2026-06-30.
    static let rows = [
        Row(after: "13640000", copayment: "400000", why: "it comes to the ceiling exactly"),
        Row(after: "13640000.01", copayment: "399999.99", why: "it passes the ceiling by a hundredth"),
        Row(before: "13000000", after: "640001", copayment: "399999", why: "both parts of the year count"),
        Row(after: "14040000", copayment: "0", why: "the ceiling was reached"),
        Row(after: "99000000", copayment: "0", why: "the ceiling was passed long ago"),
        Row(after: "99000000", from: nil, copayment: "400000", why: "no five years"),
        Row(after: "99000000", from: "2026-03-11", copayment: "400000", why: "five years are complete a day later"),
        Row(after: "99000000", from: "2026-03-10", copayment: "0", why: "five years are complete that day"),
        Row(after: "99000000", card: "HN2", copayment: "0", why: "nothing is co-paid"),
        Row(
            day: "2026-08-10", after: "99000000", routing: "1.13", copayment: "1200000",
            why: "out of the way nobody is exempt (project default)"),
        Row(
            day: "2026-07-01", before: "1396758", after: "13269830.03", copayment: "400000",
            why: "the published conversion, to the hundredth"),
        Row(
            day: "2026-07-01", before: "1396758", after: "13269830.04", copayment: "399999.99",
            why: "a hundredth above it"),
        Row(
            day: "2026-07-01", before: "15000000", copayment: "0", why: "it was passed before the salary rose"),
        Row(day: "2026-07-01", before: "14040000", copayment: "0", why: "it was reached before the salary rose"),
        Row(
            day: "2024-07-01", before: "1800000", after: "11400000", from: "2020-01-01", copayment: "300000",
            why: "the same conversion in 2024 (project default): five salaries of 2,340,000 are left"),
        Row(
            day: "2025-03-10", before: "7000000", after: "6800000", copayment: "240000",
            why: "in a year of one salary both parts are of that one"),
    ]

    @Test("What is co-paid", arguments: rows)
    func copayment(_ row: Row) throws {
        let claim = aClaim(
            cards: [aCard(row.card)], routing: row.routing, arrivedAt: LocalMinute(known: row.day + "T08:00"),
            fiveYearsFrom: row.from, lines: [aLine("2000000", orderedAt: LocalMinute(known: row.day + "T09:00"))])
        let context = ClaimContext(paid_before_step: row.before, paid_after_step: row.after)
        let decision = try Adjudicator.decide(claim, context: context)
        #expect(decision.adjudication.totals.copayment == row.copayment)
        #expect(decision.adjudication.totals.fund == "2000000" - row.copayment)
        #expect(decision.adjudication.outcome == .accepted)
        #expect(decision.rules == [])
        let counts = row.copayment != "0" && row.routing == "1.1"
        #expect(decision.counted.map(\.amount) == (counts ? [row.copayment] : []))
    }

    @Test("The enrolled day of five years wins over the stated one")
    func enrolled() throws {
        let member = MemberFacts(
            coverages: [Coverage(group: "DN", digit: 4, facility: "31999", from: "2018-01-01")],
            fiveYearsFrom: "2027-01-01")
        let context = ClaimContext(paid_after_step: "99000000")
        let claim = aClaim(fiveYearsFrom: "2020-01-01")
        #expect(try Adjudicator.decide(claim, context: context, member: member).adjudication.totals.fund == "800000")
        #expect(try Adjudicator.decide(claim, context: context).adjudication.totals.fund == "1000000")
    }

    @Test("Lines use up what is left as they were ordered; the level is 100 only where nothing is left to pay")
    func severalLines() throws {
        let lines = [
            aLine("1000000", number: 1, orderedAt: "2026-08-10T12:00"),
            aLine("1000000", number: 2, orderedAt: "2026-08-10T09:00"),
            aLine("1000000", number: 3, orderedAt: "2026-08-10T11:00"),
        ]
        let context = ClaimContext(paid_after_step: "14880000")
        let decision = try Adjudicator.decide(aClaim(fiveYearsFrom: "2020-01-01", lines: lines), context: context)
        let decided = decision.adjudication
        #expect(decided.lines.map(\.copayment) == ["0", "200000", "100000"])
        #expect(decided.lines.map(\.level) == ["100", "80", "80"])
        #expect(decided.totals.fund == "2700000")
        #expect(decision.counted.map(\.amount) == ["300000"])
    }

    @Test("Five years that are complete within a stay exempt from that day on, and what was paid before counts")
    func completeInside() throws {
        let lines = ["2026-08-10", "2026-08-11", "2026-08-12"].enumerated().map {
            aLine("1000000", number: $0 + 1, orderedAt: LocalMinute(known: $1 + "T09:00"))
        }
        let claim = aClaim(
            form: "03", leftAt: "2026-08-12T10:00", treatmentDays: 3, fiveYearsFrom: "2026-08-11", lines: lines)
        let context = ClaimContext(paid_after_step: "14930000")
        let decided = try Adjudicator.decide(claim, context: context).adjudication
        // 250,000 are left: the first line takes 200,000 of it, of the second 50,000 are left to pay.
        #expect(decided.lines.map(\.copayment) == ["200000", "50000", "0"])
        let late = ClaimContext(paid_after_step: "99000000")
        #expect(
            try Adjudicator.decide(claim, context: late).adjudication.lines.map(\.copayment) == ["200000", "0", "0"])
    }

    @Test("A stay over the year's end has two counts; what is told beside the claim is of the first (project default)")
    func yearBoundary() throws {
        let lines = ["2025-12-30", "2025-12-31", "2026-01-01"].enumerated().map {
            aLine("1000000", number: $0 + 1, orderedAt: LocalMinute(known: $1 + "T09:00"))
        }
        let claim = aClaim(
            form: "03", arrivedAt: "2025-12-30T08:00", leftAt: "2026-01-02T08:00", treatmentDays: 4,
            fiveYearsFrom: "2020-01-01", lines: lines)
        let context = ClaimContext(paid_after_step: "13800000")
        let decision = try Adjudicator.decide(claim, context: context)
        #expect(decision.adjudication.lines.map(\.copayment) == ["200000", "40000", "200000"])
        #expect(
            decision.counted == [
                CountedCopayment(year: 2025, baseSalary: "2340000", amount: "240000"),
                CountedCopayment(year: 2026, baseSalary: "2340000", amount: "200000"),
            ])
        // Of the second year the suite's own count is asked.
        let counted = [CountedCopayment(year: 2026, baseSalary: "2340000", amount: "13900000")]
        let known = try Adjudicator.decide(
            ClaimCase(claim: claim, context: context, counted: counted), by: ExamplePolicy.policy)
        #expect(known.adjudication.lines.map(\.copayment) == ["200000", "40000", "140000"])
    }

    @Test("What is told beside the claim wins over the suite's own count; without it that one counts (project default)")
    func contextWins() throws {
        let counted = [
            CountedCopayment(year: 2026, baseSalary: "2340000", amount: "1396758"),
            CountedCopayment(year: 2026, baseSalary: "2530000", amount: "13269830.04"),
            CountedCopayment(year: 2025, baseSalary: "2340000", amount: "14040000"),
        ]
        let claim = aClaim(fiveYearsFrom: "2020-01-01", lines: [aLine("2000000")])
        func copayment(_ context: ClaimContext) throws -> Amount {
            try Adjudicator.decide(
                ClaimCase(claim: claim, context: context, counted: counted), by: ExamplePolicy.policy
            ).adjudication.totals.copayment
        }
        #expect(try copayment(ClaimContext()) == "399999.99")
        #expect(try copayment(ClaimContext(paid_after_step: "0")) == "400000")
        #expect(try copayment(ClaimContext(paid_before_step: "14040000")) == "0")
    }

    @Test(
        "What is refused, waits for evidence or was treated out of the way counts for nothing (project default)",
        arguments: [("1.1", 1), ("9", 0), ("7.2", 0), ("10", 0), ("1.13", 0)])
    func whatCounts(_ routing: String, _ counts: Int) throws {
        let decision = try Adjudicator.decide(aClaim(routing: RoutingCode(known: routing)))
        #expect(decision.counted.count == counts)
        #expect(decision.record.counted == decision.counted)
    }

    @Test("Counts add up by year and base salary, in their order, and stay at the most that an amount can be")
    func adding() throws {
        let first = [
            CountedCopayment(year: 2026, baseSalary: "2530000", amount: "1"),
            CountedCopayment(year: 2027, baseSalary: "2340000", amount: "10"),
        ]
        let second = [
            CountedCopayment(year: 2026, baseSalary: "2340000", amount: "5"),
            CountedCopayment(year: 2026, baseSalary: "2530000", amount: try Amount(units: Amount.unitsMax)),
        ]
        #expect(
            first.adding(second) == [
                CountedCopayment(year: 2026, baseSalary: "2340000", amount: "5"),
                CountedCopayment(year: 2026, baseSalary: "2530000", amount: try Amount(units: Amount.unitsMax)),
                CountedCopayment(year: 2027, baseSalary: "2340000", amount: "10"),
            ])
        #expect(first.adding([]) == first)
    }

    @Test("Two steps of the base salary in one year are converted one after the other")
    func twoSteps() throws {
        let policy = ExamplePolicy.with(anAct(baseSalaries: [aSalary("3000000", from: "2026-10-01")]))
        let counted = [
            CountedCopayment(year: 2026, baseSalary: "2340000", amount: "4680000"),
            CountedCopayment(year: 2026, baseSalary: "2530000", amount: "5060000"),
            CountedCopayment(year: 2026, baseSalary: "3000000", amount: "5900000"),
        ]
        let claim = aClaim(
            arrivedAt: "2026-11-10T08:00", fiveYearsFrom: "2020-01-01",
            lines: [aLine("2000000", orderedAt: "2026-11-10T09:00")])
        let decision = try Adjudicator.decide(ClaimCase(claim: claim, counted: counted), by: policy)
        // Two salaries of each of the first two, so two of the third are left: 6,000,000.
        #expect(decision.adjudication.totals.copayment == "100000")
        #expect(decision.result(of: "fiveYears.ceiling") == "15740000.00")
    }

    @Test("The exemption is written down with its ceiling, what was left, and what it moves")
    func trace() throws {
        let claim = aClaim(fiveYearsFrom: "2020-01-01", lines: [aLine("60000000", fundPrice: "60000000")])
        let context = ClaimContext(paid_before_step: "1396758", paid_after_step: "2465408")
        let decision = try Adjudicator.decide(claim, context: context)
        let steps = decision.trace.filter { $0.act == "188/2025/NĐ-CP" && $0.article == "Điều 18 khoản 2" }
        #expect(
            steps.map(\.rule) == ["fiveYears.ceiling", "fiveYears.left", "line.exempt", "line.fund", "line.copayment"])
        #expect(
            steps.map(\.arithmetic) == [
                "1396758.00 + (6 - 1396758.00 / 2340000.00) x 2530000.00 = 15066588.03",
                "15066588.03 - 3862166.00 = 11204422.03", "12000000.00 - 11204422.03 = 795577.97",
                "48000000.00 + 795577.97 = 48795577.97", "12000000.00 - 795577.97 = 11204422.03",
            ])
        #expect(steps.map(\.place) == [nil, nil, "XML3/1", "XML3/1", "XML3/1"])
    }

    @Test("Below the ceiling nothing is written of it")
    func silent() throws {
        let decision = try Adjudicator.decide(aClaim(fiveYearsFrom: "2020-01-01"))
        #expect(!decision.trace.contains { $0.rule.hasPrefix("fiveYears.") || $0.rule == "line.exempt" })
    }

    @Test("A stated exemption pays in full from its day on, and is reported unless the year bears it out")
    func exemption() throws {
        let lines = ["2026-08-10", "2026-08-11"].enumerated().map {
            aLine("1000000", number: $0 + 1, orderedAt: LocalMinute(known: $1 + "T09:00"))
        }
        func claim(_ from: CalendarDate?, routing: RoutingCode = "1.1") -> Claim {
            aClaim(
                routing: routing, form: "02", leftAt: "2026-08-11T10:00", treatmentDays: 2,
                fiveYearsFrom: "2020-01-01", exemptFrom: from, lines: lines)
        }
        let decision = try Adjudicator.decide(claim("2026-08-11"))
        #expect(decision.adjudication.lines.map(\.level) == ["80", "100"])
        #expect(decision.adjudication.lines.map(\.copayment) == ["200000", "0"])
        #expect(decision.rules == ["exemption.unproven"])
        #expect(decision.adjudication.outcome == .accepted)
        #expect(decision.trace.filter { $0.rule == "level.exempt" }.map(\.place) == ["XML3/2"])
        let paid = ClaimContext(paid_after_step: "15180000")
        #expect(try Adjudicator.decide(claim("2026-08-10"), context: paid).rules == [])
        #expect(try Adjudicator.decide(claim("2026-08-12")).adjudication.lines.map(\.level) == ["80", "80"])
        // Out of the way no exemption holds.
        let elsewhere = try Adjudicator.decide(claim("2026-08-10", routing: "1.13"))
        #expect(elsewhere.adjudication.lines.map(\.level) == ["40", "40"])
        #expect(elsewhere.rules == [])
    }

    @Test("An exemption of who co-pays nothing anyway is not asked for, and a supply's ceiling stays")
    func exemptionOfOthers() throws {
        let free = aClaim(cards: [aCard("HN2")], exemptFrom: "2026-08-01")
        #expect(try Adjudicator.decide(free).rules == [])
        let supply = aLine("150000000", costGroup: 10, supplyPackage: "G1")
        let decided = try Adjudicator.decide(aClaim(exemptFrom: "2026-08-01", lines: [supply])).adjudication
        #expect(decided.totals.fund == "113850000")
        #expect(decided.totals.copayment == "36150000")
    }
}
