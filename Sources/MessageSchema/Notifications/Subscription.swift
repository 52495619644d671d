// Subscriptions: which event makes which notice, and to whom.

/// A condition on an event's data: the member equals a text, or one of several. A number is compared as it is written,
/// a truth value as `true` or `false`; of a list, one element is enough. What is not there fits nothing.
public struct EventCondition: Codable, Hashable, Sendable {
    public var member: MemberPath
    public var equals: PlainText?
    public var oneOf: [PlainText]?

    public init(member: MemberPath, equals: PlainText? = nil, oneOf: [PlainText]? = nil) {
        self.member = member
        self.equals = equals
        self.oneOf = oneOf
    }
}

/// Where a variable's value comes from: a member of the event, or a text of its own.
public struct ValueSource: Codable, Hashable, Sendable {
    public var variable: VariableName
    public var member: MemberPath?
    public var text: PlainText?

    public init(variable: VariableName, member: MemberPath? = nil, text: PlainText? = nil) {
        self.variable = variable
        self.member = member
        self.text = text
    }
}

/// A recipient of what a subscription sends: as ``Recipient``, but the person or the unit may be a member of the event;
/// a member that is a list names several.
public struct SubscribedRecipient: Codable, Hashable, Sendable {
    public var kind: RecipientKind
    public var person: StaffID?
    public var personMember: MemberPath?
    public var unit: UnitCode?
    public var unitMember: MemberPath?
    public var position: Position?

    public init(
        kind: RecipientKind, person: StaffID? = nil, personMember: MemberPath? = nil, unit: UnitCode? = nil,
        unitMember: MemberPath? = nil, position: Position? = nil
    ) {
        self.kind = kind
        self.person = person
        self.personMember = personMember
        self.unit = unit
        self.unitMember = unitMember
        self.position = position
    }
}

/// A subscription and what it has done so far.
public struct Subscription: Codable, Hashable, Sendable {
    public var id: SubscriptionID
    public var name: SubscriptionName
    /// The unit that keeps it, and in whose name its notices are sent.
    public var unit: UnitCode
    /// The type of the events.
    public var event: String
    /// All must hold.
    public var filter: [EventCondition]
    /// Sent in its newest version.
    public var template: TemplateName
    public var values: [ValueSource]
    public var recipients: [SubscribedRecipient]
    public var channels: [NoticeChannel]
    /// Events recorded from then on count.
    public var created: Instant
    /// It stopped then.
    public var removed: Instant?
    /// Events that made a notice.
    public var matched: Int
    /// Events that fit but made none, since a value or a recipient was missing or malformed.
    public var refused: Int
    /// The last event that was refused, and why.
    public var lastRefused: String?
    public var lastProblem: PlainText?

    public init(
        id: SubscriptionID, name: SubscriptionName, unit: UnitCode, event: String, filter: [EventCondition],
        template: TemplateName, values: [ValueSource], recipients: [SubscribedRecipient], channels: [NoticeChannel],
        created: Instant, removed: Instant? = nil, matched: Int = 0, refused: Int = 0, lastRefused: String? = nil,
        lastProblem: PlainText? = nil
    ) {
        self.id = id
        self.name = name
        self.unit = unit
        self.event = event
        self.filter = filter
        self.template = template
        self.values = values
        self.recipients = recipients
        self.channels = channels
        self.created = created
        self.removed = removed
        self.matched = matched
        self.refused = refused
        self.lastRefused = lastRefused
        self.lastProblem = lastProblem
    }

    static let example = Subscription(
        id: .sample, name: .sample, unit: .sample, event: TaskAssigned.name,
        filter: [EventCondition(member: "host", equals: "HP-DOH")], template: "task.assigned",
        values: [ValueSource(variable: "day", member: "on")],
        recipients: [SubscribedRecipient(kind: .role, unitMember: "host", position: .director)], channels: [.inbox],
        created: .sample)
}

/// Makes a notice of every event of a type that fits, from now on.
public struct CreateSubscription: Method {
    public static let name: MethodName = "notifications.subscription.create"
    public static let effect = Effect.write
    public static let permission = Permission.manageSubscriptions
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let summary = "Make a notice of every event of a type that fits, from now on."

    public var name: SubscriptionName
    /// The unit that keeps it, and in whose name its notices are sent.
    public var unit: UnitCode
    /// The type of the events, such as `tasks.task.assigned`.
    public var event: String
    /// All must hold; every event fits when left out.
    public var filter: [EventCondition]?
    public var template: TemplateName
    public var values: [ValueSource]?
    public var recipients: [SubscribedRecipient]
    /// The inbox when left out.
    public var channels: [NoticeChannel]?

    public init(
        name: SubscriptionName, unit: UnitCode, event: String, filter: [EventCondition]? = nil,
        template: TemplateName, values: [ValueSource]? = nil, recipients: [SubscribedRecipient],
        channels: [NoticeChannel]? = nil
    ) {
        self.name = name
        self.unit = unit
        self.event = event
        self.filter = filter
        self.template = template
        self.values = values
        self.recipients = recipients
        self.channels = channels
    }

    public typealias Reply = Subscription
    public static let example = Example(
        Self(
            name: .sample, unit: .sample, event: Subscription.example.event, filter: Subscription.example.filter,
            template: Subscription.example.template, values: Subscription.example.values,
            recipients: Subscription.example.recipients),
        reply: .example)
}

/// Lists subscriptions by name.
public struct ListSubscriptions: Method {
    public static let name: MethodName = "notifications.subscription.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readNotices
    public static let scope = Scope<Self>.anywhere
    public static let summary = "List subscriptions by name, with what they did."

    /// True to list removed ones, too.
    public var removed: Bool?
    public var limit: Int?
    public var cursor: String?

    public init(removed: Bool? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.removed = removed
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Subscription>
    public static let example = Example(Self(), reply: Page(items: [.example]))
}

/// Stops a subscription; what it sent stays.
public struct RemoveSubscription: Method {
    public static let name: MethodName = "notifications.subscription.remove"
    public static let effect = Effect.idempotentWrite
    public static let permission = Permission.manageSubscriptions
    public static let scope = Scope<Self>.found
    public static let summary = "Stop a subscription; what it sent stays."

    public var subscription: SubscriptionID
    public init(subscription: SubscriptionID) { self.subscription = subscription }

    public typealias Reply = Subscription
    public static let example = Example(Self(subscription: .sample), reply: .example)
}
