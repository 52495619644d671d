// The limit of durable intake: the journal's own rows, committed a hundred at a time through SQLite's own interface
// (https://sqlite.org/c3ref/intro.html) by one thread that waits for nothing but the disk.

import GRDBSQLite
import SuiteGround

/// A journal that nothing but this file writes to.
final class RawJournal {
    private let connection: OpaquePointer
    private let insertion: OpaquePointer
    /// The columns of the journal's first row, from `type` on.
    private var values: [OpaquePointer] = []
    private var sequence: Int64 = 1

    /// Opens a database whose journal has one row, of which more are made.
    init(file: String) throws {
        var (connection, insertion, row): (OpaquePointer?, OpaquePointer?, OpaquePointer?)
        guard sqlite3_open(file, &connection) == SQLITE_OK, let connection else {
            throw Trouble("\(file) does not open")
        }
        self.connection = connection
        for pragma in ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"] {
            try Self.check(sqlite3_exec(connection, "PRAGMA \(pragma)", nil, nil, nil), connection)
        }
        let text = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        try Self.check(sqlite3_prepare_v2(connection, text, -1, &insertion, nil), connection)
        try Self.check(sqlite3_prepare_v2(connection, "SELECT * FROM journal", -1, &row, nil), connection)
        guard let insertion, let row, sqlite3_step(row) == SQLITE_ROW else { throw Trouble("\(file) has no journal") }
        self.insertion = insertion
        values = (2..<10).compactMap { sqlite3_value_dup(sqlite3_column_value(row, $0)) }
        sqlite3_finalize(row)
    }

    deinit {
        for value in values { sqlite3_value_free(value) }
        sqlite3_finalize(insertion)
        sqlite3_close(connection)
    }

    /// Rows a second over so many seconds.
    func write(seconds: Double, eachCommit count: Int) throws -> Double {
        let begun = ContinuousClock.now
        var (rows, passed) = (0, 0.0)
        while passed < seconds {
            try Self.check(sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil), connection)
            for _ in 0..<count { try insert() }
            try Self.check(sqlite3_exec(connection, "COMMIT", nil, nil, nil), connection)
            rows += count
            passed = (ContinuousClock.now - begun) / .seconds(1)
        }
        return Double(rows) / passed
    }

    private func insert() throws {
        sequence += 1
        // By `sequence` and `recorded`, both of which grow.
        sqlite3_bind_int64(insertion, 1, sequence)
        sqlite3_bind_int64(insertion, 2, sequence)
        for (index, value) in values.enumerated() { sqlite3_bind_value(insertion, Int32(index + 3), value) }
        guard sqlite3_step(insertion) == SQLITE_DONE else {
            return try Self.check(sqlite3_errcode(connection), connection)
        }
        sqlite3_reset(insertion)
    }

    private static func check(_ code: Int32, _ connection: OpaquePointer) throws {
        guard code == SQLITE_OK else { throw Trouble("SQLite: \(String(cString: sqlite3_errmsg(connection)))") }
    }
}
