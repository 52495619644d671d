// How one instance of a service is: what an operator looks at in the night. Numbers only, cheap to ask every second.

/// How far a service has read another one's journal.
public struct FollowingState: Codable, Hashable, Sendable {
    public var service: String
    public var journal: String?
    /// The last sequence that was taken over; 0 before the first.
    public var after: Int64
    public init(service: String, journal: String?, after: Int64) {
        self.service = service
        self.journal = journal
        self.after = after
    }
}

/// How an outside consumer's queue stands.
public struct ConsumerLoad: Codable, Hashable, Sendable {
    public var queue: String
    public var owner: String
    /// Entries of the journal that were not looked at yet.
    public var behind: Int64
    /// Age of the oldest event that is not settled, by the suite's clock; nil if all are.
    public var oldestSeconds: Int64?
    public var inFlight: Int
    public var waiting: Int
    /// Dead letters.
    public var letters: Int
    /// True if it waits to be resumed after a restore.
    public var restored: Bool
    public init(
        queue: String, owner: String, behind: Int64, oldestSeconds: Int64?, inFlight: Int, waiting: Int, letters: Int,
        restored: Bool
    ) {
        self.queue = queue
        self.owner = owner
        self.behind = behind
        self.oldestSeconds = oldestSeconds
        self.inFlight = inFlight
        self.waiting = waiting
        self.letters = letters
        self.restored = restored
    }
}

/// Calls that an instance answered since it started; those that wait for news by design are left out.
public struct CallLoad: Codable, Hashable, Sendable {
    public var answered: Int64
    /// Of them: refused by a rule, by authority or for their form.
    public var refused: Int64
    /// Of them: not done though nothing was wrong with them: internal error, overloaded, unavailable, too late.
    public var failed: Int64
    /// Microseconds in which half, and 99 of 100, of the last 1,024 at most were answered; nil before the first.
    public var p50Microseconds: Int64?
    public var p99Microseconds: Int64?
    public init(
        answered: Int64, refused: Int64, failed: Int64, p50Microseconds: Int64?, p99Microseconds: Int64?
    ) {
        self.answered = answered
        self.refused = refused
        self.failed = failed
        self.p50Microseconds = p50Microseconds
        self.p99Microseconds = p99Microseconds
    }
}

/// The disk under an instance's data.
public struct DiskState: Codable, Hashable, Sendable {
    /// Bytes that the service may still write, and that the file system has in all.
    public var freeBytes: Int64
    public var totalBytes: Int64
    /// Bytes of the database file, and of its write-ahead log; nil where there is no such file.
    public var databaseBytes: Int64?
    public var walBytes: Int64?
    public init(freeBytes: Int64, totalBytes: Int64, databaseBytes: Int64?, walBytes: Int64?) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
        self.databaseBytes = databaseBytes
        self.walBytes = walBytes
    }
}

/// How one instance is.
public struct InstanceReport: Codable, Hashable, Sendable {
    public var service: String
    public var instance: String
    public var version: String
    public var secondsUp: Int64
    /// Suite time, and the machine's wall clock.
    public var now: Instant
    public var machineTime: Instant
    public var journal: String
    public var sequence: Int64
    public var follows: [FollowingState]
    /// The queues of outside consumers, the one furthest behind first; 100 at most.
    public var queues: [ConsumerLoad]
    public var calls: CallLoad
    /// nil where the file system does not say.
    public var disk: DiskState?
    public var log: LogLevel
    /// The version of each part of the schema.
    public var schema: [String: Int]

    public init(
        service: String, instance: String, version: String, secondsUp: Int64, now: Instant, machineTime: Instant,
        journal: String, sequence: Int64, follows: [FollowingState], queues: [ConsumerLoad], calls: CallLoad,
        disk: DiskState?, log: LogLevel, schema: [String: Int]
    ) {
        self.service = service
        self.instance = instance
        self.version = version
        self.secondsUp = secondsUp
        self.now = now
        self.machineTime = machineTime
        self.journal = journal
        self.sequence = sequence
        self.follows = follows
        self.queues = queues
        self.calls = calls
        self.disk = disk
        self.log = log
        self.schema = schema
    }
}

/// Shows how the instance that answers is.
public struct ShowInstance<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).instance.show") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .watchSuite }
    public static var scope: Scope<Self> { .anywhere }
    public static var summary: String { "Show how the instance is: its calls, its queues, its disk." }

    public init() {}

    public typealias Reply = InstanceReport
    public static var example: Example<Self> {
        Example(
            Self(),
            reply: InstanceReport(
                service: Owner.service.text, instance: "0197c5a0-7b00-7000-8000-000000000001", version: "0.1.0",
                secondsUp: 60, now: .sample, machineTime: .sample, journal: "0197c5a0-7b00-7000-8000-0000000000aa",
                sequence: 7, follows: [FollowingState(service: "registry", journal: nil, after: 0)],
                queues: [
                    ConsumerLoad(
                        queue: "hospital.intake", owner: "hospital-hp", behind: 2, oldestSeconds: 3, inFlight: 0,
                        waiting: 0, letters: 0, restored: false)
                ],
                calls: CallLoad(
                    answered: 9, refused: 1, failed: 0, p50Microseconds: 800, p99Microseconds: 2500),
                disk: DiskState(
                    freeBytes: 20_000_000_000, totalBytes: 50_000_000_000, databaseBytes: 4_194_304, walBytes: 0),
                log: .info, schema: ["storage": 3]))
    }
}
