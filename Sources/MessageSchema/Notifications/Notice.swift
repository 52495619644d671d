// Notices: what was sent, to whom, and what became of it.

/// Whether all who are to get a notice have their delivery.
public enum NoticeStatus: String, WireEnum {
    /// Recipients are still being looked up.
    case sending
    case sent
}

/// How many deliveries of a notice are how far; a person has one a channel.
public struct DeliveryCounts: Codable, Hashable, Sendable {
    public var waiting: Int
    /// Those read included.
    public var delivered: Int
    /// Recipients and deliveries that were dropped; `notice.explain` says why.
    public var dropped: Int
    public var failed: Int
    /// Read in the inbox.
    public var read: Int

    public init(waiting: Int = 0, delivered: Int = 0, dropped: Int = 0, failed: Int = 0, read: Int = 0) {
        self.waiting = waiting
        self.delivered = delivered
        self.dropped = dropped
        self.failed = failed
        self.read = read
    }
}

/// The event that a subscription made a notice of.
public struct NoticeCause: Codable, Hashable, Sendable {
    public var subscription: SubscriptionID
    /// The event's type, and its id: JOURNAL/SEQUENCE.
    public var type: String
    public var event: String

    public init(subscription: SubscriptionID, type: String, event: String) {
        self.subscription = subscription
        self.type = type
        self.event = event
    }
}

/// A notice.
public struct Notice: Codable, Hashable, Sendable {
    public var id: NoticeID
    public var status: NoticeStatus
    /// The unit in whose name it was sent.
    public var sender: UnitCode
    public var template: TemplateName
    public var version: Int
    /// What it says, to those who may send notices or read personal data.
    public var title: LocalizedText?
    public var body: LocalizedText?
    public var channels: [NoticeChannel]
    public var sent: Instant
    /// nil if a person or a program sent it by itself.
    public var cause: NoticeCause?
    public var counts: DeliveryCounts

    public init(
        id: NoticeID, status: NoticeStatus, sender: UnitCode, template: TemplateName, version: Int,
        title: LocalizedText? = nil, body: LocalizedText? = nil, channels: [NoticeChannel], sent: Instant,
        cause: NoticeCause? = nil, counts: DeliveryCounts = DeliveryCounts()
    ) {
        self.id = id
        self.status = status
        self.sender = sender
        self.template = template
        self.version = version
        self.title = title
        self.body = body
        self.channels = channels
        self.sent = sent
        self.cause = cause
        self.counts = counts
    }

    static let example = Notice(
        id: .sample, status: .sent, sender: .sample, template: .sample, version: 1,
        title: RenderedTemplate.example.title, body: RenderedTemplate.example.body, channels: [.inbox], sent: .sample,
        counts: DeliveryCounts(delivered: 18_204, read: 12))
}

/// Sends a notice. The reply comes at once; while `status` is `sending`, recipients are still being looked up, as they
/// were when it was sent.
public struct SendNotice: Method {
    public static let name: MethodName = "notifications.notice.send"
    public static let effect = Effect.write
    public static let permission = Permission.sendNotices
    public static let scope = Scope<Self>.unit(\Self.sender)
    public static let summary = "Send a notice to persons, units, subtrees or roles, each person once."

    /// The unit in whose name it is sent.
    public var sender: UnitCode
    public var template: TemplateName
    /// The newest when left out.
    public var version: Int?
    /// By the variables' names.
    public var values: [String: PlainText]?
    public var recipients: [Recipient]
    /// The inbox when left out.
    public var channels: [NoticeChannel]?

    public init(
        sender: UnitCode, template: TemplateName, version: Int? = nil, values: [String: PlainText]? = nil,
        recipients: [Recipient], channels: [NoticeChannel]? = nil
    ) {
        self.sender = sender
        self.template = template
        self.version = version
        self.values = values
        self.recipients = recipients
        self.channels = channels
    }

    public typealias Reply = Notice
    public static let example = Example(
        Self(
            sender: .sample, template: .sample, values: RenderedTemplate.exampleValues,
            recipients: [.subtree(.sample)]),
        reply: .example)
}

/// Shows a notice.
public struct GetNotice: Method {
    public static let name: MethodName = "notifications.notice.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readNotices
    public static let scope = Scope<Self>.found
    public static let summary = "Show a notice and how many it has reached."

    public var notice: NoticeID
    public init(notice: NoticeID) { self.notice = notice }

    public typealias Reply = Notice
    public static let example = Example(Self(notice: .sample), reply: .example)
}

/// Lists notices, newest first.
public struct ListNotices: Method {
    public static let name: MethodName = "notifications.notice.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readNotices
    public static let scope = Scope<Self>.anywhere
    public static let summary = "List notices, newest first."

    /// Only those sent in the name of this unit, or of one that it took over.
    public var sender: UnitCode?
    public var template: TemplateName?
    public var subscription: SubscriptionID?
    public var limit: Int?
    public var cursor: String?

    public init(
        sender: UnitCode? = nil, template: TemplateName? = nil, subscription: SubscriptionID? = nil,
        limit: Int? = nil, cursor: String? = nil
    ) {
        self.sender = sender
        self.template = template
        self.subscription = subscription
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Notice>
    public static let example = Example(Self(template: .sample), reply: Page(items: [.example]))
}
