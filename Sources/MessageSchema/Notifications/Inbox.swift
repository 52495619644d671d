// Inboxes: what a person was told.

/// A delivery: one notice to one person by one channel.
public struct NoticeDelivery: Codable, Hashable, Sendable {
    public var id: DeliveryID
    public var notice: NoticeID
    /// The unit in whose name it was sent.
    public var sender: UnitCode
    public var title: LocalizedText
    public var body: LocalizedText
    public var sent: Instant
    /// When it was read; nil until then.
    public var read: Instant?

    public init(
        id: DeliveryID, notice: NoticeID, sender: UnitCode, title: LocalizedText, body: LocalizedText, sent: Instant,
        read: Instant? = nil
    ) {
        self.id = id
        self.notice = notice
        self.sender = sender
        self.title = title
        self.body = body
        self.sent = sent
        self.read = read
    }

    static let example = NoticeDelivery(
        id: .sample, notice: .sample, sender: .sample, title: RenderedTemplate.example.title,
        body: RenderedTemplate.example.body, sent: .sample)
}

/// Lists what is in a person's inbox, newest first.
public struct ListInbox: Method {
    public static let name: MethodName = "notifications.inbox.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readInbox
    public static let scope = Scope<Self>.found
    public static let summary = "List what is in a person's inbox, newest first."

    public var staff: StaffID
    /// True for only what was not read yet.
    public var unread: Bool?
    public var limit: Int?
    public var cursor: String?

    public init(staff: StaffID, unread: Bool? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.staff = staff
        self.unread = unread
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<NoticeDelivery>
    public static let example = Example(Self(staff: .sample, unread: true), reply: Page(items: [.example]))
}

/// Marks a delivery as read; the first time counts.
public struct ReadDelivery: Method {
    public static let name: MethodName = "notifications.inbox.read"
    public static let effect = Effect.idempotentWrite
    public static let permission = Permission.readInbox
    public static let scope = Scope<Self>.found
    public static let summary = "Mark a delivery in an inbox as read; the first time counts."

    public var delivery: DeliveryID
    public init(delivery: DeliveryID) { self.delivery = delivery }

    public typealias Reply = NoticeDelivery
    public static let example = Example(
        Self(delivery: .sample),
        reply: NoticeDelivery(
            id: .sample, notice: .sample, sender: .sample, title: RenderedTemplate.example.title,
            body: RenderedTemplate.example.body, sent: .sample, read: .sample))
}
