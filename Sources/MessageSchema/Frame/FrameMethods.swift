// The methods that every service has without saying so: reading its events, verifying its journal, its health. Those of
// queues stand in QueueMethods.swift, QueueDeliveries.swift and DeadLetter.swift, those of backups in
// BackupMethods.swift.

public import WireJSON

/// An entry of a journal as a CloudEvent (CloudEvents 1.0, JSON format).
public struct CloudEvent: Codable, Hashable, Sendable {
    public var specversion: String
    /// JOURNAL/SEQUENCE
    public var id: String
    public var source: String
    public var type: String
    /// What the event is about: an opaque identifier or an official code.
    public var subject: String
    public var time: Instant
    public var datacontenttype: String
    public var data: RawJSON
    /// Extension: the place in the journal.
    public var sequence: Int64
    /// Extension: who caused it.
    public var actor: String
    /// Extension: the local principal that acted under the actor's name, if it was not itself.
    public var via: String?
    public var traceparent: String?
    /// Extension: personal data of the event; only for who may read it, and only until it is erased.
    public var personal: RawJSON?

    public init(
        journal: String, sequence: Int64, source: ServiceName, type: String, subject: String, time: Instant,
        data: RawJSON, actor: String, via: String?, traceparent: String?, personal: RawJSON?
    ) {
        specversion = "1.0"
        id = "\(journal)/\(sequence)"
        self.source = "/\(source.text)"
        self.type = type
        self.subject = subject
        self.time = time
        datacontenttype = "application/json"
        self.data = data
        self.sequence = sequence
        self.actor = actor
        self.via = via
        self.traceparent = traceparent
        self.personal = personal
    }
}

/// A stretch of a service's journal.
public struct EventPage: Codable, Hashable, Sendable {
    /// The journal's id; new after every restore.
    public var journal: String
    public var items: [CloudEvent]
    /// To be given as `after` next time.
    public var next: Int64
    /// The last sequence of the journal.
    public var head: Int64

    public init(journal: String, items: [CloudEvent], next: Int64, head: Int64) {
        self.journal = journal
        self.items = items
        self.next = next
        self.head = head
    }
}

/// Reads a service's journal from a sequence on; waits for the next entry if told to.
public struct ReadEvents<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).events.read") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .anywhere }
    public static var summary: String { "Read the journal from a sequence on, and wait for the next entry if told to." }

    /// The journal's id as an earlier page gave it; may be left out the first time.
    public var journal: String?
    /// The sequence after which to read; 0 is the beginning.
    public var after: Int64
    /// 100 when left out, 1,000 at most.
    public var limit: Int?
    /// Milliseconds to wait when there is nothing new; 0 when left out, at most what the deadline leaves.
    public var wait: Int64?

    public init(journal: String? = nil, after: Int64, limit: Int? = nil, wait: Int64? = nil) {
        self.journal = journal
        self.after = after
        self.limit = limit
        self.wait = wait
    }

    public typealias Reply = EventPage
    public static var example: Example<Self> {
        let journal = "0197c5a0-7b00-7000-8000-0000000000aa"
        let item = CloudEvent(
            journal: journal, sequence: 1, source: Owner.service, type: "\(Owner.service.text).noun.changed",
            subject: "HP-DOH", time: .sample, data: RawJSON(unsafeUnchecked: Array("{}".utf8)), actor: "local:1000",
            via: nil, traceparent: nil, personal: nil)
        return Example(
            Self(after: 0, limit: 1), reply: EventPage(journal: journal, items: [item], next: 1, head: 1))
    }
}

/// Verifies the hash chain of a service's journal.
public struct VerifyJournal<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).journal.verify") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .verifyJournal }
    public static var scope: Scope<Self> { .anywhere }
    public static var summary: String { "Verify the hash chain of the journal." }

    public init() {}

    public struct Reply: Codable, Hashable, Sendable {
        public var journal: String
        public var entries: Int64
        /// Hash of the last entry, hexadecimal.
        public var head: String
        /// Entries whose personal part is there, and whose personal part was erased.
        public var personal: Int64
        public var erased: Int64
        public var holds: Bool
        /// The first entry that does not fit, and how.
        public var badSequence: Int64?
        public var problem: String?

        public init(
            journal: String, entries: Int64, head: String, personal: Int64, erased: Int64, badSequence: Int64? = nil,
            problem: String? = nil
        ) {
            self.journal = journal
            self.entries = entries
            self.head = head
            self.personal = personal
            self.erased = erased
            self.badSequence = badSequence
            self.problem = problem
            holds = problem == nil
        }
    }
    public static var example: Example<Self> {
        Example(
            Self(),
            reply: Reply(
                journal: "0197c5a0-7b00-7000-8000-0000000000aa", entries: 0, head: String(repeating: "0", count: 64),
                personal: 0, erased: 0))
    }
}

/// Tells how a service is.
public struct CheckHealth<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).health.check") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .readUnits }
    public static var scope: Scope<Self> { .anywhere }
    public static var summary: String { "Tell how the service is." }

    public init() {}

    public struct Reply: Codable, Hashable, Sendable {
        public var service: String
        public var version: String
        public var instance: String
        public var now: Instant
        public var journal: String
        public var sequence: Int64
        /// The registry's sequence up to which this service knows its units.
        public var unitsFollowed: Int64?

        public init(
            service: String, version: String, instance: String, now: Instant, journal: String, sequence: Int64,
            unitsFollowed: Int64?
        ) {
            self.service = service
            self.version = version
            self.instance = instance
            self.now = now
            self.journal = journal
            self.sequence = sequence
            self.unitsFollowed = unitsFollowed
        }
    }
    public static var example: Example<Self> {
        Example(
            Self(),
            reply: Reply(
                service: Owner.service.text, version: "0.1.0", instance: "0197c5a0-7b00-7000-8000-000000000001",
                now: .sample, journal: "0197c5a0-7b00-7000-8000-0000000000aa", sequence: 0, unitsFollowed: nil))
    }
}

extension Contract {
    /// The methods that come with the frame; not verbs of the command line, which has curated commands for them.
    public static var frameMethods: [any Method.Type] {
        [ReadEvents<Self>.self, VerifyJournal<Self>.self, CheckHealth<Self>.self] + watchMethods + backupMethods
            + queueMethods
    }
    private static var watchMethods: [any Method.Type] {
        [ShowInstance<Self>.self, ShowTrace<Self>.self, ShowLogLevel<Self>.self, SetLogLevel<Self>.self]
    }
    private static var backupMethods: [any Method.Type] {
        [WriteCopy<Self>.self, ShowCopy<Self>.self, RemoveCopy<Self>.self]
    }
    private static var queueMethods: [any Method.Type] {
        [
            SubscribeQueue<Self>.self, ListQueues<Self>.self, ResumeQueue<Self>.self, RemoveQueue<Self>.self,
            NextEvents<Self>.self, AcknowledgeEvents<Self>.self, ReleaseEvents<Self>.self, ListLetters<Self>.self,
            ShowLetter<Self>.self, RetryLetters<Self>.self, DiscardLetters<Self>.self,
        ]
    }
    /// All methods of the service.
    public static var allMethods: [any Method.Type] { methods + frameMethods }
}
