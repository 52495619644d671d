// What the notification service publishes in its journal. What a notice says, and the values in it, are in the private
// part: they may be personal. Deliveries are told by the batch, not one by one.

/// A version of a template was published.
public struct TemplatePublished: Event {
    public static let name = "notifications.template.published"
    public static let summary = "A version of a template was published."
    public var template: Template
    public init(template: Template) { self.template = template }
    public static let example = Self(template: .example)
}

/// A notice was sent; its recipients are looked up as they were then.
public struct NoticeSent: Event {
    public static let name = "notifications.notice.sent"
    public static let summary = "A notice was sent; its recipients are looked up as they were then."
    public var notice: NoticeID
    public var sender: UnitCode
    public var template: TemplateName
    public var version: Int
    public var recipients: [Recipient]
    public var channels: [NoticeChannel]
    public var cause: NoticeCause?
    public init(
        notice: NoticeID, sender: UnitCode, template: TemplateName, version: Int, recipients: [Recipient],
        channels: [NoticeChannel], cause: NoticeCause?
    ) {
        self.notice = notice
        self.sender = sender
        self.template = template
        self.version = version
        self.recipients = recipients
        self.channels = channels
        self.cause = cause
    }
    public static let example = Self(
        notice: .sample, sender: .sample, template: .sample, version: 1, recipients: [.subtree(.sample)],
        channels: [.inbox], cause: nil)
}

/// Some or all of a notice's recipients were looked up, and have their deliveries.
public struct NoticeExpanded: Event {
    public static let name = "notifications.notice.expanded"
    public static let summary = "Recipients of a notice were looked up, and have their deliveries."
    public var notice: NoticeID
    /// New deliveries in an inbox, new ones that wait for their channel, recipients that were dropped.
    public var delivered: Int
    public var waiting: Int
    public var dropped: Int
    /// True if none are left.
    public var complete: Bool
    public init(notice: NoticeID, delivered: Int, waiting: Int, dropped: Int, complete: Bool) {
        self.notice = notice
        self.delivered = delivered
        self.waiting = waiting
        self.dropped = dropped
        self.complete = complete
    }
    public static let example = Self(notice: .sample, delivered: 2000, waiting: 0, dropped: 0, complete: false)
}

/// What came of a batch of a notice's deliveries by a channel was recorded.
public struct DeliveriesRecorded: Event {
    public static let name = "notifications.delivery.recorded"
    public static let summary = "What came of a batch of a notice's deliveries was recorded."
    public var notice: NoticeID
    public var channel: NoticeChannel
    public var delivered: Int
    /// Failed, to be tried again.
    public var retried: Int
    /// Failed for the last time.
    public var failed: Int
    public var dropped: Int
    public init(notice: NoticeID, channel: NoticeChannel, delivered: Int, retried: Int, failed: Int, dropped: Int) {
        self.notice = notice
        self.channel = channel
        self.delivered = delivered
        self.retried = retried
        self.failed = failed
        self.dropped = dropped
    }
    public static let example = Self(
        notice: .sample, channel: .file, delivered: 200, retried: 0, failed: 0, dropped: 1)
}

/// A delivery was read in the inbox.
public struct DeliveryRead: Event {
    public static let name = "notifications.delivery.read"
    public static let summary = "A delivery was read in the inbox."
    public var delivery: DeliveryID
    public var notice: NoticeID
    public var person: StaffID
    public init(delivery: DeliveryID, notice: NoticeID, person: StaffID) {
        self.delivery = delivery
        self.notice = notice
        self.person = person
    }
    public static let example = Self(delivery: .sample, notice: .sample, person: .sample)
}

/// A subscription was created.
public struct SubscriptionCreated: Event {
    public static let name = "notifications.subscription.created"
    public static let summary = "A subscription was created."
    public var subscription: Subscription
    public init(subscription: Subscription) { self.subscription = subscription }
    public static let example = Self(subscription: .example)
}

/// A subscription was removed.
public struct SubscriptionRemoved: Event {
    public static let name = "notifications.subscription.removed"
    public static let summary = "A subscription was removed."
    public var subscription: SubscriptionID
    public init(subscription: SubscriptionID) { self.subscription = subscription }
    public static let example = Self(subscription: .sample)
}

/// An event fitted a subscription, but no notice could be made of it.
public struct SubscriptionRefused: Event {
    public static let name = "notifications.subscription.refused"
    public static let summary = "An event fitted a subscription, but no notice could be made of it."
    public var subscription: SubscriptionID
    public var event: String
    public var problem: PlainText
    public init(subscription: SubscriptionID, event: String, problem: PlainText) {
        self.subscription = subscription
        self.event = event
        self.problem = problem
    }
    public static let example = Self(
        subscription: .sample, event: "0197c5a0-7b00-7000-8000-0000000000aa/7",
        problem: "the event has no member \"deadline\"")
}
