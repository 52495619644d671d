// The one row of journal_head: where the chain ends, and the turn that every batch takes by
// counting it up.

internal import MessageSchema

/// The head as stored, and as it moves in memory during one batch.
struct HeadRow {
    /// The journal's id today, and the id it was created under, which the chain begins with.
    var journal: String
    var origin: String
    var sequence: Int64
    var hash: [UInt8]
    /// Microseconds since 1970.
    var recorded: Int64

    var head: JournalHead {
        JournalHead(
            journal: journal, sequence: sequence, hash: hash,
            recorded: Instant(microseconds: recorded))
    }

    /// The record time the next entry gets: suite time, but always later than the last one's.
    func nextRecorded(now: Int64) -> Int64 { max(now, recorded + 1) }

    static func read(_ connection: any Connection) throws -> HeadRow {
        try parsed(
            connection.first(
                "SELECT journal, origin, sequence, hash, recorded FROM journal_head WHERE id = 1",
                []))
    }

    /// Takes the turn inside a transaction; held to its end on both engines. Throws `.movedAway` in an instance that
    /// was forgotten when the data was moved.
    static func takingTurn(_ connection: any Connection) throws -> HeadRow {
        let row = try connection.first(
            """
            UPDATE journal_head SET turn = turn + 1 WHERE id = 1
            RETURNING journal, origin, sequence, hash, recorded
            """, [])
        if row == nil { try StoreSeal.refuse(connection, path: "this database", service: "SERVICE") }
        return try parsed(row)
    }

    func store(_ connection: any Connection) throws {
        _ = try connection.execute(
            "UPDATE journal_head SET sequence = $1, hash = $2, recorded = $3 WHERE id = 1",
            [.integer(sequence), .bytes(hash), .integer(recorded)])
    }

    /// Makes the row of a new journal; does nothing if there is one.
    static func create(_ connection: any Connection, journal: String) throws {
        _ = try connection.execute(
            """
            INSERT INTO journal_head (id, journal, origin, sequence, hash, recorded, turn)
            VALUES (1, $1, $1, 0, $2, 0, 0) ON CONFLICT (id) DO NOTHING
            """,
            [.text(journal), .bytes(JournalChain.genesis(origin: journal))])
    }

    private static func parsed(_ row: Row?) throws -> HeadRow {
        guard let row else { throw StorageError.engine(code: 11, message: "journal_head is empty") }
        return HeadRow(
            journal: try row.text("journal"), origin: try row.text("origin"),
            sequence: try row.integer("sequence"), hash: try row.bytes("hash"),
            recorded: try row.integer("recorded"))
    }
}
