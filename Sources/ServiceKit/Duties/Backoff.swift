// How long to wait after something failed: longer each time, to an end.

/// The waits between attempts at one thing.
struct Backoff: Sendable {
    /// Failures in a row.
    private(set) var failures = 0

    /// Milliseconds after the first failure; twice as long after each further one.
    static let first: Int64 = 250
    /// Milliseconds at most.
    static let longest: Int64 = 30_000

    /// It went well.
    mutating func succeeded() { failures = 0 }

    /// It failed; gives the milliseconds to wait, of which chance may take half, so that many do not come back at once.
    mutating func failed() -> ClosedRange<Int64> {
        failures += 1
        // Past sixteen doublings it is the longest anyway.
        let wait = min(Self.longest, Self.first << min(Int64(failures) - 1, 16))
        return wait / 2...wait
    }
}
