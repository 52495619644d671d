// The frame without a network: store, projection, dispatcher, followers and duties of one service. A running service
// and a test both stand on it.

public import Exposition
public import Logging
public import MessageSchema
public import Storage
public import Surroundings

/// A service's frame.
public final class ServiceFrame: Sendable {
    public let store: Store
    let dispatcher: Dispatcher
    let followers: Followers
    let duties: DutyRunner
    let copies: CopyDesk
    private let readings: ServiceReadings?

    /// Opens the service's data in a folder, or in the database that the settings name. `fetch` reads another service's
    /// journal, waiting that many milliseconds at most. `levels` is the switch behind the logger's level, if it has
    /// one. What it measures stands on the exposition, if it is given one.
    public init(
        _ blueprint: Blueprint, folder: String, settings: FrameSettings = .init(), surroundings: Surroundings,
        logger: Logger, levels: LogSwitch? = nil, exposition: Exposition? = nil,
        fetch: @escaping @Sendable (JournalRequest, _ patience: Int64) async throws -> EventPage
    ) throws {
        let disagreements = blueprint.disagreements
        guard disagreements.isEmpty else { throw ServiceProblem.disagreements(disagreements) }
        var settings = settings
        settings.store.schema.release = blueprint.release
        // What else is kept, such as an outbox, stays in the folder.
        if settings.database != nil { try StorePlace.createFolder(folder) }
        store = try Store.open(
            StorePlace(folder: folder, database: settings.database), service: blueprint.contract.service,
            migrations: blueprint.allMigrations, settings: settings.store, surroundings: surroundings)
        let identity = ServiceIdentity(
            service: blueprint.contract.service, version: blueprint.release, instance: surroundings.newIdentifier())
        let watch = InstanceWatch(
            blueprint.contract, identity: identity,
            levels: levels ?? LogSwitch(logger.logLevel, monotonic: surroundings.monotonic), logger: logger,
            surroundings: surroundings)
        let projection = UnitProjection(ownsUnits: blueprint.ownsUnits, surroundings: surroundings)
        let measures = exposition.map { ServiceMeasures(blueprint, factory: $0) }
        followers = Followers(
            blueprint,
            frame: FollowerFrame(
                store: store, projection: projection, watch: watch, events: measures?.events), fetch: fetch)
        copies = CopyDesk(
            store: store, service: blueprint.contract.service, folder: settings.backups,
            follows: followers.all.map(\.service.text), logger: logger)
        dispatcher = Dispatcher(
            blueprint: blueprint, store: store, projection: projection, followers: followers, copies: copies,
            settings: settings, watch: watch, measures: measures)
        let context = DutyContext(
            store: store, projection: projection, identity: identity, folder: folder, surroundings: surroundings,
            events: measures?.events)
        duties = DutyRunner(blueprint.duties, context: context, logger: logger)
        guard let exposition else {
            readings = nil
            return
        }
        ServiceMeasures.observe(store, factory: exposition)
        let readings = ServiceReadings(
            identity, store: store, followers: followers, context: context, business: blueprint.measures,
            surroundings: surroundings, logger: logger)
        self.readings = readings
        // What the frame measures holds the page's series: a page that held the frame would keep both for ever.
        exposition.collect { [weak readings] in await readings?.now() ?? [] }
    }

    /// Answers a body; `arrived` is monotonic milliseconds, `park` is called when the answer has to wait for an event.
    public func answer(
        _ body: [UInt8], head: RequestHead, arrived: Int64, park: @escaping @Sendable () -> Void
    ) async -> [UInt8] {
        await dispatcher.answer(body, head: head, arrived: arrived, park: park)
    }

    /// Takes over everything that the followed services have told so far; throws what failed first, after all were
    /// tried.
    public func followNow() async throws { try await followers.catchUp() }

    /// Runs every duty until none has anything left to do; throws what failed first, after all were tried.
    public func performDuties() async throws { try await duties.performAll() }

    /// Runs the duties from now on, until ``stopDuties(milliseconds:)``.
    public func startDuties() { duties.start() }

    /// Writes the copies that backups ask for, until the task is cancelled.
    public func writeCopies() async { await copies.run() }

    /// Tells the duties to stop and waits for them, that long at most.
    public func stopDuties(milliseconds: Int64) async { await duties.stop(milliseconds: milliseconds) }
}

/// The frame's bounds.
public struct FrameSettings: Sendable {
    /// Long polls that wait at once; the next one is `overloaded`.
    public var parkedMax = 256
    /// The bounds of the queues that outside consumers open over the journal.
    public var queues = QueueSettings()
    /// The folder for the copies that backups ask for; nil if there is none.
    public var backups: String?
    /// A PostgreSQL connection string; nil for SQLite in the data folder.
    public var database: String?
    /// The store's bounds, such as how long idempotency keys are kept.
    public var store = StoreSettings()

    public init() {}
}

/// Why a service does not start.
public enum ServiceProblem: Error, CustomStringConvertible {
    /// The parts of the blueprint do not fit together; a sentence each.
    case disagreements([String])
    /// There was a database, and it is gone.
    case dataGone(folder: String, database: String, mark: String)

    public var description: String {
        switch self {
        case .disagreements(let sentences):
            "the service's parts do not fit together: " + sentences.joined(separator: "; ")
        case .dataGone(let folder, let database, let mark):
            """
            there was data in \(folder), and \(database) is missing or empty. Nothing was made. Mount the volume that \
            has it, or restore a backup; to begin with nothing, remove \(mark)
            """
        }
    }
}
