// A statement run through SQLite's own interface (https://sqlite.org/c3ref/stmt.html). GRDB prepares and keeps it;
// through GRDB each value would take two more forms. The one file that steps statements.

internal import GRDB
private import GRDBSQLite

/// A prepared statement while it runs.
struct SQLiteStatement {
    private let statement: OpaquePointer

    /// `statement` reads or changes rows, or marks a savepoint; of the schema and of transactions GRDB keeps track.
    init(_ statement: Statement) { self.statement = statement.sqliteStatement }

    /// Binds the arguments in the order in which their names first appear: to SQLite `$2` is a name.
    func bind(_ arguments: [SQLValue], _ order: [Int]) throws {
        for (index, number) in order.enumerated() {
            try check(bind(arguments[number - 1], at: Int32(index + 1)))
        }
    }

    /// Goes to the next row; false if there is none.
    func next() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw failure(code)
        }
    }

    /// Runs it to its end and makes it ready for its next use.
    func run() throws {
        defer { reset() }
        while try next() {}
    }

    /// Makes it ready for its next use. What it returns again is how the last step failed.
    func reset() {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    /// A column of the row; nil for a floating-point number, which no table has.
    func value(_ column: Int) -> SQLValue? {
        let column = Int32(column)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_TEXT:
            // The text first: it may have to be converted, and is as long as it is afterwards.
            let text = sqlite3_column_text(statement, column)
            let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let blob = sqlite3_column_blob(statement, column)
            let bytes = UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(statement, column)))
            return .bytes([UInt8](bytes))
        case SQLITE_NULL: return .null
        default: return nil
        }
    }

    private func bind(_ value: SQLValue, at place: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, place)
        case .integer(let number): return sqlite3_bind_int64(statement, place, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    // An empty text may have no address, which would bind NULL.
                    $0.isEmpty
                        ? sqlite3_bind_text(statement, place, "", 0, Self.copied)
                        : sqlite3_bind_text(statement, place, $0.baseAddress, Int32($0.count), Self.copied)
                }
            }
        case .bytes(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, place, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob(statement, place, $0.baseAddress, Int32($0.count), Self.copied)
            }
        }
    }

    /// SQLITE_TRANSIENT: SQLite copies what it is given before the call returns
    /// (https://sqlite.org/c3ref/c_static.html).
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private func check(_ code: Int32) throws { if code != SQLITE_OK { throw failure(code) } }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = sqlite3_errmsg(sqlite3_db_handle(statement)).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
