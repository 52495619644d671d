// One connection of an engine while one piece of work uses it: statements in, rows out, the engine's errors translated.

/// A connection lent to a reader, a writer or a migration; it does not outlive the call it was lent for.
protocol Connection: AnyObject {
    /// The first failure seen that ends the batch, even if a body swallowed it.
    var ending: StorageError? { get }
    /// True from BEGIN until COMMIT, ROLLBACK or the engine's own rollback.
    var isInTransaction: Bool { get }
    /// Rows changed on this connection since it was opened.
    var rowsChanged: Int { get }

    /// Executes a statement and gives the number of rows it changed.
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// All rows of a query.
    func all(_ sql: String, _ arguments: [SQLValue]) throws -> [Row]

    /// Puts rows that have the same columns into a table, by the fastest way that the engine has.
    func insert(_ rows: [Row], into table: String) throws

    /// The first row of a query.
    func first(_ sql: String, _ arguments: [SQLValue]) throws -> Row?

    /// Hands out rows one by one until the body says false. The body may use the connection while this runs.
    func each(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool) throws

    /// The names of all tables, in the order in which they were made.
    func tables() throws -> [String]

    /// A transaction that writes: begun, the body, COMMIT; rolled back if either throws. The body may run more than
    /// once: what an engine can mend by trying again, it tries again.
    func inTransaction(_ body: () throws -> Void) throws

    /// A savepoint inside the transaction.
    func inSavepoint(_ body: () throws -> Void) throws
}

extension Connection {
    /// A statement a row, which is fast where no network lies between.
    func insert(_ rows: [Row], into table: String) throws {
        guard let insertion = rows.first?.insertion(into: table) else { return }
        for row in rows { _ = try execute(insertion, row.values) }
    }

    /// Arguments that fit their statement's placeholders and that every engine takes; gives the placeholders.
    @discardableResult
    func checked(_ arguments: [SQLValue], for sql: String) throws -> Placeholders {
        let placeholders = Placeholders.remembered(of: sql)
        guard placeholders.count == arguments.count else {
            throw StorageError.argumentCount(given: arguments.count, wanted: placeholders.count, sql: sql)
        }
        try checkTexts(in: arguments, for: sql)
        return placeholders
    }

    func checkTexts(in values: [SQLValue], for sql: String) throws {
        for case .text(let text) in values where text.hasZero { throw StorageError.zeroInText(sql: sql) }
    }
}

extension String {
    fileprivate var hasZero: Bool {
        utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? utf8.contains(0)
    }
}
