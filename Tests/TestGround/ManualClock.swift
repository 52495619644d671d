// Suite time that a test sets.

public import Surroundings
private import Synchronization

/// A clock that stands still until it is told.
public final class ManualClock: Sendable {
    private let time: Mutex<Int64>

    /// Microseconds since 1970.
    public init(_ start: Int64 = 1_700_000_000_000_000) { time = Mutex(start) }

    public var now: Int64 { time.withLock { $0 } }
    public func set(_ microseconds: Int64) { time.withLock { $0 = microseconds } }
    public func advance(days: Int64) { time.withLock { $0 += days * 86_400_000_000 } }
    public var surroundings: Surroundings { Surroundings(now: { self.now }) }
}
