// The rules of adjudication one by one: what each reads from the policy, and what it does with it.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct AdjudicatorTests {
    @Test("The day of arrival picks base salary, level and routing; an act can choose the day of departure")
    func decidingDate() throws {
        let claim = aClaim(
            arrivedAt: "2026-06-30T22:00", leftAt: "2026-07-01T02:00",
            lines: [aLine("375000", orderedAt: "2026-06-30T22:10")])
        let byArrival = try Adjudicator.decide(claim).adjudication
        #expect(byArrival.decidingDate == "2026-06-30")
        #expect(byArrival.totals.fund == "300000")

        let setting = PolicySettingRow(
            name: .decidingDate, from: "2026-01-01", value: "departure", article: "Điều 1")
        let policy = ExamplePolicy.with(anAct(settings: [setting]))
        let byDeparture = try Adjudicator.decide(ClaimCase(claim: claim), by: policy).adjudication
        #expect(byDeparture.decidingDate == "2026-07-01")
        #expect(byDeparture.totals.fund == "375000")
        #expect(byDeparture.policyVersion == ExamplePolicy.acts.count + 1)
    }

    @Test(
        "The most specific level counts: group with digit, then group, then digit (Decree 146/2018/NĐ-CP, article 14)")
    func specificity() throws {
        func row(_ group: CardGroup?, _ digit: Int?, _ level: Rate) -> BenefitLevelRow {
            BenefitLevelRow(group: group, digit: digit, from: "2026-01-01", level: level, article: "Điều 1")
        }
        let policy = ExamplePolicy.with(anAct(levels: [row("DN", 4, "85"), row("DN", nil, "82")]))
        func level(_ card: String) throws -> Rate? {
            let claim = aClaim(cards: [aCard(card)])
            return try Adjudicator.decide(ClaimCase(claim: claim), by: policy).adjudication.lines.first?.level
        }
        #expect(try level("DN4") == "85")
        #expect(try level("DN3") == "82")
        #expect(try level("HX4") == "80")
    }

    @Test("Level times routing rate keeps two places (Decision 1931/QĐ-BYT: 47.5)")
    func twoPlaces() throws {
        let claim = aClaim(cards: [aCard("HT3")], routing: "1.13", lines: [aLine("1000001")])
        let decision = try Adjudicator.decide(claim)
        #expect(decision.adjudication.lines.first?.level == "47.5")
        #expect(decision.adjudication.totals.fund == "475000.48")
        #expect(decision.adjudication.totals.copayment == "525000.52")
    }

    @Test("A re-opened war wound is paid in full and without payment rates (Decree 146/2018/NĐ-CP, article 14(1)b)")
    func warWound() throws {
        let lines = [
            aLine("1000000", number: 1), aLine("1000000", number: 2, paymentRate: "50", warWound: true),
        ]
        let decision = try Adjudicator.decide(aClaim(lines: lines))
        #expect(decision.adjudication.lines.map(\.fund) == ["800000", "1000000"])
        #expect(decision.rules == ["line.paymentRate"])
    }

    @Test("A war wound treated out of the way is paid at the routing rate")
    func warWoundOutOfTheWay() throws {
        let claim = aClaim(routing: "3.1", form: "03", treatmentDays: 1, lines: [aLine(warWound: true)])
        #expect(try Adjudicator.decide(claim).adjudication.totals.fund == "400000")
    }

    @Test(
        "Digits 1 and 5 are not bound by payment rates; it is reported (project default)",
        arguments: [
            ("TE1", "1000000", ["line.paymentRate"]), ("QN5", "1000000", ["line.paymentRate"]),
            ("HN2", "500000", []), ("DN4", "400000", []),
        ] as [(String, String, [String])])
    func paymentRates(card: String, fund: String, findings: [String]) throws {
        let decision = try Adjudicator.decide(aClaim(cards: [aCard(card)], lines: [aLine(paymentRate: "50")]))
        #expect(decision.adjudication.totals.fund == Amount(known: fund))
        #expect(decision.rules == findings)
    }

    @Test(
        "What is out of the list is in scope for digit 5 only (PHAM_VI 3), what is out of scope for nobody (PHAM_VI 2)",
        arguments: [
            ("QN5", BenefitScope.forcesOnly, "1000000"), ("TE1", .forcesOnly, "0"), ("DN4", .forcesOnly, "0"),
            ("QN5", .outOfScope, "0"),
        ])
    func scope(card: String, scope: BenefitScope, fund: String) throws {
        let decided = try Adjudicator.decide(aClaim(cards: [aCard(card)], lines: [aLine(scope: scope)])).adjudication
        #expect(decided.totals.fund == Amount(known: fund))
        #expect(decided.totals.copayment == "0")
        #expect(decided.totals.ownCost == "1000000" - Amount(known: fund))
    }

    @Test("The fund goes by its own price, and never by a higher one than was charged")
    func fundPrice() throws {
        let lower = try Adjudicator.decide(aClaim(lines: [aLine("250000", fundPrice: "220000")])).adjudication
        #expect(lower.totals.ownCost == "30000")
        let higher = try Adjudicator.decide(aClaim(lines: [aLine("1000000", fundPrice: "1200000")]))
        #expect(higher.adjudication.totals.inScope == "1000000")
        #expect(higher.adjudication.totals.ownCost == "0")
        #expect(higher.rules == ["line.fundPrice"])
    }

    @Test("What lies out of scope does not count towards small costs")
    func smallCostScope() throws {
        let lines = [aLine("300000", number: 1), aLine("5000000", number: 2, scope: .outOfScope)]
        #expect(try Adjudicator.decide(aClaim(lines: lines)).adjudication.totals.fund == "300000")
    }

    @Test(
        "Examinations off the ladder are reported, the first being the earliest, and paid as stated (project default)")
    func examinations() throws {
        let lines = [
            aLine("45000", number: 1, costGroup: 13, serviceRate: "30", orderedAt: "2026-08-10T09:00"),
            aLine("45000", number: 2, costGroup: 13, serviceRate: "100", orderedAt: "2026-08-10T08:30"),
            aLine("45000", number: 3, costGroup: 13, serviceRate: "50", orderedAt: "2026-08-10T10:00"),
        ]
        let decision = try Adjudicator.decide(aClaim(lines: lines))
        #expect(decision.adjudication.totals.total == "81000")
        #expect(decision.rules == ["examination.rate"])
        #expect(decision.adjudication.findings.first?.place == "XML3/3.TYLE_TT_DV")
        #expect(decision.adjudication.outcome == .accepted)
    }

    @Test("1.1 at another facility than that of registration is reported, but for newborns' cards of a province")
    func registration() throws {
        func rules(_ facility: FacilityCode) throws -> [String] {
            try Adjudicator.decide(aClaim(cards: [aCard(facility: facility)])).rules
        }
        #expect(try rules("31002") == ["routing.registeredElsewhere"])
        #expect(try rules("31000") == [])
        #expect(try rules("31999") == [])
    }

    @Test("Drugs, supplies, and what is paid service by service have sums of their own (Decision 4750/QĐ-BYT)")
    func totals() throws {
        let lines = [
            aLine("100000", table: .drugs, number: 1, costGroup: 4, paymentMethod: .capitation),
            aLine("200000", number: 1, costGroup: 10, paymentMethod: .feeForService),
            aLine("700000", number: 2, costGroup: 18, paymentMethod: .diagnosisGroup),
        ]
        let totals = try Adjudicator.decide(aClaim(lines: lines)).adjudication.totals
        #expect(totals.drugs == "100000")
        #expect(totals.supplies == "200000")
        #expect(totals.total == "1000000")
        #expect(totals.fund == "800000")
        #expect(totals.fundFeeForService == "160000")
    }

    @Test("The same claim is decided the same way twice")
    func deterministic() throws {
        let first = try Adjudicator.decide(GoldenClaim.claim)
        #expect(try Adjudicator.decide(GoldenClaim.claim) == first)
    }
}
