// A service's side of the worker protocol: being known to each gateway, and knowing which requests
// are whose. Pure.

internal import MessageSchema

/// The state of a worker towards all its gateways; a gateway's number is its port's.
struct WorkerState: PortMachine {
    typealias Action = PortAction<Report>

    /// Which request: an answer under an epoch that has passed would reach a gateway that counts it
    /// as lost.
    struct RequestKey: Hashable, Sendable {
        var gateway: Int
        var epoch: Int
        var id: UInt64
    }

    enum Command: Sendable {
        case answer(RequestKey, RequestAnswer)
        case drain
    }

    enum Report: Sendable {
        case request(RequestKey, RequestHead, body: [UInt8], arrived: Int64)
        case statistics(WorkerStatistics)
        /// Nothing more will come.
        case finished
    }

    let settings: WorkerSettings
    let announcement: ReadyAnnouncement
    var links: [GatewayLink]
    var isDraining = false
    var dropped = 0

    init(
        announcement: ReadyAnnouncement, gateways: Int, settings: WorkerSettings = WorkerSettings()
    ) {
        self.settings = settings
        self.announcement = announcement
        links = (0..<gateways).map { _ in GatewayLink(epoch: max(1, announcement.epoch) - 1) }
    }

    var tickMilliseconds: Int64 { max(1, settings.heartbeatMilliseconds / 4) }

    mutating func handle(_ event: PortEvent<Command>, now: Int64) -> [Action] {
        let actions = decide(event, now: now)
        // Whoever waits for the end of draining is told at once.
        return isDraining ? actions + [.report(.statistics(statistics))] : actions
    }

    private mutating func decide(_ event: PortEvent<Command>, now: Int64) -> [Action] {
        switch event {
        case .opened: return links.indices.flatMap { announce($0, now: now) }
        case .message(let inbound): return hear(inbound, now: now)
        case .writable(let port): return flush(port, now: now)
        case .undelivered(let message, _): return keep(message)
        case .sentSeries, .disconnected: return []
        case .command(.answer(let key, let answer)): return self.answer(key, answer, now: now)
        case .command(.drain): return drain(now: now)
        case .tick:
            return links.indices.flatMap { tick($0, now: now) } + [.report(.statistics(statistics))]
        case .stopping: return links.indices.flatMap { leave($0) } + [.report(.finished)]
        }
    }

    var statistics: WorkerStatistics {
        WorkerStatistics(
            gateways: links.map {
                .init(epoch: $0.epoch, isKnown: $0.isKnown, isDrained: $0.isDrained, held: $0.requests.count)
            },
            draining: isDraining, dropped: dropped)
    }

    // MARK: being known

    /// Says READY under the next epoch; what was held under the last one is the gateway's loss.
    mutating func announce(_ gateway: Int, now: Int64) -> [Action] {
        guard !isDraining else { return [] }
        links[gateway].begin(now: now)
        var ready = announcement
        ready.epoch = links[gateway].epoch
        return [send(.ready(ready), to: gateway, now: now)]
    }

    private mutating func tick(_ gateway: Int, now: Int64) -> [Action] {
        let link = links[gateway]
        if !link.isBlocked,
            now - link.lastHeard > settings.heartbeatMilliseconds * settings.heartbeatsMissedMax
        {
            return announce(gateway, now: now)
        }
        if link.isRefused {
            return now >= link.announced + settings.heartbeatMilliseconds
                ? announce(gateway, now: now) : []
        }
        guard !link.isBlocked, now - link.lastSent >= settings.heartbeatMilliseconds else {
            return []
        }
        return [send(.heartbeat, to: gateway, now: now)]
    }

    private mutating func drain(now: Int64) -> [Action] {
        guard !isDraining else { return [] }
        isDraining = true
        return links.indices.map { send(.drain, to: $0, now: now) }
    }

    private mutating func leave(_ gateway: Int) -> [Action] {
        let last = links[gateway].unsent.map { Action.send(Outbound(port: gateway, frames: $0)) }
        links[gateway].unsent = []
        return last + [.send(Outbound(port: gateway, frames: WorkerFrames.bye.frames))]
    }

    mutating func send(_ frames: WorkerFrames, to gateway: Int, now: Int64) -> Action {
        links[gateway].lastSent = now
        return .send(Outbound(port: gateway, frames: frames.frames))
    }

    // MARK: hearing

    private mutating func hear(_ inbound: Inbound, now: Int64) -> [Action] {
        let gateway = inbound.port
        links[gateway].lastHeard = now
        switch WorkerFrames(inbound.frames, discarded: inbound.framesDiscarded) {
        case .heartbeat:
            links[gateway].isKnown = true
            return []
        case .request(let id, let head, let body):
            return take(id, head, body, from: gateway, now: now)
        case .drain where isDraining:
            links[gateway].hasAnsweredDrain = true
            return []
        case .bye: return dismissed(gateway, now: now)
        default:
            dropped += 1
            return []
        }
    }

    /// The gateway does not know this worker: say READY anew, but not more often than a heartbeat,
    /// so that a gateway that refuses it is not besieged.
    private mutating func dismissed(_ gateway: Int, now: Int64) -> [Action] {
        links[gateway].forgetRequests()
        links[gateway].isRefused = true
        let mayAtOnce = now >= links[gateway].announced + settings.heartbeatMilliseconds
        return mayAtOnce ? announce(gateway, now: now) : []
    }
}
