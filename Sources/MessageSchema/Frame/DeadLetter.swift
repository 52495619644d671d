// Dead letters: events that used up their attempts, kept beside the queue until somebody retries or discards them.

/// Identifies a dead letter.
public typealias LetterID = Identifier<DeadLetter>

/// Why an event became a dead letter.
public enum LetterCause: String, WireEnum {
    /// The last consumer gave it back.
    case released
    /// The last consumer neither acknowledged it nor gave it back in time.
    case timeout
}

/// An event that was handed out as often as its queue allows.
public struct DeadLetter: Codable, Hashable, Sendable {
    public var letter: LetterID
    public var queue: QueueName
    public var owner: String
    /// The event's id, JOURNAL/SEQUENCE, its type and subject, and when it was recorded.
    public var event: String
    public var type: String
    public var subject: String
    public var time: Instant
    /// The trace of the request that caused the event, if it had one.
    public var traceparent: String?
    /// How often it was handed out, and how the last time ended.
    public var attempts: Int
    public var cause: LetterCause
    /// What the consumer that gave it back last said.
    public var reason: String?
    /// When it became a dead letter.
    public var died: Instant

    public init(
        letter: LetterID, queue: QueueName, owner: String, event: String, type: String, subject: String, time: Instant,
        traceparent: String?, attempts: Int, cause: LetterCause, reason: String?, died: Instant
    ) {
        self.letter = letter
        self.queue = queue
        self.owner = owner
        self.event = event
        self.type = type
        self.subject = subject
        self.time = time
        self.traceparent = traceparent
        self.attempts = attempts
        self.cause = cause
        self.reason = reason
        self.died = died
    }

    static let example = DeadLetter(
        letter: .sample, queue: .sample, owner: "hospital-hp", event: "0197c5a0-7b00-7000-8000-0000000000aa/1",
        type: "registry.unit.renamed", subject: "HP-DOH", time: .sample,
        traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", attempts: 5, cause: .released,
        reason: "the archive does not answer", died: .sample)
}

/// Lists a queue's dead letters in the order of their events.
public struct ListLetters<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).letter.list") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "List a queue's dead letters in the order of their events." }

    public var queue: QueueName
    /// Whose queue; the caller's own when left out.
    public var owner: String?
    public var limit: Int?
    public var cursor: String?

    public init(queue: QueueName, owner: String? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.queue = queue
        self.owner = owner
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<DeadLetter>
    public static var example: Example<Self> { Example(Self(queue: .sample), reply: Page(items: [.example])) }
}

/// Shows a dead letter with its event as the journal has it.
public struct ShowLetter<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).letter.show") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Show a dead letter with its event as the journal has it." }

    public var letter: LetterID
    public init(letter: LetterID) { self.letter = letter }

    public struct Reply: Codable, Hashable, Sendable {
        public var letter: DeadLetter
        public var event: CloudEvent
        public init(letter: DeadLetter, event: CloudEvent) {
            self.letter = letter
            self.event = event
        }
    }
    public static var example: Example<Self> {
        Example(Self(letter: .sample), reply: Reply(letter: .example, event: .example(of: Owner.service)))
    }
}

/// Puts dead letters back into their queues, with all attempts before them again. All of them or none.
public struct RetryLetters<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).letter.retry") }
    public static var effect: Effect { .write }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Put dead letters back into their queues." }

    public var letters: [LetterID]
    public init(letters: [LetterID]) { self.letters = letters }

    public struct Reply: Codable, Hashable, Sendable {
        public var retried: Int
        public init(retried: Int) { self.retried = retried }
    }
    public static var example: Example<Self> { Example(Self(letters: [.sample]), reply: Reply(retried: 1)) }
}

/// Discards dead letters for good; the journal keeps that and why. All of them or none.
public struct DiscardLetters<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).letter.discard") }
    public static var effect: Effect { .write }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Discard dead letters for good, saying why." }

    public var letters: [LetterID]
    /// Why, for the journal; without personal data. The first 1,000 characters are kept.
    public var reason: PlainText
    public init(letters: [LetterID], reason: PlainText) {
        self.letters = letters
        self.reason = reason
    }

    public struct Reply: Codable, Hashable, Sendable {
        public var discarded: Int
        public init(discarded: Int) { self.discarded = discarded }
    }
    public static var example: Example<Self> {
        Example(Self(letters: [.sample], reason: "entered by hand"), reply: Reply(discarded: 1))
    }
}
