// Events of a queue that were taken and are not settled, with their leases. Leases go by the machine's clock, like
// those of deliveries: they are timeouts between processes.

import MessageSchema
import Storage

/// What an event in a queue is about, as a dead letter tells it.
struct QueuedSubject {
    var sequence: Int64
    var type: String
    var subject: String
    var recorded: Instant
    var trace: String?
}

/// An event on its way through a queue.
struct StoredDelivery {
    enum State: String, WireEnum { case out, waiting, done }

    /// The queue's key.
    var queue: Int64
    var about: QueuedSubject
    var state: State
    /// How often it was handed out.
    var attempts: Int
    /// The receipt of the last handing out.
    var receipt: QueueReceipt?
    /// What the consumer that gave it back last said.
    var reason: String?
    /// Machine time at which the lease, or the memory of the receipt, ends.
    var due: Int64
}

/// The moment for which a queue's leases are judged.
///
/// A lease that ends much later than any lease given now was given before the machine's clock was set back; it counts
/// as over, or an event would be out of reach for as long as the clock was wrong. Clocks of two machines may differ a
/// little.
struct LeaseTime {
    /// Machine time, milliseconds.
    let now: Int64
    let queue: StoredQueue

    /// When a lease given now ends.
    var end: Int64 { now + queue.settings.visibility }

    private var latestEnd: Int64 { end + queue.settings.visibility }

    func isLeased(_ delivery: StoredDelivery) -> Bool {
        delivery.state == .out && delivery.due > now && delivery.due <= latestEnd
    }

    fileprivate var arguments: [SQLValue] { [.integer(queue.number), .integer(now), .integer(latestEnd)] }
    fileprivate static let isLeased = "state = 'out' AND due > $2 AND due <= $3"
    fileprivate static let isFree = "(state = 'waiting' OR (state = 'out' AND (due <= $2 OR due > $3)))"
}

extension Reader {
    func delivery(_ sequence: Int64, of queue: StoredQueue) throws -> StoredDelivery? {
        try first(
            "SELECT * FROM queue_delivery WHERE queue = $1 AND sequence = $2",
            [.integer(queue.number), .integer(sequence)]
        ).map(StoredDelivery.init)
    }

    /// Events that may be handed out again, in the journal's order.
    func waiting(at time: LeaseTime, limit: Int) throws -> [StoredDelivery] {
        try free(at: time, "attempts < $4", limit)
    }

    /// Events whose last time with a consumer is over.
    func exhausted(at time: LeaseTime, limit: Int) throws -> [StoredDelivery] {
        try free(at: time, "attempts >= $4", limit)
    }

    private func free(at time: LeaseTime, _ attempts: String, _ limit: Int) throws -> [StoredDelivery] {
        try all(
            """
            SELECT * FROM queue_delivery WHERE queue = $1 AND \(LeaseTime.isFree) AND \(attempts)
            ORDER BY sequence LIMIT $5
            """,
            time.arguments + [.integer(Int64(time.queue.settings.attemptsMax)), .integer(Int64(limit))]
        ).map(StoredDelivery.init)
    }

    func inFlightCount(at time: LeaseTime) throws -> Int {
        try count(
            "SELECT COUNT(*) AS count FROM queue_delivery WHERE queue = $1 AND \(LeaseTime.isLeased)", time.arguments)
    }

    func waitingCount(at time: LeaseTime) throws -> Int {
        try count(
            "SELECT COUNT(*) AS count FROM queue_delivery WHERE queue = $1 AND \(LeaseTime.isFree)", time.arguments)
    }

    /// When the first of the leases ends; nil if there is none.
    func firstLeaseEnd(at time: LeaseTime) throws -> Int64? {
        try first(
            "SELECT MIN(due) AS due FROM queue_delivery WHERE queue = $1 AND \(LeaseTime.isLeased)", time.arguments
        )?.optionalInteger("due")
    }
}

extension Writer {
    /// Writes an event's row, new or changed.
    func put(_ delivery: StoredDelivery) throws {
        try execute(
            """
            INSERT INTO queue_delivery
              (queue, sequence, state, attempts, receipt, reason, due, type, subject, recorded, trace)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (queue, sequence) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
              receipt = excluded.receipt, reason = excluded.reason, due = excluded.due
            """,
            [
                .integer(delivery.queue), .integer(delivery.about.sequence), .text(delivery.state.rawValue),
                .integer(Int64(delivery.attempts)), .value(delivery.receipt), .optionalText(delivery.reason),
                .integer(delivery.due),
            ] + delivery.about.columns)
    }

    func remove(_ delivery: StoredDelivery) throws {
        try execute(
            "DELETE FROM queue_delivery WHERE queue = $1 AND sequence = $2",
            [.integer(delivery.queue), .integer(delivery.about.sequence)])
    }

    /// Forgets some of the acknowledged receipts whose time is over, or lies much too far ahead.
    func forgetReceipts(of queue: StoredQueue, at now: Int64, kept: Int64, limit: Int64) throws {
        try execute(
            """
            DELETE FROM queue_delivery WHERE queue = $1 AND sequence IN (
              SELECT sequence FROM queue_delivery
              WHERE queue = $1 AND state = 'done' AND (due <= $2 OR due > $3) LIMIT $4)
            """, [.integer(queue.number), .integer(now), .integer(now + 2 * kept), .integer(limit)])
    }
}

extension QueuedSubject {
    init(_ row: Row) throws {
        sequence = try row.integer("sequence")
        type = try row.text("type")
        subject = try row.text("subject")
        recorded = Instant(microseconds: try row.integer("recorded"))
        trace = try row.optionalText("trace")
    }

    /// Type, subject, record time and trace, as they are stored.
    var columns: [SQLValue] {
        [.text(type), .text(subject), .integer(recorded.microseconds), .optionalText(trace)]
    }
}

extension StoredDelivery {
    fileprivate init(_ row: Row) throws {
        queue = try row.integer("queue")
        about = try QueuedSubject(row)
        state = try row.word("state")
        attempts = Int(try row.integer("attempts"))
        receipt = try row.optionalValue("receipt")
        reason = try row.optionalText("reason")
        due = try row.integer("due")
    }
}
