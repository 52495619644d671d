// Services that are told to leave while something is in their way: a second signal, a gateway that takes nothing more,
// a gateway that is gone, another service that does not answer.

import Fabric
import MessageSchema
import Surroundings
import TestGround
import Testing
import WireJSON

import Foundation
import Synchronization

@testable import GatewayCommandLine

@Suite("A service that is told to leave", .serialized)
struct LeavingTests {
    @Test("finishes what runs, announced as leaving meanwhile")
    func finishes() async throws {
        let suite = try LiveSuite()
        let (written, turn) = try await writeInHand(suite)
        let service = try suite.instance("registry")
        service.signal(SIGTERM)
        try await eventually("the drain") { suite.isDraining("registry") }
        turn.release()
        #expect(try await !written.value.isEmpty)
        #expect(try await service.end(within: 10_000) == .exited(0))
        try await suite.stop()
    }

    @Test("leaves at once when it is told a second time, and what it had may have run")
    func secondSignal() async throws {
        let suite = try LiveSuite()
        let (written, turn) = try await writeInHand(suite)
        defer { turn.release() }
        let service = try suite.instance("registry")
        service.signal(SIGTERM)
        try await eventually("the drain") { suite.isDraining("registry") }
        service.signal(SIGTERM)
        // The write still hangs, so nothing else can have ended it.
        #expect(try await service.end(within: 5000) == .exited(ExitCode.cancelled.rawValue))
        let failure = await failure { _ = try await written.value }
        #expect(failure?.kind == .unavailable && failure?.executed == .unknown)
        try await suite.stop()
    }

    /// A registry with a write in hand that it cannot finish: the test holds the turn of its database until it lets
    /// go. A machine that stands still for seconds may take the first write from it; then there is another.
    private func writeInHand(_ suite: LiveSuite) async throws -> (Task<String, any Error>, HeldTurn) {
        try suite.start("registry")
        let (work, client) = (StaffWorkload(), suite.client)
        try await work.prepare(client)
        let turn = try HeldTurn(of: "registry", in: suite.database)
        for attempt in 1...5 {
            let hasEnded = Atomic(false)
            let written = Task {
                defer { hasEnded.store(true, ordering: .releasing) }
                return try await work.write("Người chờ \(attempt)", client, CallMetadata(deadline: 60_000))
            }
            try await eventually("the writer to wait for its turn") {
                if hasEnded.load(ordering: .acquiring) { return true }
                return try suite.instances(of: "registry").first?.inFlight == 1
                    && turn.isWaitedFor(by: suite.instance("registry").pid)
            }
            guard hasEnded.load(ordering: .acquiring) else { return (written, turn) }
            let failure = await failure { _ = try await written.value }
            guard failure?.kind == .unavailable else {
                throw LiveProblem("it did not wait: \(String(describing: failure))")
            }
        }
        throw LiveProblem("five writes were lost")
    }

    private func failure(_ call: () async throws -> Void) async -> Failure? {
        do { try await call() } catch { return error as? Failure }
        return nil
    }

    @Test("leaves within two seconds though its gateway is stopped with answers unread, or gone")
    func unreachableGateway() async throws {
        for signal in [SIGSTOP, SIGKILL] {
            let gateway = try await LiveGateway()
            let database = DatabaseUnderTest()
            let services = try ["registry", "tasks"].map { try startService($0, in: database, gateways: [gateway]) }
            for service in ["registry", "tasks"] { try await gateway.awaitInstances(1, of: service) }
            let client = Client(transport: ZeroMQTransport(), gateways: [try gateway.clients], surroundings: .live)
            try client.start()
            try await StaffWorkload().prepare(client)
            let page = try await fill(client)
            let calls = (0..<64).map { _ in
                Task { try? await client.call(page, metadata: CallMetadata(deadline: 60_000)) }
            }
            // As soon as one was answered, many others are on their way.
            _ = await calls[0].value
            gateway.process.signal(signal)
            for service in services { service.signal(SIGTERM) }
            for service in services { #expect(try await service.end(within: 2000) == .exited(0)) }
            client.stop()
            for call in calls { _ = await call.value }
            await gateway.stop()
        }
    }

    /// Makes the registry's journal large enough that its pages do not fit into sockets.
    private func fill(_ client: Client) async throws -> ReadEvents<RegistryContract> {
        let name = String(repeating: "dài ", count: 40)
        let entries = try (0..<100).map { number in
            BatchEntry(
                method: RegisterStaff.name.text,
                params: try RawJSON(
                    checking: WireJSON.encode(
                        RegisterStaff(
                            unit: UnitCode("HP-DOH"), name: PlainText("\(name)\(number)"), profession: .nurse))))
        }
        for outcome in try await client.batch(service: "registry", entries) { _ = try outcome.get() }
        return ReadEvents(after: 0, limit: 1000)
    }

    @Test("does not wait for a service that does not answer; who asked is told that it may have run")
    func unreachableService() async throws {
        let suite = try LiveSuite()
        for service in ["registry", "tasks"] { try suite.start(service) }
        let work = TaskWorkload()
        try await work.prepare(suite.client)
        let (registry, tasks) = (try suite.instance("registry"), try suite.instance("tasks"))
        try await eventually("the long poll") { suite.instances(of: "registry").first?.parked == 1 }
        registry.signal(SIGSTOP)
        // A unit that the task service does not know makes it ask the registry.
        let request = DraftTask(
            directive: try DirectiveKey("1/KH-SYT"), assigner: try UnitCode("NO-ONE"), title: "Việc")
        let client = suite.client
        let drafted = Task { try await client.call(request, metadata: CallMetadata(deadline: 60_000)) }
        try await eventually("the question") { suite.instances(of: "registry").first?.inFlight == 1 }
        tasks.signal(SIGTERM)
        #expect(try await tasks.end(within: 2000) == .exited(0))
        let failure = await failure { _ = try await drafted.value }
        #expect(failure?.kind == .unavailable && failure?.executed == .unknown)
        registry.signal(SIGCONT)
        try await suite.stop()
    }
}
