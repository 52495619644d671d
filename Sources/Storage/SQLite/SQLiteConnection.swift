// One connection to SQLite. This folder alone knows GRDB.

internal import FoundationEssentials
internal import GRDB

/// A connection of GRDB's pool.
final class SQLiteConnection: Connection {
    private let database: Database
    private(set) var ending: StorageError?
    /// Whether a transaction was begun here that is to be over only when its body is.
    private var isInBody = false

    init(_ database: Database) { self.database = database }

    var isInTransaction: Bool { database.isInsideTransaction }
    var rowsChanged: Int { database.totalChangesCount }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try translating {
            let before = database.totalChangesCount
            let statement = try database.cachedStatement(sql: sql)
            if Self.changesRows(sql) {
                try refuseAfterRollback()
                let changing = SQLiteStatement(statement)
                try changing.bind(arguments, checked(arguments, for: sql).order)
                try changing.run()
            } else {
                try statement.execute(arguments: bindings(arguments, sql: sql))
            }
            // sqlite3_changes keeps an older number when the statement changes nothing by its
            // nature.
            return database.totalChangesCount == before ? 0 : database.changesCount
        }
    }

    private static func changesRows(_ sql: String) -> Bool {
        sql.hasPrefix("INSERT") || sql.hasPrefix("UPDATE") || sql.hasPrefix("DELETE")
    }

    func all(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] {
        var rows: [Row] = []
        try walk(try cached(sql), sql, arguments) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    func first(_ sql: String, _ arguments: [SQLValue]) throws -> Row? {
        let statement = try cached(sql)
        var first: Row?
        try walk(statement, sql, arguments) { row in
            first = first ?? row
            // A statement that changes rows is run to its end.
            return !statement.isReadonly
        }
        return first
    }

    /// The statement is not the cached one, which the body might use again while this runs.
    func each(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool) throws {
        try walk(translating { try database.makeStatement(sql: sql) }, sql, arguments, body)
    }

    /// SQLite keeps its list of tables in the order in which they were made.
    func tables() throws -> [String] {
        try all("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'", [])
            .map { try $0.text("name") }
    }

    private func cached(_ sql: String) throws -> Statement {
        try translating { try database.cachedStatement(sql: sql) }
    }

    private func walk(
        _ statement: Statement, _ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool
    ) throws {
        guard !statement.isReadonly else { return try walkReading(statement, sql, arguments, body) }
        let cursor = try translating {
            try GRDB.Row.fetchCursor(statement, arguments: bindings(arguments, sql: sql))
        }
        let columns = ColumnNames(statement.columnNames)
        while let found = try translating({ try cursor.next() }) {
            let values = try columns.names.indices.map { try value(found, $0, columns) }
            guard try body(Row(columns: columns, values: values)) else { return }
        }
    }

    private func walkReading(
        _ statement: Statement, _ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool
    ) throws {
        let columns = ColumnNames(statement.columnNames)
        let reading = SQLiteStatement(statement)
        defer { reading.reset() }
        try translating { try reading.bind(arguments, checked(arguments, for: sql).order) }
        while try translating({ try reading.next() }) {
            let values = try columns.names.indices.map { place in
                guard let value = reading.value(place) else { throw Self.floating(columns.names[place]) }
                return value
            }
            guard try body(Row(columns: columns, values: values)) else { return }
        }
    }

    private static func floating(_ column: String) -> StorageError {
        .column(column, problem: "a floating-point number")
    }

    private func value(_ row: GRDB.Row, _ index: Int, _ columns: ColumnNames) throws -> SQLValue {
        let value: DatabaseValue = row[index]
        switch value.storage {
        case .null: return .null
        case .int64(let number): return .integer(number)
        case .string(let text): return .text(text)
        case .blob(let data): return .bytes([UInt8](data))
        case .double:
            throw Self.floating(columns.names[index])
        }
    }

    /// To SQLite `$2` is a name, and names are numbered as they first appear.
    private func bindings(_ arguments: [SQLValue], sql: String) throws -> StatementArguments {
        let placeholders = try checked(arguments, for: sql)
        return StatementArguments(placeholders.order.map { Self.databaseValue(arguments[$0 - 1]) })
    }

    private static func databaseValue(_ value: SQLValue) -> DatabaseValue {
        switch value {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}

// MARK: - Transactions

extension SQLiteConnection {
    /// BEGIN IMMEDIATE, the body, COMMIT; ROLLBACK if either throws.
    func inTransaction(_ body: () throws -> Void) throws {
        ending = nil
        isInBody = true
        defer { isInBody = false }
        try translating {
            try database.inTransaction(.immediate) {
                try body()
                return .commit
            }
        }
    }

    /// By statements that GRDB keeps, where a transaction is open; GRDB's own savepoint has its words parsed each time.
    func inSavepoint(_ body: () throws -> Void) throws {
        try translating {
            try refuseAfterRollback()
            guard isInTransaction else { return try inOuterSavepoint(body) }
            try run("SAVEPOINT part")
            do {
                try body()
                try refuseAfterRollback()
                try run("RELEASE part")
            } catch {
                // What ended the transaction has ended the savepoint with it.
                if isInTransaction {
                    try run("ROLLBACK TO part")
                    try run("RELEASE part")
                }
                throw error
            }
        }
    }

    private func inOuterSavepoint(_ body: () throws -> Void) throws {
        try database.inSavepoint {
            try body()
            return .commit
        }
    }

    private func run(_ sql: String) throws { try SQLiteStatement(database.cachedStatement(sql: sql)).run() }

    /// After a rollback of SQLite's own a savepoint would silently begin a transaction anew, and a change would be one
    /// by itself.
    private func refuseAfterRollback() throws {
        guard !isInBody || isInTransaction else {
            throw DatabaseError(resultCode: .SQLITE_ABORT, message: "Transaction was aborted")
        }
    }

    private func translating<T>(_ work: () throws -> T) throws -> T {
        do { return try work() } catch let error as DatabaseError {
            let translated = SQLiteEngine.translated(error)
            if translated.endsBatch, ending == nil { ending = translated }
            throw translated
        }
    }
}
