// How long requests were at a gateway and its services: counted by bounds, so that a million cost as little as one.

/// Durations in milliseconds, counted by upper bounds.
public struct DurationTally: Codable, Equatable, Sendable {
    /// Upper bounds, milliseconds, in rising order. A gateway's clock ticks in milliseconds: there is none below one.
    public static let bounds: [Int64] = [
        1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000,
    ]

    /// How many lay at or below each bound and above the one before; the last count is of those beyond all bounds.
    public private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    /// The sum of all, milliseconds.
    public private(set) var sum: Int64 = 0

    public init() {}

    /// Counts one.
    public mutating func add(_ milliseconds: Int64) {
        counts[Self.bounds.firstIndex { milliseconds <= $0 } ?? Self.bounds.count] += 1
        sum += milliseconds
    }
}
