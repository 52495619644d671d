// What a worker may not do, and what is only in vain: commands of the wrong direction, second names on one connection,
// requests it does not hold, malformed frames. Epochs are in `WorkerPortTests`, a client's in `ClientPortTests`.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct ViolationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var message: WorkerFrames
    }

    static let violations = [
        Row(testDescription: "REQUEST", message: .request(id: 1, head: bytes("{}"), body: body(1))),
        Row(testDescription: "READY of another instance", message: .ready(announcement(instance: "two", epoch: 2))),
        Row(testDescription: "READY for another service", message: .ready(announcement(epoch: 2, service: "other"))),
        Row(testDescription: "READY for a reserved name", message: .ready(announcement(epoch: 2, service: "mmi.echo"))),
    ]

    @Test(arguments: violations)
    func `A worker that says it is counted, answered BYE and forgotten; the gateway lives on`(row: Row) {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1, "echo.thing.add"))
        gateway.work("w", row.message)
        #expect(gateway.counters.violations == 1)
        #expect(gateway.byes() == 1)
        #expect(gateway.state.workers.isEmpty)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .unknown)])
        gateway.ready("b", announcement(instance: "b"))
        gateway.request(body(2))
        #expect(gateway.handed("b").map(\.body) == [body(2)])
    }

    @Test func `What it says of requests it does not hold is counted and has no effect`() {
        var gateway = GatewayFixture.ready()
        gateway.ready("b", announcement(instance: "b"))
        gateway.request(body(1))
        let id = gateway.handed()[0].id
        for (worker, id) in [("w", id &+ 1), ("b", id)] {
            gateway.work(worker, .reply(id: id, body: result(1)))
            gateway.work(worker, .park(id: id))
            gateway.work(worker, .giveBack(id: id))
        }
        #expect(gateway.counters.lateReplies == 2)
        #expect(gateway.counters.dropped == 4)
        #expect(gateway.counters.violations == 0)
        #expect(gateway.answers().isEmpty && gateway.byes() == 0 && gateway.byes("b") == 0)
        gateway.work("w", .reply(id: id, body: result(1)))
        gateway.work("w", .reply(id: id, body: result(1)))
        #expect(gateway.answers() == [ReadAnswer("1", "result")])
        #expect(gateway.counters.lateReplies == 3)
    }

    @Test func `How many polls it parks is a worker's own to keep`() {
        var gateway = GatewayFixture()
        gateway.ready("w", announcement(requests: 1, parked: 1))
        for number in 1...3 {
            gateway.request(body(number))
            gateway.work("w", .park(id: gateway.handed()[number - 1].id))
        }
        #expect(gateway.instance()?.parked == 3)
        #expect(gateway.counters.violations == 0)
    }

    @Test(arguments: ["mmi.", "mmi.workers", "mmi.service.echo", "mmi.Service"])
    func `A reserved name that RFC 8 does not give is answered 501`(name: String) {
        var gateway = GatewayFixture.ready()
        gateway.request(bytes("echo"), service: name)
        #expect(gateway.bodies() == [bytes("501")])
        #expect(gateway.counters.requests == 0)
    }

    @Test(arguments: WorkerFramesTests.malformed)
    func `A malformed message is a violation and ends the worker`(frames: Frames) {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1, "echo.thing.add"))
        gateway.work("w", frames)
        #expect(gateway.counters.violations == 1)
        #expect(gateway.byes() == 1)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .unknown)])
    }

    @Test func `A heartbeat from a stranger is answered BYE, once each`() {
        var gateway = GatewayFixture()
        gateway.work("w", .heartbeat)
        gateway.work("w", .heartbeat)
        #expect(gateway.byes() == 2)
    }

    @Test func `Other commands of a stranger are counted and have no effect`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        let id = gateway.handed()[0].id
        gateway.work("x", .reply(id: id, body: result(1)))
        gateway.work("x", .park(id: id))
        gateway.work("x", .giveBack(id: id))
        gateway.work("x", .drain)
        gateway.work("x", .bye)
        #expect(gateway.answers().isEmpty)
        #expect(gateway.counters.lateReplies == 1)
        #expect(gateway.counters.dropped == 3)
        #expect(gateway.instance()?.inFlight == 1)
    }
}
