// What becomes of a claim that is not simply paid: differences, evidence, refusals, and rules that are not there yet.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct OutcomeTests {
    @Test(
        "Every stated figure of a line that differs is named with its field",
        arguments: [
            (StatedLine(total: "123.45"), "XML3/1.THANH_TIEN_BV", "total"),
            (StatedLine(inScope: "123.45"), "XML3/1.THANH_TIEN_BH", "inScope"),
            (StatedLine(ownCost: "123.45"), "XML3/1.T_BNTT", "ownCost"),
            (StatedLine(copayment: "123.45"), "XML3/1.T_BNCCT", "copayment"),
            (StatedLine(fund: "123.45"), "XML3/1.T_BHTT", "fund"),
        ])
    func lineDiffers(stated: StatedLine, place: String, name: String) throws {
        let decision = try Adjudicator.decide(aClaim(lines: [aLine(stated: stated)]))
        #expect(decision.adjudication.outcome == .corrected)
        #expect(decision.rules == ["claim.differs"])
        let finding = try #require(decision.adjudication.findings.first)
        #expect(finding.place == place)
        #expect(finding.message.hasPrefix("\(name) ("))
        #expect(finding.message.contains("is stated as 123.45 and reckoned as "))
        // What was reckoned counts.
        #expect(decision.adjudication.totals.fund == "800000")
    }

    @Test("A stated level that differs is named, unless the line is out of scope")
    func levelDiffers() throws {
        let inScope = aLine(stated: StatedLine(level: "95"))
        #expect(
            try Adjudicator.decide(aClaim(lines: [inScope])).adjudication.findings.map(\.place) == ["XML3/1.MUC_HUONG"])
        let outOfScope = aLine(scope: .outOfScope, stated: StatedLine(level: "0"))
        #expect(try Adjudicator.decide(aClaim(lines: [outOfScope])).rules == [])
    }

    @Test("Every sum of the header that differs is named with its field")
    func headerDiffers() throws {
        let stated = ClaimTotals(
            drugs: "1", supplies: "2", total: "3", inScope: "4", ownCost: "5", copayment: "6", fund: "7",
            otherSources: "8", fundFeeForService: "9")
        let found = try Adjudicator.decide(aClaim(stated: stated)).adjudication.findings
        #expect(
            found.map(\.place) == [
                "XML1.T_THUOC", "XML1.T_VTYT", "XML1.T_TONGCHI_BV", "XML1.T_TONGCHI_BH", "XML1.T_BNTT", "XML1.T_BNCCT",
                "XML1.T_BHTT", "XML1.T_NGUONKHAC", "XML1.T_BHTT_GDV",
            ])
    }

    @Test(
        "What is decided case by case is reckoned at the card's level and waits for evidence",
        arguments: ["7.2", "7.3", "7.4", "10"])
    func caseByCase(code: String) throws {
        let decision = try Adjudicator.decide(aClaim(routing: RoutingCode(known: code)))
        #expect(decision.adjudication.outcome == .needsEvidence)
        #expect(decision.adjudication.totals.fund == "800000")
        #expect(decision.rules == ["routing.case"])
    }

    @Test("A recall is not adjudicated (code 8)")
    func recall() throws {
        let decision = try Adjudicator.decide(aClaim(routing: "8"))
        #expect(decision.adjudication.outcome == .needsEvidence)
        #expect(decision.adjudication.lines == [])
        #expect(decision.adjudication.totals == .nothing)
        #expect(decision.rules == ["routing.recall"])
    }

    @Test("A visit that is not insured is refused, with or without a card; its cost is co-payment (code 9)")
    func refused() throws {
        for cards in [[aCard()], []] {
            let decision = try Adjudicator.decide(aClaim(cards: cards, routing: "9", lines: [aLine("300000")]))
            #expect(decision.adjudication.outcome == .refused)
            #expect(decision.adjudication.totals.fund == "0")
            #expect(decision.adjudication.totals.copayment == "300000")
            #expect(decision.rules == ["routing.refused"])
        }
    }

    @Test(
        "Before 2025 the list is not complete: another code than 1.1, 1.3 and 2 needs evidence, and nothing is reckoned"
    )
    func silentBefore2025() throws {
        let claim = aClaim(
            routing: "3.5", arrivedAt: "2024-12-31T08:00",
            lines: [aLine(orderedAt: "2024-12-31T09:00", stated: StatedLine(fund: "800000"))])
        let decision = try Adjudicator.decide(claim)
        #expect(decision.adjudication.outcome == .needsEvidence)
        #expect(decision.adjudication.totals.fund == "0")
        #expect(decision.rules == ["routing.silent"])
    }

    @Test("Since 2025 the list is complete: a code that it does not have is refused (Decision 3276/QĐ-BYT, appendix 1)")
    func unlisted() {
        do {
            _ = try Adjudicator.decide(aClaim(routing: "1.99"))
            Issue.record("it was decided")
        } catch {
            #expect(error.name == "insurance.claim.malformed")
            #expect(error.findings.map(\.rule) == ["routing.unknown"])
            #expect(error.findings.first?.place == "XML1.MA_DOITUONG_KCB")
        }
    }

    @Test("A code of stays for a visit without a bed, and the reverse, needs evidence")
    func otherSetting() throws {
        #expect(try Adjudicator.decide(aClaim(routing: "3.2")).rules == ["routing.silent"])
        let stay = aClaim(routing: "1.12", form: "03", treatmentDays: 1)
        #expect(try Adjudicator.decide(stay).rules == ["routing.silent"])
    }

    @Test("A donor's money waits for its rule")
    func donor() throws {
        let stated = StatedLine(ownCost: "0")
        let decision = try Adjudicator.decide(aClaim(lines: [aLine(otherSources: "1", stated: stated)]))
        #expect(decision.adjudication.outcome == .needsEvidence)
        // What differs for want of the rule is not held against the facility.
        #expect(decision.rules == ["donor.notYet"])
        #expect(decision.adjudication.totals.otherSources == "1")
    }

    @Test(
        "Supplies of one technique above 45 base salaries wait for their rule (Circular 04/2017/TT-BYT, article 3)",
        arguments: [
            ("DN4", "113850000", nil, []), ("DN4", "113850000.01", nil, ["supplies.notYet"]),
            ("DN4", "150000000", "50", []), ("QN5", "150000000", nil, []), ("TE1", "150000000", nil, []),
            ("HN2", "150000000", nil, ["supplies.notYet"]),
        ] as [(String, String, String?, [String])])
    func supplies(card: String, price: String, paymentRate: String?, rules: [String]) throws {
        let line = aLine(
            UnitPrice(known: price), costGroup: 10, paymentRate: paymentRate.map { Rate(known: $0) },
            supplyPackage: "G1")
        #expect(try Adjudicator.decide(aClaim(cards: [aCard(card)], lines: [line])).rules == rules)
    }

    @Test("Supplies add up within their package only, and those without one have no ceiling (project default)")
    func packages() throws {
        func supply(_ number: Int, _ package: PlainText?) -> ClaimLine {
            aLine("60000000", number: number, costGroup: 10, supplyPackage: package)
        }
        #expect(try Adjudicator.decide(aClaim(lines: [supply(1, "G1"), supply(2, "G2")])).rules == [])
        #expect(try Adjudicator.decide(aClaim(lines: [supply(1, nil), supply(2, nil)])).rules == [])
        #expect(try Adjudicator.decide(aClaim(lines: [supply(1, "G1"), supply(2, "G1")])).rules == ["supplies.notYet"])
    }

    struct FiveYears: CustomTestStringConvertible, Sendable {
        var day = "2026-03-10"
        var before: Amount = "0"
        var after: Amount = "0"
        var from: CalendarDate? = "2025-01-01"
        var exemptFrom: CalendarDate?
        var card = "DN4"
        var routing: RoutingCode = "1.1"
        var rules: [String] = []
        var why: String
        var testDescription: String { why }
    }

    /// A cost of 2,000,000, so a co-payment of 400,000 with a card of digit 4; six base salaries are 14,040,000 until
    /// 2026-06-30 (Law on Health Insurance, article 22; Decree 188/2025/NĐ-CP, article 18(2)).
    static let fiveYearRows = [
        FiveYears(after: "13640000", why: "it comes to the limit exactly"),
        FiveYears(after: "13640000.01", rules: ["fiveYears.notYet"], why: "it passes the limit"),
        FiveYears(before: "13000000", after: "640001", rules: ["fiveYears.notYet"], why: "both parts count"),
        FiveYears(after: "99000000", from: nil, why: "no five years"),
        FiveYears(after: "99000000", from: "2026-03-11", why: "five years are complete a day later"),
        FiveYears(after: "99000000", from: "2026-03-10", rules: ["fiveYears.notYet"], why: "complete that day"),
        FiveYears(after: "99000000", card: "HN2", why: "nothing is co-paid"),
        FiveYears(day: "2026-08-10", after: "99000000", routing: "1.13", why: "out of the way nothing counts"),
        FiveYears(
            day: "2026-07-01", before: "1396758", after: "13269830.03",
            why: "the published conversion, to the hundredth"),
        FiveYears(
            day: "2026-07-01", before: "1396758", after: "13269830.04", rules: ["fiveYears.notYet"],
            why: "a hundredth above it"),
        FiveYears(
            day: "2026-07-01", before: "15000000", after: "0", rules: ["fiveYears.notYet"],
            why: "the limit was passed before the salary rose"),
        FiveYears(exemptFrom: "2026-03-10", rules: ["fiveYears.notYet"], why: "an exemption is stated"),
        FiveYears(exemptFrom: "2026-03-11", why: "an exemption from the next day"),
    ]

    @Test("A co-payment that passes six base salaries after five years waits for its rule", arguments: fiveYearRows)
    func fiveYears(_ row: FiveYears) throws {
        let claim = aClaim(
            cards: [aCard(row.card)], routing: row.routing, arrivedAt: LocalMinute(known: row.day + "T08:00"),
            fiveYearsFrom: row.from, exemptFrom: row.exemptFrom,
            lines: [aLine("2000000", orderedAt: LocalMinute(known: row.day + "T09:00"))])
        let context = ClaimContext(paid_before_step: row.before, paid_after_step: row.after)
        #expect(try Adjudicator.decide(claim, context: context).rules == row.rules)
    }

    @Test("The enrolled day of five years wins over the stated one")
    func enrolledFiveYears() throws {
        let member = MemberFacts(
            coverages: [Coverage(group: "DN", digit: 4, facility: "31999", from: "2018-01-01")],
            fiveYearsFrom: "2027-01-01")
        let context = ClaimContext(paid_after_step: "99000000")
        let claim = aClaim(fiveYearsFrom: "2020-01-01")
        #expect(try Adjudicator.decide(claim, context: context, member: member).rules == [])
        #expect(try Adjudicator.decide(claim, context: context).rules == ["fiveYears.notYet"])
    }

    @Test(
        "A claim is refused whose policy lacks what it needs; the refusal names it",
        arguments: [
            ("the base salary", ExamplePolicy.without { $0.baseSalaries = nil }),
            ("the level of a card DN4", ExamplePolicy.without { $0.levels = nil }),
            ("the setting decidingDate", ExamplePolicy.without { $0.settings?.removeAll { $0.name == .decidingDate } }),
            (
                "the setting inpatientForms",
                ExamplePolicy.without { $0.settings?.removeAll { $0.name == .inpatientForms } }
            ),
            (
                "the setting smallCostPercent",
                ExamplePolicy.without { $0.settings?.removeAll { $0.name == .smallCostPercent } }
            ),
            (
                "the setting unknownMember",
                ExamplePolicy.without { $0.settings?.removeAll { $0.name == .unknownMember } }
            ),
            ("the setting decidingDate", Policy(version: 0, acts: [])),
        ])
    func policyMissing(what: String, policy: Policy) {
        do {
            _ = try Adjudicator.decide(ClaimCase(claim: aClaim()), by: policy)
            Issue.record("it was decided")
        } catch {
            #expect(error.name == "insurance.policy.missing")
            #expect(error.findings.map(\.message) == ["It has no row for \(what) on 2026-08-10."])
        }
    }

    @Test("A claim of a day before the first base salary is refused")
    func beforeThePolicy() {
        let claim = aClaim(arrivedAt: "2013-06-30T08:00", lines: [aLine(orderedAt: "2013-06-30T09:00")])
        #expect(throws: ClaimRejection.self) { try Adjudicator.decide(claim) }
    }
}
