// What a claim was decided to as bytes: the same verdict the same bytes, and what was cut or changed is refused.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("The form of results") struct ResultFormTests {
    private func verdict(_ claimCase: ClaimCase) throws(Refusal) -> Verdict {
        var work = Evaluation(ClaimFacts(claimCase), by: ExamplePolicy.policy.compiled)
        try work.run()
        return Verdict(work)
    }

    private func refuses(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try ResultForm.verdict(from: bytes)
            return false
        } catch { return !error.message.isEmpty }
    }

    @Test("What goes in comes out, and facts that were kept are decided to the very same, on 5,000 claims")
    func roundTrip() throws {
        var (decided, bytes, lines) = (0, 0, 0)
        for seed: UInt64 in 1...5000 {
            let claimCase = SeededCase.withHistory(seed)
            guard let found = try? verdict(claimCase) else { continue }
            let form = ResultForm.bytes(of: found)
            #expect(try ResultForm.verdict(from: form) == found, "seed \(seed)")
            var again = Evaluation(
                try FactsForm.facts(from: FactsForm.bytes(of: ClaimFacts(claimCase))),
                by: ExamplePolicy.policy.compiled)
            try again.run()
            #expect(ResultForm.bytes(of: Verdict(again)) == form, "seed \(seed)")
            (decided, bytes, lines) = (decided + 1, bytes + form.count, lines + found.lines.count)
        }
        #expect(decided > 3000)
        #expect(bytes / lines < 40)
    }

    @Test("Bytes that were cut anywhere or changed in any bit are refused, and forged ones never trap")
    func damaged() throws {
        var random = SeededGenerator(state: 815)
        for seed: UInt64 in 1...60 {
            guard let found = try? verdict(SeededCase.withHistory(seed)) else { continue }
            let form = ResultForm.bytes(of: found)
            for length in 0..<form.count { #expect(refuses(Array(form.prefix(length))), "seed \(seed), \(length)") }
            for bit in 0..<form.count * 8 {
                var flipped = form
                flipped[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(refuses(flipped), "seed \(seed), bit \(bit)")
            }
            for _ in 0..<40 {
                var forged = form
                forged[Int.random(in: 1..<form.count - 4, using: &random)] = .random(in: 0...255, using: &random)
                _ = try? ResultForm.verdict(from: Forged.sealed(forged))
            }
        }
    }

    @Test("The golden claim's result is the bytes that it is in every release")
    func golden() throws {
        let found = try verdict(ClaimCase(claim: GoldenClaim.claim))
        #expect(ResultForm.bytes(of: found).hexadecimal == Self.goldenBytes)
        #expect(try ResultForm.verdict(from: Self.goldenBytes.hexadecimal) == found)
    }

    private static let goldenBytes =
        "010886c30200fccfbf19009caece37b09cc12cec918d0bf0b8f308c0e3cd23c0e3cd2300c0e3cd2301ea0fc0f2d178b8dcb904000509"
        + "c03e00c0d6e904c0d6e9048092ee03c0c47b0009c03e00e0a6b901e0a6b901809f9401e087250009c03e0080e1eb1780c6fd1480b8"
        + "e410808e9904809bee0209c03e00a2e28109a2e28109e8819b07bae0e6010009c03e00daedbd10eef69e08d8f8cb0696fed201ecf6"
        + "9e0859627363"
}
