// The frame without a network: store, projection and dispatcher of one service. A running service and a test both
// stand on it.

public import Logging
public import MessageSchema
public import Storage
public import Surroundings

/// A service's frame.
public final class ServiceFrame: Sendable {
    public let store: Store
    let dispatcher: Dispatcher

    /// Opens the service's data in a folder. `fetch` reads the registry's journal, waiting that many
    /// milliseconds at most, for services that follow it.
    public init(
        _ blueprint: Blueprint, folder: String, settings: FrameSettings = .init(), surroundings: Surroundings,
        logger: Logger,
        fetch: @escaping @Sendable (ReadEvents<RegistryContract>, Int64) async throws -> EventPage
    ) throws {
        let disagreements = blueprint.disagreements
        guard disagreements.isEmpty else { throw ServiceProblem.disagreements(disagreements) }
        let service = blueprint.contract.service
        store = try Store.open(
            folder: folder, service: service, migrations: blueprint.allMigrations, settings: settings.store,
            surroundings: surroundings)
        let projection = UnitProjection(ownsUnits: blueprint.ownsUnits, surroundings: surroundings)
        let follower =
            blueprint.ownsUnits
            ? nil
            : UnitFollower(
                store: store, projection: projection, service: service, surroundings: surroundings, fetch: fetch)
        dispatcher = Dispatcher(
            blueprint: blueprint, store: store, projection: projection, follower: follower,
            identity: ServiceIdentity(instance: surroundings.newIdentifier()), settings: settings,
            surroundings: surroundings, logger: logger)
    }

    /// Answers a body; `arrived` is monotonic milliseconds, `park` is called when the answer has to wait for an event.
    public func answer(
        _ body: [UInt8], head: RequestHead, arrived: Int64, park: @escaping @Sendable () -> Void
    ) async -> [UInt8] {
        await dispatcher.answer(body, head: head, arrived: arrived, park: park)
    }

    /// Takes over everything the registry has told so far.
    public func followNow() async throws { try await dispatcher.follower?.catchUp() }
}

/// The frame's bounds.
public struct FrameSettings: Sendable {
    /// Long polls that wait at once; the next one is `overloaded`.
    public var parkedMax = 256
    /// The store's bounds, such as how long idempotency keys are kept.
    public var store = StoreSettings()

    public init() {}
}

/// Why a service does not start.
public enum ServiceProblem: Error, CustomStringConvertible {
    /// Routes and contract differ; a sentence each.
    case disagreements([String])

    public var description: String {
        switch self {
        case .disagreements(let sentences):
            "the routes do not fit the contract: " + sentences.joined(separator: "; ")
        }
    }
}
