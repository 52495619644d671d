// Keys over TCP: who has the right ones is known by them, and from the others no byte reaches anybody.

import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing
import ZeroMQ

@testable import Fabric

@Suite struct CurveTests {
    private func word(_ client: Client, _ word: String = "sáu", deadline: Int64 = 5000) async throws -> GetThing.Reply {
        try await client.call(GetThing(word: word), metadata: CallMetadata(deadline: deadline)).value
    }

    /// A gateway with an echoing instance; both stopped in the end.
    private func withEcho(_ body: (GuardedHouse) async throws -> Void) async throws {
        let house = try GuardedHouse()
        let worker = try house.worker(key: house.instance)
        async let served: Void = serveEcho(worker)
        defer {
            worker.stop()
            house.broker.stop()
        }
        try await isThere(house)
        try await body(house)
        worker.stop()
        await served
    }

    private func isThere(_ house: GuardedHouse) async throws {
        try await eventually("an instance") { house.broker.statistics.service("echo")?.instances.count == 1 }
    }

    @Test("With the right keys a call goes over TCP, and its caller is whom the key says")
    func rightKeys() async throws {
        try await withEcho { house in
            let client = try house.client(key: house.caller)
            #expect(try await word(client) == GetThing.Reply(word: "sáu", caller: "hospital"))
            client.stop()
        }
    }

    @Test(
        "A wrong key, the other side's key or a wrong gateway's key: no byte reaches a handler",
        arguments: ["stranger", "worker's key on the client port", "wrong gateway"])
    func wrongKeys(which: String) async throws {
        let house = try GuardedHouse()
        let worker = try house.worker(key: house.instance)
        try await isThere(house)
        let key = which == "stranger" ? try KeyPair() : which == "wrong gateway" ? house.caller : house.instance
        let server = which == "wrong gateway" ? try KeyPair().publicKey : nil
        let client = try house.client(key: key, server: server)
        let failure = await #expect(throws: Failure.self) { try await word(client, deadline: 500) }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.executed == .no)
        #expect(house.broker.statistics.counters.requests == 0)
        client.stop()
        worker.stop()
        house.broker.stop()
    }

    @Test("A caller's key on the worker port is nobody, and a worker may be no other service")
    func wrongWorkers() async throws {
        let house = try GuardedHouse()
        let impostor = try house.worker(key: house.caller)
        let other = try house.worker(announcement(instance: "three", service: "registry"), key: house.instance)
        try await eventually("a violation") { house.broker.statistics.counters.violations > 0 }
        let worker = try house.worker(announcement(instance: "two"), key: house.instance)
        try await isThere(house)
        #expect(house.broker.statistics.services.map(\.name) == ["echo"])
        #expect(house.broker.statistics.service("echo")?.instances.map(\.instance) == ["two"])
        for worker in [impostor, other, worker] { worker.stop() }
        house.broker.stop()
    }

    @Test("Plain sockets get nothing from a port with keys, and cannot stop it")
    func plain() async throws {
        try await withEcho { house in
            let address = try #require(house.clients.endpoint.zeroMQText)
            let context = try Context()
            let plain = try Socket(.dealer, in: context)
            var options = Socket.Options()
            options.lingerMilliseconds = 0
            try plain.set(options)
            try plain.connect(address)
            _ = try plain.send([[], bytes("MDPC01"), bytes("echo"), bytes("{}")])
            let client = try house.client(key: house.caller)
            #expect(try await word(client).word == "sáu")
            #expect(try plain.receive(framesMax: 9) == nil)
            #expect(house.broker.statistics.counters.malformed == 0)
            plain.close()
            client.stop()
        }
    }

    @Test("Who listens on the line reads nothing, and saying it again gets nowhere")
    func replayed() async throws {
        try await withEcho { house in
            let port = try #require(
                house.clients.endpoint.description.split(separator: ":").last.flatMap { UInt16($0) })
            let tap = try Tap(target: port)
            let thread = try ThreadHandle.start {
                do { try tap.pass() } catch { Issue.record("the tap failed: \(error)") }
            }
            let tapped = try Endpoint("tcp://127.0.0.1:\(tap.port)").with(house.gateway.publicKey)
            let client = Client(transport: house.transport, gateways: [tapped], key: house.caller, surroundings: .live)
            try client.start()
            #expect(try await word(client, "bí mật").word == "bí mật")
            client.stop()
            try await eventually("the call to be counted") { house.broker.statistics.counters.replies == 1 }
            let said = tap.bytes
            #expect(said.count > 500)
            #expect(!text(said).contains("echo") && !text(said).contains("mật"))
            #expect(try Tap.replay(said, to: port))
            let witness = try house.client(key: house.caller)
            _ = try await word(witness)
            try await eventually("the second call to be counted") { house.broker.statistics.counters.replies == 2 }
            #expect(house.broker.statistics.counters.requests == 2)
            thread.join()
            witness.stop()
        }
    }

    @Test("A key that is taken back is refused on the connection it has")
    func takenBack() async throws {
        try await withEcho { house in
            let client = try house.client(key: house.caller)
            _ = try await word(client)
            house.gone.add(house.caller.publicKey)
            let failure = await #expect(throws: Failure.self) { try await word(client) }
            #expect(failure?.kind == .forbidden)
            house.gone.add(house.instance.publicKey)
            try await eventually("the instance to go") {
                house.broker.statistics.service("echo")?.instances.isEmpty == true
            }
            client.stop()
        }
    }

    @Test("A second place with another key serves beside the first, which then closes without a lost call")
    func secondPlace() async throws {
        try await withEcho { house in
            let client = try house.client(key: house.caller)
            _ = try await word(client)
            let next = try KeyPair()
            let second = try house.broker.open(Listener(.clients, Endpoint("tcp://127.0.0.1:*"), key: next))
            let moved = try house.client(at: second, key: house.caller, server: next.publicKey)
            for number in 1...20 {
                #expect(try await word(client, "\(number)").word == "\(number)")
                #expect(try await word(moved, "\(number)").word == "\(number)")
            }
            house.broker.close(house.clients)
            #expect(try await word(moved).word == "sáu")
            client.stop()
            moved.stop()
        }
    }

    @Test("A closing place answers what its clients wait for, and takes no more")
    func closingToClients() async throws {
        let house = try GuardedHouse()
        let worker = try house.worker(key: house.instance)
        try await isThere(house)
        let client = try house.client(key: house.caller)
        let call = Task { try await word(client) }
        var requests = worker.requests.makeAsyncIterator()
        let held = try #require(await requests.next())
        house.broker.close(house.clients)
        let reply = GetThing.Reply(word: "sáu", caller: "hospital")
        guard case .single(.success(let request)) = JSONRPC.read(held.body) else { return }
        held.reply(JSONRPC.response(id: request.id, result: JSONRPC.encoded(reply), metadata: nil))
        #expect(try await call.value == reply)
        let failure = await #expect(throws: Failure.self) { try await word(client, deadline: 30_000) }
        #expect(failure?.kind == .unavailable && failure?.executed == .no)
        client.stop()
        worker.stop()
        house.broker.stop()
    }

    @Test("A closing place says BYE to its workers")
    func closing() async throws {
        let house = try GuardedHouse()
        let worker = try house.worker(key: house.instance)
        try await isThere(house)
        house.broker.close(house.workers)
        try await eventually("the instance to go") {
            house.broker.statistics.service("echo")?.instances.isEmpty == true
        }
        #expect(house.broker.statistics.counters.workersLost == 1)
        worker.stop()
        house.broker.stop()
    }

    @Test("A gateway that finds another's gatekeeper says so, and opens its place once that one is gone")
    func triedAgain() async throws {
        let transport = ZeroMQTransport()
        let key = try KeyPair()
        func gateway() throws -> Broker {
            let broker = Broker(
                transport: transport, listeners: [], surroundings: .live,
                admission: Admission(
                    principal: { origin, _ in
                        origin == .key(key.publicKey)
                            ? .success(Principal(name: "caller", roles: [])) : .failure(.fabric(.forbidden, "nobody"))
                    }, admits: { candidate, _ in candidate == key.publicKey }))
            try broker.start()
            return broker
        }
        let (first, second) = (try gateway(), try gateway())
        let place = try Listener(.clients, Endpoint("tcp://127.0.0.1:*"), key: key)
        try first.open(place)
        #expect(throws: TransportError.self) { try second.open(place) }
        first.stop()
        // libzmq gives the place up a moment after its socket was closed.
        var opened: OpenListener?
        try await eventually("the place") {
            opened = try? second.open(place)
            return opened != nil
        }
        let client = Client(
            transport: transport, gateways: [try #require(opened).endpoint.with(key.publicKey)], key: key,
            surroundings: .live)
        try client.start()
        let failure = await #expect(throws: Failure.self) { try await word(client) }
        #expect(failure?.message == "no instance of echo is there")
        client.stop()
        second.stop()
    }

    @Test("Without keys no port faces a network")
    func keyless() throws {
        let waker = try Waker()
        let transport = ZeroMQTransport()
        let listens = try PortPlan(.listens, Endpoint("tcp://127.0.0.1:*"))
        #expect(throws: TransportError.self) { try transport.open([listens], waker: waker) }
        let own = try KeyPair()
        let nameless = try PortPlan(.connects, Endpoint("tcp://127.0.0.1:5570"), key: own)
        let error = #expect(throws: TransportError.self) { try transport.open([nameless], waker: waker) }
        #expect(error?.description.contains("tcp://127.0.0.1:5570/KEY") == true)
    }
}
