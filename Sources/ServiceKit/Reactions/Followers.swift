// All journals that one service follows: the registry's, unless it is the registry, and those its reactions name. Each
// is followed for itself, so that a service that is away holds up nothing but its own events.

import Logging
import MessageSchema
import Surroundings

/// The followers of one service.
struct Followers: Sendable {
    let all: [JournalFollower]

    /// Followers for what a blueprint names, the registry's first.
    init(_ blueprint: Blueprint, frame: FollowerFrame, fetch: @escaping JournalFollower.Fetch) {
        let registry = RegistryContract.service
        let named = Set(blueprint.reactions.map(\.service)).subtracting([registry]).sorted { $0.text < $1.text }
        let needsRegistry = !blueprint.ownsUnits || blueprint.reactions.contains { $0.service == registry }
        all = ((needsRegistry ? [registry] : []) + named).map { service in
            JournalFollower(
                of: service, tellsOfUnits: service == registry && !blueprint.ownsUnits,
                reactions: blueprint.reactions.filter { $0.service == service }, frame: frame, fetch: fetch)
        }
    }

    /// The one that brings units up to date; nil in the service that owns them.
    var units: JournalFollower? { all.first { $0.tellsOfUnits } }

    /// Reads every journal to its head; throws what failed first, after all were tried.
    func catchUp() async throws {
        var failure: (any Error)?
        for follower in all {
            do { try await follower.catchUp() } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }
}

extension JournalFollower {
    /// How long a poll waits for news, and how long its answer may take beyond that. A poll that was lost with its
    /// gateway is missed only after both: so long, at most, does another service's news stand still.
    private static let pollMilliseconds: Int64 = 5000
    private static let patienceMilliseconds: Int64 = 5000

    /// Follows by long poll until the task is cancelled. What failed is tried again after a second; the log has each
    /// cause once in a row.
    func follow() async {
        var cause: String?
        while !Task.isCancelled {
            do {
                try await step(waitMilliseconds: Self.pollMilliseconds, patience: Self.patienceMilliseconds)
                cause = nil
            } catch {
                guard !Task.isCancelled else { return }
                let found = LoggedCause(error).description
                let level: Logger.Level = cause == found ? .debug : .warning
                cause = found
                frame.logger.log(
                    level: level, "cannot follow", metadata: ["service": "\(service)", "cause": "\(found)"])
                guard await Pause.take(milliseconds: 1000) else { return }
            }
        }
    }
}
