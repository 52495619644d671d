// What holds of every claim, tried on many that a seed makes. A failure names its seed.

import MessageSchema
import Testing

@testable import InsuranceDomain

/// SplitMix64, so that a seed always makes the same claims.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct AdjudicationPropertyTests {
    /// A claim of 2025 or 2026 with up to twelve lines of any kind, one that some rule pays.
    private func claim(seed: UInt64, card: String? = nil) -> Claim {
        var random = SeededGenerator(state: seed)
        let first: CalendarDate = "2025-01-01"
        let day = first.advanced(by: Int.random(in: 0..<700, using: &random))
        let isStay = Bool.random(using: &random)
        let routing = ["1.1", "1.2", "1.3", "1.11", "1.16", "2", "3.1", "3.3", isStay ? "3.2" : "1.13", "7.2"]
            .filter { !isStay || $0 != "7.2" }.randomElement(using: &random)!
        let cards = ["TE1", "HN2", "HT3", "DN4", "QN5", "CN3", "LH4"]
        let stated = card ?? cards.randomElement(using: &random)!
        let start = LocalMinute(known: "\(day)T08:00")
        let lines = (1...Int.random(in: 1...12, using: &random)).map { line($0, start, &random) }
        return aClaim(
            cards: [aCard(stated)], routing: RoutingCode(known: routing), form: isStay ? "03" : "01",
            arrivedAt: start, treatmentDays: isStay ? 1 : 0, lines: lines)
    }

    private func line(_ number: Int, _ start: LocalMinute, _ random: inout SeededGenerator) -> ClaimLine {
        let price = Int64.random(
            in: 0...[9999, 5_000_000, 90_000_000_000].randomElement(using: &random)!, using: &random)
        let fundPrice = Bool.random(using: &random) ? nil : Int64.random(in: 0...price, using: &random)
        let rate: [Rate?] = [nil, "100", "50", "33", "80", "0"]
        let isDrug = Bool.random(using: &random)
        return aLine(
            try! UnitPrice(units: price), table: isDrug ? .drugs : .services, number: number,
            costGroup: isDrug ? 4 : [1, 10, 13, 18].randomElement(using: &random)!,
            scope: [.inScope, .inScope, .outOfScope, .forcesOnly].randomElement(using: &random)!,
            quantity: try! Quantity(units: Int64.random(in: 0...50_000, using: &random)),
            fundPrice: fundPrice.map { try! UnitPrice(units: $0) }, serviceRate: rate.randomElement(using: &random)!,
            paymentRate: rate.randomElement(using: &random)!, orderedAt: start,
            warWound: Int.random(in: 0..<8, using: &random) == 0)
    }

    @Test("Every line and every claim adds up, and nothing lies below zero or above what it is a part of")
    func sums() throws {
        for seed: UInt64 in 1...400 {
            let decided = try Adjudicator.decide(claim(seed: seed)).adjudication
            for line in decided.lines {
                #expect(line.total == line.ownCost + line.copayment + line.fund + line.otherSources, "seed \(seed)")
                #expect(line.inScope == line.copayment + line.fund, "seed \(seed)")
                #expect(line.inScope <= line.total, "seed \(seed)")
                for amount in [line.ownCost, line.copayment, line.fund] { #expect(amount >= .zero, "seed \(seed)") }
            }
            let totals = decided.totals
            #expect(totals.fund == totals.inScope - totals.copayment, "seed \(seed)")
            #expect(totals.fund == Reckoning.sum(decided.lines.map(\.fund)), "seed \(seed)")
            #expect(totals.total == totals.ownCost + totals.copayment + totals.fund, "seed \(seed)")
            #expect(totals.fundFeeForService <= totals.fund, "seed \(seed)")
            #expect(totals.drugs + totals.supplies <= totals.total, "seed \(seed)")
        }
    }

    @Test("A higher level never pays less")
    func monotonic() throws {
        for seed: UInt64 in 1...120 {
            let funds = try ["GD4", "HT3", "HN2"].map { card in
                try Adjudicator.decide(claim(seed: seed, card: card)).adjudication.totals.fund
            }
            #expect(funds == funds.sorted(), "seed \(seed)")
        }
    }

    @Test("What was reckoned, stated again, differs in nothing")
    func restated() throws {
        for seed: UInt64 in 1...100 {
            var claim = claim(seed: seed)
            let first = try Adjudicator.decide(claim).adjudication
            claim.stated = first.totals
            for (index, line) in first.lines.enumerated() {
                claim.lines[index].stated = StatedLine(
                    total: line.total, inScope: line.inScope, level: line.level, ownCost: line.ownCost,
                    copayment: line.copayment, fund: line.fund)
            }
            let second = try Adjudicator.decide(claim).adjudication
            #expect(second.outcome == first.outcome, "seed \(seed)")
            #expect(second.findings == first.findings, "seed \(seed)")
            #expect(second.totals == first.totals, "seed \(seed)")
        }
    }

    @Test("The seeds make claims of every kind that matters here")
    func variety() throws {
        let claims = (1...400).map { claim(seed: UInt64($0)) }
        #expect(Set(claims.map(\.routing)).count == 11)
        #expect(Set(claims.flatMap(\.cards).map(\.card.digit)) == [1, 2, 3, 4, 5])
        #expect(Set(claims.flatMap(\.lines).map(\.scope)).count == 3)
        let outcomes = try Set(claims.map { try Adjudicator.decide($0).adjudication.outcome })
        #expect(outcomes == [.accepted, .needsEvidence])
    }

    /// The decision of a claim of every kind, with donors, packages, exemptions and what was paid before; nil for one
    /// that is refused.
    private func decide(_ claimCase: ClaimCase) -> Decision? {
        try? Adjudicator.decide(claimCase, by: ExamplePolicy.policy)
    }

    @Test("With donors, ceilings and exemptions, too, every line and every claim adds up")
    func sumsOfEverything() throws {
        var paidApart = 0
        for seed: UInt64 in 1...1500 {
            let claimCase = SeededCase.make(seed)
            guard let decided = decide(claimCase)?.adjudication, !decided.lines.isEmpty else { continue }
            for line in decided.lines {
                #expect(line.total == line.ownCost + line.copayment + line.fund + line.otherSources, "seed \(seed)")
                #expect(line.inScope <= line.total, "seed \(seed)")
                #expect(line.fund <= line.inScope, "seed \(seed)")
                for amount in [line.ownCost, line.copayment, line.fund] { #expect(amount >= .zero, "seed \(seed)") }
                if line.otherSources == .zero { #expect(line.inScope == line.copayment + line.fund, "seed \(seed)") }
            }
            let totals = decided.totals
            let parts = totals.ownCost + totals.copayment + decided.fundPays + totals.otherSources
            #expect(totals.total == parts, "seed \(seed)")
            #expect(decided.fundPays == Reckoning.sum(decided.lines.map(\.fund)), "seed \(seed)")
            #expect(totals.fund == totals.inScope - totals.copayment, "seed \(seed)")
            #expect(decided.fundPays <= totals.fund, "seed \(seed)")
            if decided.paid != nil { paidApart += 1 }
        }
        #expect(paidApart > 100)
    }

    @Test("What counts of a year's co-payment is what is co-paid, or less; after five years the ceiling or less")
    func counted() throws {
        var trimmed = 0
        for seed: UInt64 in 1...1500 {
            var claimCase = SeededCase.make(seed)
            claimCase.context = ClaimContext(donor: claimCase.context.donor)
            claimCase.member?.fiveYearsFrom = "2010-01-01"
            claimCase.claim.fiveYearsFrom = "2010-01-01"
            guard let decision = decide(claimCase) else { continue }
            let counted = decision.counted.map(\.amount).reduce(.zero, +)
            #expect(counted <= decision.adjudication.totals.copayment, "seed \(seed)")
            for count in decision.counted {
                #expect(count.amount.units <= count.baseSalary.units * 6, "seed \(seed)")
                if count.amount.units == count.baseSalary.units * 6 { trimmed += 1 }
            }
        }
        #expect(trimmed > 3)
    }

    @Test("The order in which a claim lists its lines never matters")
    func orderOfLines() throws {
        for seed: UInt64 in 1...400 {
            let claimCase = SeededCase.make(seed)
            var turned = claimCase
            turned.claim.lines.reverse()
            guard let first = decide(claimCase)?.adjudication, let second = decide(turned)?.adjudication else {
                continue
            }
            #expect(first.totals == second.totals && first.paid == second.paid, "seed \(seed)")
            #expect(first.lines == second.lines.reversed(), "seed \(seed)")
            #expect(Set(first.findings) == Set(second.findings), "seed \(seed)")
        }
    }

    @Test("A higher level never pays less, whatever donors, ceilings and exemptions there are")
    func monotonicWithEverything() throws {
        for seed: UInt64 in 1...400 {
            let funds = ["GD4", "HT3", "HN2"].map { card in
                var claimCase = SeededCase.make(seed)
                claimCase.member = nil
                claimCase.claim.cards = [aCard(card)]
                return decide(claimCase)?.adjudication.fundPays ?? .zero
            }
            #expect(funds == funds.sorted(), "seed \(seed)")
        }
    }
}
