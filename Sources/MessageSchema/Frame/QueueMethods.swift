// The methods with which a queue is opened, looked at, resumed and removed, in every service.

/// Opens a queue over the journal. The same name with the same settings is the same queue, however often it is asked
/// for; with other settings it is a conflict.
public struct SubscribeQueue<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).queue.subscribe") }
    public static var effect: Effect { .idempotentWrite }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Open a queue over the journal, or find it open with the same settings." }

    public var queue: QueueName
    /// Types of event to carry; all when left out. A queue never carries what is told of queues and their letters.
    public var types: [EventPattern]?
    /// Subjects of which to carry the events, as the events have them; all when left out.
    public var subjects: [String]?
    /// The sequence after which to begin; 0 is the beginning, left out it is the journal's end.
    public var after: Int64?
    /// The id of the journal that `after` was read in; another one is refused.
    public var journal: String?
    /// Milliseconds for which an event is with the consumer that took it; 30,000 when left out.
    public var visibilityMilliseconds: Int64?
    /// How often an event is handed out before it becomes a dead letter; 5 when left out.
    public var attemptsMax: Int?

    public init(
        queue: QueueName, types: [EventPattern]? = nil, subjects: [String]? = nil, after: Int64? = nil,
        journal: String? = nil, visibilityMilliseconds: Int64? = nil, attemptsMax: Int? = nil
    ) {
        self.queue = queue
        self.types = types
        self.subjects = subjects
        self.after = after
        self.journal = journal
        self.visibilityMilliseconds = visibilityMilliseconds
        self.attemptsMax = attemptsMax
    }

    public typealias Reply = EventQueue
    public static var example: Example<Self> {
        Example(Self(queue: .sample, types: [.sample], after: 0), reply: .example)
    }
}

/// Lists the caller's queues, in the order they were opened; for who runs the suite those of everyone.
public struct ListQueues<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).queue.list") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "List the caller's queues; for who runs the suite, everyone's." }

    public var limit: Int?
    public var cursor: String?
    public init(limit: Int? = nil, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<EventQueue>
    public static var example: Example<Self> { Example(Self(), reply: Page(items: [.example])) }
}

/// Lets a queue go on after the service was restored from a copy. It goes on where it stood when the copy was made;
/// what was acknowledged later comes again.
public struct ResumeQueue<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).queue.resume") }
    public static var effect: Effect { .idempotentWrite }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Let a queue go on after the service was restored from a copy." }

    public var queue: QueueName
    /// Whose queue; the caller's own when left out.
    public var owner: String?
    /// The id that the journal has now, as the refusal names it.
    public var journal: String
    public init(queue: QueueName, owner: String? = nil, journal: String) {
        self.queue = queue
        self.owner = owner
        self.journal = journal
    }

    public typealias Reply = EventQueue
    public static var example: Example<Self> {
        Example(Self(queue: .sample, journal: "0197c5a0-7b00-7000-8000-0000000000aa"), reply: .example)
    }
}

/// Removes a queue, with what is in flight and its dead letters.
public struct RemoveQueue<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).queue.remove") }
    public static var effect: Effect { .write }
    public static var permission: Permission { .readEvents }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Remove a queue, with what is in flight and its dead letters." }

    public var queue: QueueName
    /// Whose queue; the caller's own when left out.
    public var owner: String?
    public init(queue: QueueName, owner: String? = nil) {
        self.queue = queue
        self.owner = owner
    }

    /// The queue as it stood.
    public typealias Reply = EventQueue
    public static var example: Example<Self> { Example(Self(queue: .sample), reply: .example) }
}
