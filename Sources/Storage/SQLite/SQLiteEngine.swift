// SQLite through GRDB: the pool, how it is opened, its error codes, and everything that only SQLite
// has. No other file says PRAGMA.

internal import FoundationEssentials
internal import GRDB
internal import MessageSchema
internal import Synchronization

/// The database file's connections: one that writes, some that read, one that watches for commits.
final class SQLiteEngine: Engine {
    /// The database file.
    let place: String
    var file: String? { place }
    private let turn: Turn
    private let pool: DatabasePool
    private let watcher: DatabaseQueue
    private let briefReaders: BriefReaders
    /// Set before the watcher is closed: GRDB hands a closed queue's missing connection to SQLite, which crashes.
    private let isClosing = Mutex(false)

    /// Opens `<folder>/<service>.sqlite`, creates what is missing, and prepares it while holding the turn: two openings
    /// at once would meet at the change to WAL.
    static func open(
        folder: String, service: ServiceName, settings: StoreSettings, prepare: Preparation
    ) throws -> SQLiteEngine {
        let folder = try StorageFolder(path: folder, service: service)
        let turn = try Turn(folder)
        return try turn.holding {
            let engine = try SQLiteEngine(path: folder.databasePath, turn: turn, settings: settings)
            try engine.pool.writeWithoutTransaction { try prepare(SQLiteConnection($0), folder.databasePath) }
            return engine
        }
    }

    /// The caller holds the turn.
    private init(path: String, turn: Turn, settings: StoreSettings) throws {
        place = path
        self.turn = turn
        do {
            var configuration = Configuration()
            configuration.maximumReaderCount = settings.readersMax
            configuration.busyMode = .timeout(Double(settings.busyMilliseconds) / 1000)
            configuration.persistentReadOnlyConnections = true
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction(Self.secureWriter)
            configuration.readonly = true
            watcher = try DatabaseQueue(path: path, configuration: configuration)
            briefReaders = BriefReaders(path: path, configuration: configuration, countMax: settings.briefReadersMax)
        } catch let error as DatabaseError {
            throw StorageError.cannotOpen(path: path, reason: "\(Self.translated(error))")
        }
    }

    /// An acknowledged write is on disk: FULL is set here because DatabasePool sets NORMAL itself
    /// after `prepareDatabase`. Erased personal data is overwritten: secure_delete.
    private static func secureWriter(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "PRAGMA secure_delete = ON")
        let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard mode == "wal", synchronous == 2 else {
            throw DatabaseError(
                message: "journal_mode \(mode ?? ""), synchronous \(synchronous ?? -1)")
        }
    }

    func enqueueWrite(_ work: @escaping @Sendable (any Connection) -> Void) {
        pool.asyncWriteWithoutTransaction { work(SQLiteConnection($0)) }
    }

    func holdingTurn(_ work: () throws -> Void) throws { try turn.holding(work) }

    func read<T: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        do { return try await pool.read { try work(SQLiteConnection($0)) } } catch let error
            as DatabaseError
        {
            throw Self.translated(error)
        }
    }

    func readHere<T>(_ work: (any Connection) throws -> T) throws -> T? {
        do { return try briefReaders.read { try work(SQLiteConnection($0)) } } catch let error as DatabaseError {
            throw Self.translated(error)
        }
    }

    func commits() async throws -> Int64 {
        do {
            // Without a transaction, which GRDB would begin before the closure can look.
            return try await watcher.unsafeRead { database in
                guard !isClosing.withLock({ $0 }) else { throw StorageError.closed }
                return try Int64.fetchOne(database, sql: "PRAGMA data_version") ?? 0
            }
        } catch let error as DatabaseError { throw Self.translated(error) }
    }

    /// A file tells nobody; whoever waits has to look.
    func whenOthersCommit(_ announce: @escaping @Sendable (Int64) -> Void) {}

    /// Writes one snapshot into an empty file, by a connection of its own that only reads: writers go on. Interrupted
    /// when the task is cancelled.
    func copy(
        to path: String, prepare: @escaping @Sendable (_ connection: any Connection, _ place: String) throws -> Void
    ) async throws {
        do {
            let source = try DatabaseQueue(path: pool.path, configuration: watcher.configuration)
            defer { try? source.close() }  // it only read; what fails now has no effect
            try await source.writeWithoutTransaction { database in
                // A clean file of what is there, page by page new, where the online backup would begin again with each
                // commit of another instance, or carry along what was freed.
                try database.execute(sql: "VACUUM INTO ?", arguments: [path])
            }
        } catch let error as DatabaseError { throw Self.translated(error) }
    }

    /// Bytes of the pages that hold something.
    func bytesInUse() async throws -> Int64 {
        do {
            return try await pool.read { database in
                let numbers = try ["page_count", "freelist_count", "page_size"].map {
                    try Int64.fetchOne(database, sql: "PRAGMA \($0)") ?? 0
                }
                return (numbers[0] - numbers[1]) * numbers[2]
            }
        } catch let error as DatabaseError { throw Self.translated(error) }
    }

    /// What SQLite finds wrong with the file's pages, indexes and constraints.
    func faults() async throws -> [String] {
        do {
            return try await pool.read { database in
                let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
                return lines == ["ok"] ? [] : lines
            }
        } catch let error as DatabaseError { throw Self.translated(error) }
    }

    /// Fills an empty file, without a log beside it. Who asked brings it to the disk.
    static func filling(_ path: String, _ work: (any Connection) throws -> Void) throws {
        do {
            let queue = try DatabaseQueue(path: path)
            let result = Result {
                try queue.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA synchronous = OFF")
                    try work(SQLiteConnection(database))
                }
            }
            try queue.close()
            try result.get()
        } catch let error as DatabaseError { throw translated(error) }
    }

    /// Reads a database file that nobody writes to.
    static func inspecting<T>(_ path: String, _ work: (any Connection) throws -> T) throws -> T {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let result = Result { try queue.read { try work(SQLiteConnection($0)) } }
            try queue.close()
            return try result.get()
        } catch let error as DatabaseError { throw translated(error) }
    }

    /// Lends the only connection to a database: nobody else opens it meanwhile, and who has it open is found out.
    static func alone<T>(
        folder: String, service: ServiceName, _ work: (_ connection: any Connection, _ place: String) throws -> T
    ) throws -> T {
        let folder = try StorageFolder(path: folder, service: service)
        return try Turn(folder).holding {
            do {
                let queue = try exclusiveQueue(folder.databasePath)
                let result = Result {
                    try queue.writeWithoutTransaction { try work(SQLiteConnection($0), folder.databasePath) }
                }
                try queue.close()
                return try result.get()
            } catch let error as DatabaseError {
                guard error.resultCode == .SQLITE_BUSY else { throw translated(error) }
                throw StorageError.inUse(path: folder.databasePath, service: service.text)
            }
        }
    }

    /// Every connection that is open holds a shared lock on a database with a write-ahead log, even an idle one, so
    /// the exclusive lock is refused while there is another (https://sqlite.org/pragma.html#pragma_locking_mode).
    private static func exclusiveQueue(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            for pragma in ["locking_mode = EXCLUSIVE", "synchronous = FULL", "secure_delete = ON"] {
                try database.execute(sql: "PRAGMA \(pragma)")
            }
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.inTransaction(.exclusive) { .commit } }
        return queue
    }

    /// Brings the write-ahead log into the database file and closes all connections, once what runs on them has ended;
    /// gives the first failure.
    func close() -> StorageError? {
        isClosing.withLock { $0 = true }
        do {
            try briefReaders.close()
            try watcher.close()
            try pool.writeWithoutTransaction(Self.checkpoint)
            try pool.close()
            return nil
        } catch let error as DatabaseError {
            return Self.translated(error)
        } catch {
            return .engine(code: 1, message: "\(error)")
        }
    }

    /// Empties the write-ahead log. SQLite would do so when its last connection closes, but not when that one only
    /// reads, and a pool closes its writer first. While another instance uses the file this does what it can without
    /// waiting, and leaves the rest to that one.
    private static func checkpoint(_ database: Database) throws {
        try database.execute(sql: "PRAGMA busy_timeout = 0")
        _ = try GRDB.Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// An engine's error in the store's words (https://sqlite.org/rescode.html).
    static func translated(_ error: DatabaseError) -> StorageError {
        let message = error.message ?? "no message"
        return switch error.resultCode {
        case .SQLITE_FULL: .diskFull(message: message)
        case .SQLITE_CONSTRAINT: .constraint(message: message)
        default: .engine(code: Int(error.extendedResultCode.rawValue), message: message)
        }
    }
}
