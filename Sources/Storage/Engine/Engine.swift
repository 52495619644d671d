// What the store asks of a database. SQLite is a file of this machine, PostgreSQL a server; nothing above this floor
// knows which.

/// A database's connections: one that writes, some that read.
protocol Engine: Sendable {
    /// Where the database is, for people; without a password.
    var place: String { get }

    /// The database's file, if it is one of this machine.
    var file: String? { get }

    /// Runs work on the writer's connection, alone, on the writer's thread; returns at once.
    func enqueueWrite(_ work: @escaping @Sendable (any Connection) -> Void)

    /// Does the work of one batch while no other instance writes, where the engine cannot see to that by itself.
    func holdingTurn(_ work: () throws -> Void) throws

    /// Runs work on one snapshot of one of the readers.
    func read<T: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Runs work on one snapshot on the thread of the caller, if that needs no waiting: a connection is free, and no
    /// network lies between. Nil if not.
    func readHere<T>(_ work: (any Connection) throws -> T) throws -> T?

    /// A number that changes when any connection may have committed.
    func commits() async throws -> Int64

    /// From now on tells at once where the journal ends when another instance has committed, if the engine can.
    func whenOthersCommit(_ announce: @escaping @Sendable (Int64) -> Void)

    /// Writes one snapshot into an empty SQLite file; writers and readers go on. Ends soon when the task is cancelled.
    /// `prepare` makes the tables in a file that does not get them with the rows.
    func copy(
        to path: String, prepare: @escaping @Sendable (_ connection: any Connection, _ place: String) throws -> Void
    ) async throws

    /// Bytes of what is stored.
    func bytesInUse() async throws -> Int64

    /// What the engine finds wrong with its own files, a sentence each.
    func faults() async throws -> [String]

    /// Closes all connections, once what runs on them has ended; gives the first failure.
    func close() -> StorageError?
}

extension Engine {
    /// A server is always waited for.
    func readHere<T>(_ work: (any Connection) throws -> T) throws -> T? { nil }
}
