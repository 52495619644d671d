// Queues in the database.

import MessageSchema
import Storage

/// A queue as stored.
struct StoredQueue {
    /// What a consumer asked for.
    struct Settings: Equatable {
        var types: [EventPattern]
        var subjects: [String]
        /// The sequence after which it was to begin; nil for the journal's end.
        var start: Int64?
        var visibility: Int64
        var attemptsMax: Int
    }

    /// Its key: the sequence of the event that opened it.
    var number: Int64
    var owner: String
    var name: QueueName
    var settings: Settings
    var opened: Instant
    /// The journal it reads, and the last sequence it has looked at.
    var journal: String
    var position: Int64

    /// True if the queue carries an event. What is told of queues and letters no queue carries: it would feed itself.
    func carries(type: String, subject: String) -> Bool {
        guard !Self.ownTypes.contains(where: type.hasPrefix) else { return false }
        return (settings.types.isEmpty || settings.types.contains { $0.fits(type) })
            && (settings.subjects.isEmpty || settings.subjects.contains(subject))
    }

    private static let ownTypes = ["frame.queue.", "frame.letter."]
}

extension Reader {
    func queue(_ name: QueueName, of owner: String) throws -> StoredQueue? {
        try first("SELECT * FROM queue WHERE owner = $1 AND name = $2", [.text(owner), .value(name)])
            .map(StoredQueue.init)
    }

    func queue(number: Int64) throws -> StoredQueue? {
        try first("SELECT * FROM queue WHERE number = $1", [.integer(number)]).map(StoredQueue.init)
    }

    /// Queues after one, by owner and name: an owner's, or everyone's.
    func queues(of owner: String?, after place: (owner: String, name: String), limit: Int) throws -> [StoredQueue] {
        let isOwners = owner == nil ? "" : "AND owner = $4"
        return try all(
            """
            SELECT * FROM queue WHERE (owner > $1 OR (owner = $1 AND name > $2)) \(isOwners)
            ORDER BY owner, name LIMIT $3
            """,
            [.text(place.owner), .text(place.name), .integer(Int64(limit))] + (owner.map { [.text($0)] } ?? [])
        ).map(StoredQueue.init)
    }

    func queueCount() throws -> Int { try count("SELECT COUNT(*) AS count FROM queue", []) }

    func count(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        Int(try first(sql, arguments)?.integer("count") ?? 0)
    }
}

extension Writer {
    func insert(_ queue: StoredQueue) throws {
        try execute(
            """
            INSERT INTO queue
              (number, owner, name, types, subjects, start, visibility, attempts_max, opened, journal, position)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .integer(queue.number), .text(queue.owner), .value(queue.name),
                .values(queue.settings.types),
                .text(queue.settings.subjects.joined(separator: "\n")), .optionalInteger(queue.settings.start),
                .integer(queue.settings.visibility), .integer(Int64(queue.settings.attemptsMax)),
                .integer(queue.opened.microseconds), .text(queue.journal), .integer(queue.position),
            ])
    }

    /// Moves a queue on by compare-and-set.
    func move(_ queue: StoredQueue, to position: Int64) throws {
        guard position != queue.position else { return }
        let count = try execute(
            "UPDATE queue SET position = $1 WHERE number = $2 AND position = $3 AND journal = $4",
            [.integer(position), .integer(queue.number), .integer(queue.position), .text(queue.journal)])
        guard count == 1 else { throw StorageError.cursorMoved(name: queue.name.text) }
    }

    /// Lets a queue read the journal under its new id; what was with consumers is to be handed out again.
    func resume(_ queue: StoredQueue, journal: String) throws {
        try execute(
            "UPDATE queue SET journal = $1 WHERE number = $2", [.text(journal), .integer(queue.number)])
        try execute(
            "UPDATE queue_delivery SET due = 0 WHERE queue = $1 AND state = 'out'", [.integer(queue.number)])
    }

    func remove(_ queue: StoredQueue) throws {
        try execute("DELETE FROM queue_delivery WHERE queue = $1", [.integer(queue.number)])
        try execute("DELETE FROM queue_letter WHERE queue = $1", [.integer(queue.number)])
        try execute("DELETE FROM queue WHERE number = $1", [.integer(queue.number)])
    }
}

extension StoredQueue {
    fileprivate init(_ row: Row) throws {
        number = try row.integer("number")
        owner = try row.text("owner")
        name = try row.value("name")
        settings = Settings(
            types: try row.values("types"),
            subjects: try row.text("subjects").split(separator: "\n").map(String.init),
            start: try row.optionalInteger("start"), visibility: try row.integer("visibility"),
            attemptsMax: Int(try row.integer("attempts_max")))
        opened = Instant(microseconds: try row.integer("opened"))
        journal = try row.text("journal")
        position = try row.integer("position")
    }
}
