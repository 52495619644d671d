// The methods with which consumers share a queue: next, acknowledge, release. An event is with one consumer at a time,
// until its receipt is acknowledged or released, or its time is over.

internal import WireJSON

/// What a consumer shows to acknowledge or release an event: the event's sequence, a hyphen and a UUID. Every handing
/// out has a new one.
public struct QueueReceipt: TextValue {
    public let text: String
    /// The sequence of the event.
    public let sequence: Int64

    public init(_ text: String) throws(ValueError) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence > 0, "\(sequence)" == parts[0],
            (try? Identifier<Self>(String(parts[1]))) != nil
        else { throw ValueError("\"\(text)\" is no receipt; \(Self.form)") }
        self.text = text
        self.sequence = sequence
    }

    public static let pattern: String? =
        "^[1-9][0-9]{0,18}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
    public static let form = "a receipt is as `next` gave it"
    public static let sampleText = "1-0197c5a0-7b00-7000-8000-000000000001"
}

/// An event that was handed out.
public struct QueuedEvent: Codable, Hashable, Sendable {
    public var receipt: QueueReceipt
    /// The how manieth time the event is handed out; 1 the first time.
    public var attempt: Int
    /// When the event's time with this consumer is over, by the machine's clock.
    public var until: Instant
    public var event: CloudEvent

    public init(receipt: QueueReceipt, attempt: Int, until: Instant, event: CloudEvent) {
        self.receipt = receipt
        self.attempt = attempt
        self.until = until
        self.event = event
    }
}

/// Takes the next events of a queue: first those that are to be handed out again, then new ones, each in the journal's
/// order. So much of the journal is looked at in one call and no more; `behind` tells whether to ask again at once.
public struct NextEvents<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).queue.next") }
    public static var effect: Effect { .write }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Take the next events of a queue, and wait for one if told to." }

    public var queue: QueueName
    /// Whose queue; the caller's own when left out.
    public var owner: String?
    /// Events at most; 10 when left out, 100 at most.
    public var limit: Int?
    /// Milliseconds to wait when there is nothing; 0 when left out, at most what the deadline leaves.
    public var wait: Int64?

    public init(queue: QueueName, owner: String? = nil, limit: Int? = nil, wait: Int64? = nil) {
        self.queue = queue
        self.owner = owner
        self.limit = limit
        self.wait = wait
    }

    public struct Reply: Codable, Hashable, Sendable {
        public var items: [QueuedEvent]
        /// Entries of the journal that were not looked at yet.
        public var behind: Int64

        public init(items: [QueuedEvent], behind: Int64) {
            self.items = items
            self.behind = behind
        }
    }
    public static var example: Example<Self> {
        let event = CloudEvent.example(of: Owner.service)
        let item = QueuedEvent(receipt: .sample, attempt: 1, until: .sample, event: event)
        return Example(Self(queue: .sample, limit: 1), reply: Reply(items: [item], behind: 0))
    }
}

/// Acknowledges events: their work is done, and they do not come again. All of the receipts or none; one that was
/// acknowledged before does no harm, one that is stale is refused.
public struct AcknowledgeEvents<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).queue.acknowledge") }
    public static var effect: Effect { .idempotentWrite }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Acknowledge events that were taken: they do not come again." }

    public var queue: QueueName
    /// Whose queue; the caller's own when left out.
    public var owner: String?
    public var receipts: [QueueReceipt]

    public init(queue: QueueName, owner: String? = nil, receipts: [QueueReceipt]) {
        self.queue = queue
        self.owner = owner
        self.receipts = receipts
    }

    public struct Reply: Codable, Hashable, Sendable {
        /// Receipts that are acknowledged now.
        public var acknowledged: Int
        public init(acknowledged: Int) { self.acknowledged = acknowledged }
    }
    public static var example: Example<Self> {
        Example(Self(queue: .sample, receipts: [.sample]), reply: Reply(acknowledged: 1))
    }
}

/// Gives events back: they are handed out again at once, or become dead letters if that was the last attempt. All of
/// the receipts or none.
public struct ReleaseEvents<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).queue.release") }
    public static var effect: Effect { .idempotentWrite }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Give back events that were taken: they come again at once." }

    public var queue: QueueName
    /// Whose queue; the caller's own when left out.
    public var owner: String?
    public var receipts: [QueueReceipt]
    /// Why, for who looks at the dead letter; without personal data. The first 1,000 characters are kept.
    public var reason: PlainText?

    public init(queue: QueueName, owner: String? = nil, receipts: [QueueReceipt], reason: PlainText? = nil) {
        self.queue = queue
        self.owner = owner
        self.receipts = receipts
        self.reason = reason
    }

    public struct Reply: Codable, Hashable, Sendable {
        /// Receipts that are released now, and how many of them became dead letters.
        public var released: Int
        public var letters: Int
        public init(released: Int, letters: Int) {
            self.released = released
            self.letters = letters
        }
    }
    public static var example: Example<Self> {
        Example(
            Self(queue: .sample, receipts: [.sample], reason: "the archive does not answer"),
            reply: Reply(released: 1, letters: 0))
    }
}

extension CloudEvent {
    /// The first event of a service's journal.
    static func example(of service: ServiceName) -> CloudEvent {
        CloudEvent(
            journal: "0197c5a0-7b00-7000-8000-0000000000aa", sequence: 1, source: service,
            type: "\(service.text).noun.changed", subject: "HP-DOH", time: .sample,
            data: RawJSON(unsafeUnchecked: Array("{}".utf8)), actor: "local:1000", via: nil, traceparent: nil,
            personal: nil)
    }
}
