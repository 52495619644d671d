// The table of settings and options: a claim for each, its figure by the defaults and by another choice.

import MessageSchema

@testable import InsuranceDomain

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
