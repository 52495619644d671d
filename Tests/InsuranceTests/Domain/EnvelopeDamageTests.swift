// Envelopes damaged by chance: whatever comes in, the reader answers with a claim or with errors, and in bounded time.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("Damaged envelopes")
struct EnvelopeDamageTests {
    /// SplitMix64, so that a seed says everything.
    private struct Chance {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
        }
    }

    private static let scraps = [
        "<", ">", "&", "]]>", "<![CDATA[", "<!--", "<!DOCTYPE a>", "\0", "é", "-", "1e9", "</HOSO>", "<HOSO>", ";", "=",
        "<MA_LK>", "\u{FEFF}", " ", "99999999999999999999",
    ]

    /// One to four bytes lost, doubled, turned or replaced by something that hurts.
    private static func damaged(_ bytes: [UInt8], _ chance: inout Chance) -> [UInt8] {
        var bytes = bytes
        for _ in 0...chance.next(4) where !bytes.isEmpty {
            let place = chance.next(bytes.count)
            switch chance.next(5) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(bytes[place], at: place)
            case 2: bytes[place] ^= UInt8(1 << chance.next(8))
            case 3: bytes.insert(contentsOf: scraps[chance.next(scraps.count)].utf8, at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + chance.next(200)))
            }
        }
        return bytes
    }

    /// Whether the answer is one that callers may rely on.
    private static func isSound(_ bytes: [UInt8]) -> Bool {
        do throws(EnvelopeRejection) {
            let envelope = try EnvelopeReader.read(bytes)
            return !envelope.claims.isEmpty
                && envelope.claims.enumerated().allSatisfy { index, claim in
                    claim.place == index + 1
                        && (claim.claim == nil) == claim.findings.contains { $0.severity == .error }
                }
        } catch {
            return error.findings.contains { $0.severity == .error } && !error.message.isEmpty
        }
    }

    @Test("a damaged envelope is refused or read, never anything else", arguments: 1...8)
    func outer(seed: Int) {
        var chance = Chance(state: UInt64(seed))
        let whole = EnvelopeText().bytes
        for round in 0..<60 {
            #expect(Self.isSound(Self.damaged(whole, &chance)), "seed \(seed), round \(round)")
        }
    }

    @Test("so is one whose documents are damaged before they are encoded", arguments: 1...8)
    func inner(seed: Int) {
        var chance = Chance(state: UInt64(seed) << 32)
        for round in 0..<60 {
            var text = EnvelopeText()
            var files = text.records[0].files
            let which = chance.next(files.count)
            let damaged = Self.damaged(Array(files[which].content.utf8), &chance)
            files[which].content = String(decoding: damaged, as: UTF8.self)
            text.records[0].written = files
            #expect(Self.isSound(text.bytes), "seed \(seed), round \(round)")
        }
    }

    @Test("cut at any byte, an envelope is refused", arguments: [0, 1, 2, 3, 4, 5, 6])
    func cut(offset: Int) {
        let whole = EnvelopeText().bytes
        for length in stride(from: offset, to: whole.count - 1, by: 97) {
            #expect(!EnvelopeReader.refusal(of: Array(whole[..<length])).isEmpty, "cut at \(length)")
        }
    }
}
