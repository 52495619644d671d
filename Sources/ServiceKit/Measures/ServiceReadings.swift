// What a page asks of a service when it is written: its files, its journal, whom it follows, its queues, its business.
// What takes longer than a look by a key is asked once a minute, however many ask for the page.

import Exposition
private import Glibc
import Logging
import MessageSchema
import Storage
import Surroundings
import Synchronization

/// Collects the readings of one instance.
final class ServiceReadings: Sendable {
    private let identity: ServiceIdentity
    private let store: Store
    private let followers: Followers
    private let context: DutyContext
    private let business: [BusinessMeasure]
    private let surroundings: Surroundings
    private let logger: Logger
    private let slow = Mutex(Kept())

    /// What was asked a while ago.
    private struct Kept {
        var readings: [Reading] = []
        var asked: Int64?
    }

    private static let slowMilliseconds: Int64 = 60_000
    /// Queues on the page, and idempotency keys counted; more are not.
    private static let queuesMax = 256
    private static let keysMax = 1_000_000

    init(
        _ identity: ServiceIdentity, store: Store, followers: Followers, context: DutyContext,
        business: [BusinessMeasure], surroundings: Surroundings, logger: Logger
    ) {
        self.identity = identity
        self.store = store
        self.followers = followers
        self.context = context
        self.business = business
        self.surroundings = surroundings
        self.logger = logger
    }

    /// All of it now. What cannot be read is logged and left out, so that its absence shows on the page.
    func now() async -> [Reading] {
        let info = [("service", identity.service.text), ("version", identity.version)]
        let waiting = Reading(ServiceMeasure.writesWaiting, Double(store.writesWaiting))
        let still = [Reading(ServiceMeasure.buildInfo, 1, info), waiting]
        return still + files + followed + (await stored) + (await slowly) + ProcessReadings.now()
    }

    private var files: [Reading] {
        var space = statvfs()
        let free = statvfs(context.folder, &space) == 0 ? Double(space.f_bavail) * Double(space.f_frsize) : nil
        let found: [(Metric, Double?)] = [
            (ServiceMeasure.databaseSize, store.file.flatMap(Self.size)),
            (ServiceMeasure.logSize, store.file.flatMap { Self.size(of: $0 + "-wal") }),
            (ServiceMeasure.diskFree, free),
        ]
        return found.compactMap { measure, value in value.map { Reading(measure, $0) } }
    }

    private static func size(of path: String) -> Double? {
        var status = stat()
        return stat(path, &status) == 0 ? Double(status.st_size) : nil
    }

    private var followed: [Reading] {
        followers.all.flatMap { follower in
            let labels = [("followed", follower.service.text)]
            let lag = follower.lag.map { Reading(ServiceMeasure.journalLag, Double($0), labels) }
            let silence = follower.silence.map { Reading(ServiceMeasure.journalSilence, Double($0) / 1000, labels) }
            return [lag, silence].compactMap { $0 }
        }
    }

    private var stored: [Reading] {
        get async {
            let now = surroundings.now()
            return await reading("the journal and the queues") { reader in
                let head = Reading(ServiceMeasure.journalHead, Double(try reader.head().sequence))
                return [head]
                    + (try reader.queueStandings(limit: Self.queuesMax).flatMap { Self.readings($0, $1, now) })
            }
        }
    }

    private static func readings(_ queue: String, _ standing: QueueStanding, _ now: Int64) -> [Reading] {
        let labels = [("queue", queue)]
        let age = standing.oldest.map { max(0, now - $0) } ?? 0
        return [
            Reading(ServiceMeasure.queueBehind, Double(standing.behind), labels),
            Reading(ServiceMeasure.queueWaiting, Double(standing.waiting), labels),
            Reading(ServiceMeasure.queueInFlight, Double(standing.inFlight), labels),
            Reading(ServiceMeasure.queueLetters, Double(standing.letters), labels),
            Reading(ServiceMeasure.queueAge, Double(age) / 1_000_000, labels),
        ]
    }

    private func reading(
        _ what: String, _ body: @escaping @Sendable (Reader) throws -> [Reading]
    ) async -> [Reading] {
        do { return try await store.read(body) } catch {
            logger.warning("metrics: \(what) cannot be read", metadata: ["cause": "\(LoggedCause(error))"])
            return []
        }
    }

    // MARK: once a minute

    private var slowly: [Reading] {
        get async {
            let now = surroundings.monotonic()
            let kept = slow.withLock { kept -> [Reading]? in
                if let asked = kept.asked, now - asked < Self.slowMilliseconds { return kept.readings }
                kept.asked = now
                return nil
            }
            if let kept { return kept }
            let found = await reading("the idempotency keys") {
                [Reading(ServiceMeasure.idempotencyKeys, Double(try $0.idempotencyKeys(limit: Self.keysMax)))]
            }
            let readings = found + (await tables) + (await standing)
            slow.withLock { $0.readings = readings }
            return readings
        }
    }

    /// The size of a database that is no file of this machine.
    private var tables: [Reading] {
        get async {
            guard store.file == nil else { return [] }
            do { return [Reading(ServiceMeasure.databaseSize, Double(try await store.bytesToCopy()))] } catch {
                logger.warning("metrics: the size cannot be read", metadata: ["cause": "\(LoggedCause(error))"])
                return []
            }
        }
    }

    private var standing: [Reading] {
        get async {
            var readings: [Reading] = []
            for measure in business {
                guard case .standing(let values) = measure.source else { continue }
                do {
                    readings += try await context.read(values).map { value in
                        Reading(measure.metric, Double(value.number), measure.dimensions(of: value.words))
                    }
                } catch {
                    logger.warning(
                        "metrics: \(measure.metric.name) cannot be read", metadata: ["cause": "\(LoggedCause(error))"])
                }
            }
            return readings
        }
    }
}
