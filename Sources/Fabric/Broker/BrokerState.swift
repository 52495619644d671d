// The gateway's decisions: who gets which request, what is answered in a service's stead, who is
// dead. Pure: time and messages come in, actions go out. It forwards bodies unread and keeps
// nothing that matters.

internal import MessageSchema

/// The state of a gateway.
struct BrokerState: PortMachine {
    typealias Action = PortAction<BrokerStatistics>
    enum Command: Sendable {}

    static let clientPort = 0
    static let workerPort = 1

    let settings: BrokerSettings
    let principal: @Sendable (PeerOrigin, _ actAs: String?) -> Result<Principal, Failure>
    var services: [String: ServiceLine] = [:]
    var workers: [PeerID: KnownWorker] = [:]
    /// The connection of each instance.
    var instances: [String: PeerID] = [:]
    var requests: [UInt64: PendingRequest] = [:]
    /// The next request's id; starts at random, so that a gateway's successor does not reuse them.
    var nextId: UInt64
    var counters = BrokerStatistics.Counters()
    var slowAnswers = SlowAnswers()
    var nextHeartbeat: Int64 = 0
    /// Wall clock less monotonic clock, as of the last tick.
    var machineTimeOffset: Int64 = 0
    /// Said BYE to everybody; who comes now is told so.
    var isLeaving = false
    var actions: [Action] = []

    init(
        settings: BrokerSettings = BrokerSettings(), firstId: UInt64 = 1,
        principal: @escaping @Sendable (PeerOrigin, _ actAs: String?) -> Result<Principal, Failure>
    ) {
        self.settings = settings
        self.principal = principal
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
            actions.append(.report(statistics))
        case .message(let inbound) where inbound.port == Self.clientPort:
            hearClient(inbound, now: now)
        case .message(let inbound): hearWorker(inbound, now: now)
        case .undelivered(let message, let delivery): undelivered(message, delivery, now: now)
        case .tick(let machineTime): tick(machineTime: machineTime, now: now)
        case .stopping: leave(now: now)
        case .writable, .command: break
        }
        defer { actions = [] }
        return actions
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

    mutating func send(_ frames: WorkerFrames, to peer: PeerID, mark: UInt64 = 0) {
        actions.append(
            .send(Outbound(port: Self.workerPort, peer: peer, frames: frames.frames, mark: mark)))
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
