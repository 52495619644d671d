// Answers to clients that do not keep up: kept in their order, tried again every few milliseconds and whenever their
// client says something, and dropped when it has taken nothing for too long.

/// Answers waiting for their clients' queues to have room.
struct SlowAnswers: Sendable {
    private struct Backlog {
        var answers: [Outbound] = []
        var bytes = 0
        /// When the client is given up, unless it takes something before.
        var until: Int64
    }

    private var backlogs: [Peer: Backlog] = [:]
    private(set) var bytes = 0

    var isEmpty: Bool { backlogs.isEmpty }
    /// The clients that answers are kept for.
    var clients: [Peer] { Array(backlogs.keys) }
    func holds(_ client: Peer) -> Bool { backlogs[client] != nil }

    /// Keeps an answer, behind those that are kept for its client; false when there is no room. `until` counts for the
    /// first of them.
    mutating func keep(_ answer: Outbound, until: Int64, _ settings: BrokerSettings) -> Bool {
        let client = Peer(port: answer.port, id: answer.peer)
        let size = Self.bytes(of: answer)
        var backlog = backlogs[client] ?? Backlog(until: until)
        guard bytes + size <= settings.slowBytesMax, backlog.bytes + size <= settings.slowClientBytesMax else {
            return false
        }
        backlog.answers.append(answer)
        backlog.bytes += size
        bytes += size
        backlogs[client] = backlog
        return true
    }

    /// What is kept for a client, oldest first.
    func answers(for client: Peer) -> [Outbound] { backlogs[client]?.answers ?? [] }

    /// Notes how many of a client's answers have gone, and that it lives until then if there were any.
    mutating func release(_ count: Int, to client: Peer, until: Int64) {
        guard count > 0, var backlog = backlogs.removeValue(forKey: client) else { return }
        let size = backlog.answers.prefix(count).reduce(0) { $0 + Self.bytes(of: $1) }
        bytes -= size
        backlog.bytes -= size
        backlog.answers.removeFirst(count)
        backlog.until = until
        if !backlog.answers.isEmpty { backlogs[client] = backlog }
    }

    /// Gives a client up; how many answers that costs.
    mutating func drop(_ client: Peer) -> Int {
        guard let backlog = backlogs.removeValue(forKey: client) else { return 0 }
        bytes -= backlog.bytes
        return backlog.answers.count
    }

    /// Gives up those who have taken nothing for too long; how many answers that costs.
    mutating func dropOverdue(now: Int64) -> Int {
        let overdue = backlogs.filter { now >= $0.value.until }.keys
        return overdue.reduce(0) { $0 + drop($1) }
    }

    private static func bytes(of answer: Outbound) -> Int { answer.frames.bytes + 64 }
}
