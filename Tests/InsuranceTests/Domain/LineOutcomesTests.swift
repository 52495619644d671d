// What came of lines in a word, and why, in both languages.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Outcomes of lines") struct LineOutcomesTests {
    private func outcome(_ line: ClaimLine, claim: Claim? = nil) throws -> LineOutcome {
        let claim = claim ?? aClaim(lines: [line])
        return try #require(LineOutcomes.of(Adjudicator.decide(claim).adjudication).first)
    }

    @Test("The golden claim's lines: paid at the card's level, or reduced by a lower price or rate")
    func golden() throws {
        let outcomes = LineOutcomes.of(try Adjudicator.decide(GoldenClaim.claim).adjudication)
        #expect(outcomes.map(\.result) == [.paid, .paid, .reduced, .paid, .reduced])
        #expect(outcomes.map { $0.reasons.map(\.code) }[2] == ["price", "copayment"])
        #expect(outcomes.allSatisfy { $0.reasons.allSatisfy { $0.text.en != nil } })
    }

    @Test("Out of scope, under an entitlement without a share, of others' money, above a ceiling")
    func reasons() throws {
        var outside = aLine()
        outside.scope = .outOfScope
        #expect(try outcome(outside).result == .unpaid)
        #expect(try outcome(outside).reasons.map(\.code) == ["scope"])
        let unpaid = try outcome(aLine(), claim: aClaim(routing: "3.1"))
        #expect(unpaid.result == .unpaid)
        #expect(unpaid.reasons.map(\.code) == ["routing"])
        let gift = try outcome(aLine(otherSources: "100000"))
        #expect(gift.result == .reduced)
        #expect(gift.reasons.map(\.code) == ["otherSources", "copayment"])
        let supply = try outcome(aLine("150000000", costGroup: 10, supplyPackage: "G1"))
        #expect(supply.result == .reduced)
        #expect(supply.reasons.map(\.code) == ["ceiling", "copayment"])
    }

    @Test("A claim that waits, or is refused, says so of every line; a line that was taken out says why")
    func decided() throws {
        let waiting = try outcome(aLine(), claim: aClaim(routing: "10"))
        #expect(waiting.result == .waiting)
        #expect(waiting.reasons.first?.text.vi == "Chờ xem chứng từ")
        let record = try Adjudicator.decide(aClaim()).record
        let refused = try Adjudicator.decideAgain(
            ClaimCase(claim: aClaim()), from: record, as: .refuses, without: [], by: ExamplePolicy.policy)
        #expect(try #require(refused).adjudication.outcome == .refused)
        #expect(LineOutcomes.of(try #require(refused).adjudication).map(\.result) == [.refused])
        for reason in LineRefusalReason.allCases {
            let without = try Adjudicator.decideAgain(
                ClaimCase(claim: aClaim()), from: record, as: .pays, without: [LineRuling(line: 0, reason: reason)],
                by: ExamplePolicy.policy)
            let outcomes = LineOutcomes.of(try #require(without).adjudication)
            #expect(outcomes.map(\.result) == [.refused])
            #expect(outcomes.first?.reasons.map(\.code) == ["refused.\(reason.rawValue)"])
        }
    }

    @Test("A line that was taken out leaves every other figure as it was, and adds up with what the facility bears")
    func sum() throws {
        for seed: UInt64 in 1...300 {
            let claimCase = SeededCase.make(seed)
            guard let decision = try? Adjudicator.decide(claimCase, by: ExamplePolicy.policy) else { continue }
            let before = decision.adjudication
            guard [.accepted, .corrected].contains(before.outcome) else { continue }
            let taken = Int(seed) % before.lines.count
            let again = try Adjudicator.decideAgain(
                claimCase, from: decision.record, as: .pays,
                without: [LineRuling(line: taken, reason: .necessity)], by: ExamplePolicy.policy)
            let after = try #require(again).adjudication
            #expect(after.lines[taken].fund == .zero && after.lines[taken].refused == before.lines[taken].fund)
            #expect(after.fundPays + before.lines[taken].fund == before.fundPays, "seed \(seed)")
            #expect(after.totals.copayment == before.totals.copayment && after.totals.ownCost == before.totals.ownCost)
            #expect(again?.counted == decision.counted, "seed \(seed)")
        }
    }
}
