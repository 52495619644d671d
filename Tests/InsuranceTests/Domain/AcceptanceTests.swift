// The field's acceptance facts: what the fund and the patient pay, to the hundredth of a đồng, each row with the rule
// that decides it and where that stands.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct AcceptanceTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var fact: String
        var card: String
        var routing: RoutingCode = "1.1"
        var form: VisitForm = "01"
        var day: String
        var cost: UnitPrice
        var fund: Amount
        var copayment: Amount
        var level: Rate
        /// The rule that decides, and the article it stands in.
        var rule: String
        var testDescription: String { "fact \(fact): \(rule)" }
    }

    private static let smallCost = "Decree 146/2018/NĐ-CP, article 14(1): strictly below 15 % of the base salary"
    private static let resolution = "Resolution 261/2025/QH15 with letter 38/BYT-BH: 100 % whatever the card prints"

    static let rows = [
        Row(
            fact: "1", card: "DN4", day: "2026-06-30", cost: "350999", fund: "350999", copayment: "0", level: "100",
            rule: "\(smallCost), 351,000"),
        Row(
            fact: "2", card: "DN4", day: "2026-06-30", cost: "351000", fund: "280800", copayment: "70200",
            level: "80", rule: "\(smallCost): equal is not below"),
        Row(
            fact: "3", card: "DN4", day: "2026-06-30", cost: "375000", fund: "300000", copayment: "75000",
            level: "80", rule: "\(smallCost), 351,000 of Decree 73/2024/NĐ-CP's salary"),
        Row(
            fact: "3", card: "DN4", day: "2026-07-01", cost: "375000", fund: "375000", copayment: "0", level: "100",
            rule: "\(smallCost), 379,500 of Decree 161/2026/NĐ-CP's salary"),
        Row(
            fact: "5", card: "DN4", routing: "1.3", form: "03", day: "2026-03-10", cost: "12345678",
            fund: "9876542.40", copayment: "2469135.60", level: "80",
            rule: "Law on Health Insurance, article 22(1): 80 %, two places (Decision 4750/QĐ-BYT)"),
        Row(
            fact: "6", card: "HT3", day: "2026-05-05", cost: "2000000", fund: "1900000", copayment: "100000",
            level: "95", rule: "Law on Health Insurance, article 22(1): 95 %"),
        Row(
            fact: "7", card: "CN3", day: "2025-12-31", cost: "1000000", fund: "950000", copayment: "50000",
            level: "95", rule: "Decree 188/2025/NĐ-CP, article 18: digit 3 until the end of 2025"),
        Row(
            fact: "7", card: "CN3", day: "2026-01-02", cost: "1000000", fund: "1000000", copayment: "0",
            level: "100", rule: resolution),
        Row(
            fact: "9", card: "TE1", routing: "3.1", form: "03", day: "2026-05-05", cost: "10000000",
            fund: "4000000", copayment: "6000000", level: "40",
            rule: "Law on Health Insurance, article 22(4)g: 40 % of the level in what was a central hospital"),
        Row(
            fact: "11", card: "DN4", routing: "3.1", day: "2026-05-05", cost: "10000000", fund: "0",
            copayment: "10000000", level: "0",
            rule: "Law on Health Insurance, article 22(4)g: nothing without a bed; project default: it is co-payment"),
        Row(
            fact: "12", card: "DN4", routing: "3.2", form: "03", day: "2026-05-05", cost: "10000000",
            fund: "8000000", copayment: "2000000", level: "80",
            rule: "Law on Health Insurance, article 22(4)h: in full in what was a provincial hospital"),
        Row(
            fact: "14", card: "GD4", routing: "1.13", day: "2026-08-05", cost: "300000", fund: "120000",
            copayment: "180000", level: "40",
            rule: "Decree 188/2025/NĐ-CP, article 19(2): 50 % of 80 %; small costs are lifted at a rate of 100 % only"),
        Row(
            fact: "15", card: "GD4", routing: "1.2", day: "2026-08-05", cost: "500000", fund: "500000",
            copayment: "0", level: "100",
            rule: "Law on Health Insurance, article 22(1)c: the initial level is paid in full"),
    ]

    @Test("What fund and patient pay", arguments: rows)
    func money(_ row: Row) throws {
        let claim = aClaim(
            cards: [aCard(row.card)], routing: row.routing, form: row.form, arrivedAt: .init(known: row.day + "T08:00"),
            treatmentDays: row.form == "03" ? 1 : 0,
            lines: [aLine(row.cost, orderedAt: .init(known: row.day + "T08:30"))])
        let decided = try Adjudicator.decide(claim).adjudication
        #expect(decided.outcome == .accepted)
        #expect(decided.findings == [])
        #expect(decided.totals.inScope.text == row.cost.text + ".00")
        #expect(decided.totals.fund == row.fund)
        #expect(decided.totals.copayment == row.copayment)
        #expect(decided.lines.map(\.level) == [row.level])
        #expect(decided.lines.map(\.fund) == [row.fund])
    }

    @Test(
        "Fact 17: what passes six base salaries inside a visit is the fund's at once (Law on HI, article 22(1))"
    )
    func fiveYearsInside() throws {
        let claim = aClaim(
            arrivedAt: "2026-03-10T08:00", fiveYearsFrom: "2025-01-01",
            lines: [aLine("2000000", orderedAt: "2026-03-10T08:30")])
        let context = ClaimContext(paid_before_step: "13900000")
        let decision = try Adjudicator.decide(claim, context: context)
        #expect(decision.adjudication.totals.fund == "1860000")
        #expect(decision.adjudication.totals.copayment == "140000")
        #expect(decision.adjudication.lines.map(\.level) == ["80"])
        #expect(decision.adjudication.outcome == .accepted)
        #expect(decision.result(of: "fiveYears.ceiling") == "14040000.00")
        #expect(decision.result(of: "fiveYears.left") == "140000.00")
        #expect(decision.counted == [CountedCopayment(year: 2026, baseSalary: "2340000", amount: "140000")])
    }

    @Test("Fact 17: later visits of the year are paid in full, not those of the next (Decree 188/2025, article 18(2))")
    func fiveYearsAfterwards() throws {
        let counted = ["13900000", "140000"].map {
            CountedCopayment(year: 2026, baseSalary: "2340000", amount: Amount(known: $0))
        }
        func decide(_ day: String) throws -> Adjudication {
            let claim = aClaim(
                arrivedAt: LocalMinute(known: day + "T08:00"), fiveYearsFrom: "2025-01-01",
                lines: [aLine("2000000", orderedAt: LocalMinute(known: day + "T08:30"))])
            return try Adjudicator.decide(ClaimCase(claim: claim, counted: counted), by: ExamplePolicy.policy)
                .adjudication
        }
        // The rest of the year, after the base salary rose too.
        for day in ["2026-03-11", "2026-06-30", "2026-07-01", "2026-12-31"] {
            let later = try decide(day)
            #expect(later.totals.fund == "2000000", "\(day)")
            #expect(later.totals.copayment == "0", "\(day)")
            #expect(later.lines.map(\.level) == ["100"], "\(day)")
        }
        #expect(try decide("2027-01-02").totals.fund == "1600000")
    }

    @Test(
        "Fact 18: the ceiling of a year in which the base salary rose (letter 302/CSYT-CĐ, section 2.5)")
    func fiveYearsConverted() throws {
        let claim = aClaim(
            form: "03", arrivedAt: "2026-08-10T08:00", treatmentDays: 1, fiveYearsFrom: "2020-01-01",
            lines: [aLine("60000000")])
        let context = ClaimContext(paid_before_step: "1396758", paid_after_step: "2465408")
        let decision = try Adjudicator.decide(claim, context: context)
        #expect(decision.result(of: "fiveYears.ceiling") == "15066588.03")
        #expect(decision.result(of: "fiveYears.left") == "11204422.03")
        // All that is left is paid of the 12,000,000 that would have been, and no hundredth more.
        #expect(decision.adjudication.totals.copayment == "11204422.03")
        #expect(decision.adjudication.totals.fund == "48795577.97")
    }

    @Test(
        "Fact 19: supplies of one technique up to 45 base salaries (Circular 04/2017/TT-BYT, article 3(2))",
        arguments: [
            ("DN4", nil, "91080000", "58920000"), ("HN2", nil, "113850000", "36150000"),
            ("DN4", "2020-01-01", "98670000", "51330000"),
        ] as [(String, String?, Amount, Amount)])
    func supplies(card: String, fiveYearsFrom: String?, fund: Amount, copayment: Amount) throws {
        let supply = aLine("150000000", costGroup: 10, orderedAt: "2026-08-20T09:00", supplyPackage: "G1")
        let claim = aClaim(
            cards: [aCard(card)], arrivedAt: "2026-08-20T08:00",
            fiveYearsFrom: fiveYearsFrom.map { CalendarDate(known: $0) }, lines: [supply])
        let decision = try Adjudicator.decide(claim)
        #expect(decision.adjudication.totals.fund == fund)
        #expect(decision.adjudication.totals.copayment == copayment)
        #expect(decision.adjudication.outcome == .accepted)
        #expect(decision.rules == [])
        // Five years: 39 base salaries in all, six of which the patient co-paid; what is above the ceiling counts not.
        let paid: [String: Amount] = ["DN4": fiveYearsFrom == nil ? "22770000" : "15180000"]
        #expect(decision.counted.map(\.amount) == [paid[card]].compactMap(\.self))
    }

    private static func drug(_ donor: Amount) -> ClaimLine {
        aLine("10000000", table: .drugs, costGroup: 4, paymentRate: "50", otherSources: donor)
    }

    @Test("Fact 21: a gift to the facility comes off the price first (Decision 4750/QĐ-BYT, T_NGUONKHAC)")
    func facilityDonor() throws {
        let decided = try Adjudicator.decide(
            aClaim(lines: [Self.drug("3000000")]), context: ClaimContext(donor: .facility)
        ).adjudication
        #expect(decided.totals.inScope == "3500000")
        #expect(decided.totals.fund == "2800000")
        #expect(decided.totals.copayment == "700000")
        #expect(decided.totals.ownCost == "3500000")
        #expect(decided.totals.otherSources == "3000000")
        #expect(decided.outcome == .accepted)
        #expect(decided.findings == [])
    }

    @Test(
        "Fact 22: a person's gift takes over own cost, then co-payment, then the fund's (Decision 4750/QĐ-BYT)",
        arguments: [ClaimContext(), ClaimContext(donor: .personal)])
    func personalDonor(context: ClaimContext) throws {
        let decided = try Adjudicator.decide(aClaim(lines: [Self.drug("6000000")]), context: context).adjudication
        let line = try #require(decided.lines.first)
        #expect(line.ownCost == "0")
        #expect(line.copayment == "0")
        #expect(line.fund == "4000000")
        #expect(line.otherSources == "6000000")
        #expect(decided.outcome == .accepted)
    }

    @Test("Fact 24: six examinations of a visit at 100, 30, 30, 30, 10 and 0 % (Decision 4750/QĐ-BYT, TYLE_TT_DV)")
    func examinations() throws {
        let rates: [Rate] = ["100", "30", "30", "30", "10", "0"]
        let lines = rates.enumerated().map {
            aLine("45000", number: $0 + 1, costGroup: 13, serviceRate: $1, orderedAt: "2026-08-10T09:00")
        }
        let decided = try Adjudicator.decide(aClaim(lines: lines)).adjudication
        #expect(
            decided.lines.map(\.total.text) == [
                "45000.00", "13500.00", "13500.00", "13500.00", "4500.00", "0.00",
            ])
        #expect(decided.totals.total == "90000")
        #expect(decided.findings == [])
    }

    @Test("Fact E15: a drug out of scope is the patient's alone (Decision 4750/QĐ-BYT, PHAM_VI 2)")
    func outOfScope() throws {
        let drug = aLine("100000", table: .drugs, costGroup: 4, scope: .outOfScope, paymentRate: "0")
        let decided = try Adjudicator.decide(aClaim(lines: [drug])).adjudication
        #expect(decided.totals.inScope == "0")
        #expect(decided.totals.ownCost == "100000")
        #expect(decided.totals.copayment == "0")
        #expect(decided.totals.fund == "0")
        #expect(decided.outcome == .accepted)
    }

    @Test("Fact E1: a card code has its parts in it; a digit 6 or 14 characters is none (Decision 1351/QĐ-BHXH)")
    func cardCode() throws {
        // Texts, not literals: a literal is known to be well formed.
        let (code, digitSix, short) = ("DN4313123456789", "DN6313123456789", "DN431312345678")
        let parts = CardParts(try CardCode(code))
        #expect(parts.group == "DN")
        #expect(parts.digit == 4)
        #expect(parts.province == "31")
        #expect(parts.number == "3123456789")
        #expect(throws: ValueError.self) { try CardCode(digitSix) }
        #expect(throws: ValueError.self) { try CardCode(short) }
    }

    @Test(
        "Fact E4: days of treatment by the form of the visit (Decision 4750/QĐ-BYT, SO_NGAY_DTRI)",
        arguments: [("03", 3), ("04", 3), ("02", 3), ("06", 3), ("09", 0), ("01", 0), ("07", 0), ("05", 7), ("08", 2)])
    func treatmentDays(form: String, days: Int) throws {
        let lines = [
            aLine(number: 1, orderedAt: "2026-03-01T23:50"), aLine(number: 2, orderedAt: "2026-03-03T07:00"),
            aLine(number: 3, orderedAt: "2026-03-03T07:30"),
            aLine(table: .drugs, number: 1, costGroup: 4, orderedAt: "2026-03-02T07:00"),
        ]
        let claim = aClaim(
            form: VisitForm(known: form), arrivedAt: "2026-03-01T23:50", leftAt: "2026-03-03T08:00",
            treatmentDays: 7, lines: lines)
        let decided = try Adjudicator.decide(claim).adjudication
        #expect(decided.treatmentDays == days)
        #expect(decided.findings.map(\.place) == (days == 7 ? [] : ["XML1.SO_NGAY_DTRI"]))
    }
}
