// The golden claim: every figure of every line and of the header, and the explanation as it reads.

import MessageSchema
import Testing

@testable import InsuranceDomain

/// A synthetic visit of 2026-08-10 with two examinations, a laboratory test and two drugs, one paid at 50 %.
enum GoldenClaim {
    static let claim = aClaim(
        key: "BHYT-31999-20260810-000001", leftAt: "2026-08-10T10:00",
        lines: [
            aLine(
                "50600", number: 1, costGroup: 13, serviceRate: "100", orderedAt: "2026-08-10T08:15",
                stated: StatedLine(
                    total: "50600", inScope: "50600", level: "80", ownCost: "0", copayment: "10120", fund: "40480")),
            aLine(
                "50600", number: 2, costGroup: 13, serviceRate: "30", orderedAt: "2026-08-10T08:40",
                stated: StatedLine(
                    total: "15180", inScope: "15180", level: "80", ownCost: "0", copayment: "3036", fund: "12144")),
            aLine(
                "250000", number: 3, costGroup: 1, fundPrice: "220000", orderedAt: "2026-08-10T08:45",
                stated: StatedLine(
                    total: "250000", inScope: "220000", level: "80", ownCost: "30000", copayment: "44000",
                    fund: "176000")),
            aLine(
                "3150.555", table: .drugs, number: 1, costGroup: 4, quantity: "30", paymentRate: "100",
                orderedAt: "2026-08-10T09:30",
                stated: StatedLine(
                    total: "94516.65", inScope: "94516.65", level: "80", ownCost: "0", copayment: "18903.33",
                    fund: "75613.32")),
            aLine(
                "12345.678", table: .drugs, number: 2, costGroup: 4, quantity: "14", paymentRate: "50",
                orderedAt: "2026-08-10T09:30",
                stated: StatedLine(
                    total: "172839.49", inScope: "86419.75", level: "80", ownCost: "86419.74", copayment: "17283.95",
                    fund: "69135.80")),
        ],
        stated: totals)

    static let totals = ClaimTotals(
        drugs: "267356.14", supplies: "0", total: "583136.14", inScope: "466716.40", ownCost: "116419.74",
        copayment: "93343.28", fund: "373373.12", otherSources: "0", fundFeeForService: "373373.12")
}

@Suite struct GoldenClaimTests {
    let decision = try! Adjudicator.decide(GoldenClaim.claim)

    @Test("Every figure of every line")
    func lines() {
        let figures = decision.adjudication.lines.map {
            [$0.total, $0.inScope, $0.ownCost, $0.copayment, $0.fund].map(\.text)
        }
        #expect(
            figures == [
                ["50600.00", "50600.00", "0.00", "10120.00", "40480.00"],
                ["15180.00", "15180.00", "0.00", "3036.00", "12144.00"],
                ["250000.00", "220000.00", "30000.00", "44000.00", "176000.00"],
                ["94516.65", "94516.65", "0.00", "18903.33", "75613.32"],
                ["172839.49", "86419.75", "86419.74", "17283.95", "69135.80"],
            ])
        #expect(decision.adjudication.lines.allSatisfy { $0.level == "80" })
    }

    @Test("Every figure of the header")
    func header() {
        #expect(decision.adjudication.totals == GoldenClaim.totals)
        #expect(decision.adjudication.treatmentDays == 0)
    }

    @Test("It is accepted as stated, by the policy as published")
    func outcome() {
        #expect(decision.adjudication.outcome == .accepted)
        #expect(decision.adjudication.findings == [])
        #expect(decision.adjudication.policyVersion == ExamplePolicy.acts.count)
        #expect(decision.adjudication.decidingDate == "2026-08-10")
    }

    @Test("Arrived on 2026-06-30 the level is the same, for 466,716.40 is above 351,000 too")
    func dayBefore() throws {
        var claim = GoldenClaim.claim
        claim.arrivedAt = "2026-06-30T08:00"
        let decided = try Adjudicator.decide(claim)
        #expect(decided.adjudication.totals.fund == "373373.12")
        #expect(decided.result(of: "policy.baseSalary") == "2340000.00")
    }

    @Test("The explanation has every rule, its article, and the arithmetic written out")
    func trace() {
        let steps = decision.trace.map { step in
            [step.rule, step.place, step.act?.text, step.arithmetic, step.result].compactMap(\.self)
                .joined(separator: " | ")
        }
        #expect(
            steps.prefix(9) == [
                "policy.day | project-defaults | the day of arrival | 2026-08-10",
                "policy.baseSalary | 161/2026/NĐ-CP | in force since 2026-07-01 | 2530000.00",
                "visit.setting | project-defaults | 01 is not among them | outpatient",
                "routing.rate | 3276/QĐ-BYT | of the card's level | 100 %",
                "card.bearer | project-defaults | not enrolled here | as stated",
                "card.valid | DN4 from 2018-01-01 on without end | valid",
                "level.card | 188/2025/NĐ-CP | the level of the digit 4 since 2025-08-15 | 80 %",
                "level.routing | 3276/QĐ-BYT | 80 % x 100 % = 80 % | 80 %",
                "examination.rates | project-defaults | 2 examinations at 100 30 % | as stated",
            ])
        for step in [
            "line.total | XML2/2 | 4750/QĐ-BYT | 14 x 12345.678 = 172839.49 | 172839.49",
            "line.inScope | XML2/2 | 4750/QĐ-BYT | 14 x 12345.678 x 50 % = 86419.75 | 86419.75",
            "level.smallCost | 188/2025/NĐ-CP | 466716.40 is not below 15 % of 2530000.00 = 379500.00 | as before",
            "line.fund | XML2/2 | 4750/QĐ-BYT | 86419.75 x 80 % = 69135.80 | 69135.80",
            "line.copayment | XML2/2 | 4750/QĐ-BYT | 86419.75 - 69135.80 = 17283.95 | 17283.95",
            "line.ownCost | XML2/2 | 4750/QĐ-BYT | 172839.49 - 86419.75 = 86419.74 | 86419.74",
            "total.fund | 4750/QĐ-BYT | 466716.40 - 93343.28 = 373373.12 | 373373.12",
        ] {
            #expect(steps.contains(step))
        }
        #expect(decision.trace.allSatisfy { !$0.arithmetic.isEmpty && !$0.result.isEmpty })
    }
}
