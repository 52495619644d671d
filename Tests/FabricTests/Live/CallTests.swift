// Broker, Worker and Client together, the same over memory and over ZeroMQ.

import Fabric
import MessageSchema
import Surroundings
import TestGround
import Testing
import WireJSON

@Suite(.serialized) struct CallTests {
    /// A gateway, one echoing worker and a client; all stopped in the end.
    private func withEcho(
        _ carrier: Carrier, _ body: (House, Broker, Worker, Client) async throws -> Void
    ) async throws {
        let house = try House(carrier)
        let broker = try house.broker()
        let worker = try house.worker()
        let client = try house.client()
        async let served: Void = serveEcho(worker)
        defer {
            client.stop()
            worker.stop()
            broker.stop()
        }
        try await client.knowsEcho()
        try await body(house, broker, worker, client)
        worker.stop()
        await served
    }

    @Test(arguments: Carrier.allCases) func `A typed call is answered with value and metadata`(
        carrier: Carrier
    ) async throws {
        try await withEcho(carrier) { _, _, _, client in
            let answer = try await client.call(GetThing(word: "xin chào"))
            #expect(answer.value == GetThing.Reply(word: "xin chào", caller: "local"))
            #expect(answer.metadata == ReplyMetadata(sequence: 7))
        }
    }

    @Test(arguments: Carrier.allCases) func `A call by name gives the result as it came`(
        carrier: Carrier
    ) async throws {
        try await withEcho(carrier) { _, _, _, client in
            let result = try await client.call(
                service: "echo", method: "echo.thing.get",
                params: RawJSON(unsafeUnchecked: bytes(#"{"word":"a"}"#)),
                metadata: CallMetadata(idempotencyKey: "k"))
            #expect(text(result.bytes) == #"{"word":"a","caller":"local","_meta":{"sequence":7}}"#)
        }
    }

    @Test(arguments: Carrier.allCases) func `A service's refusal is thrown as it is`(
        carrier: Carrier
    ) async throws {
        try await withEcho(carrier) { _, _, _, client in
            let failure = await #expect(throws: Failure.self) {
                try await client.call(
                    service: "echo", method: "echo.thing.get",
                    params: RawJSON(unsafeUnchecked: bytes("{}")))
            }
            #expect(failure == Failure(.notFound, name: "echo.thing.notFound", message: "no word"))
        }
    }

    @Test(arguments: Carrier.allCases) func `A batch's results stand in the order of its entries`(
        carrier: Carrier
    ) async throws {
        try await withEcho(carrier) { _, _, _, client in
            let entries = ["{\"word\":\"a\"}", "{}", "{\"word\":\"b\"}"].map {
                BatchEntry(method: "echo.thing.get", params: RawJSON(unsafeUnchecked: bytes($0)))
            }
            let results = try await client.batch(service: "echo", entries)
            #expect(results.count == 3)
            #expect(text(try results[0].get().bytes).hasPrefix("{\"word\":\"a\""))
            #expect(throws: Failure(.notFound, name: "echo.thing.notFound", message: "no word")) {
                try results[1].get()
            }
            #expect(text(try results[2].get().bytes).hasPrefix("{\"word\":\"b\""))
        }
    }

    @Test(arguments: Carrier.allCases) func `A body written elsewhere is exchanged as it is`(
        carrier: Carrier
    ) async throws {
        try await withEcho(carrier) { _, _, _, client in
            let answer = try await client.exchange(
                service: "echo", body: body(12, params: "\"word\":\"a\""))
            #expect(text(answer).hasPrefix(#"{"jsonrpc":"2.0","id":12,"result":{"word":"a""#))
            #expect(
                ReadAnswer.read(try await client.exchange(service: "echo", body: bytes("{"))) == [
                    ReadAnswer(.parseError)
                ])
        }
    }

    @Test(arguments: Carrier.allCases) func `actAs reaches the principal, and the head the service`(
        carrier: Carrier
    ) async throws {
        try await withEcho(carrier) { _, _, _, client in
            let answer = try await client.call(
                GetThing(word: "a"), metadata: CallMetadata(actAs: "lan"))
            #expect(answer.value.caller == "lan")
        }
    }

    @Test func `A stranger's call is refused under its id`() async throws {
        let house = try House(.memory)
        let broker = try house.broker()
        let worker = try house.worker()
        let memory = try #require(house.transport as? MemoryTransport)
        let client = Client(
            transport: memory.seen(as: .local(uid: 4_000_000)), gateways: [house.clients],
            surroundings: .live)
        try client.start()
        defer {
            client.stop()
            worker.stop()
            broker.stop()
        }
        let failure = await #expect(throws: Failure.self) {
            try await client.call(GetThing(word: "a"))
        }
        #expect(failure?.kind == .forbidden)
    }

    @Test(arguments: Carrier.allCases) func `Many calls at once each get their own answer`(
        carrier: Carrier
    ) async throws {
        try await withEcho(carrier) { _, broker, _, client in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        try await client.call(GetThing(word: "\(number)")).value.word == "\(number)"
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            try await eventually { broker.statistics.counters.replies == 500 }
            #expect(broker.statistics.service("echo")?.instances.first?.inFlight == 0)
        }
    }

    @Test(arguments: Carrier.allCases)
    func `A gateway that comes back is known to the worker again`(carrier: Carrier) async throws {
        let house = try House(carrier)
        let first = try house.broker { $0.heartbeatMilliseconds = 100 }
        let worker = try house.worker(heartbeat: 100)
        async let served: Void = serveEcho(worker)
        let client = try house.client()
        try await client.knowsEcho()
        first.stop()
        let second = try house.broker { $0.heartbeatMilliseconds = 100 }
        try await client.knowsEcho()
        #expect(try await client.call(GetThing(word: "again")).value.word == "again")
        try await eventually {
            second.statistics.service("echo")?.instances.first.map { $0.epoch > 1 } ?? false
        }
        client.stop()
        worker.stop()
        second.stop()
        await served
    }

    @Test(arguments: Carrier.allCases)
    func `A draining worker gives back what it has not begun, and another runs it`(carrier: Carrier)
        async throws
    {
        let house = try House(carrier)
        let broker = try house.broker()
        let old = try house.worker(announcement(instance: "old"))
        let client = try house.client()
        try await client.knowsEcho()
        async let answer = client.call(GetThing(word: "a"))
        var requests = old.requests.makeAsyncIterator()
        let held = try #require(await requests.next())
        old.drain()
        let new = try house.worker(announcement(instance: "new"))
        async let served: Void = serveEcho(new)
        held.giveBack()
        held.reply(bytes("too late"))
        #expect(try await answer.value.word == "a")
        try await eventually {
            broker.statistics.service("echo")?.instances.first { $0.instance == "old" }?.draining
                == true
        }
        old.stop()
        try await eventually {
            broker.statistics.service("echo")?.instances.map(\.instance) == ["new"]
        }
        for one in [new] { one.stop() }
        client.stop()
        broker.stop()
        await served
    }

    @Test(arguments: Carrier.allCases) func `A parked request is answered later`(carrier: Carrier)
        async throws
    {
        let house = try House(carrier)
        let broker = try house.broker()
        let worker = try house.worker(announcement(requests: 1))
        let client = try house.client()
        try await client.knowsEcho()
        async let poll = client.exchange(service: "echo", body: body(1))
        var requests = worker.requests.makeAsyncIterator()
        let parked = try #require(await requests.next())
        parked.park()
        async let other = client.exchange(service: "echo", body: body(2))
        try #require(await requests.next()).reply(result(2))
        #expect(try await other == result(2))
        try await eventually {
            broker.statistics.service("echo")?.instances.first?.parked == 1
        }
        parked.reply(result(1))
        #expect(try await poll == result(1))
        client.stop()
        worker.stop()
        broker.stop()
    }
}
