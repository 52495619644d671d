// A suite in memory: the real gateway with its desk, and services that answer what a test tells them to.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

/// What a command left behind.
struct Outcome: Equatable {
    var code: MessageSchema.ExitCode
    var output: String
    var errors: String
}

/// Bytes collected from a stream.
final class Collected: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}

/// Runs `sauro` without a process.
struct Shell {
    var environment: [String: String] = [:]
    var columns: Int?
    var input = ""
    var connect: Connect = { _ throws(Failure) in
        throw .fabric(.unavailable, "no suite runs here", executed: Failure.Executed.no)
    }
    var interrupted: @Sendable () -> AsyncStream<Int32> = { AsyncStream { _ in } }
    var hungUp: @Sendable () -> AsyncStream<Int32> = { AsyncStream { _ in } }
    var surroundings = Surroundings.live

    func sauro(_ words: [String], errors: Collected = Collected()) async -> Outcome {
        let output = Collected()
        let input = Array(input.utf8)
        let console = Console(
            readInput: { input },
            writeOutput: {
                output.add($0)
                return true
            }, writeErrors: { errors.add($0) }, outputColumns: columns)
        var environment = environment
        environment["HOME"] = environment["HOME"] ?? "/nowhere"
        let tool = CommandLineTool(
            arguments: words, environment: environment, console: console, surroundings: surroundings, connect: connect,
            interrupted: interrupted, hungUp: hungUp)
        let code = await tool.run()
        return Outcome(code: code, output: output.text, errors: errors.text)
    }
}

/// A gateway with services of a test's making.
final class FakeSuite: Sendable {
    typealias Answer = @Sendable (JSONRPC.Request) -> Result<JSONValue, Failure>

    let transport = MemoryTransport()
    let folder = TemporaryFolder()
    let requests = Mutex<[(method: String, params: JSONValue, metadata: CallMetadata)]>([])
    private let gateway: SuiteGateway
    private let workers = Mutex<[Worker]>([])
    private static let clients = Endpoint.memory("clients")
    private static let services = Endpoint.memory("workers")

    /// What the gateway said.
    let said = Collected()

    init(clock: Bool = false, principals: String? = nil, expected: [String] = []) throws {
        if let principals { folder.write(principals, to: "principals.yaml") }
        let clock =
            clock
            ? try SuiteClock(path: folder.path + "/clock", createAt: Instant("2025-01-01T00:00:00Z").microseconds) : nil
        let said = said
        let say: @Sendable (String) -> Void = { said.add(Array("\($0)\n".utf8)) }
        let denials = DenialLog(monotonic: Surroundings.live.monotonic, say: say)
        gateway = SuiteGateway(
            transport: transport, clients: Self.clients, workers: Self.services, clock: clock,
            principals: try Principals(path: folder.path + "/principals.yaml", denials: denials), denials: denials,
            expected: expected, surroundings: .live, say: say)
        try gateway.start()
        let gateway = gateway
        Task { await gateway.serve() }
    }

    deinit {
        for worker in workers.withLock({ $0 }) { worker.stop() }
        gateway.stop()
    }

    /// Adds a service and waits until the gateway knows it.
    func add(_ service: String, answer: @escaping Answer) async throws {
        try await add(service) { [weak self] in $0.reply(self?.reply($0.body, answer) ?? []) }
    }

    /// Adds a service that answers nothing.
    func add(_ service: String, silentAfter arrival: @escaping @Sendable () -> Void) async throws {
        try await add(service) { (_: IncomingRequest) in arrival() }
    }

    /// Adds a service that does with each body what it likes.
    func add(_ service: String, handle: @escaping @Sendable (IncomingRequest) -> Void) async throws {
        let announcement = ReadyAnnouncement(
            service: service, instance: Surroundings.live.newIdentifier(), epoch: 1, version: "0.1.0", methods: [:],
            credit: .init(requests: 1000, bytes: 16 << 20, parked: 100))
        let worker = Worker(
            transport: transport, gateways: [Self.services], announcement: announcement, surroundings: .live)
        workers.withLock { $0.append(worker) }
        try worker.start()
        Task { for await request in worker.requests { handle(request) } }
        try await known(service)
    }

    /// Waits until the gateway knows a service.
    func known(_ service: String) async throws {
        let client = try connect()
        defer { client.stop() }
        while try await !client.isKnown(ServiceName(service)!) { await Task.yield() }
    }

    /// Waits until the gateway's status, which is a moment old, names itself and so many instances of services.
    func listed(_ count: Int) async throws {
        let client = try connect()
        defer { client.stop() }
        try await eventually("\(count) instances in the status") {
            let services = try await client.call(ShowSuiteStatus()).value.services
            let (own, others) = (services.filter(Self.isGateway), services.filter { !Self.isGateway($0) })
            return !own.flatMap(\.instances).isEmpty && others.flatMap(\.instances).count == count
        }
    }

    private static func isGateway(_ service: ShowSuiteStatus.Service) -> Bool {
        service.service == GatewayContract.service.text
    }

    /// The answer to a body.
    func reply(_ body: [UInt8], _ answer: Answer) -> [UInt8] {
        switch JSONRPC.read(body) {
        case .single(let entry): reply(entry, answer)
        case .batch(let entries): JSONRPC.array(of: entries.map { reply($0, answer) })
        }
    }

    private func reply(_ entry: Result<JSONRPC.Request, JSONRPC.Refusal>, _ answer: Answer) -> [UInt8] {
        guard case .success(let request) = entry else { return [] }
        let params = (try? request.params?.decode(JSONValue.self)) ?? .object([])
        requests.withLock { $0.append((request.method, params.withoutMetadata, request.metadata)) }
        switch answer(request) {
        case .success(let value):
            return JSONRPC.response(id: request.id, result: value.jsonBytes(pretty: false), metadata: nil)
        case .failure(let failure): return JSONRPC.response(id: request.id, failure: failure)
        }
    }

    func connect() throws(Failure) -> Client {
        let client = Client(transport: transport, gateways: [Self.clients], surroundings: .live)
        do { try client.start() } catch { throw .fabric(.unavailable, "\(error)") }
        return client
    }

    /// A shell whose commands reach this suite. They wait as long as may be, since a machine full of tests is slow, but
    /// where a test asks how long they wait of themselves.
    func shell(
        columns: Int? = nil, input: String = "", environment: [String: String] = [:], isPatient: Bool = true
    ) -> Shell {
        let patience = isPatient ? ["SAURO_TIMEOUT": "\(CallMetadata.deadlineMax)"] : [:]
        return Shell(
            environment: patience.merging(environment) { $1 }, columns: columns, input: input,
            connect: { _ throws(Failure) in try self.connect() })
    }

    func sauro(_ words: String...) async -> Outcome { await shell().sauro(words) }
}

/// JSON written down in a test, or printed in one. What is none is an issue of the test, at the line that read it.
func json(_ text: String, at line: SourceLocation = #_sourceLocation) -> JSONValue {
    do { return try WireJSON.decode(JSONValue.self, from: Array(text.utf8)) } catch {
        Issue.record("\(error), in: \(text)", sourceLocation: line)
        return .null
    }
}

/// A value as JSON. What cannot be written down is an issue of the test, at the line that gave it.
func json(of value: some Encodable, at line: SourceLocation = #_sourceLocation) -> JSONValue {
    do { return try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value)) } catch {
        Issue.record(error, sourceLocation: line)
        return .null
    }
}

/// A verb of the catalogue.
func verb(_ noun: String, _ name: String) throws -> Verb { try VerbTable().verb(name, of: noun) }
