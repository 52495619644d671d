// Reads of one consistent snapshot. SQL uses `$1`, `$2` …, in the part both engines understand.

public import MessageSchema

/// One snapshot of the database, for the length of one body. Also what a `Writer` can read: then it
/// sees what its own batch has written so far.
public class Reader {
    let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// All rows of a query.
    public func all(_ sql: String, _ arguments: [SQLValue] = []) throws -> [Row] {
        try connection.all(sql, arguments)
    }

    /// The first row of a query, or nil.
    public func first(_ sql: String, _ arguments: [SQLValue] = []) throws -> Row? {
        try connection.first(sql, arguments)
    }

    /// Hands the rows of a query to the body one by one; the body may query too.
    public func each(
        _ sql: String, _ arguments: [SQLValue] = [], _ body: (Row) throws -> Void
    ) throws {
        try connection.each(sql, arguments) { row in
            try body(row)
            return true
        }
    }

    /// Where the journal ends in this snapshot.
    public func head() throws -> JournalHead { try HeadRow.read(connection).head }

    /// The sequence of the journal's last entry in this snapshot, without what else the head says.
    private func headSequence() throws -> Int64 {
        guard let row = try first("SELECT sequence FROM journal_head WHERE id = 1") else { return try head().sequence }
        return try row.integer("sequence")
    }

    /// The last sequence known at a point: the head's for nil, the last one recorded by an instant
    /// (0 if none), or the quoted one, which throws `.knownAtPastHead` if it does not exist yet.
    public func sequence(knownAt: KnownAt?) throws -> Int64 {
        switch knownAt {
        case nil:
            return try headSequence()
        case .sequence(let asked):
            let head = try headSequence()
            guard asked <= head else {
                throw StorageError.knownAtPastHead(asked: asked, head: head)
            }
            return asked
        case .instant(let instant):
            let row = try first(
                "SELECT sequence FROM journal WHERE recorded <= $1 ORDER BY recorded DESC LIMIT 1",
                [.integer(instant.microseconds)])
            return try row?.integer("sequence") ?? 0
        }
    }
}
