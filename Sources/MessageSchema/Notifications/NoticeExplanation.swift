// Why a notice reached whom it reached: every recipient as it was named, what it became, who was dropped, what each
// channel tried.

/// A recipient and what came of it.
public struct ResolvedRecipient: Codable, Hashable, Sendable {
    public var kind: RecipientKind
    public var person: StaffID?
    public var unit: UnitCode?
    public var position: Position?
    /// The unit that `unit` had become by the day.
    public var became: UnitCode?
    /// How many units were looked at: all codes, old ones included, that had become one of those meant.
    public var units: Int?
    /// Persons whom this recipient adds to those before it.
    public var persons: Int
    /// Why it reached nobody.
    public var dropped: DropReason?
    /// With `left` the last day of the last post; with `dissolved` the unit's last day; with `notYet` the first day.
    public var day: CalendarDate?

    public init(
        _ recipient: Recipient, became: UnitCode? = nil, units: Int? = nil, persons: Int = 0,
        dropped: DropReason? = nil, day: CalendarDate? = nil
    ) {
        kind = recipient.kind
        person = recipient.person
        unit = recipient.unit
        position = recipient.position
        self.became = became
        self.units = units
        self.persons = persons
        self.dropped = dropped
        self.day = day
    }
}

/// The deliveries of one channel.
public struct ChannelOutcome: Codable, Hashable, Sendable {
    public var channel: NoticeChannel
    public var waiting: Int
    public var delivered: Int
    public var dropped: Int
    public var failed: Int
    /// Attempts so far; the inbox needs none.
    public var attempts: Int

    public init(
        channel: NoticeChannel, waiting: Int = 0, delivered: Int = 0, dropped: Int = 0, failed: Int = 0,
        attempts: Int = 0
    ) {
        self.channel = channel
        self.waiting = waiting
        self.delivered = delivered
        self.dropped = dropped
        self.failed = failed
        self.attempts = attempts
    }
}

/// A delivery that was dropped after its recipient had been found.
public struct DroppedDelivery: Codable, Hashable, Sendable {
    public var delivery: DeliveryID
    public var person: StaffID
    public var channel: NoticeChannel
    public var reason: DropReason
    /// With `left` the last day of the last post.
    public var day: CalendarDate?

    public init(
        delivery: DeliveryID, person: StaffID, channel: NoticeChannel, reason: DropReason, day: CalendarDate? = nil
    ) {
        self.delivery = delivery
        self.person = person
        self.channel = channel
        self.reason = reason
        self.day = day
    }
}

/// One attempt at a delivery.
public struct DeliveryAttempt: Codable, Hashable, Sendable {
    public var delivery: DeliveryID
    public var person: StaffID
    public var channel: NoticeChannel
    /// 1 for the first.
    public var attempt: Int
    public var at: Instant
    /// How the delivery stood after it: `delivered`, `waiting` for the next attempt, or `failed` for good.
    public var outcome: DeliveryState
    /// Why it failed.
    public var problem: PlainText?

    public init(
        delivery: DeliveryID, person: StaffID, channel: NoticeChannel, attempt: Int, at: Instant,
        outcome: DeliveryState, problem: PlainText? = nil
    ) {
        self.delivery = delivery
        self.person = person
        self.channel = channel
        self.attempt = attempt
        self.at = at
        self.outcome = outcome
        self.problem = problem
    }
}

/// How a notice came to those it reached.
public struct NoticeExplanation: Codable, Hashable, Sendable {
    public var notice: Notice
    /// The day on which recipients were looked up.
    public var day: CalendarDate
    /// In the order they were named.
    public var recipients: [ResolvedRecipient]
    public var channels: [ChannelOutcome]
    /// Deliveries that were dropped later, the first hundred.
    public var dropped: [DroppedDelivery]
    /// The last hundred attempts, newest first.
    public var attempts: [DeliveryAttempt]

    public init(
        notice: Notice, day: CalendarDate, recipients: [ResolvedRecipient], channels: [ChannelOutcome],
        dropped: [DroppedDelivery] = [], attempts: [DeliveryAttempt] = []
    ) {
        self.notice = notice
        self.day = day
        self.recipients = recipients
        self.channels = channels
        self.dropped = dropped
        self.attempts = attempts
    }
}

/// Explains whom a notice reached, whom not, and why.
public struct ExplainNotice: Method {
    public static let name: MethodName = "notifications.notice.explain"
    public static let effect = Effect.reads
    public static let permission = Permission.readNotices
    public static let scope = Scope<Self>.found
    public static let summary = "Explain whom a notice reached, whom not, and why."

    public var notice: NoticeID
    public init(notice: NoticeID) { self.notice = notice }

    public typealias Reply = NoticeExplanation
    public static let example = Example(
        Self(notice: .sample),
        reply: NoticeExplanation(
            notice: .example, day: .sample,
            recipients: [
                ResolvedRecipient(.subtree(.sample), became: .sample, units: 65, persons: 18_204),
                ResolvedRecipient(.person(.sample), dropped: .left, day: .sample),
            ],
            channels: [ChannelOutcome(channel: .inbox, delivered: 18_204)]))
}
