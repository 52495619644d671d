// One rule code, two speeds: who listens changes nothing, what is decided needs no more than the facts, and every rule
// is noticed where it is missing.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("The evaluation") struct EvaluationTests {
    private let policy = ExamplePolicy.policy.compiled

    private func verdict<L: Listener>(_ facts: ClaimFacts, _ listener: L) -> Result<Verdict, Refusal> {
        var work = Evaluation(facts, by: policy, listener: listener)
        do throws(Refusal) {
            try work.run()
            return .success(Verdict(work))
        } catch { return .failure(error) }
    }

    @Test("Nobody listening and somebody listening come to the same, refusals too, on 2,000 claims of every kind")
    func silentAndListening() {
        var refused = 0
        for seed: UInt64 in 1...2000 {
            let facts = ClaimFacts(SeededCase.make(seed))
            let listening = Listening()
            let (silent, heard) = (verdict(facts, Silent()), verdict(facts, listening))
            #expect(silent == heard, "seed \(seed)")
            #expect(!listening.trace.isEmpty, "seed \(seed)")
            if case .failure = silent { refused += 1 }
        }
        #expect((100...1000).contains(refused))
    }

    @Test("Nobody listening costs no word")
    func silence() throws {
        #expect(MemoryLayout<Silent>.size == 0)
        #expect(!Silent.isOn && Listening.isOn)
    }
}
