// A transaction that a test holds open on a server, and its locks with it.

#if PostgreSQL
    private import CPostgreSQL

    /// A transaction until its release; it changes nothing in the end.
    public final class PostgreSQLTransaction {
        private let connection: OpaquePointer?

        /// Begins it in a database and runs statements in it.
        public init(_ address: String, _ sql: String) {
            connection = PQconnectdb(address)
            let result = PQexec(connection, "BEGIN; \(sql)")
            defer { PQclear(result) }
            guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
                preconditionFailure("a test needs \(sql): \(String(cString: PQerrorMessage(connection)))")
            }
        }

        /// Rolls it back.
        public func release() { PQclear(PQexec(connection, "ROLLBACK")) }

        deinit { PQfinish(connection) }
    }
#endif
