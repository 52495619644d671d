// A gateway with real sockets, on this machine's and over TCP, with keys in a folder and a service that says who calls.

import Fabric
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import WireJSON

@testable import GatewayCommandLine

/// A suite on the network.
final class NetworkSuite: Sendable {
    let folder = TemporaryFolder()
    let gateway: SuiteGateway
    let doors: NetworkDoors
    let said = Collected()
    /// The machine's clock, by which keys end.
    let clock = ManualClock(Surroundings.live.now())
    /// Requests that reached a service.
    let handled = Mutex(0)
    private let workers = Mutex<[Worker]>([])
    private let tasks = Mutex<[Task<Void, Never>]>([])

    private static let anyPort = "tcp://127.0.0.1:*"

    /// Makes the gateway's key and those that `make` makes, then starts.
    init(_ make: (KeyRing) throws -> Void = { _ in }) throws {
        let (said, clock) = (said, clock)
        let say: @Sendable (String) -> Void = { said.add(Array("\($0)\n".utf8)) }
        let surroundings = Surroundings(now: Surroundings.live.now, machineTime: { clock.now / 1000 })
        let suite = SuiteFolder(root: folder.path)
        let ring = KeyRing(suite, now: surroundings.machineInstant)
        _ = try ring.makeGateway()
        try make(ring)
        let denials = DenialLog(monotonic: surroundings.monotonic, say: say)
        let addresses = try GatewayAddresses(
            clients: Self.anyPort, workers: Self.anyPort, secondClients: Self.anyPort, secondWorkers: Self.anyPort)
        doors = NetworkDoors(addresses, keys: suite.keyFolder, surroundings: surroundings, say: say)
        _ = try SuiteLock(suite)
        gateway = SuiteGateway(
            transport: ZeroMQTransport(), clients: try .ipc(suite.clientSocket), workers: try .ipc(suite.workerSocket),
            doors: doors, clock: nil,
            principals: try Principals(path: suite.principals, surroundings: surroundings, denials: denials),
            denials: denials, surroundings: surroundings, say: say)
        try gateway.start()
        let gateway = gateway
        tasks.withLock { $0.append(Task { await gateway.serve() }) }
    }

    deinit {
        for worker in workers.withLock({ $0 }) { worker.stop() }
        gateway.stop()
        for task in tasks.withLock({ $0 }) { task.cancel() }
    }

    /// Now, by the machine's clock.
    var ring: KeyRing {
        KeyRing(SuiteFolder(root: folder.path), now: Instant(microseconds: clock.now / 1_000_000 * 1_000_000))
    }
    func seconds(_ seconds: Int64) -> Instant { Instant(microseconds: ring.now.microseconds + seconds * 1_000_000) }
    func advance(seconds: Int64) { clock.set(clock.now + seconds * 1_000_000) }

    /// The address that stays, of a side.
    func address(_ side: Listener.Side) throws -> String {
        guard let address = doors.addresses(of: side).first else { throw UsageError("no address") }
        return address
    }

    func key(_ name: String) throws -> KeyPair { try KeyFile.read(folder.file("keys/\(name).key")) }
    var keyFile: (String) -> String { { [folder] in folder.file("keys/\($0).key") } }

    /// A service that answers every call with its caller; over TCP if it has a key.
    @discardableResult
    func serve(_ service: String, at address: String? = nil, key: KeyPair? = nil) throws -> Worker {
        let place = try Endpoint(address ?? SuiteFolder(root: folder.path).workerSocket)
        let worker = Worker(
            transport: ZeroMQTransport(), gateways: [place], key: key,
            announcement: ReadyAnnouncement(
                service: service, instance: Surroundings.live.newIdentifier(), epoch: 1, version: "0.1.0",
                methods: [:], credit: .init(requests: 1000, bytes: 16 << 20, parked: 0)), surroundings: .live)
        try worker.start()
        workers.withLock { $0.append(worker) }
        let task = Task { [weak self] in
            for await request in worker.requests { request.reply(self?.answer(request) ?? []) }
        }
        tasks.withLock { $0.append(task) }
        return worker
    }

    private func answer(_ request: IncomingRequest) -> [UInt8] {
        handled.withLock { $0 += 1 }
        guard case .single(.success(let entry)) = JSONRPC.read(request.body),
            let principal = try? WireJSON.encode(request.head.principal)
        else { return [] }
        return JSONRPC.response(id: entry.id, result: principal, metadata: nil)
    }

    /// Fails soon: who is not let in hears nothing.
    static let impatient: ClientSettings = {
        var settings = ClientSettings()
        settings.connectMilliseconds = 500
        return settings
    }()

    /// A suite that knows a caller, `clerk`, and one instance, SERVICE-1.
    static func withClerk(serving service: String) throws -> NetworkSuite {
        try NetworkSuite { ring in
            _ = try ring.make("clerk", .calls(roles: [.organiser, .reader], scope: "31"), publicKey: nil)
            _ = try ring.make("\(service)-1", .serves([service]), publicKey: nil)
        }
    }

    /// Waits until an instance that drains has nothing left to do.
    func idle(_ service: String) async throws {
        try await eventually("the draining \(service) to be idle") { [gateway] in
            gateway.statistics.service(service)?.instances.contains { $0.draining && $0.inFlight == 0 } == true
        }
    }

    /// Waits until so many instances of a service are known.
    func known(_ service: String, instances: Int = 1) async throws {
        try await eventually("\(instances) of \(service)") { [gateway] in
            gateway.statistics.service(service)?.instances.count == instances
        }
    }

    /// A client over TCP.
    func client(_ name: String, at address: String? = nil, settings: ClientSettings = .init()) throws -> Client {
        try client(try key(name), at: address, settings: settings)
    }

    func client(_ key: KeyPair, at address: String? = nil, settings: ClientSettings = .init()) throws -> Client {
        let place = try Endpoint(address ?? self.address(.clients))
        let client = Client(
            transport: ZeroMQTransport(), gateways: [place], key: key, settings: settings, surroundings: .live)
        try client.start()
        return client
    }

    /// `sauro` on a machine that has only the key file.
    func sauro(_ words: String..., name: String) async throws -> Outcome {
        let environment = ["SAURO_GATEWAY": try address(.clients), "SAURO_KEY": keyFile(name)]
        return await Shell(environment: environment, connect: LiveConnect.with(.live)).sauro(words)
    }
}

extension Client {
    /// Asks a service who is calling.
    func whoami(_ service: String = "echo") async throws(Failure) -> Principal {
        guard let service = ServiceName(service) else { throw .fabric(.invalidRequest, "no name") }
        let answer = try await call(
            service: service, method: "\(service).caller.show", params: RawJSON(unsafeUnchecked: Array("{}".utf8)))
        do { return try WireJSON.decode(Principal.self, from: answer.bytes) } catch {
            throw .fabric(.internalError, "\(error)")
        }
    }
}

/// Callers that call without a pause, by a client that can be exchanged, and count what fails.
actor CallStream {
    private var client: Client
    private var tasks: [Task<Void, Never>] = []
    private var isOver = false
    private(set) var answered = 0
    private(set) var failures: [Failure] = []
    /// Calls under way by client.
    private var under: [ObjectIdentifier: Int] = [:]

    init(_ client: Client, callers: Int = 4) async {
        self.client = client
        tasks = (0..<callers).map { _ in Task { await self.run() } }
    }

    private func run() async {
        while !isOver {
            let client = client
            let id = ObjectIdentifier(client)
            under[id, default: 0] += 1
            do throws(Failure) {
                _ = try await client.whoami()
                answered += 1
            } catch { failures.append(error) }
            under[id, default: 0] -= 1
        }
    }

    /// Goes on with another client, and waits until the one before has its answers.
    nonisolated func move(to next: Client) async throws {
        let before = await exchange(next)
        try await eventually("the last answers") { await self.isIdle(before) }
        before.stop()
    }

    private func exchange(_ next: Client) -> Client {
        defer { client = next }
        return client
    }

    private func isIdle(_ client: Client) -> Bool { under[ObjectIdentifier(client)] == 0 }

    /// Waits until so many more calls were answered, or one has failed.
    nonisolated func more(_ calls: Int = 50) async throws {
        let goal = await answered + calls
        try await eventually("\(calls) more answers") { await self.has(goal) }
    }

    private func has(_ goal: Int) -> Bool { answered >= goal || !failures.isEmpty }

    func end() async {
        isOver = true
        for task in tasks { await task.value }
    }
}
