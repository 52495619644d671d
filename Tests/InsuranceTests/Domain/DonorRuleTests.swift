// Whose money stands in for whose: three kinds of donor against own cost, co-payment and the fund's share
// (Decision 4750/QĐ-BYT, appendix, T_NGUONKHAC).

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("The rule for donors") struct DonorRuleTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var donor: DonorKind
        var gift: Amount
        var inScope: Amount = "8000000"
        /// Own cost, co-payment, the fund's.
        var parts: [Amount]
        var findings: [String] = []
        var testDescription: String { "\(donor) gives \(gift)" }
    }

    /// A service of 10,000,000 of which 8,000,000 are in scope at 80 %: 2,000,000 own, 1,600,000 co-paid, 6,400,000.
    static let rows = [
        Row(donor: .personal, gift: "500000", parts: ["1500000", "1600000", "6400000"]),
        Row(donor: .personal, gift: "2000000", parts: ["0", "1600000", "6400000"]),
        Row(donor: .personal, gift: "2000000.01", parts: ["0", "1599999.99", "6400000"], findings: ["total.paid"]),
        Row(donor: .personal, gift: "3600000", parts: ["0", "0", "6400000"], findings: ["total.paid"]),
        Row(donor: .personal, gift: "3600000.01", parts: ["0", "0", "6399999.99"], findings: ["total.paid"]),
        Row(donor: .personal, gift: "10000000", parts: ["0", "0", "0"], findings: ["total.paid"]),
        Row(donor: .arv, gift: "1600000", parts: ["2000000", "0", "6400000"], findings: ["total.paid"]),
        // Another sum than the co-payment is a reading of this project's own.
        Row(
            donor: .arv, gift: "1000000", parts: ["2000000", "600000", "6400000"],
            findings: ["donor.arv", "total.paid"]),
        Row(
            donor: .arv, gift: "2600000", parts: ["1000000", "0", "6400000"], findings: ["donor.arv", "total.paid"]),
        Row(donor: .arv, gift: "10000000", parts: ["0", "0", "0"], findings: ["donor.arv", "total.paid"]),
        // 5,000,000 are left, of which 80 % by the ratio of the prices are in scope (project default).
        Row(donor: .facility, gift: "5000000", inScope: "4000000", parts: ["1000000", "800000", "3200000"]),
        Row(donor: .facility, gift: "10000000", inScope: "0", parts: ["0", "0", "0"]),
        Row(donor: .facility, gift: "0", parts: ["2000000", "1600000", "6400000"]),
        Row(donor: .arv, gift: "0", parts: ["2000000", "1600000", "6400000"]),
    ]

    @Test("Each kind of donor takes over the parts in its own order", arguments: rows)
    func parts(_ row: Row) throws {
        let claim = aClaim(lines: [aLine("10000000", fundPrice: "8000000", otherSources: row.gift)])
        let decision = try Adjudicator.decide(claim, context: ClaimContext(donor: row.donor))
        let line = try #require(decision.adjudication.lines.first)
        #expect([line.ownCost, line.copayment, line.fund] == row.parts)
        #expect(line.inScope == row.inScope)
        #expect(line.otherSources == row.gift)
        #expect(decision.rules == row.findings)
        #expect(decision.adjudication.outcome == .accepted)
    }

    @Test("What is paid is the sum of the lines; the header's own formula is stated with it (project default)")
    func header() throws {
        let claim = aClaim(lines: [
            aLine("1000000", number: 1, otherSources: "250000"), aLine("1000000", number: 2),
        ])
        let decision = try Adjudicator.decide(claim)
        let decided = decision.adjudication
        #expect(decided.lines.map(\.fund) == ["750000", "800000"])
        #expect(decided.totals.copayment == "200000")
        #expect(decided.totals.fund == "1800000")
        #expect(decided.paid == "1550000")
        #expect(decision.result(of: "total.paid") == "1550000.00")
        let sides = LedgerRules.sides(facility: claim.facility, adjudication: decided)
        #expect(sides.map(\.debit) == ["1550000", "0"])
        #expect(sides.map(\.credit) == ["0", "1550000"])
        // Without such a donor the two are one figure.
        #expect(try Adjudicator.decide(aClaim()).adjudication.paid == nil)
    }

    @Test("What a donor paid is nobody's co-payment: it is not counted, and exempts nobody (project default)")
    func counted() throws {
        let claim = aClaim(fiveYearsFrom: "2020-01-01", lines: [aLine("1000000", otherSources: "150000")])
        let context = ClaimContext(paid_after_step: "15080000")
        let decision = try Adjudicator.decide(claim, context: context)
        // 50,000 are left to co-pay, and 100,000 of the year.
        #expect(decision.adjudication.totals.copayment == "50000")
        #expect(decision.counted.map(\.amount) == ["50000"])
        #expect(decision.adjudication.lines.map(\.level) == ["80"])
    }

    @Test("A gift to the facility counts before small costs are looked at, a person's does not")
    func smallCost() throws {
        let claim = aClaim(lines: [aLine("500000", otherSources: "200000")])
        func level(_ donor: DonorKind) throws -> Rate? {
            try Adjudicator.decide(claim, context: ClaimContext(donor: donor)).adjudication.lines.first?.level
        }
        #expect(try level(.facility) == "100")
        #expect(try level(.personal) == "80")
    }

    @Test("A line out of scope that a donor pays costs the patient the rest")
    func outOfScope() throws {
        let line = aLine("1000000", scope: .outOfScope, otherSources: "400000")
        for donor in DonorKind.allCases {
            let decided = try Adjudicator.decide(aClaim(lines: [line]), context: ClaimContext(donor: donor))
                .adjudication
            #expect(decided.totals.ownCost == "600000", "\(donor)")
            #expect(decided.totals.fund == "0", "\(donor)")
        }
    }

    @Test("Every part that a donor takes over is written down with what is left of it")
    func trace() throws {
        let decision = try Adjudicator.decide(
            aClaim(lines: [aLine("10000000", fundPrice: "8000000", otherSources: "3000000")]))
        let steps = decision.trace.filter { $0.article == "Phụ lục, T_NGUONKHAC" }
        #expect(steps.map(\.rule) == ["line.ownCost", "line.copayment"])
        #expect(
            steps.map(\.arithmetic) == [
                "2000000.00 - 2000000.00 = 0.00", "1600000.00 - 1000000.00 = 600000.00",
            ])
        let whole = try Adjudicator.decide(
            aClaim(lines: [aLine("10000000", fundPrice: "8000000", otherSources: "5000000")]),
            context: ClaimContext(donor: .facility))
        #expect(
            whole.trace.first { $0.rule == "line.inScope" }?.arithmetic
                == "(10000000.00 - 5000000.00) x 8000000 / 10000000 x 100 % = 4000000.00")
        #expect(
            whole.trace.first { $0.rule == "line.ownCost" }?.arithmetic
                == "10000000.00 - 5000000.00 - 4000000.00 = 1000000.00")
    }

    @Test("A gift and prices of fifteen digits come to a figure, and nothing traps")
    func large() throws {
        let most: UnitPrice = "999999999999999.99"
        let line = aLine(most, fundPrice: "333333333333333.333", paymentRate: "33.33", otherSources: "0.01")
        let decided = try Adjudicator.decide(aClaim(lines: [line]), context: ClaimContext(donor: .facility))
            .adjudication
        #expect(decided.totals.inScope == "111100000000000")
        #expect(Reckoning.share(of: 100, 1, of: 3, "100") == 33)
        #expect(Reckoning.share(of: 100, 2, of: 3, "100") == 67)
        #expect(Reckoning.share(of: 1, 1, of: 2, "100") == 1)
    }
}
