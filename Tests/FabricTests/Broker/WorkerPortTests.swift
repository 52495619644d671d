// The gateway's worker port: READY and epochs, credit, PARK, RETURN, DRAIN, BYE, violations.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct WorkerPortTests {
    // MARK: READY

    @Test func `A worker that says READY is told at once that it is known`() {
        let gateway = GatewayFixture.ready()
        #expect(gateway.toWorker() == [.heartbeat])
        #expect(gateway.instance()?.epoch == 1)
    }

    @Test func `A higher epoch replaces the ghost, from the same connection and from another`() {
        var gateway = GatewayFixture.ready()
        gateway.ready("w", announcement(epoch: 2))
        #expect(gateway.instance()?.epoch == 2)
        gateway.ready("w2", announcement(epoch: 5))
        #expect(gateway.instance()?.epoch == 5)
        #expect(gateway.state.workers.count == 1)
        gateway.request(body(1))
        #expect(gateway.handed("w").isEmpty)
        #expect(gateway.handed("w2").count == 1)
        #expect(gateway.byes("w") == 0)
    }

    @Test func `What the ghost held counts as lost`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1, "echo.thing.add"))
        gateway.ready("w2", announcement(epoch: 2))
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .unknown)])
    }

    @Test
    func `An equal epoch from another connection is a violation and the first keeps its place`() {
        var gateway = GatewayFixture.ready()
        gateway.ready("w2", announcement(epoch: 1))
        #expect(gateway.counters.violations == 1)
        #expect(gateway.byes("w2") == 1)
        gateway.request(body(1))
        #expect(gateway.handed("w").count == 1)
    }

    @Test func `An equal epoch from the same connection is a violation and ends it`() {
        var gateway = GatewayFixture.ready()
        gateway.ready("w", announcement(epoch: 1))
        #expect(gateway.counters.violations == 1)
        #expect(gateway.byes() == 1)
        #expect(gateway.instance() == nil)
    }

    @Test func `A lower epoch is answered BYE without being a violation`() {
        var gateway = GatewayFixture()
        gateway.ready("w", announcement(epoch: 3))
        gateway.ready("old", announcement(epoch: 2))
        #expect(gateway.byes("old") == 1)
        #expect(gateway.counters.violations == 0)
        #expect(gateway.instance()?.epoch == 3)
    }

    static let unsound: [ReadyAnnouncement] = [
        announcement(service: ""), announcement(service: "Echo"),
        announcement(service: "mmi.service"),
        announcement(instance: ""), announcement(requests: 0), announcement(bytes: 0),
        announcement(parked: -1),
    ]
    @Test(arguments: unsound) func `An unsound READY is a violation`(ready: ReadyAnnouncement) {
        var gateway = GatewayFixture()
        gateway.ready("w", ready)
        #expect(gateway.counters.violations == 1)
        #expect(gateway.byes() == 1)
        #expect(gateway.state.workers.isEmpty)
    }

    @Test func `Services and workers are bounded`() {
        var settings = BrokerSettings()
        settings.servicesMax = 1
        settings.workersMax = 2
        var gateway = GatewayFixture(settings)
        gateway.ready("a", announcement(instance: "a"))
        gateway.ready("b", announcement(instance: "b", service: "other"))
        #expect(gateway.byes("b") == 1)
        gateway.ready("c", announcement(instance: "c"))
        gateway.ready("d", announcement(instance: "d"))
        #expect(gateway.byes("c") == 0)
        #expect(gateway.byes("d") == 1)
        // Who comes back takes its own place.
        gateway.ready("e", announcement(instance: "a", epoch: 2))
        #expect(gateway.byes("e") == 0)
    }

    // MARK: credit

    @Test func `Requests past the credit wait, and the first waiting goes first`() {
        var gateway = GatewayFixture.ready(requests: 2)
        for id in 1...4 { gateway.request(body(id)) }
        #expect(gateway.handed().map(\.body) == [body(1), body(2)])
        gateway.work("w", .reply(id: gateway.handed()[1].id, body: result(2)))
        #expect(gateway.handed().map(\.body) == [body(1), body(2), body(3)])
        #expect(gateway.state.statistics.service("echo")?.queued == 1)
        #expect(gateway.state.statistics.service("echo")?.queuedBytes == body(4).count)
    }

    @Test func `One request may overdraw the bytes, the next waits`() {
        var gateway = GatewayFixture.ready(bytes: body(1).count + 1)
        for id in 1...3 { gateway.request(body(id)) }
        #expect(gateway.handed().count == 2)
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        #expect(gateway.handed().count == 3)
    }

    @Test func `A request larger than all the credit still goes`() {
        var gateway = GatewayFixture.ready(bytes: 1)
        gateway.request(body(1))
        #expect(gateway.handed().count == 1)
    }

    @Test func `The least busy worker gets the request and equals take turns`() {
        var gateway = GatewayFixture()
        gateway.ready("a", announcement(instance: "a"))
        gateway.ready("b", announcement(instance: "b"))
        for id in 1...4 { gateway.request(body(id)) }
        #expect(gateway.handed("a").count == 2)
        #expect(gateway.handed("b").count == 2)
        for request in gateway.handed("b") {
            gateway.work("b", .reply(id: request.id, body: result(0)))
        }
        gateway.request(body(5))
        gateway.request(body(6))
        #expect(gateway.handed("b").count == 4)
    }

    @Test func `A batch costs one credit`() {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(JSONRPC.array(of: [body(1), body(2)]))
        #expect(gateway.instance()?.inFlight == 1)
    }

    // MARK: PARK

    @Test func `PARK gives the credit back and its REPLY gives none`() {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(body(1))
        gateway.request(body(2))
        gateway.work("w", .park(id: gateway.handed()[0].id))
        #expect(gateway.handed().count == 2)
        #expect(gateway.instance()?.inFlight == 1)
        #expect(gateway.instance()?.parked == 1)
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        #expect(gateway.instance()?.inFlight == 1)
        #expect(gateway.instance()?.parked == 0)
        #expect(gateway.answers() == [ReadAnswer("1", "result")])
    }

    @Test func `A second PARK does nothing`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        gateway.work("w", .park(id: gateway.handed()[0].id))
        gateway.work("w", .park(id: gateway.handed()[0].id))
        #expect(gateway.instance()?.inFlight == 0)
        #expect(gateway.instance()?.parked == 1)
    }

    // MARK: RETURN

    @Test func `A returned request goes elsewhere`() {
        var gateway = GatewayFixture()
        gateway.ready("a", announcement(instance: "a"))
        gateway.request(body(1))
        gateway.ready("b", announcement(instance: "b"))
        gateway.work("a", .giveBack(id: gateway.handed("a")[0].id))
        #expect(gateway.handed("a").count == 1)
        #expect(gateway.handed("b").map(\.body) == [body(1)])
    }

    @Test func `A returned request comes back to the only worker after a pause`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        gateway.work("w", .giveBack(id: gateway.handed()[0].id))
        #expect(gateway.handed().count == 1)
        gateway.pass(150, beating: ["w"])
        #expect(gateway.handed().count == 2)
    }

    @Test func `Others pass a request that may not go back yet`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        gateway.work("w", .giveBack(id: gateway.handed()[0].id))
        gateway.request(body(2))
        #expect(gateway.handed().map(\.body) == [body(1), body(2)])
    }

    @Test func `After three returns the request is unavailable and was not executed`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1, "echo.thing.add"))
        for round in 0..<3 {
            #expect(gateway.answers().isEmpty)
            gateway.work("w", .giveBack(id: gateway.handed()[round].id))
            gateway.pass(150, beating: ["w"])
        }
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .no)])
        #expect(gateway.counters.returned == 3)
        #expect(gateway.handed().count == 3)
    }

    // MARK: DRAIN and BYE

    @Test func `A draining worker gets no more and answers what it has`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        gateway.work("w", .drain)
        gateway.ready("b", announcement(instance: "b"))
        gateway.request(body(2))
        #expect(gateway.handed().count == 1)
        #expect(gateway.handed("b").count == 1)
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        #expect(gateway.answers() == [ReadAnswer("1", "result")])
        #expect(gateway.instance()?.draining == true)
    }

    @Test func `DRAIN is answered behind the last request, each time`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        gateway.work("w", .drain)
        gateway.request(body(2))
        gateway.work("w", .drain)
        #expect(gateway.handed().count == 1)
        #expect(gateway.toWorker().suffix(2) == [.drain, .drain])
    }

    @Test func `A request a draining worker returns waits for another`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        gateway.work("w", .drain)
        gateway.work("w", .giveBack(id: gateway.handed()[0].id))
        gateway.pass(500, beating: ["w"])
        #expect(gateway.handed().count == 1)
        gateway.ready("b", announcement(instance: "b"))
        #expect(gateway.handed("b").map(\.body) == [body(1)])
    }

    @Test func `BYE with requests in flight is their loss`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1, "echo.thing.add"))
        gateway.work("w", .bye)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .unknown)])
    }

    // MARK: slow and gone workers

    @Test func `A request that cannot leave for a slow worker goes to another`() {
        var gateway = GatewayFixture()
        gateway.ready("a", announcement(instance: "a"))
        gateway.ready("b", announcement(instance: "b"))
        gateway.delivery[bytes("a")] = .slow
        gateway.request(body(1))
        gateway.request(body(2))
        #expect(gateway.handed("b").count == 2)
        #expect(gateway.instance("a")?.inFlight == 0)
        gateway.delivery = [:]
        gateway.pass(100, beating: ["a", "b"])
        gateway.request(body(3))
        #expect(gateway.handed("a").count == 1)
    }

    @Test func `A request that cannot leave for a gone worker was not executed`() {
        var gateway = GatewayFixture.ready()
        gateway.delivery[bytes("w")] = .gone
        gateway.request(body(1, "echo.thing.add"))
        #expect(gateway.instance() == nil)
        gateway.pass(2100)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .no)])
    }
}
