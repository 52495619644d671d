// A gateway and what hangs on it, really running, over one carrier or the other.

import Fabric
import Glibc
import MessageSchema
import Surroundings
import TestGround
import Testing
import WireJSON
import ZeroMQ

/// What carries the frames.
enum Carrier: String, CaseIterable, Sendable { case memory, zeroMQ }

/// A carrier with endpoints nobody else has, and makers of everything that uses it.
final class House: Sendable {
    let carrier: Carrier
    let transport: any Transport
    let clients: Endpoint
    let workers: Endpoint
    let folder: String
    private let temporary = TemporaryFolder()

    init(_ carrier: Carrier) throws {
        self.carrier = carrier
        folder = temporary.path
        switch carrier {
        case .memory:
            transport = MemoryTransport()
            clients = .memory("client")
            workers = .memory("worker")
        case .zeroMQ:
            transport = ZeroMQTransport()
            clients = try .ipc("\(folder)/client.ipc")
            workers = try .ipc("\(folder)/worker.ipc")
        }
    }

    func broker(_ change: (inout BrokerSettings) -> Void = { _ in }) throws -> Broker {
        var settings = BrokerSettings()
        settings.idleTickMilliseconds = 20
        settings.busyTickMilliseconds = 20
        change(&settings)
        let broker = Broker(
            transport: transport, clients: clients, workers: workers, settings: settings,
            surroundings: .live
        ) { origin, actAs in
            guard origin == .local(uid: geteuid()) else {
                return .failure(.fabric(.forbidden, "a stranger"))
            }
            return .success(
                Principal(
                    name: actAs ?? "local", roles: [.administrator], via: actAs.map { _ in "local" }
                ))
        }
        try broker.start()
        return broker
    }

    func worker(_ ready: ReadyAnnouncement = announcement(), heartbeat: Int64 = 1000) throws
        -> Worker
    {
        var settings = WorkerSettings()
        settings.heartbeatMilliseconds = heartbeat
        let worker = Worker(
            transport: transport, gateways: [workers], announcement: ready, settings: settings,
            surroundings: .live)
        try worker.start()
        return worker
    }

    func client(_ change: (inout ClientSettings) -> Void = { _ in }) throws -> Client {
        var settings = ClientSettings()
        change(&settings)
        let client = Client(
            transport: transport, gateways: [clients], settings: settings, surroundings: .live)
        try client.start()
        return client
    }

    /// Ports in the hands of the test itself: first a client's, then as many workers' as asked for.
    func raw(workers count: Int = 1) throws -> RawPorts {
        let plans =
            [PortPlan(.connects, clients)] + (0..<count).map { _ in PortPlan(.connects, workers) }
        return try RawPorts(transport, plans)
    }
}

/// Ports the test speaks frames through, from one thread: tests that use them are not async.
final class RawPorts {
    private let ports: any PortSet
    private var inbox: [Int: [Frames]] = [:]

    init(_ transport: any Transport, _ plans: [PortPlan]) throws {
        ports = try transport.open(plans, waker: Waker())
    }

    deinit { ports.close() }

    private func pump(_ milliseconds: Int64) {
        for case .message(let inbound) in ports.wait(milliseconds: milliseconds) {
            inbox[inbound.port, default: []].append(inbound.frames)
        }
    }

    func send(_ frames: Frames, port: Int = 0) {
        for _ in 0..<500 {
            if ports.send(Outbound(port: port, frames: frames)) == .sent { return }
            pump(10)
        }
        Issue.record("port \(port) took no message for five seconds")
    }

    /// The next message that fits, those before it thrown away; nil after five seconds.
    func next<T>(port: Int, _ fits: (Frames) -> T?) -> T? {
        for _ in 0..<500 {
            while let frames = inbox[port]?.first {
                inbox[port]?.removeFirst()
                if let found = fits(frames) { return found }
            }
            pump(10)
        }
        Issue.record("port \(port) got nothing that fits within five seconds")
        return nil
    }

    // MARK: as a client

    func request(_ body: [UInt8], service: String = "echo") {
        send([[], bytes("MDPC01"), bytes(service), body])
    }

    /// The next answer's body.
    func answer() -> [UInt8] { next(port: 0) { $0.last } ?? [] }

    func answers() -> [ReadAnswer] { ReadAnswer.read(answer()) }

    // MARK: as a worker

    /// Says READY on a worker's port and waits until the gateway shows that it knows.
    func ready(_ announcement: ReadyAnnouncement, port: Int = 1) {
        let text = (try? WireJSON.encode(announcement)) ?? []
        send([bytes("SROW01"), [1], text], port: port)
        _ = next(port: port) { $0 == [bytes("SROW01"), [6]] ? true : nil }
    }

    /// The next request's id and body.
    func handed(port: Int = 1) -> (id: [UInt8], body: [UInt8]) {
        next(port: port) { $0.count == 5 && $0[1] == [2] ? ($0[2], $0[4]) : nil } ?? ([], [])
    }

    func work(_ command: UInt8, _ extra: [UInt8]..., port: Int = 1) {
        send([bytes("SROW01"), [command]] + extra, port: port)
    }

    func bye(port: Int = 1) -> Bool {
        next(port: port) { $0 == [bytes("SROW01"), [8]] ? true : nil } ?? false
    }
}

/// Waits for a condition, ten seconds at most, in a test that is not async.
func eventuallyBlocking(sourceLocation: SourceLocation = #_sourceLocation, _ condition: () -> Bool) {
    for _ in 0..<2000 {
        if condition() { return }
        usleep(5000)
    }
    Issue.record("the condition never held", sourceLocation: sourceLocation)
}

extension Client {
    /// Waits until its gateway knows an instance of the service that tests play.
    func knowsEcho() async throws {
        try await eventually("the service is never known") {
            (try? await self.isKnown("echo")) == true
        }
    }
}

/// A method of the service the tests play.
struct GetThing: Method {
    static let name: MethodName = "echo.thing.get"
    static let effect = Effect.reads
    static let permission = Permission.readUnits
    static let scope = Scope<Self>.anywhere
    static let summary = "Get a thing."
    static let example = Example(Self(word: "a"), reply: Reply(word: "a", caller: "local"))

    var word: String

    struct Reply: Codable, Hashable, Sendable {
        var word: String
        var caller: String
    }
}

/// Answers every request with its own `word` and the caller's name, until the stream ends.
func serveEcho(_ worker: Worker) async {
    for await request in worker.requests { request.reply(echo(request)) }
}

private func echo(_ request: IncomingRequest) -> [UInt8] {
    func answer(_ entry: Result<JSONRPC.Request, JSONRPC.Refusal>) -> [UInt8] {
        switch entry {
        case .failure(let refusal):
            return JSONRPC.response(id: refusal.id, failure: refusal.failure)
        case .success(let call):
            guard let word = call.params?["word"]?.string else {
                let failure = Failure(.notFound, name: "echo.thing.notFound", message: "no word")
                return JSONRPC.response(id: call.id, failure: failure)
            }
            let reply = GetThing.Reply(word: word, caller: request.head.principal.name)
            return JSONRPC.response(
                id: call.id, result: (try? WireJSON.encode(reply)) ?? [],
                metadata: ReplyMetadata(sequence: 7))
        }
    }
    switch JSONRPC.read(request.body) {
    case .single(let entry): return answer(entry)
    case .batch(let entries): return JSONRPC.array(of: entries.map(answer))
    }
}
