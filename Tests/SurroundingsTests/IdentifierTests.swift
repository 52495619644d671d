// Minted identifiers: the form of RFC 9562 and the order that time gives them.

import Surroundings
import Testing

@Suite struct IdentifierTests {
    /// A world at one moment whose random bytes are all the same.
    private func world(at microseconds: Int64, random: UInt8 = 0) -> Surroundings {
        Surroundings(now: { microseconds }, randomBytes: { Array(repeating: random, count: $0) })
    }

    @Test func theExampleOfTheRFCComesOut() {
        // RFC 9562, appendix A.6: 2022-02-22T19:22:22Z is 0x017F22E279B0 in milliseconds.
        let identifier = world(at: 1_645_557_742_000_000, random: 0).newIdentifier()
        #expect(identifier == "017f22e2-79b0-7000-8000-000000000000")
    }

    @Test func versionAndVariantStandWhateverTheRandomBytesAre() {
        let identifier = world(at: 0, random: 0xFF).newIdentifier()
        #expect(identifier == "00000000-0000-7fff-bfff-ffffffffffff")
    }

    @Test func aLaterMillisecondSortsAfterAnEarlierOne() {
        let times: [Int64] = [0, 1_000, 999_000, 1_735_689_600_000_000, 1_735_689_600_001_000, 4_102_444_800_000_000]
        // The earlier one has the greater random part, so that only time can decide.
        let identifiers = times.enumerated().map { index, time in
            world(at: time, random: UInt8(255 - index)).newIdentifier()
        }
        #expect(identifiers == identifiers.sorted())
        #expect(Set(identifiers).count == times.count)
    }

    @Test func aTimeBeforeTheEpochIsTakenAsTheEpoch() {
        #expect(world(at: -5_000_000).newIdentifier().hasPrefix("00000000-0000-7"))
    }

    @Test func theLiveWorldGivesDistinctIdentifiersOfThirtySixCharacters() {
        let identifiers = (0..<1000).map { _ in Surroundings.live.newIdentifier() }
        #expect(Set(identifiers).count == 1000)
        #expect(identifiers.allSatisfy { $0.utf8.count == 36 })
    }
}
