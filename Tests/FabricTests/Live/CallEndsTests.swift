// Calls whose gateway is away, and how a call ends that is not answered, the same over memory and over ZeroMQ.

import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing

@testable import Fabric

@Suite(.serialized) struct CallEndsTests {
    @Test(arguments: Carrier.allCases)
    func `Without any gateway a call is unavailable and was not executed`(carrier: Carrier)
        async throws
    {
        let house = try House(carrier)
        let client = try house.client { $0.connectMilliseconds = 50 }
        let failure = await #expect(throws: Failure.self) {
            try await client.call(GetThing(word: "a"))
        }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.executed == .no)
        client.stop()
    }

    @Test(arguments: Carrier.allCases)
    func `A call made before its gateway is there goes when it is`(carrier: Carrier) async throws {
        let house = try House(carrier)
        let client = try house.client()
        async let isKnown = client.isKnown("echo")
        let broker = try house.broker()
        #expect(try await isKnown == false)
        client.stop()
        broker.stop()
    }

    @Test(arguments: Carrier.allCases)
    func `The second of two gateways serves while the first is away`(carrier: Carrier) async throws {
        let house = try House(carrier)
        let away =
            carrier == .memory ? Endpoint.memory("away") : try .ipc("\(house.folder)/away.ipc")
        let awayToo =
            carrier == .memory ? Endpoint.memory("away too") : try .ipc("\(house.folder)/away2.ipc")
        let broker = try house.broker()
        let worker = Worker(
            transport: house.transport, gateways: [awayToo, house.workers],
            announcement: announcement(), surroundings: .live)
        try worker.start()
        async let served: Void = serveEcho(worker)
        let client = Client(
            transport: house.transport, gateways: [away, house.clients], surroundings: .live)
        try client.start()
        try await client.knowsEcho()
        #expect(try await client.call(GetThing(word: "a")).value.word == "a")
        client.stop()
        worker.stop()
        broker.stop()
        await served
    }

    @Test(arguments: Carrier.allCases)
    func `Calls with a gateway that is gone end, or go to the next if that does no harm`(carrier: Carrier) async throws
    {
        let house = try House(carrier)
        let broker = try house.broker()
        // A gateway that takes requests and answers none.
        let mute = carrier == .memory ? Endpoint.memory("mute") : try .ipc("\(house.folder)/mute.ipc")
        let muteGateway = try MuteGateway(house.transport, mute)
        let worker = try house.worker()
        async let served: Void = serveEcho(worker)
        try await house.client().knowsEcho()
        let client = Client(transport: house.transport, gateways: [mute, house.clients], surroundings: .live)
        try client.start()
        let metadata = CallMetadata(deadline: 60_000)
        async let read = client.call(GetThing(word: "a"), metadata: metadata)
        let unkeyed = Task { try await client.exchange(service: "echo", body: body(2), timeout: 60_000) }
        try await eventually { muteGateway.heard == 2 }
        muteGateway.stop()
        #expect(try await read.value.word == "a")
        let failure = await #expect(throws: Failure.self) { try await unkeyed.value }
        #expect(failure?.kind == .unavailable && failure?.executed == .unknown)
        client.stop()
        worker.stop()
        broker.stop()
        await served
    }

    @Test(arguments: Carrier.allCases) func `A cancelled call returns at once`(carrier: Carrier)
        async throws
    {
        let house = try House(carrier)
        let broker = try house.broker()
        let worker = try house.worker()
        let client = try house.client()
        try await client.knowsEcho()
        let call = Task {
            try await client.call(GetThing(word: "a"), metadata: CallMetadata(deadline: 60_000))
        }
        var requests = worker.requests.makeAsyncIterator()
        let held = try #require(await requests.next())
        call.cancel()
        let failure = await #expect(throws: Failure.self) { try await call.value }
        #expect(failure?.kind == .deadlineExceeded)
        held.reply(result(1))
        client.stop()
        worker.stop()
        broker.stop()
    }

    @Test(arguments: Carrier.allCases) func `A deadline ends a call that nobody answers`(
        carrier: Carrier
    ) async throws {
        let house = try House(carrier)
        let broker = try house.broker()
        let worker = try house.worker()
        let client = try house.client { $0.graceMilliseconds = 0 }
        try await client.knowsEcho()
        let failure = await #expect(throws: Failure.self) {
            try await client.call(GetThing(word: "a"), metadata: CallMetadata(deadline: 30))
        }
        #expect(failure?.kind == .deadlineExceeded)
        #expect(failure?.executed == .unknown)
        client.stop()
        worker.stop()
        broker.stop()
    }

    @Test(arguments: Carrier.allCases) func `A stopping gateway answers what is out`(
        carrier: Carrier
    ) async throws {
        let house = try House(carrier)
        let broker = try house.broker()
        let worker = try house.worker(announcement(requests: 1))
        let client = try house.client()
        try await client.knowsEcho()
        async let running = client.exchange(service: "echo", body: body(1))
        var requests = worker.requests.makeAsyncIterator()
        _ = await requests.next()
        async let waiting = client.exchange(service: "echo", body: body(2))
        try await eventually { broker.statistics.service("echo")?.queued == 1 }
        broker.stop()
        #expect(
            ReadAnswer.read(try await running) == [
                ReadAnswer(.unavailable, id: "1", executed: .unknown)
            ])
        #expect(
            ReadAnswer.read(try await waiting) == [ReadAnswer(.unavailable, id: "2", executed: .no)]
        )
        client.stop()
        worker.stop()
    }

    @Test(arguments: Carrier.allCases)
    func `A stopped client answers its calls, and later ones at once`(carrier: Carrier) async throws {
        let house = try House(carrier)
        let client = try house.client()
        let call = Task { try await client.call(GetThing(word: "a")) }
        client.stop()
        await #expect(throws: Failure.self) { try await call.value }
        let failure = await #expect(throws: Failure.self) { try await client.isKnown("echo") }
        #expect(failure?.executed == .no)
        #expect(throws: TransportError.startedBefore) { try client.start() }
    }
}

/// Takes whatever comes and says nothing.
private final class MuteGateway: Sendable {
    private struct Machine: PortMachine {
        enum Command: Sendable {}
        enum Report: Sendable { case heard }
        var tickMilliseconds: Int64 { 1000 }
        mutating func handle(_ event: PortEvent<Command>, now: Int64) -> [PortAction<Report>] {
            if case .message = event { [.report(.heard)] } else { [] }
        }
    }

    private let thread: PortThread<Machine>
    private let count: Count
    var heard: Int { count.value.withLock { $0 } }
    func stop() { thread.stop() }

    private final class Count: Sendable { let value = Mutex(0) }

    init(_ transport: any Transport, _ endpoint: Endpoint) throws {
        let count = Count()
        self.count = count
        thread = PortThread(
            Machine(), transport: transport, plans: [PortPlan(.listens, endpoint)], surroundings: .live
        ) { _ in count.value.withLock { $0 += 1 } }
        try thread.start()
    }
}
