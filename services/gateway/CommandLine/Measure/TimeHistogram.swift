// How long many things took, in memory that does not grow with how many there are.

/// Microseconds, counted in buckets: exact below 256, above that a bucket is at most 1/128 as wide as what it holds
/// (the log-linear buckets of HdrHistogram).
struct TimeHistogram: Sendable {
    private var counts: [Int] = []
    private(set) var count = 0
    private(set) var highest: Int64 = 0
    private var sum: Int64 = 0

    private static let exact = 256
    private static let steps = 128

    mutating func add(_ microseconds: Int64) {
        let value = max(0, microseconds)
        let bucket = Self.bucket(of: value)
        if bucket >= counts.count { counts += Array(repeating: 0, count: bucket + 1 - counts.count) }
        counts[bucket] += 1
        count += 1
        sum += value
        highest = max(highest, value)
    }

    mutating func add(_ other: TimeHistogram) {
        if other.counts.count > counts.count {
            counts += Array(repeating: 0, count: other.counts.count - counts.count)
        }
        for (bucket, more) in other.counts.enumerated() { counts[bucket] += more }
        count += other.count
        sum += other.sum
        highest = max(highest, other.highest)
    }

    /// The mean; nil of nothing.
    var mean: Int64? { count == 0 ? nil : sum / Int64(count) }

    /// The time within which so many of a thousand things were done (nearest rank), never less than it was; nil of
    /// nothing.
    func within(_ perMille: Int) -> Int64? {
        guard count > 0 else { return nil }
        let rank = max(1, (count * perMille + 999) / 1000)
        var passed = 0
        for (bucket, more) in counts.enumerated() {
            passed += more
            if passed >= rank { return min(highest, Self.last(of: bucket)) }
        }
        return highest
    }

    private static func bucket(of value: Int64) -> Int {
        guard value >= exact else { return Int(value) }
        let shift = Int64.bitWidth - value.leadingZeroBitCount - steps.bitWidth + steps.leadingZeroBitCount
        return exact + (shift - 1) * steps + Int(value >> shift) - steps
    }

    /// The longest time that a bucket holds.
    private static func last(of bucket: Int) -> Int64 {
        guard bucket >= exact else { return Int64(bucket) }
        let (shift, step) = (bucket - exact).quotientAndRemainder(dividingBy: steps)
        return Int64(step + steps + 1) << (shift + 1) - 1
    }
}
