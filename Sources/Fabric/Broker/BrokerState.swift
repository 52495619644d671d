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
        /// A port is about to be closed.
        case closing(port: Int)
    }

    let settings: BrokerSettings
    let admission: Admission
    /// Who connects to each port.
    var sides: [Int: Listener.Side]
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
    var slowAnswers = SlowAnswers()
    var nextHeartbeat: Int64 = 0
    var lastTick: Int64 = 0
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
        let isBusy = !requests.isEmpty || !slowAnswers.isEmpty
        let tick = isBusy ? settings.busyTickMilliseconds : settings.idleTickMilliseconds
        return min(tick, max(1, settings.heartbeatMilliseconds / 4))
    }

    var farewellMilliseconds: Int64 { settings.farewellMilliseconds }

    mutating func handle(_ event: PortEvent<Command>, now: Int64) -> [Action] {
        switch event {
        case .opened(let machineTime):
            machineTimeOffset = machineTime - now
            nextHeartbeat = now + settings.heartbeatMilliseconds
            lastTick = now
            actions.append(.report(statistics))
        case .message(let inbound): hear(inbound, now: now)
        case .undelivered(let message, let delivery): undelivered(message, delivery, now: now)
        case .tick(let machineTime): tick(machineTime: machineTime, now: now)
        case .stopping: leave(now: now)
        case .command(.opened(let port, let side)): sides[port] = side
        case .command(.closing(let port)): leave(port, now: now)
        case .writable: break
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

    /// The last words on a port that closes: its workers are to go to another.
    private mutating func leave(_ port: Int, now: Int64) {
        for peer in workers.keys.filter({ $0.port == port }) {
            send(.bye, to: peer)
            lose(peer, now: now)
        }
        connections = connections.filter { $0.key.port != port }
        sides[port] = nil
    }

    /// The last words: every client gets its answer, every worker a BYE.
    private mutating func leave(now: Int64) {
        isLeaving = true
        for request in requests.values.sorted(by: { $0.id < $1.id }) {
            switch request.place {
            case .waiting: refuse(request.id, unavailable(Self.stopping, request.executed))
            case .inFlight: refuse(request.id, unavailable(Self.stopping, .unknown))
            case .overdue: break
            }
        }
        for peer in workers.keys { send(.bye, to: peer) }
        workers = [:]
        for name in services.keys { services[name]?.workers = [] }
        actions.append(.report(statistics))
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
        statistics.services = services.values.sorted { $0.name < $1.name }.map { line in
            BrokerStatistics.ServiceState(
                name: line.name, instances: line.workers.compactMap { workers[$0]?.statistics },
                queued: line.waiting.count, queuedBytes: line.waitingBytes)
        }
        return statistics
    }
}

extension KnownWorker {
    fileprivate var statistics: BrokerStatistics.Instance {
        BrokerStatistics.Instance(
            instance: announcement.instance, epoch: announcement.epoch,
            version: announcement.version,
            draining: isDraining, inFlight: countHeld, bytesInFlight: bytesHeld, parked: parked)
    }
}
