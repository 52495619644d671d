// Contributions by the acts of examples/policies: exact đồng by payer, and every refusal. Rows 20 and 26 are figures
// that the project has to reach; the others are of the law's article 13 and its ladder.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct ContributionRuleTests {
    private func quote(
        _ request: QuoteContribution, by policy: Policy = ExamplePolicy.policy
    ) throws -> ContributionQuote {
        try ContributionRules.quote(request, by: policy, today: "2026-08-03")
    }

    struct Row: CustomTestStringConvertible, Sendable {
        var why: String
        var request: QuoteContribution
        var total: String
        var parts: [String]
        var testDescription: String { why }
    }

    @Test("What is paid, and by whom", arguments: settled + employees + others + supported)
    func parts(_ row: Row) throws {
        let quote = try quote(row.request)
        #expect(quote.total.text == row.total)
        #expect(quote.parts.map { "\($0.payer.rawValue) \($0.amount)" } == row.parts)
        #expect(quote.parts.reduce(Amount.zero) { $0 + $1.amount } == quote.total)
        #expect(quote.persons.reduce(Amount.zero) { $0 + $1.total } == quote.total)
        #expect(quote.trace.allSatisfy { $0.act != nil && $0.article != nil })
    }

    static let settled = [
        Row(
            why: "row 20: a household of five, a whole year at 2,530,000",
            request: QuoteContribution(groups: ["GD"], members: 5, months: 12), total: "4371840.00",
            parts: ["insured 4371840.00"]),
        Row(
            why: "row 20: a wage of 20,000,000", request: QuoteContribution(groups: ["DN"], income: "20000000"),
            total: "900000.00", parts: ["employer 600000.00", "insured 300000.00"]),
        Row(
            why: "row 20: a wage of 60,000,000, above twenty base salaries",
            request: QuoteContribution(groups: ["DN"], income: "60000000"), total: "2277000.00",
            parts: ["employer 1518000.00", "insured 759000.00"]),
        Row(
            why: "row 26: a pupil, a whole year, half of it supported",
            request: QuoteContribution(groups: ["HS"], months: 12), total: "1366200.00",
            parts: ["budget 683100.00", "insured 683100.00"]),
    ]

    static let employees = [
        Row(
            why: "a wage of just the cap", request: QuoteContribution(groups: ["HC"], income: "50600000"),
            total: "2277000.00", parts: ["employer 1518000.00", "insured 759000.00"]),
        Row(
            why: "a hundredth below the cap", request: QuoteContribution(groups: ["HC"], income: "50599999.99"),
            total: "2277000.00", parts: ["employer 1518000.00", "insured 759000.00"]),
        Row(
            why: "the cap of June 2026, and that of July: each month its own",
            request: QuoteContribution(groups: ["DN"], income: "60000000", from: "2026-06", months: 2),
            total: "4383000.00", parts: ["employer 2922000.00", "insured 1461000.00"]),
        Row(
            why: "each part is rounded by itself, half up",
            request: QuoteContribution(groups: ["DN"], income: "12345678.90"), total: "555555.55",
            parts: ["employer 370370.37", "insured 185185.18"]),
        Row(
            why: "part-time staff of a commune: of the base salary", request: QuoteContribution(groups: ["XK"]),
            total: "113850.00", parts: ["employer 75900.00", "insured 37950.00"]),
    ]

    static let others = [
        Row(
            why: "a pension, which has no cap", request: QuoteContribution(groups: ["HT"], income: "60000000"),
            total: "2700000.00", parts: ["socialInsurance 2700000.00"]),
        Row(
            why: "an allowance of the unemployed", request: QuoteContribution(groups: ["TN"], income: "4000000"),
            total: "180000.00", parts: ["socialInsurance 180000.00"]),
        Row(
            why: "a child under six", request: QuoteContribution(groups: ["TE"], from: "2026-06", months: 2),
            total: "219150.00", parts: ["budget 219150.00"]),
        Row(
            why: "relatives of defence workers", request: QuoteContribution(groups: ["TV"]), total: "113850.00",
            parts: ["employer 113850.00"]),
        Row(
            why: "who belongs to several groups is paid for in the first by the order of the law",
            request: QuoteContribution(groups: ["GD", "HS", "DN"], income: "20000000"), total: "900000.00",
            parts: ["employer 600000.00", "insured 300000.00"]),
        Row(
            why: "before the rise a household paid for the whole year",
            request: QuoteContribution(
                groups: ["GD"], members: 5, from: "2026-06", months: 12, paidOn: "2026-06-30"),
            total: "4043520.00", parts: ["insured 4043520.00"]),
        Row(
            why: "the third and the fourth of a household, the others having paid",
            request: QuoteContribution(groups: ["GD"], members: 2, position: 3), total: "125235.00",
            parts: ["insured 125235.00"]),
        Row(
            why: "the seventh of a household pays as the fifth",
            request: QuoteContribution(groups: ["GD"], position: 7), total: "45540.00", parts: ["insured 45540.00"]),
    ]

    static let supported = [
        Row(
            why: "a pupil before Decree 188/2025/NĐ-CP: 30 %",
            request: QuoteContribution(groups: ["HS"], months: 12, paidOn: "2025-08-14"), total: "1263600.00",
            parts: ["budget 379080.00", "insured 884520.00"]),
        Row(
            why: "near-poor", request: QuoteContribution(groups: ["CN"]), total: "113850.00",
            parts: ["budget 79695.00", "insured 34155.00"]),
        Row(
            why: "near-poor in a poor commune", request: QuoteContribution(groups: ["CN"], condition: "poorCommune"),
            total: "113850.00", parts: ["budget 113850.00", "insured 0.00"]),
        Row(
            why: "a household of average living", request: QuoteContribution(groups: ["GB"]), total: "113850.00",
            parts: ["budget 34155.00", "insured 79695.00"]),
        Row(
            why: "a health worker of a village", request: QuoteContribution(condition: "villageHealthWorker"),
            total: "113850.00", parts: ["budget 56925.00", "insured 56925.00"]),
        Row(
            why: "a victim of trafficking is supported for twelve months, not for the thirteenth",
            request: QuoteContribution(condition: "traffickingVictim", months: 13), total: "1480050.00",
            parts: ["budget 683100.00", "insured 796950.00"]),
        Row(
            why: "36 months in a commune that is no longer a difficult one, and one more",
            request: QuoteContribution(condition: "leftDifficultCommune", months: 37), total: "4212450.00",
            parts: ["budget 2869020.00", "insured 1343430.00"]),
    ]

    @Test("The five members of row 20, each by itself, and in the year before the rise")
    func ladder() throws {
        let now = try quote(QuoteContribution(groups: ["GD"], members: 5, months: 12))
        #expect(now.persons.map(\.position) == [1, 2, 3, 4, 5])
        #expect(
            now.persons.map(\.total.text) == [
                "1366200.00", "956340.00", "819720.00", "683100.00", "546480.00",
            ])
        let before = try quote(QuoteContribution(groups: ["GD"], members: 5, months: 12, paidOn: "2026-06-30"))
        #expect(
            before.persons.map(\.total.text) == ["1263600.00", "884520.00", "758160.00", "631800.00", "505440.00"])
    }

    @Test("Every step says by which act and article, and what was reckoned")
    func trace() throws {
        let steps = try quote(QuoteContribution(groups: ["GD", "HS"], months: 12)).trace
        #expect(
            steps.map(\.rule) == [
                "contribution.group", "contribution.baseSalary", "contribution.insured", "contribution.support",
            ])
        #expect(steps.map { $0.act?.text } == ["188/2025/NĐ-CP", "161/2026/NĐ-CP", "188/2025/NĐ-CP", "188/2025/NĐ-CP"])
        #expect(
            steps.map(\.arithmetic) == [
                "the first in the order of the law", "paid on 2026-08-03", "2530000.00 x 4.5 % = 113850.00 a month",
                "113850.00 x 50 % = 56925.00 a month",
            ])
        #expect(steps.map(\.result) == ["HS", "2530000.00", "1366200.00", "683100.00"])
        let capped = try quote(QuoteContribution(groups: ["DN"], income: "60000000")).trace
        #expect(capped.contains { $0.arithmetic == "the lower of 60000000.00 and 20 x 2530000.00" })
        let ladder = try quote(QuoteContribution(groups: ["GD"], members: 2)).trace
        #expect(ladder.last?.place == "member 2")
        #expect(ladder.last?.arithmetic == "2530000.00 x 4.5 % x 70 % = 79695.00 a month")
    }

    @Test(
        "What the policy leaves open is not guessed: unknown labels, near-poor before the decree, days before any act",
        arguments: [
            ("TG", "2026-08-03"), ("BA", "2026-08-03"), ("HK", "2026-08-03"), ("DS", "2026-08-03"),
            ("TH", "2026-08-03"), ("CN", "2025-08-14"), ("GD", "2018-11-30"), ("LH", "2025-08-14"),
        ])
    func unsettled(group: String, day: String) {
        #expect {
            try quote(QuoteContribution(groups: [CardGroup(known: group)], paidOn: CalendarDate(known: day)))
        } throws: { error in
            (error as? ContributionRejection)?.name == "insurance.contribution.unsettled"
        }
    }

    @Test("A month without a base salary, and a ladder without a step, are not guessed either")
    func missingRows() {
        let noSalary = ExamplePolicy.without { $0.baseSalaries = nil }
        #expect(throws: ContributionRejection.unsettled("The group GD", "the base salary of 2026-08-03")) {
            try quote(QuoteContribution(groups: ["GD"]), by: noSalary)
        }
        let noLadder = ExamplePolicy.without { $0.ladders = nil }
        #expect(throws: ContributionRejection.unsettled("member 1 of a household", "what is paid in on 2026-08-03")) {
            try quote(QuoteContribution(groups: ["GD"]), by: noLadder)
        }
    }

    @Test(
        "A request that does not fit is refused",
        arguments: [
            QuoteContribution(), QuoteContribution(groups: []), QuoteContribution(groups: ["DN"]),
            QuoteContribution(groups: ["DN"], income: "0"), QuoteContribution(groups: ["DN"], income: "-1"),
            QuoteContribution(groups: ["HS"], income: "20000000"), QuoteContribution(groups: ["HS"], members: 2),
            QuoteContribution(groups: ["HS"], position: 2), QuoteContribution(groups: ["GD"], members: 0),
            QuoteContribution(groups: ["GD"], members: 41), QuoteContribution(groups: ["GD"], position: 0),
            QuoteContribution(groups: ["GD"], months: 0), QuoteContribution(groups: ["GD"], months: 61),
            QuoteContribution(groups: ["HT"], income: "999999999999999", months: 60),
        ])
    func unfitting(_ request: QuoteContribution) {
        #expect { try quote(request) } throws: { error in
            (error as? ContributionRejection)?.name == "insurance.contribution.unfitting"
        }
    }

    @Test("An act with other figures from a day on is followed from that day: the proposal for 2027")
    func laterAct() throws {
        var act = anAct("draft")
        act.contributions = [
            ContributionRow(
                groups: ["GD"], order: 5, from: "2027-01-01", basis: .baseSalary,
                shares: [ContributionShare(payer: .insured, rate: "5.1")], salaryDay: .payment, byLadder: true,
                article: "proposal")
        ]
        let request = QuoteContribution(groups: ["GD"], paidOn: "2027-01-01")
        #expect(try quote(request, by: ExamplePolicy.with(act)).total == "129030.00")
        let before = QuoteContribution(groups: ["GD"], paidOn: "2026-12-31")
        #expect(try quote(before, by: ExamplePolicy.with(act)).total == "113850.00")
    }
}
