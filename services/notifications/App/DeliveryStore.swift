// Deliveries in the database: one a notice, person and channel.

internal import MessageSchema
internal import NotificationsDomain
internal import Storage

/// A delivery in an inbox, and whose it is.
struct InboxDelivery {
    var delivery: NoticeDelivery
    var person: StaffID
    /// The notice's key.
    var notice: Int64
}

struct DeliveryStore {
    let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// Adds a delivery if the person has none of this notice by this channel yet; false if there is one. The inbox is
    /// this database, so what is put there is delivered.
    static func insert(
        _ id: DeliveryID, notice: Int64, person: StaffID, channel: NoticeChannel, _ writer: Writer
    ) throws -> Bool {
        let state = channel == .inbox ? DeliveryState.delivered : .waiting
        let count = try writer.execute(
            """
            INSERT INTO delivery (id, notice, person, channel, state, attempts, due) VALUES ($1, $2, $3, $4, $5, 0, 0)
            ON CONFLICT (notice, person, channel) DO NOTHING
            """,
            [
                .value(id), .integer(notice), .value(person), .text(channel.rawValue), .text(state.rawValue),
            ])
        return count == 1
    }

    /// A person's inbox, the newest notices before one.
    func inbox(of person: StaffID, unread: Bool, before notice: Int64, limit: Int) throws -> [InboxDelivery] {
        let isUnread = unread ? "AND d.read IS NULL" : ""
        return try reader.all(
            """
            \(Self.inboxRows) WHERE d.person = $1 AND d.channel = 'inbox' AND d.notice < $2 \(isUnread)
            ORDER BY d.notice DESC LIMIT $3
            """, [.value(person), .integer(notice), .integer(Int64(limit))]
        ).map(InboxDelivery.init)
    }

    /// A delivery in an inbox; nil if there is none.
    func inInbox(_ id: DeliveryID) throws -> InboxDelivery? {
        try reader.first("\(Self.inboxRows) WHERE d.id = $1 AND d.channel = 'inbox'", [.value(id)])
            .map(InboxDelivery.init)
    }

    static func markRead(_ id: DeliveryID, at instant: Instant, _ writer: Writer) throws {
        try writer.execute(
            "UPDATE delivery SET read = $1 WHERE id = $2 AND read IS NULL",
            [.integer(instant.microseconds), .value(id)])
    }

    /// How many deliveries of a notice are how far, by channel.
    func outcomes(of notice: Int64, channels: [NoticeChannel]) throws -> [ChannelOutcome] {
        var outcomes = channels.map { ChannelOutcome(channel: $0) }
        try reader.each(
            """
            SELECT channel, state, COUNT(*) AS deliveries, SUM(attempts) AS attempts FROM delivery
            WHERE notice = $1 GROUP BY channel, state
            """, [.integer(notice)]
        ) { row in
            let channel: NoticeChannel = try row.word("channel")
            guard let index = outcomes.firstIndex(where: { $0.channel == channel }) else { return }
            let count = try row.count("deliveries")
            switch try row.word("state", as: DeliveryState.self) {
            case .waiting: outcomes[index].waiting = count
            case .delivered: outcomes[index].delivered = count
            case .dropped: outcomes[index].dropped = count
            case .failed: outcomes[index].failed = count
            }
            outcomes[index].attempts += try row.count("attempts")
        }
        return outcomes
    }

    /// The first deliveries of a notice that were dropped.
    func dropped(of notice: Int64, limit: Int) throws -> [DroppedDelivery] {
        try reader.all(
            """
            SELECT id, person, channel, reason, day FROM delivery WHERE notice = $1 AND state = 'dropped'
            ORDER BY person, channel LIMIT $2
            """, [.integer(notice), .integer(Int64(limit))]
        ).map { row in
            DroppedDelivery(
                delivery: try row.value("id"), person: try row.value("person"), channel: try row.word("channel"),
                reason: try row.word("reason"), day: try row.optionalValue("day"))
        }
    }

    /// The last attempts at a notice's deliveries, newest first.
    func attempts(of notice: Int64, limit: Int) throws -> [DeliveryAttempt] {
        try reader.all(
            """
            SELECT a.*, d.person AS person, d.channel AS channel
            FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery WHERE a.notice = $1
            ORDER BY a.tried DESC, a.delivery, a.attempt DESC LIMIT $2
            """, [.integer(notice), .integer(Int64(limit))]
        ).map { row in
            DeliveryAttempt(
                delivery: try row.value("delivery"), person: try row.value("person"), channel: try row.word("channel"),
                attempt: try row.count("attempt"), at: try row.instant("tried"), outcome: try row.word("outcome"),
                problem: try row.optionalValue("problem"))
        }
    }

    private static let inboxRows = """
        SELECT d.id AS id, d.person AS person, d.read AS read, n.sequence AS sequence, n.id AS notice_id,
          n.sender AS sender, n.title_vi AS title_vi, n.title_en AS title_en, n.body_vi AS body_vi,
          n.body_en AS body_en, n.sent AS sent
        FROM delivery d JOIN notice n ON n.sequence = d.notice
        """
}

extension InboxDelivery {
    fileprivate init(_ row: Row) throws {
        delivery = NoticeDelivery(
            id: try row.value("id"), notice: try row.value("notice_id"), sender: try row.value("sender"),
            title: try row.localized("title"), body: try row.localized("body"), sent: try row.instant("sent"),
            read: try row.optionalInstant("read"))
        person = try row.value("person")
        notice = try row.integer("sequence")
    }
}
