// The gateway's decisions: who gets which request, what is answered in a service's stead, who is
// dead. Pure: time and messages come in, actions go out. It forwards bodies unread and keeps
// nothing that matters.

internal import MessageSchema

/// The state of a gateway.
struct BrokerState: PortMachine {
    typealias Action = PortAction<BrokerStatistics>
    enum Command: Sendable {
        /// A port was opened while the gateway runs.
        case opened(port: Int, Listener.Side)
        /// A port is to be closed in a moment.
        case closing(port: Int)
        /// A port is closed next.
        case closed(port: Int)
    }

    let settings: BrokerSettings
    let admission: Admission
    /// Who connects to each port.
    var sides: [Int: Listener.Side]
    /// The ports that are about to be closed.
    var closing: Set<Int> = []
    var services: [String: ServiceLine] = [:]
    var workers: [Peer: KnownWorker] = [:]
    /// The connection of each instance.
    var instances: [String: Peer] = [:]
    /// Connections that asked something lately.
    var connections: [Peer: ClientConnection] = [:]
    var requests: [UInt64: PendingRequest] = [:]
    /// The next request's id; starts at random, so that a gateway's successor does not reuse them.
    var nextId: UInt64
    var counters = BrokerStatistics.Counters()
    var strayOutcomes: [String: Int] = [:]
    var refusals = RefusalRing()
    var slowAnswers = SlowAnswers()
    var nextHeartbeat: Int64 = 0
    var lastTick: Int64 = 0
    /// Bytes scanned in this tick.
    var scannedBytes = 0
    /// Until when services may exist that this gateway, just started, has not seen yet.
    var youngUntil: Int64 = 0
    /// When the event in hand came.
    var lastEvent: Int64 = 0
    /// Wall clock less monotonic clock, as of the last tick.
    var machineTimeOffset: Int64 = 0
    /// Said BYE to everybody; who comes now is told so.
    var isLeaving = false
    var actions: [Action] = []

    init(
        settings: BrokerSettings = BrokerSettings(), firstId: UInt64 = 1, sides: [Int: Listener.Side],
        admission: Admission
    ) {
        self.settings = settings
        self.sides = sides
        self.admission = admission
        nextId = firstId
    }

    var tickMilliseconds: Int64 {
        if !slowAnswers.isEmpty { return min(settings.slowTickMilliseconds, fullTickMilliseconds) }
        return fullTickMilliseconds
    }

    /// How long until everything is looked at again, and not only the clients that do not keep up.
    var fullTickMilliseconds: Int64 {
        let tick = requests.isEmpty ? settings.idleTickMilliseconds : settings.busyTickMilliseconds
        return min(tick, max(1, settings.heartbeatMilliseconds / 4))
    }

    var farewellMilliseconds: Int64 { settings.farewellMilliseconds }

    mutating func handle(_ event: PortEvent<Command>, now: Int64) -> [Action] {
        lastEvent = now
        switch event {
        case .opened(let machineTime):
            machineTimeOffset = machineTime - now
            nextHeartbeat = now + settings.heartbeatMilliseconds
            lastTick = now
            youngUntil = now + settings.absenceMilliseconds
            actions.append(.report(statistics))
        case .message(let inbound): hear(inbound, now: now)
        case .undelivered(let message, let delivery): undelivered(message, delivery, now: now)
        case .sentSeries(let port, let peer, let count, let delivery):
            sentSlow(count, to: Peer(port: port, id: peer), delivery, now: now)
        case .tick(let machineTime): tick(machineTime: machineTime, now: now)
        case .stopping: leave()
        case .command(.opened(let port, let side)): sides[port] = side
        case .command(.closing(let port)): prepareToLeave(port, now: now)
        case .command(.closed(let port)): leave(port)
        case .writable, .disconnected: break
        }
        defer { actions = [] }
        return actions
    }

    private mutating func hear(_ inbound: Inbound, now: Int64) {
        switch sides[inbound.port] {
        case .clients: hearClient(inbound, now: now)
        case .workers: hearWorker(inbound, now: now)
        // It came while its port was being closed.
        case nil: counters.dropped += 1
        }
    }

    static let stopping = "the gateway is stopping"

    mutating func send(_ frames: WorkerFrames, to peer: Peer, mark: UInt64 = 0) {
        actions.append(
            .send(Outbound(port: peer.port, peer: peer.id, frames: frames.frames, mark: mark)))
    }

    func unavailable(_ message: String, _ executed: Failure.Executed) -> Failure {
        .fabric(
            .unavailable, message, retryAfter: settings.unavailableRetryMilliseconds,
            executed: executed)
    }

    /// All of it for the operator.
    var statistics: BrokerStatistics {
        var statistics = BrokerStatistics()
        statistics.counters = counters
        statistics.slowBytes = slowAnswers.bytes
        statistics.strayOutcomes = strayOutcomes
        statistics.refusals = refusals.kept
        statistics.services = services.values.filter(\.wasSeen).sorted { $0.name < $1.name }.map { line in
            BrokerStatistics.ServiceState(
                name: line.name, instances: line.workers.compactMap { workers[$0]?.statistics },
                queued: line.waiting.count, queuedBytes: line.waitingBytes,
                oldestMilliseconds: oldest(of: line), outcomes: line.outcomes, durations: line.durations)
        }
        return statistics
    }

    private func oldest(of line: ServiceLine) -> Int64 {
        let arrived = line.waiting.lazy.compactMap { requests[$0]?.arrived }.min()
        return arrived.map { max(0, lastEvent - $0) } ?? 0
    }

    /// Counts what became of a request for a service.
    mutating func count(_ outcome: String, of service: String) {
        if services[service]?.wasSeen ?? false {
            services[service]?.outcomes[outcome, default: 0] += 1
        } else {
            strayOutcomes[outcome, default: 0] += 1
        }
    }

    /// What is counted for a request that its service answered.
    static let answered = "answered"
}

extension KnownWorker {
    fileprivate var statistics: BrokerStatistics.Instance {
        BrokerStatistics.Instance(
            instance: announcement.instance, epoch: announcement.epoch,
            version: announcement.version,
            draining: isDraining, inFlight: countHeld, bytesInFlight: bytesHeld, parked: parked,
            credit: announcement.credit.requests)
    }
}
