// How deliveries are tried: in what batches, under which lease, how often, and after which pause again.

/// Bounds of sending and delivering. The defaults suit a sector of a hundred thousand; tests take smaller ones.
public struct DeliverySettings: Sendable, Hashable {
    /// Persons who are looked up and get their delivery in the transaction that sends the notice.
    public var personsAtOnce = 200
    /// Persons who are looked up in one transaction afterwards: a few tens of milliseconds of the one writer.
    public var personsPerStep = 2000
    /// Deliveries that are claimed, written and recorded together.
    public var deliveriesPerClaim = 500
    /// Milliseconds of machine time that a claim holds; a batch takes a few.
    public var leaseMilliseconds: Int64 = 30_000
    /// Attempts at one delivery; with the pauses below about a quarter of an hour.
    public var attemptsMax = 10
    /// Milliseconds of machine time before the second attempt, doubling before each further one up to the longest.
    public var firstPauseMilliseconds: Int64 = 2_000
    public var longestPauseMilliseconds: Int64 = 300_000

    public init() {}
}

/// Rules about attempts.
public enum DeliveryRules {
    /// What comes of a failed attempt: the pause before the next in milliseconds, or nil if it was the last.
    /// - Parameters:
    ///   - attempt: 1 for the first.
    ///   - chance: draws a number from a range, so that deliveries that failed together are not tried together.
    public static func pause(
        after attempt: Int, _ settings: DeliverySettings, chance: (ClosedRange<Int64>) -> Int64
    ) -> Int64? {
        guard attempt < settings.attemptsMax else { return nil }
        let doubled = (1..<max(attempt, 1)).reduce(settings.firstPauseMilliseconds) { pause, _ in
            min(pause * 2, settings.longestPauseMilliseconds)
        }
        let pause = min(doubled, settings.longestPauseMilliseconds)
        return chance(pause / 2...pause)
    }
}
