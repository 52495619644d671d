// What an operator asks of the database: how far it has read elsewhere, how its queues stand, its schema.

import MessageSchema
import Storage

extension Reader {
    /// Where this service stands in the journals that it follows.
    func following(_ services: [ServiceName]) throws -> [FollowingState] {
        try services.map { service in
            let position = try cursor(service.text)
            return FollowingState(service: service.text, journal: position?.journal, after: position?.after ?? 0)
        }
    }

    /// The version of each part of the schema.
    func schemaVersions() throws -> [String: Int] {
        let rows = try all("SELECT part, version FROM schema_version ORDER BY part")
        return Dictionary(
            try rows.map { (try $0.text("part"), Int(try $0.integer("version"))) }, uniquingKeysWith: { $1 })
    }

    /// Record time of the oldest event of a queue that is not settled: one that was handed out, or the first that was
    /// not looked at.
    func oldest(in queue: StoredQueue) throws -> Int64? {
        let taken = try first(
            "SELECT MIN(recorded) AS recorded FROM queue_delivery WHERE queue = $1 AND state <> 'done'",
            [.integer(queue.number)])?.optionalInteger("recorded")
        let unseen = try first(
            "SELECT recorded FROM journal WHERE sequence > $1 ORDER BY sequence LIMIT 1", [.integer(queue.position)])
        return [taken, try unseen?.integer("recorded")].compactMap(\.self).min()
    }
}

extension QueueDesk {
    /// How the queues stand, the one furthest behind first.
    func loads(at now: Int64, limit: Int, _ reader: Reader) throws -> [ConsumerLoad] {
        let queues = try reader.queues(of: nil, after: ("", ""), limit: settings.queuesMax)
        let slowest = queues.sorted { ($0.position, $0.number) < ($1.position, $1.number) }.prefix(limit)
        return try slowest.map { queue in
            let state = try state(of: queue, reader)
            let oldest = try reader.oldest(in: queue)
            return ConsumerLoad(
                queue: queue.name.text, owner: queue.owner, behind: state.behind,
                oldestSeconds: oldest.map { max(0, now - $0) / 1_000_000 }, inFlight: state.inFlight,
                waiting: state.waiting, letters: state.letters, restored: state.restored)
        }
    }
}
