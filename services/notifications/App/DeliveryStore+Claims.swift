// Deliveries that leave this service: claimed by a lease that is committed before anything is done, recorded after.

internal import MessageSchema
internal import NotificationsDomain
internal import Storage

/// A delivery that is due.
struct DueDelivery: Sendable {
    var delivery: NoticeDelivery
    var person: StaffID
    /// The notice's key.
    var notice: Int64
    /// Attempts so far.
    var attempts: Int
}

extension DeliveryStore {
    /// Whether a delivery of a channel may be tried at a time of the machine's clock.
    func isDue(_ channel: NoticeChannel, at time: Int64) throws -> Bool {
        try !due(channel, at: time, limit: 1).isEmpty
    }

    /// Deliveries that may be tried: their time has come, and nobody's lease is on them.
    func due(_ channel: NoticeChannel, at time: Int64, limit: Int) throws -> [DueDelivery] {
        try reader.all(
            """
            SELECT d.id AS id, d.person AS person, d.attempts AS attempts, n.sequence AS sequence, n.id AS notice_id,
              n.sender AS sender, n.title_vi AS title_vi, n.title_en AS title_en, n.body_vi AS body_vi,
              n.body_en AS body_en, n.sent AS sent
            FROM delivery d JOIN notice n ON n.sequence = d.notice
            WHERE d.state = 'waiting' AND d.channel = $1 AND d.due <= $2
              AND (d.lease_until IS NULL OR d.lease_until <= $2)
            ORDER BY d.due, d.notice, d.person LIMIT $3
            """, [.text(channel.rawValue), .integer(time), .integer(Int64(limit))]
        ).map(DueDelivery.init)
    }

    /// Puts a lease on a delivery until a time of the machine's clock.
    static func lease(_ id: DeliveryID, to owner: String, until time: Int64, _ writer: Writer) throws {
        try writer.execute(
            "UPDATE delivery SET lease_owner = $1, lease_until = $2 WHERE id = $3",
            [.text(owner), .integer(time), .value(id)])
    }

    /// Drops a delivery whose recipient is gone.
    static func drop(_ id: DeliveryID, _ reason: DropReason, day: CalendarDate?, _ writer: Writer) throws {
        try writer.execute(
            """
            UPDATE delivery SET state = 'dropped', reason = $1, day = $2, lease_owner = NULL, lease_until = NULL
            WHERE id = $3
            """, [.text(reason.rawValue), .value(day), .value(id)])
    }

    /// Records an attempt by who still holds the lease; false if another one has taken it over.
    static func record(
        _ attempt: DeliveryAttempt, notice: Int64, due: Int64, by owner: String, _ writer: Writer
    ) throws -> Bool {
        let count = try writer.execute(
            """
            UPDATE delivery SET state = $1, attempts = $2, due = $3, lease_owner = NULL, lease_until = NULL
            WHERE id = $4 AND lease_owner = $5 AND state = 'waiting'
            """,
            [
                .text(attempt.outcome.rawValue), .integer(Int64(attempt.attempt)), .integer(due),
                .value(attempt.delivery), .text(owner),
            ])
        guard count == 1 else { return false }
        try writer.execute(
            """
            INSERT INTO delivery_attempt (notice, delivery, attempt, tried, outcome, problem)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .integer(notice), .value(attempt.delivery), .integer(Int64(attempt.attempt)),
                .integer(attempt.at.microseconds), .text(attempt.outcome.rawValue), .value(attempt.problem),
            ])
        return true
    }
}

extension DueDelivery {
    fileprivate init(_ row: Row) throws {
        delivery = NoticeDelivery(
            id: try row.value("id"), notice: try row.value("notice_id"), sender: try row.value("sender"),
            title: try row.localized("title"), body: try row.localized("body"), sent: try row.instant("sent"))
        person = try row.value("person")
        notice = try row.integer("sequence")
        attempts = try row.count("attempts")
    }
}
