// PostgreSQL through libpq: a schema a service in one database, one connection that writes, some that read, one that
// listens. The turn is the lock on the row of journal_head, which the server holds to COMMIT.

#if PostgreSQL
    internal import Surroundings
    internal import Synchronization

    /// The connections of one store to the server.
    final class PostgreSQLEngine: Engine {
        let place: String
        var file: String? { nil }
        private let writer: PostgreSQLLane
        private let readers: PostgreSQLReaders
        private let listener: PostgreSQLListener
        private let recovery: PostgreSQLRecovery

        /// Connects, refuses a database that would sort or keep otherwise than the store promises, and brings the
        /// schema up to date while no other instance does.
        static func open(
            _ address: PostgreSQLAddress, settings: StoreSettings, surroundings: Surroundings, prepare: Preparation
        ) throws -> PostgreSQLEngine {
            let opening = PostgreSQLOpening(address: address, now: surroundings.now())
            try connected(address, settings) { try opening.run($0, prepare: prepare) }
            return PostgreSQLEngine(address, settings: settings, surroundings: surroundings)
        }

        /// Lends a connection to who only looks; nil if there is nothing to be seen. `now` is suite time.
        static func looking<T>(
            _ address: PostgreSQLAddress, settings: StoreSettings, now: Int64,
            _ look: (_ connection: any Connection, _ place: String) throws -> T
        ) throws -> T? {
            try connected(address, settings) { try PostgreSQLOpening(address: address, now: now).look($0, look) }
        }

        /// Lends the only connection to a service's schema. `now` is suite time.
        static func alone<T>(
            _ address: PostgreSQLAddress, creates: Bool, settings: StoreSettings, now: Int64,
            _ work: (_ connection: any Connection, _ place: String) throws -> T
        ) throws -> T {
            let session = try connected(address, settings) { $0 }
            return try PostgreSQLOpening(address: address, now: now).alone(session, creates: creates, work)
        }

        /// A session of its own for the time before there is an engine.
        private static func connected<T>(
            _ address: PostgreSQLAddress, _ settings: StoreSettings, _ work: (PostgreSQLSession) throws -> T
        ) throws -> T {
            do {
                return try work(PostgreSQLSession(address, patienceMilliseconds: settings.upgradeMilliseconds))
            } catch StorageError.connectionLost(let message) {
                throw StorageError.cannotOpen(path: address.place, reason: message)
            }
        }

        private init(_ address: PostgreSQLAddress, settings: StoreSettings, surroundings: Surroundings) {
            place = address.place
            let recovery = PostgreSQLRecovery(schema: address.schema, settings: settings, surroundings: surroundings)
            let connect: @Sendable () throws -> PostgreSQLSession = {
                try PostgreSQLSession(address, patienceMilliseconds: settings.answerMilliseconds)
            }
            self.recovery = recovery
            writer = PostgreSQLLane("sauro.writer", recovery: recovery, connect: connect)
            readers = PostgreSQLReaders(countMax: settings.readersMax, recovery: recovery, connect: connect)
            listener = PostgreSQLListener(schema: address.schema, connect: connect)
        }

        deinit {
            recovery.close()
            listener.end()
        }

        func enqueueWrite(_ work: @escaping @Sendable (any Connection) -> Void) {
            writer.enqueue { connection in
                work(connection)
                // Whoever enqueues again stays the engine's user until the work is done.
                withExtendedLifetime(self) {}
            }
        }

        /// The server holds the turn.
        func holdingTurn(_ work: () throws -> Void) throws { try work() }

        func read<T: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
            try await readers.read(work)
        }

        /// What the listener heard; without it every look may find something. A notice follows its COMMIT, and is lost
        /// if the instance dies in between: so one look a second is taken in any case.
        func commits() async throws -> Int64 {
            if recovery.isClosing { throw StorageError.closed }
            let second = Surroundings.systemMonotonic() / 1000
            guard let heard = listener.heard else { return -Surroundings.systemMonotonic() }
            return heard &* 1_000_000_000 &+ second
        }

        func whenOthersCommit(_ announce: @escaping @Sendable (Int64) -> Void) { listener.start(announce) }

        func copy(
            to path: String, prepare: @escaping @Sendable (_ connection: any Connection, _ place: String) throws -> Void
        ) async throws {
            let isGivenUp = Atomic(false)
            try await withTaskCancellationHandler {
                try await read { source in
                    // Again from the beginning, if the connection was lost meanwhile.
                    try CopyFile.empty(path)
                    try SQLiteEngine.filling(path) { target in
                        try prepare(target, path)
                        try target.inTransaction {
                            try TableCopy.run(from: source, to: target) {
                                if isGivenUp.load(ordering: .relaxed) { throw CancellationError() }
                            }
                        }
                    }
                }
            } onCancel: {
                isGivenUp.store(true, ordering: .relaxed)
            }
        }

        func bytesInUse() async throws -> Int64 {
            try await read { connection in
                let row = try connection.first(
                    """
                    SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::BIGINT AS bytes
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = current_schema() AND c.relkind = 'r'
                    """, [])
                return try row?.integer("bytes") ?? 0
            }
        }

        /// The server looks after its own files: pg_amcheck and pg_checksums.
        func faults() async throws -> [String] { [] }

        func close() -> StorageError? {
            recovery.close()
            listener.end()
            writer.close()
            readers.close()
            return nil
        }
    }
#endif
