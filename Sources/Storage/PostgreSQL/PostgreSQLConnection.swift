// One connection to the server as readers, writers and migrations know it. It is opened when first used, and again
// after it was lost.

#if PostgreSQL
    /// A connection lent to one piece of work at a time.
    final class PostgreSQLConnection: Connection {
        var ending: StorageError?
        private(set) var rowsChanged = 0
        /// The failure after which the server takes nothing more until the savepoint, or all, is rolled back.
        var failure: StorageError?
        /// Commands that go ahead of the next statement, in one message: BEGIN, savepoints and their release.
        var ahead: [String] = []
        var isInTransaction = false
        var isReading = false
        var savepoints = 0
        var session: PostgreSQLSession?
        let recovery: PostgreSQLRecovery?
        private var cursors = 0
        private let connect: () throws -> PostgreSQLSession

        /// A connection that mends its losses, if it gets to know how long.
        init(recovery: PostgreSQLRecovery?, connect: @escaping () throws -> PostgreSQLSession) {
            self.recovery = recovery
            self.connect = connect
        }

        /// The session, connected now if it was lost.
        func connected() throws -> PostgreSQLSession {
            if let session, !session.isLost { return session }
            session = nil
            let fresh = try connect()
            session = fresh
            return fresh
        }

        /// The session of the transaction that runs; never another one, which would know nothing of it.
        func transactionSession() throws -> PostgreSQLSession {
            guard let session, !session.isLost else {
                throw StorageError.connectionLost(message: "the connection was lost within a transaction")
            }
            return session
        }

        func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
            try statement(sql, arguments).rowsChanged
        }

        func all(_ sql: String, _ arguments: [SQLValue]) throws -> [Row] { try statement(sql, arguments).rows() }

        func first(_ sql: String, _ arguments: [SQLValue]) throws -> Row? {
            try statement(sql, arguments).rows().first
        }

        /// By COPY: a network is crossed once, not once a row.
        func insert(_ rows: [Row], into table: String) throws {
            guard let names = rows.first?.columns.names else { return }
            let columns = names.map { "\"\($0)\"" }.joined(separator: ", ")
            let command = "COPY \"\(table)\" (\(columns)) FROM STDIN (FORMAT binary)"
            for row in rows { try checkTexts(in: row.values, for: command) }
            let content = PostgreSQLCopy(rows)
            try statement { try $0.copy(command, content.bytes) }
        }

        /// By a cursor of the server, so that a long answer is in nobody's memory at once.
        func each(_ sql: String, _ arguments: [SQLValue], _ body: (Row) throws -> Bool) throws {
            try checked(arguments, for: sql)
            cursors += 1
            let (cursor, rowsMax) = ("c\(cursors)", 256)
            try statement { try $0.executeOnce("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", arguments) }
            defer { ahead.append("CLOSE \(cursor)") }
            while true {
                let rows = try statement { try $0.executeOnce("FETCH \(rowsMax) FROM \(cursor)", []) }.rows()
                for row in rows { guard try body(row) else { return } }
                if rows.count < rowsMax { return }
            }
        }

        func tables() throws -> [String] {
            try all(
                """
                SELECT c.relname::TEXT AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY c.oid
                """, []
            ).map { try $0.text("name") }
        }

        private func statement(_ sql: String, _ arguments: [SQLValue]) throws -> PostgreSQLAnswer {
            try checked(arguments, for: sql)
            return try statement { try $0.execute(sql, arguments) }
        }

        /// Sends what goes ahead and a statement, and keeps in mind how it failed.
        @discardableResult
        private func statement(_ work: (PostgreSQLSession) throws -> PostgreSQLAnswer) throws -> PostgreSQLAnswer {
            if let past = ending ?? failure { throw past }
            do {
                let session = try isInTransaction ? transactionSession() : connected()
                if !ahead.isEmpty { try session.run(ahead.joined(separator: "; ")) }
                ahead = []
                let answer = try work(session)
                rowsChanged += answer.rowsChanged
                if isInTransaction, session.isIdle { throw Self.ended }
                return answer
            } catch let found as StorageError {
                let error = isReading ? found : found.ofWriter
                note(error)
                throw error
            }
        }

        func note(_ error: StorageError) {
            if error.isConnectionLost { session = nil }
            if error.endsTransaction { ending = ending ?? error }
            if session?.isInFailedTransaction ?? false { failure = failure ?? error }
        }

        /// 25P01: no active SQL transaction.
        private static let ended = StorageError.server(
            state: "25P01", message: "a statement ended the transaction")
    }
#endif
