// What a duty has: reads and writes as the service itself, the times, chance, and which run of the service this is.

public import MessageSchema
public import Storage
internal import Surroundings
internal import Synchronization

/// The context of a duty.
public struct DutyContext: Sendable {
    /// This run of the service, UUIDv7: the owner of its leases.
    public let instance: String
    /// The folder that holds the service's data.
    public let folder: String
    let store: Store
    private let projection: UnitProjection
    private let principal: Principal
    private let surroundings: Surroundings
    private let events: EventCounters?

    init(
        store: Store, projection: UnitProjection, identity: ServiceIdentity, folder: String,
        surroundings: Surroundings, events: EventCounters? = nil
    ) {
        self.events = events
        instance = identity.instance
        self.folder = folder
        self.store = store
        self.projection = projection
        principal = identity.principal
        self.surroundings = surroundings
    }

    /// Suite time.
    public var now: Instant { Instant(microseconds: surroundings.now()) }
    /// Today in Vietnam, by suite time.
    public var today: CalendarDate { now.vietnamDate }
    /// The machine's wall clock in milliseconds since 1970: for leases and for the time until the next attempt, which
    /// are timeouts between processes and never follow the suite's clock.
    public var machineTime: Int64 { surroundings.machineTime() }

    /// Milliseconds on a clock that never goes back.
    func monotonic() -> Int64 { surroundings.monotonic() }

    /// A number of the range, each as likely as the others: to spread attempts.
    public func uniform(in range: ClosedRange<Int64>) -> Int64 { surroundings.uniform(in: range) }

    /// Reads one snapshot, as the service itself: with all that is known now, for today.
    public func read<T: Sendable>(_ body: @escaping @Sendable (ReadContext) throws -> T) async throws -> T {
        let (projection, principal, surroundings) = (projection, principal, surroundings)
        return try await store.read { reader in
            try body(
                ReadContext(
                    reader: reader, principal: principal, projection: projection, surroundings: surroundings))
        }
    }

    /// Writes as the service itself, in a transaction of its own, and returns once the disk has it. The body decides
    /// and changes synchronously; after a failed commit it may run again.
    /// - Parameter purpose: `.bookkeeping` for what changes rows but no fact, such as a lease; a fact has an event.
    public func write<T: Sendable>(
        purpose: WriteRequest.Purpose = .fact, _ body: @escaping @Sendable (WriteContext) throws -> T
    ) async throws -> T {
        let (projection, surroundings) = (projection, surroundings)
        let written = Written<T>()
        let tally = EventTally(events)
        _ = try await store.write(WriteRequest(principal: principal, purpose: purpose)) { writer in
            tally?.begin()
            let context = WriteContext(
                writer: writer, projection: projection, surroundings: surroundings, tally: tally)
            let value = try body(context)
            written.value.withLock { $0 = value }
            return []
        }
        tally?.count()
        guard let value = written.value.withLock({ $0 }) else {
            preconditionFailure("a write was committed without its body")
        }
        return value
    }
}

/// What the body of a write gave when it ran last.
private final class Written<T: Sendable>: Sendable {
    let value = Mutex<T?>(nil)
}

extension Surroundings {
    /// A number of the range, each as likely as the others but for a hair: for a range of a million, one in 2^44
    /// (Lemire, "Fast Random Integer Generation in an Interval", 2019, without the step that takes away the rest).
    func uniform(in range: ClosedRange<Int64>) -> Int64 {
        let random = randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let count = UInt64(bitPattern: range.upperBound &- range.lowerBound) &+ 1
        // A count of 2^64 does not fit, and then every number will do.
        let step = count == 0 ? random : random.multipliedFullWidth(by: count).high
        return range.lowerBound &+ Int64(bitPattern: step)
    }
}
