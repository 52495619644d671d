// The ceiling for the supplies of one use of a technique (Circular 04/2017/TT-BYT, article 3): 45 base salaries, so
// 113,850,000 from 2026-07-01 on.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("The rule for supplies") struct SupplyRuleTests {
    private func supply(
        _ price: UnitPrice, _ number: Int = 1, package: PlainText? = "G1", table: ClaimTable = .services,
        paymentRate: Rate? = nil, orderedAt: LocalMinute = "2026-08-10T08:00", warWound: Bool? = nil
    ) -> ClaimLine {
        aLine(
            price, table: table, number: number, costGroup: 10, paymentRate: paymentRate, orderedAt: orderedAt,
            warWound: warWound, supplyPackage: package)
    }

    private func funds(_ lines: [ClaimLine], card: String = "DN4") throws -> [String] {
        try Adjudicator.decide(aClaim(cards: [aCard(card)], lines: lines)).adjudication.lines.map(\.fund.text)
    }

    @Test(
        "The ceiling itself is paid, nothing above it, but for items with a payment rate and cards free of limits",
        arguments: [
            ("DN4", "113850000", nil, "91080000.00"), ("DN4", "113850000.01", nil, "91080000.00"),
            ("DN4", "113849999.99", nil, "91079999.99"), ("DN4", "150000000", "50", "60000000.00"),
            ("QN5", "150000000", nil, "150000000.00"), ("TE1", "150000000", nil, "150000000.00"),
            ("HN2", "150000000", nil, "113850000.00"), ("HT3", "150000000", nil, "108157500.00"),
        ] as [(String, String, String?, String)])
    func ceiling(card: String, price: String, paymentRate: String?, fund: String) throws {
        let line = supply(UnitPrice(known: price), paymentRate: paymentRate.map { Rate(known: $0) })
        #expect(try funds([line], card: card) == [fund])
    }

    @Test("A line says which ceiling binds it, reached or not; a stated one that differs is reported (T_TRANTT)")
    func statedCeiling() throws {
        func decide(_ stated: Amount?, card: String = "DN4") throws -> Decision {
            var line = supply("50000000")
            line.ceiling = stated
            line.stated = StatedLine()
            return try Adjudicator.decide(aClaim(cards: [aCard(card)], lines: [line]))
        }
        #expect(try decide(nil).adjudication.lines.map(\.ceiling) == ["113850000"])
        #expect(try decide("113850000").rules == [])
        #expect(try decide("105300000").adjudication.findings.map(\.place) == ["XML3/1.T_TRANTT"])
        #expect(try decide("105300000", card: "QN5").adjudication.lines.map(\.ceiling) == [nil])
        #expect(try decide("105300000", card: "QN5").rules == [])
    }

    @Test("Each package has a ceiling of its own, and supplies without one have none (project default)")
    func packages() throws {
        let lines = [supply("100000000", 1), supply("100000000", 2, package: "G2"), supply("100000000", 3)]
        #expect(try funds(lines) == ["80000000.00", "80000000.00", "11080000.00"])
        let bare = [supply("100000000", 1, package: nil), supply("100000000", 2, package: nil)]
        #expect(try funds(bare) == ["80000000.00", "80000000.00"])
    }

    @Test("Lines use the ceiling up as they were ordered, then by table and number (project default)")
    func order() throws {
        let late = supply("100000000", 1, orderedAt: "2026-08-10T12:00")
        let early = supply("100000000", 2, orderedAt: "2026-08-10T09:00")
        #expect(try funds([late, early]) == ["11080000.00", "80000000.00"])
        let numbers = [supply("100000000", 2), supply("100000000", 1)]
        #expect(try funds(numbers) == ["11080000.00", "80000000.00"])
        let tables = [supply("100000000", 1), supply("100000000", 2, table: .drugs)]
        #expect(try funds(tables) == ["11080000.00", "80000000.00"])
    }

    @Test("What lies above is co-payment, at the level of the card, and counts not towards six salaries")
    func excess() throws {
        let decision = try Adjudicator.decide(aClaim(lines: [supply("150000000")]))
        let line = try #require(decision.adjudication.lines.first)
        #expect(line.inScope == "150000000")
        #expect(line.copayment == "58920000")
        #expect(line.ownCost == "0")
        #expect(line.level == "80")
        #expect(decision.counted == [CountedCopayment(year: 2026, baseSalary: "2530000", amount: "22770000")])
        let step = try #require(decision.trace.first { $0.rule == "line.supplyCeiling" })
        #expect(step.place == "XML3/1")
        #expect(step.act == "04/2017/TT-BYT")
        #expect(step.inputs.first { $0.name == "ceiling" }?.value == "113850000.00")
        #expect(step.result == "113850000.00")
        #expect(decision.trace.first { $0.rule == "line.fund" }?.arithmetic == "113850000.00 x 80 % = 91080000.00")
    }

    @Test("A re-opened war wound is not bound by the ceiling, though other lines of its package are")
    func warWound() throws {
        #expect(
            try funds([supply("150000000", 1, warWound: true), supply("150000000", 2)])
                == ["150000000.00", "91080000.00"])
    }

    @Test("With five years and nothing co-paid yet the fund pays 39 base salaries, of several lines too")
    func fiveYears() throws {
        let lines = [supply("100000000", 1), supply("50000000", 2, orderedAt: "2026-08-10T09:00")]
        let decided = try Adjudicator.decide(aClaim(fiveYearsFrom: "2020-01-01", lines: lines)).adjudication
        #expect(decided.totals.fund == "98670000")
        // 20,000,000 of the first line are co-paid, and 15,180,000 are all that is left of the year.
        #expect(decided.lines.map(\.fund) == ["84820000", "13850000"])
        #expect(decided.lines.map(\.copayment) == ["15180000", "36150000"])
        #expect(decided.lines.map(\.level) == ["80", "80"])
    }

    @Test("A donor takes over what lies above the ceiling after the co-payment, and before the fund's share")
    func donor() throws {
        var line = supply("150000000")
        line.otherSources = "22770001"
        let decided = try Adjudicator.decide(aClaim(lines: [line])).adjudication
        #expect(decided.totals.copayment == "36149999")
        #expect(decided.lines.map(\.fund) == ["91080000"])
    }

    @Test("A base salary of any size leaves a ceiling that lines can reach or not, and nothing traps")
    func largeSalary() throws {
        let salary = aSalary("999999999999999.99", from: "2026-08-01")
        let policy = ExamplePolicy.with(anAct(baseSalaries: [salary]))
        let claim = aClaim(fiveYearsFrom: "2020-01-01", lines: [supply("999999999999999.99")])
        let context = ClaimContext(paid_before_step: "999999999999999.99", paid_after_step: "999999999999999.99")
        let decided = try Adjudicator.decide(ClaimCase(claim: claim, context: context), by: policy).adjudication
        // The whole is no small cost: 15 % of the salary lie below it.
        #expect(decided.totals.fund + decided.totals.copayment == "999999999999999.99")
    }
}
