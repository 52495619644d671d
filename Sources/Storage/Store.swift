// The store of one service: reads on snapshots, writes in group commits, the journal. Several
// stores, in one process or many, may have one folder open.

public import MessageSchema
public import Surroundings

/// One service's database.
public final class Store: Sendable {
    /// The database file.
    public let path: String
    let engine: SQLiteEngine
    let settings: StoreSettings
    let surroundings: Surroundings
    let groupCommit: GroupCommit
    private let signal: CommitSignal

    /// Opens `<folder>/<service>.sqlite`, creates what is missing (the folder with mode 0700) and
    /// brings the schema up to date as `settings.schema` lets it. Throws `.newerSchema` for a database this program is
    /// too old for, `.olderSchema` for one that it may not upgrade.
    public static func open(
        folder: String, service: ServiceName, migrations: [Migration],
        settings: StoreSettings = .init(),
        surroundings: Surroundings
    ) throws -> Store {
        let place = try StorageFolder(path: folder, service: service)
        let turn = try Turn(place)
        let upgrade = SchemaUpgrade(
            migrations, path: place.databasePath, service: service.text, now: surroundings.now(),
            policy: settings.schema)
        let engine = try turn.holding {
            let engine = try SQLiteEngine(path: place.databasePath, settings: settings)
            try engine.write { connection in
                try upgrade.run(connection)
                try HeadRow.create(connection, journal: surroundings.newIdentifier())
            }
            try RestoreMarker(beside: place.databasePath, service: service)?
                .obey(engine, service: service, settings: settings, surroundings: surroundings)
            return engine
        }
        return Store(
            path: place.databasePath, engine: engine, turn: turn, settings: settings,
            surroundings: surroundings)
    }

    private init(
        path: String, engine: SQLiteEngine, turn: Turn, settings: StoreSettings,
        surroundings: Surroundings
    ) {
        self.path = path
        self.engine = engine
        self.settings = settings
        self.surroundings = surroundings
        signal = CommitSignal(engine: engine, settings: settings, surroundings: surroundings)
        groupCommit = GroupCommit(
            engine: engine, turn: turn, signal: signal, settings: settings,
            surroundings: surroundings)
    }

    /// Reads one consistent snapshot; never waits for writers.
    public func read<T: Sendable>(
        _ body: @escaping @Sendable (Reader) throws -> T
    ) async throws -> T {
        try await engine.read { try body(Reader($0)) }
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
