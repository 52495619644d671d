// Opening a service's schema: what the database must be like, and whose turn it is to upgrade.

#if PostgreSQL
    /// The first thing an instance does with the server.
    struct PostgreSQLOpening {
        let address: PostgreSQLAddress
        /// Suite time, microseconds since 1970.
        let now: Int64

        /// Several instances may start at once: one after the other gets the lock, which ends with its session.
        func run(_ session: PostgreSQLSession, prepare: Preparation) throws {
            let connection = PostgreSQLConnection(recovery: nil) { session }
            try refuseUnfit(connection)
            try takeTurn(connection)
            try createSchema(connection)
            try prepare(connection, address.place)
        }

        /// The same for who only looks; nil if the schema is not there, or not a store's yet.
        func look<T>(
            _ session: PostgreSQLSession, _ look: (_ connection: any Connection, _ place: String) throws -> T
        ) throws -> T? {
            let connection = PostgreSQLConnection(recovery: nil) { session }
            try refuseUnfit(connection)
            try takeTurn(connection)
            let made = try connection.first(
                "SELECT 1 AS one FROM pg_tables WHERE schemaname = $1 AND tablename = 'schema_version'",
                [.text(address.schema)])
            return try made.map { _ in try look(connection, address.place) }
        }

        /// The same for who wants to be the only one; makes the schema if it is wanted.
        func alone<T>(
            _ session: PostgreSQLSession, creates: Bool,
            _ work: (_ connection: any Connection, _ place: String) throws -> T
        ) throws -> T {
            let connection = PostgreSQLConnection(recovery: nil) { session }
            try refuseUnfit(connection)
            try takeTurn(connection)
            try awaitEndOfUse(connection)
            // It waits within a transaction for another database.
            _ = try connection.execute("SET idle_in_transaction_session_timeout TO 0", [])
            if creates {
                try createSchema(connection)
            } else if try !connection.tables().contains("schema_version") {
                throw refusal("there is no store in it")
            }
            return try work(connection, address.place)
        }

        /// The server notices a little later than everybody else that an instance has left.
        private func awaitEndOfUse(_ connection: PostgreSQLConnection) throws {
            _ = try connection.execute("SET lock_timeout TO 3000", [])
            do {
                _ = try connection.first(
                    "SELECT pg_advisory_lock(\(Self.use)) IS NULL AS locked", [.text(address.schema)])
            } catch StorageError.server("55P03", _) {
                // 55P03: lock not available.
                throw StorageError.inUse(path: address.place, service: address.schema)
            }
            _ = try connection.execute("SET lock_timeout TO 0", [])
        }

        /// The number of the lock that each open store shares, for the schema `$1`.
        static let use = "hashtextextended('sauro.use.' || $1, 0)"

        private func takeTurn(_ connection: PostgreSQLConnection) throws {
            _ = try connection.first(
                "SELECT pg_advisory_lock(hashtextextended($1, 0)) IS NULL AS locked",
                [.text("sauro.\(address.schema)")])
        }

        private func refuseUnfit(_ connection: PostgreSQLConnection) throws {
            let found = try connection.first(
                """
                SELECT current_setting('server_version_num')::BIGINT AS version, current_setting('fsync') AS fsync,
                  current_setting('server_encoding') AS encoding, current_database()::TEXT AS database,
                  datcollate::TEXT AS collation, datlocprovider::TEXT AS provider
                FROM pg_database WHERE datname = current_database()
                """, [])
            guard let found else { throw refusal("it does not know its own database") }
            guard try found.integer("version") >= 150_000 else { throw refusal("it is older than PostgreSQL 15") }
            guard try found.text("fsync") == "on" else {
                throw refusal("the server runs with fsync = off: what it acknowledged would not be on disk")
            }
            let isUTF8 = try found.text("encoding") == "UTF8"
            guard try isUTF8 && sortsByBytes(found) else {
                throw refusal(
                    """
                    it does not sort text by its bytes in UTF-8, as every service expects; create one that does: \
                    createdb --template=template0 --encoding=UTF8 --locale=C NAME
                    """)
            }
        }

        /// The C library's C and POSIX, or what PostgreSQL 17 has built in.
        private func sortsByBytes(_ found: Row) throws -> Bool {
            switch try found.text("provider") {
            case "c": ["C", "POSIX"].contains(try found.text("collation"))
            case "b": true
            default: false
            }
        }

        /// A role may create what is missing, or find all that it may use.
        private func createSchema(_ connection: PostgreSQLConnection) throws {
            let schema = try connection.first(
                "SELECT nspname::TEXT AS name FROM pg_namespace WHERE nspname = $1", [.text(address.schema)])
            if schema == nil { _ = try connection.execute("CREATE SCHEMA \"\(address.schema)\"", []) }
            _ = try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS journal_writer (
                  writer TEXT PRIMARY KEY, batch BIGINT NOT NULL, changed BIGINT NOT NULL)
                """, [])
            // Who has not written for a week is not waiting for the end of a COMMIT.
            _ = try connection.execute(
                "DELETE FROM journal_writer WHERE changed < $1", [.integer(now - 7 * 86_400_000_000)])
        }

        private func refusal(_ reason: String) -> StorageError {
            .cannotOpen(path: address.place, reason: reason)
        }
    }
#endif
