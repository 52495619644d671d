// Dead letters in the database.

import MessageSchema
import Storage

/// A dead letter, and where its event lies.
struct StoredLetter {
    var letter: DeadLetter
    /// The queue's key.
    var queue: Int64
    var about: QueuedSubject
    /// The receipt of the last handing out.
    var receipt: QueueReceipt
}

extension Reader {
    func letter(_ id: LetterID) throws -> StoredLetter? {
        try first("\(Self.letters) WHERE l.id = $1", [.value(id)]).map(StoredLetter.init)
    }

    /// The dead letter that a queue's event became.
    func letter(at sequence: Int64, of queue: StoredQueue) throws -> StoredLetter? {
        try first(
            "\(Self.letters) WHERE l.queue = $1 AND l.sequence = $2", [.integer(queue.number), .integer(sequence)]
        ).map(StoredLetter.init)
    }

    /// A queue's dead letters after a sequence, in the order of their events.
    func letters(of queue: StoredQueue, after sequence: Int64, limit: Int) throws -> [StoredLetter] {
        try all(
            "\(Self.letters) WHERE l.queue = $1 AND l.sequence > $2 ORDER BY l.sequence LIMIT $3",
            [.integer(queue.number), .integer(sequence), .integer(Int64(limit))]
        ).map(StoredLetter.init)
    }

    func letterCount(of queue: StoredQueue) throws -> Int {
        try count("SELECT COUNT(*) AS count FROM queue_letter WHERE queue = $1", [.integer(queue.number)])
    }

    private static let letters = """
        SELECT l.*, q.name AS name, q.owner AS owner, q.journal AS journal
        FROM queue_letter l JOIN queue q ON q.number = l.queue
        """
}

extension Writer {
    /// Keeps an event that was handed out for the last time.
    func keep(
        _ delivery: StoredDelivery, receipt: QueueReceipt, as letter: LetterID, _ cause: LetterCause, died: Instant
    ) throws {
        try execute(
            """
            INSERT INTO queue_letter
              (id, queue, sequence, attempts, cause, reason, receipt, died, type, subject, recorded, trace)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                .value(letter), .integer(delivery.queue), .integer(delivery.about.sequence),
                .integer(Int64(delivery.attempts)), .text(cause.rawValue), .optionalText(delivery.reason),
                .value(receipt), .integer(died.microseconds),
            ] + delivery.about.columns)
    }

    func remove(_ letter: StoredLetter) throws {
        try execute("DELETE FROM queue_letter WHERE id = $1", [.value(letter.letter.letter)])
    }
}

extension StoredLetter {
    fileprivate init(_ row: Row) throws {
        queue = try row.integer("queue")
        about = try QueuedSubject(row)
        receipt = try row.value("receipt")
        letter = DeadLetter(
            letter: try row.value("id"), queue: try row.value("name"), owner: try row.text("owner"),
            event: "\(try row.text("journal"))/\(about.sequence)", type: about.type, subject: about.subject,
            time: about.recorded, traceparent: about.trace, attempts: Int(try row.integer("attempts")),
            cause: try row.word("cause"), reason: try row.optionalText("reason"),
            died: Instant(microseconds: try row.integer("died")))
    }
}
