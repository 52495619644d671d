// The store of one service: reads on snapshots, writes in group commits, the journal. Several
// stores, in one process or many, may have one database open.

public import MessageSchema
public import Surroundings

/// One service's database.
public final class Store: Sendable {
    /// Where the database is, for people: its file, or its server and schema.
    public var path: String { engine.place }
    /// The database's file; nil if it is not one of this machine.
    public var file: String? { engine.file }
    let engine: any Engine
    let service: String
    let migrations: [Migration]
    let settings: StoreSettings
    let surroundings: Surroundings
    let groupCommit: GroupCommit
    private let signal: CommitSignal

    /// Opens a service's database at a place, creates what is missing (a folder with mode 0700, a schema) and
    /// brings the schema up to date as `settings.schema` lets it. Throws `.newerSchema` for a database this program is
    /// too old for, `.olderSchema` for one that it may not upgrade.
    public static func open(
        _ place: StorePlace, service: ServiceName, migrations: [Migration], settings: StoreSettings = .init(),
        surroundings: Surroundings
    ) throws -> Store {
        let engine = try place.engine(of: service, settings: settings, surroundings: surroundings) {
            connection, path in
            try StoreSeal.refuse(connection, path: path, service: service)
            let upgrade = SchemaUpgrade(
                migrations, path: path, service: service.text, now: surroundings.now(), policy: settings.schema)
            try upgrade.run(connection)
            try HeadRow.create(connection, journal: surroundings.newIdentifier())
            try place.restoreMarker(of: service)?
                .obey(connection, service: service, settings: settings, surroundings: surroundings)
        }
        return Store(
            engine: engine, service: service.text, migrations: migrations, settings: settings,
            surroundings: surroundings)
    }

    private init(
        engine: any Engine, service: String, migrations: [Migration], settings: StoreSettings,
        surroundings: Surroundings
    ) {
        self.engine = engine
        self.service = service
        self.migrations = migrations
        self.settings = settings
        self.surroundings = surroundings
        signal = CommitSignal(engine: engine, settings: settings, surroundings: surroundings)
        groupCommit = GroupCommit(
            engine: engine, signal: signal, settings: settings, surroundings: surroundings)
        engine.whenOthersCommit { [weak signal] in signal?.announce($0) }
    }

    /// Reads one consistent snapshot; never waits for writers.
    public func read<T: Sendable>(
        _ body: @escaping @Sendable (Reader) throws -> T
    ) async throws -> T {
        try await engine.read { try body(Reader($0)) }
    }

    /// Reads one consistent snapshot on the thread of the caller where that needs no waiting, and as ``read(_:)`` does
    /// where it would. For a few rows by their keys: another thread would cost more than they do, and what takes long
    /// would keep the caller's other tasks from theirs.
    public func readBriefly<T: Sendable>(
        _ body: @escaping @Sendable (Reader) throws -> T
    ) async throws -> T {
        if let read = try engine.readHere({ try body(Reader($0)) }) { return read }
        return try await read(body)
    }

    /// Writes, and returns once the disk has it. The body decides and changes synchronously; what
    /// it throws is thrown here, and then nothing of it was stored.
    public func write(
        _ request: WriteRequest, _ body: @escaping @Sendable (Writer) throws -> [UInt8]
    ) async throws -> WriteOutcome {
        try await submit(request, body).outcome()
    }

    /// Enqueues a write without waiting; writes submitted one after the other run in that order.
    public func submit(
        _ request: WriteRequest, _ body: @escaping @Sendable (Writer) throws -> [UInt8]
    ) -> PendingWrite {
        let write = PendingWrite(request, body: body)
        groupCommit.submit(write)
        return write
    }

    /// Waits for the journal to grow past a sequence: true as soon as it has (at once if it had),
    /// false after that many milliseconds or when the task is cancelled.
    public func waitForCommit(after sequence: Int64, milliseconds: Int64) async -> Bool {
        await signal.wait(after: sequence, milliseconds: milliseconds)
    }

    /// A cursor's journal and the last sequence applied from it; nil if it does not exist.
    public func cursor(_ name: String) async throws -> (journal: String, after: Int64)? {
        try await read { try $0.cursor(name) }
    }

    /// Finishes the batch that runs, refuses what waits, closes the files. Blocks; not from within
    /// a body.
    /// - Returns: why a file could not be closed, for the log; what was acknowledged is on disk.
    @discardableResult
    public func close() -> StorageError? {
        groupCommit.close()
        signal.close()
        return engine.close()
    }
}
