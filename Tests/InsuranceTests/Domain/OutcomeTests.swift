// What becomes of a claim that is not simply paid: differences, evidence, refusals.

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
