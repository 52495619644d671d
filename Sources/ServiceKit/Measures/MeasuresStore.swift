// What a page reads from the frame's own tables, by their keys.

import Storage

/// What stands in a queue, all owners' queues of its name together.
struct QueueStanding {
    var behind: Int64 = 0
    var waiting: Int64 = 0
    var inFlight: Int64 = 0
    var letters: Int64 = 0
    /// When the oldest event was recorded that is not settled or not looked at, microseconds of suite time.
    var oldest: Int64?
}

extension Reader {
    /// Queues by name, so many at most, the first opened first.
    func queueStandings(limit: Int) throws -> [String: QueueStanding] {
        let head = try head().sequence
        let rows = try all(
            """
            SELECT q.name AS name, q.position AS position,
              (SELECT COUNT(*) FROM queue_delivery d WHERE d.queue = q.number AND d.state = 'waiting') AS waiting,
              (SELECT COUNT(*) FROM queue_delivery d WHERE d.queue = q.number AND d.state = 'out') AS in_flight,
              (SELECT COUNT(*) FROM queue_letter l WHERE l.queue = q.number) AS letters,
              (SELECT MIN(d.recorded) FROM queue_delivery d WHERE d.queue = q.number AND d.state <> 'done') AS held,
              (SELECT j.recorded FROM journal j WHERE j.sequence = q.position + 1) AS next
            FROM queue q ORDER BY q.number LIMIT $1
            """, [.integer(Int64(limit))])
        var standings: [String: QueueStanding] = [:]
        for row in rows {
            var standing = standings[try row.text("name")] ?? QueueStanding()
            standing.behind += max(0, head - (try row.integer("position")))
            standing.waiting += try row.integer("waiting")
            standing.inFlight += try row.integer("in_flight")
            standing.letters += try row.integer("letters")
            let moments = [standing.oldest, try row.optionalInteger("held"), try row.optionalInteger("next")]
            standing.oldest = moments.compactMap { $0 }.min()
            standings[try row.text("name")] = standing
        }
        return standings
    }

    /// How many idempotency keys are kept, counted up to a limit.
    func idempotencyKeys(limit: Int) throws -> Int64 {
        try first(
            "SELECT COUNT(*) AS count FROM (SELECT claimed FROM idempotency LIMIT $1) AS kept",
            [.integer(Int64(limit))])?.integer("count") ?? 0
    }
}
