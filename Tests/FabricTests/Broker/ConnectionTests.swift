// What one connection may ask, and whose connection is whose.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct ConnectionTests {
    @Test("A connection waits for so many requests, and is refused one more until one is answered")
    func inFlight() {
        var settings = BrokerSettings()
        settings.connectionRequestsMax = 2
        var gateway = GatewayFixture.ready(settings, requests: 1)
        for number in 1...3 { gateway.request(body(number)) }
        let refused = gateway.answers()
        #expect(refused.map(\.kind) == ["overloaded"])
        #expect(refused.first?.retryAfter == 250)
        gateway.request(body(4), from: "d")
        #expect(gateway.answers("d").isEmpty)
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        gateway.request(body(5))
        #expect(gateway.answers().count == 2)
        #expect(gateway.counters.overloaded == 1)
    }

    @Test("A request answered at its deadline counts no more against its connection")
    func overdue() {
        var settings = BrokerSettings()
        settings.connectionRequestsMax = 1
        var gateway = GatewayFixture.ready(settings)
        gateway.request(body(1))
        gateway.pass(11_000, beating: ["w"])
        #expect(gateway.answers().map(\.kind) == ["deadlineExceeded"])
        gateway.request(body(2))
        #expect(gateway.answers().count == 1)
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        gateway.request(body(3))
        #expect(gateway.answers().map(\.kind) == ["deadlineExceeded", "overloaded"])
    }

    @Test("A connection that sends faster than it may is told when to come back, and then may")
    func rate() {
        var settings = BrokerSettings()
        settings.connectionRatePerSecond = 10
        var gateway = GatewayFixture.ready(settings, requests: 100)
        for number in 1...11 { gateway.request(body(number)) }
        #expect(gateway.answers().map(\.kind) == ["overloaded"])
        #expect(gateway.answers().first?.retryAfter == 100)
        gateway.request(body(12), from: "d")
        #expect(gateway.answers("d").isEmpty)
        gateway.pass(100, beating: ["w"])
        gateway.request(body(13))
        #expect(gateway.answers().count == 1)
        gateway.request(body(14))
        #expect(gateway.answers().count == 2)
    }

    @Test("A quiet connection is forgotten, one that waits is not")
    func forgotten() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        gateway.pass(3000, beating: ["w"])
        #expect(gateway.state.connections.count == 1)
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        gateway.pass(3000, beating: ["w"])
        #expect(gateway.state.connections.isEmpty)
    }

    @Test("Connections of two ports may bear the same name; each gets its own answers")
    func sameName() {
        var gateway = GatewayFixture.ready()
        gateway.tell(.command(.opened(port: 2, .clients)))
        gateway.request(body(1))
        let frames = ClientFrames.make(service: bytes("echo"), body: body(2))
        gateway.tell(.message(Inbound(port: 2, peer: bytes("c"), frames: frames)))
        let handed = gateway.handed()
        #expect(handed.count == 2)
        gateway.work("w", .reply(id: handed[1].id, body: result(2)))
        gateway.work("w", .reply(id: handed[0].id, body: result(1)))
        let answers = gateway.sent.filter { $0.peer == bytes("c") }
        #expect(answers.map(\.port) == [2, 0])
        #expect(answers.map { $0.frames[3] } == [result(2), result(1)])
    }

    @Test("Who may not be an instance of a service is answered BYE, and the service is not known by it")
    func serves() {
        var gateway = GatewayFixture(serves: { _, service in service != "echo" })
        gateway.ready("w", announcement())
        #expect(gateway.byes() == 1)
        #expect(gateway.state.services.isEmpty)
        #expect(gateway.counters.violations == 1)
    }

    @Test("Nobody else takes an instance's place under its name; it does so itself, by a new connection")
    func forgedInstance() {
        var gateway = GatewayFixture()
        gateway.ready("w", announcement(), origin: .local(uid: 1))
        gateway.ready("x", announcement(epoch: 2), origin: .local(uid: 2))
        #expect(gateway.byes("x") == 1 && gateway.byes("w") == 0)
        #expect(gateway.counters.violations == 1)
        gateway.request(body(1))
        #expect(gateway.handed("w").count == 1 && gateway.handed("x").isEmpty)
        gateway.ready("y", announcement(epoch: 2), origin: .local(uid: 1))
        #expect(gateway.byes("y") == 0)
        #expect(gateway.handed("y").count == 1)
    }

    @Test("A port that closes takes its workers along, and their requests go elsewhere")
    func closing() {
        var gateway = GatewayFixture.ready()
        gateway.tell(.command(.opened(port: 3, .workers)))
        gateway.request(body(1))
        #expect(gateway.handed().count == 1)
        let ready = WorkerFrames.ready(announcement(instance: "two")).frames
        gateway.tell(.message(Inbound(port: 3, peer: bytes("x"), frames: ready)))
        gateway.tell(.command(.closing(port: GatewayFixture.workerPort)))
        #expect(gateway.byes() == 1)
        #expect(gateway.counters.repeated == 1)
        #expect(gateway.sent.contains { $0.port == 3 && $0.frames.last == body(1) })
        gateway.work("w", .heartbeat)
        #expect(gateway.counters.dropped == 1)
    }

    @Test("A port that closes answers what its clients wait for, and takes no more from them")
    func closingToClients() {
        var gateway = GatewayFixture.ready(requests: 2)
        for number in 1...3 { gateway.request(body(number)) }
        gateway.tell(.command(.closing(port: GatewayFixture.clientPort)))
        gateway.request(body(4))
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        gateway.work("w", .reply(id: gateway.handed()[1].id, body: result(2)))
        #expect(
            gateway.answers() == [
                ReadAnswer(.unavailable, id: "4", executed: .no), ReadAnswer("1", "result"), ReadAnswer("2", "result"),
            ])
        gateway.request(body(5))
        gateway.tell(.command(.closed(port: GatewayFixture.clientPort)))
        #expect(
            gateway.answers().dropFirst(3) == [
                ReadAnswer(.unavailable, id: "5", executed: .no), ReadAnswer(.unavailable, id: "3", executed: .unknown),
            ])
        #expect(gateway.state.connections.isEmpty && gateway.instance()?.inFlight == 0)
        gateway.request(body(6))
        #expect(gateway.answers().count == 5)
        #expect(gateway.counters.dropped == 1)
    }
}
