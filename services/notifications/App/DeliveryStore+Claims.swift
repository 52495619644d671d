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

/// A time of the machine's clock in milliseconds, and the latest that this clock can have set for later.
struct MachineMoment: Sendable {
    var now: Int64
    /// The latest end of a lease, and the latest next attempt.
    var leaseMax: Int64
    var dueMax: Int64

    init(_ now: Int64, _ settings: DeliverySettings) {
        self.now = now
        leaseMax = now + settings.leaseMilliseconds + Self.slackMilliseconds
        dueMax = now + settings.longestPauseMilliseconds + Self.slackMilliseconds
    }

    /// How far the clocks of two machines that share a database may be apart.
    private static let slackMilliseconds: Int64 = 60_000
}

extension DeliveryStore {
    /// Whether a delivery of a channel may be tried now.
    func isDue(_ channel: NoticeChannel, at moment: MachineMoment) throws -> Bool {
        try !due(channel, at: moment, limit: 1).isEmpty
    }

    /// Deliveries that may be tried: their time has come, and nobody's lease is on them. A time that lies further ahead
    /// than any was ever set comes from a clock that has been set back since, and counts as past.
    func due(_ channel: NoticeChannel, at moment: MachineMoment, limit: Int) throws -> [DueDelivery] {
        let ordinary = try due("d.due <= $2", moment.now, channel, moment, limit)
        // Two questions, each answered by the index, instead of one that is not.
        return ordinary.isEmpty ? try due("d.due > $2", moment.dueMax, channel, moment, limit) : ordinary
    }

    private func due(
        _ condition: String, _ time: Int64, _ channel: NoticeChannel, _ moment: MachineMoment, _ limit: Int
    ) throws -> [DueDelivery] {
        try reader.all(
            """
            SELECT d.id AS id, d.person AS person, d.attempts AS attempts, n.sequence AS sequence, n.id AS notice_id,
              n.sender AS sender, n.title_vi AS title_vi, n.title_en AS title_en, n.body_vi AS body_vi,
              n.body_en AS body_en, n.sent AS sent
            FROM delivery d JOIN notice n ON n.sequence = d.notice
            WHERE d.state = 'waiting' AND d.channel = $1 AND \(condition)
              AND (d.lease_until IS NULL OR d.lease_until <= $3 OR d.lease_until > $4)
            ORDER BY d.due, d.notice, d.person LIMIT $5
            """,
            [
                .text(channel.rawValue), .integer(time), .integer(moment.now), .integer(moment.leaseMax),
                .integer(Int64(limit)),
            ]
        ).map(DueDelivery.init)
    }

    /// How many deliveries of each channel wait, so many together at most.
    func waitingCounts(limit: Int) throws -> [(channel: String, count: Int)] {
        try reader.all(
            """
            SELECT channel, COUNT(*) AS count FROM (
              SELECT channel FROM delivery WHERE state = 'waiting' LIMIT $1
            ) AS waiting GROUP BY channel ORDER BY channel
            """, [.integer(Int64(limit))]
        ).map { (try $0.text("channel"), try $0.count("count")) }
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
