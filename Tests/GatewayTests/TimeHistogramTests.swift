// The times of a measurement: shares of them, against the same times sorted.

import Testing

@testable import GatewayCommandLine

@Suite("Times in buckets")
struct TimeHistogramTests {
    @Test("nothing has no times, one thing has one")
    func few() {
        var times = TimeHistogram()
        #expect(times.mean == nil && times.within(500) == nil && times.count == 0)
        times.add(1_000_003)
        #expect(times.mean == 1_000_003 && times.highest == 1_000_003 && times.count == 1)
        for share in [1, 500, 999, 1000] { #expect(times.within(share) == 1_000_003) }
    }

    @Test("below 256 microseconds every share is the time itself")
    func exact() {
        var times = TimeHistogram()
        for time in (1...200).reversed() { times.add(Int64(time)) }
        #expect(times.within(500) == 100 && times.within(900) == 180 && times.within(990) == 198)
        #expect(times.within(1000) == 200 && times.highest == 200 && times.mean == 100)
    }

    @Test("a share is never less than the time that was, and at most a 128th more", arguments: [1, 2, 3])
    func bounded(seed: UInt64) {
        var state = seed
        var known: [Int64] = []
        var (whole, halves) = (TimeHistogram(), [TimeHistogram(), TimeHistogram()])
        for number in 0..<5000 {
            // Steele and Vigna's SplitMix64 with short and long times alike.
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            let time = Int64((mixed ^ (mixed >> 31)) >> (20 + mixed % 40))
            known.append(time)
            whole.add(time)
            halves[number % 2].add(time)
        }
        known.sort()
        var merged = halves[0]
        merged.add(halves[1])
        for share in stride(from: 1, through: 1000, by: 1) {
            let wanted = known[max(1, (known.count * share + 999) / 1000) - 1]
            let found = whole.within(share) ?? -1
            #expect(found >= wanted && found - wanted <= wanted / 128, "\(share): \(found) for \(wanted)")
            #expect(merged.within(share) == found)
        }
        #expect(whole.highest == known.last && whole.count == 5000)
        #expect(whole.mean == known.reduce(0, +) / 5000 && merged.mean == whole.mean)
    }
}
