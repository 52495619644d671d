// A gateway's state with virtual time: tests say what comes in and look at what went out.

import MessageSchema
import Testing

@testable import Fabric

/// A `BrokerState` and all it has sent.
struct GatewayFixture {
    var state: BrokerState
    var now: Int64 = 1000
    /// Clients' and workers' messages, oldest first.
    var sent: [Outbound] = []
    /// How the carrier takes the next messages to these peers.
    var delivery: [PeerID: Delivery] = [:]
    /// How many messages more the carrier takes for these peers.
    var room: [PeerID: Int] = [:]

    static let clientPort = 0
    static let workerPort = 1

    init(
        _ settings: BrokerSettings = BrokerSettings(), isYoung: Bool = false,
        principal: @escaping @Sendable (PeerOrigin, String?) -> Result<Principal, Failure> = {
            _, _ in
            .success(administrator)
        },
        serves: @escaping @Sendable (PeerOrigin, String) -> Bool = { _, _ in true }
    ) {
        state = BrokerState(
            settings: settings, sides: [Self.clientPort: .clients, Self.workerPort: .workers],
            admission: Admission(principal: principal, serves: serves))
        tell(.opened(machineTime: 5_000_000))
        if !isYoung { state.youngUntil = now }
    }

    /// A fixture with one worker that is ready.
    static func ready(
        _ settings: BrokerSettings = BrokerSettings(), requests: Int = 10, bytes: Int = 1 << 20
    ) -> GatewayFixture {
        var gateway = GatewayFixture(settings)
        gateway.ready("w", announcement(requests: requests, bytes: bytes))
        return gateway
    }

    mutating func tell(_ event: PortEvent<BrokerState.Command>) {
        var events = [event]
        while !events.isEmpty {
            for action in state.handle(events.removeFirst(), now: now) {
                switch action {
                case .report: continue
                case .send(let message):
                    let delivery = carry(message)
                    if delivery != .sent { events.append(.undelivered(message, delivery)) }
                case .sendSeries(let messages):
                    let gone = messages.prefix { carry($0) == .sent }.count
                    let delivery = gone == messages.count ? Delivery.sent : self.delivery[messages[0].peer] ?? .slow
                    events.append(
                        .sentSeries(port: messages[0].port, peer: messages[0].peer, count: gone, delivery))
                }
            }
        }
    }

    private mutating func carry(_ message: Outbound) -> Delivery {
        if let other = delivery[message.peer] { return other }
        if let room = room[message.peer] {
            guard room > 0 else { return .slow }
            self.room[message.peer] = room - 1
        }
        sent.append(message)
        return .sent
    }

    // MARK: what comes in

    mutating func request(_ body: [UInt8], from client: String = "c", service: String = "echo") {
        hear(client, ClientFrames.make(service: bytes(service), body: body))
    }

    mutating func hear(
        _ client: String, _ frames: Frames, origin: PeerOrigin = .local(uid: 0), discarded: Int = 0
    ) {
        tell(
            .message(
                Inbound(
                    port: Self.clientPort, peer: bytes(client), origin: origin,
                    frames: frames,
                    framesDiscarded: discarded)))
    }

    mutating func work(_ worker: String, _ message: WorkerFrames) { work(worker, message.frames) }

    mutating func work(_ worker: String, _ frames: Frames, origin: PeerOrigin = .unknown) {
        tell(.message(Inbound(port: Self.workerPort, peer: bytes(worker), origin: origin, frames: frames)))
    }

    mutating func ready(_ worker: String, _ announcement: ReadyAnnouncement, origin: PeerOrigin = .unknown) {
        work(worker, WorkerFrames.ready(announcement).frames, origin: origin)
    }

    /// Lets time pass, a tick every 50 ms; the named workers send their heartbeats.
    mutating func pass(_ milliseconds: Int64, beating: [String] = []) {
        let end = now + milliseconds
        while now < end {
            now = min(end, now + 50)
            for worker in beating { work(worker, .heartbeat) }
            tell(.tick(machineTime: 5_000_000 + now - 1000))
        }
    }

    // MARK: what went out

    func answers(_ client: String = "c") -> [ReadAnswer] { bodies(client).flatMap(ReadAnswer.read) }

    func bodies(_ client: String = "c") -> [[UInt8]] {
        sent.filter { $0.port == Self.clientPort && $0.peer == bytes(client) }.map {
            $0.frames[3]
        }
    }

    func toWorker(_ worker: String = "w") -> [WorkerFrames] {
        sent.filter { $0.port == Self.workerPort && $0.peer == bytes(worker) }
            .compactMap { WorkerFrames($0.frames, discarded: 0) }
    }

    /// The requests a worker was handed: their numbers there and their bodies.
    func handed(_ worker: String = "w") -> [(id: UInt64, body: [UInt8])] {
        toWorker(worker).compactMap {
            if case .request(let id, _, let body) = $0 { (id, body) } else { nil }
        }
    }

    func byes(_ worker: String = "w") -> Int { toWorker(worker).count { $0 == .bye } }

    var counters: BrokerStatistics.Counters { state.counters }

    func instance(_ name: String = "one") -> BrokerStatistics.Instance? {
        state.statistics.services.flatMap(\.instances).first { $0.instance == name }
    }
}
