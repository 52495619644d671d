// Moving a service's data into an empty database, of the other engine as a rule: everything there is, held still
// meanwhile, read back and compared. The journal stays the same journal.

public import MessageSchema
public import Surroundings

/// A move, to be planned or done.
public struct StoreMove: Sendable {
    /// How far it is: rows of a table that were copied, or compared.
    public struct Progress: Sendable, Hashable {
        public var table: String
        public var rows: Int64
        public var isComparing: Bool
    }
    /// A table and its rows.
    public struct Table: Sendable, Hashable {
        public var name: String
        public var rows: Int64
    }

    let service: ServiceName
    let migrations: [Migration]
    let source: StorePlace
    let target: StorePlace
    let settings: StoreSettings
    let surroundings: Surroundings
    let progress: @Sendable (Progress) throws -> Void

    /// `progress` is told every now and then; what it throws breaks the move off.
    public init(
        _ service: ServiceName, migrations: [Migration], from source: StorePlace, to target: StorePlace,
        settings: StoreSettings = .init(), surroundings: Surroundings,
        progress: @escaping @Sendable (Progress) throws -> Void = { _ in }
    ) {
        self.service = service
        self.migrations = migrations
        self.source = source
        self.target = target
        self.settings = settings
        self.surroundings = surroundings
        self.progress = progress
    }

    /// Moves the data. Afterwards the source is sealed: nothing opens it as a store. Until the last moment, and after
    /// any failure before it, the source is the living store, and the target a copy that nothing opens; `run` begins
    /// anew there. Blocks, perhaps for long.
    ///
    /// Throws `.inUse` if an instance has one of the two open, `.newerSchema` or `.olderSchema` if the source is not
    /// at the schema of this program, `.movedAway` or `.moveUnfinished` if it is sealed itself, `.moveRefused` if the
    /// target holds anything else, `.moveDiffers` or `.journalDamaged` if it does not read back as it was,
    /// `.moveBroken` if a database fails.
    public func run() throws -> StoreMoved {
        guard source != target else { throw StorageError.moveRefused(reason: "source and target are the same") }
        return try source.alone(
            with: service, creates: false, settings: settings, surroundings: surroundings
        ) { from, fromPlace in
            try target.alone(
                with: service, creates: true, settings: settings, surroundings: surroundings
            ) { to, toPlace in
                let ends = MoveEnds(from: from, fromPlace: fromPlace, to: to, toPlace: toPlace)
                var run = MoveRun(ends, self)
                return try run.moved()
            }
        }
    }
}

/// What was moved.
public struct StoreMoved: Sendable, Hashable {
    /// The databases, for people.
    public var from: String
    public var to: String
    /// All but the head's own; empty if only the last step was missing.
    public var tables: [StoreMove.Table]
    /// Where the journal ends, the same in both.
    public var head: JournalHead
}

/// The two databases of a move, each with nobody else in it.
struct MoveEnds {
    let from: any Connection
    let fromPlace: String
    let to: any Connection
    let toPlace: String
}
