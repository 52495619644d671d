// A worker lost with requests in flight: what is repeated, once, and what is answered.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct LossTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var body: [UInt8]
        var isRepeated: Bool
        var answers: [ReadAnswer] = []
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "a read", body: body(1), isRepeated: true),
        Row(name: "an idempotent write", body: body(1, "echo.thing.put"), isRepeated: true),
        Row(
            name: "a write with a key",
            body: body(1, "echo.thing.add", meta: "\"idempotencyKey\":\"k\""),
            isRepeated: true),
        Row(
            name: "a write without one", body: body(1, "echo.thing.add"), isRepeated: false,
            answers: [ReadAnswer(.unavailable, id: "1", executed: .unknown)]),
        Row(
            name: "a method READY does not name", body: body(1, "echo.other.get"),
            isRepeated: false,
            answers: [ReadAnswer(.unavailable, id: "1", executed: .unknown)]),
        Row(
            name: "what cannot be scanned", body: bytes("{"), isRepeated: false,
            answers: [ReadAnswer(.parseError)]),
        Row(
            name: "a batch of reads",
            body: JSONRPC.array(of: [body(1), body(2, "echo.thing.put")]), isRepeated: true),
        Row(
            name: "a batch with one write",
            body: JSONRPC.array(of: [body(1), body(2, "echo.thing.add")]),
            isRepeated: false,
            answers: [
                ReadAnswer(.unavailable, id: "1", executed: .unknown),
                ReadAnswer(.unavailable, id: "2", executed: .unknown),
            ]),
        Row(
            name: "a batch with an entry that is none",
            body: JSONRPC.array(of: [body(1, "echo.thing.add"), bytes("5")]),
            isRepeated: false,
            answers: [
                ReadAnswer(.unavailable, id: "1", executed: .unknown), ReadAnswer(.invalidRequest),
            ]),
    ]

    private func afterLoss(_ body: [UInt8]) -> GatewayFixture {
        var gateway = GatewayFixture.ready()
        gateway.request(body)
        gateway.ready("b", announcement(instance: "b"))
        gateway.work("w", .bye)
        return gateway
    }

    @Test(arguments: rows) func `What does no harm is repeated, the rest answered`(row: Row) {
        let gateway = afterLoss(row.body)
        #expect(gateway.handed("b").map(\.body) == (row.isRepeated ? [row.body] : []))
        #expect(gateway.answers() == row.answers)
        #expect(gateway.counters.repeated == (row.isRepeated ? 1 : 0))
    }

    @Test func `It is repeated once only`() {
        var gateway = afterLoss(body(1))
        gateway.ready("c", announcement(instance: "c"))
        gateway.work("b", .bye)
        #expect(gateway.handed("c").isEmpty)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .unknown)])
    }

    @Test func `The first worker's reply after all is dropped and counted`() {
        var gateway = afterLoss(body(1))
        gateway.work("w", .reply(id: gateway.handed("w")[0].id, body: result(1)))
        #expect(gateway.answers().isEmpty)
        #expect(gateway.counters.lateReplies == 1)
        gateway.work("b", .reply(id: gateway.handed("b")[0].id, body: result(1)))
        #expect(gateway.answers() == [ReadAnswer("1", "result")])
    }

    @Test func `Lost requests keep their order and go before those that wait`() {
        var gateway = GatewayFixture.ready(requests: 2)
        for id in 1...3 { gateway.request(body(id)) }
        gateway.work("w", .bye)
        gateway.ready("b", announcement(instance: "b"))
        #expect(gateway.handed("b").map(\.body) == [body(1), body(2), body(3)])
    }

    @Test func `Three missed heartbeats are death, two are not`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1, "echo.thing.add"))
        gateway.pass(3000)
        #expect(gateway.answers().isEmpty)
        gateway.pass(50)
        #expect(gateway.answers() == [ReadAnswer(.unavailable, id: "1", executed: .unknown)])
        #expect(gateway.instance() == nil)
    }

    @Test func `A gateway that was stopped takes nobody for dead at once`() {
        var gateway = GatewayFixture.ready()
        gateway.pass(500, beating: ["w"])
        gateway.now += 60_000
        gateway.tell(.tick(machineTime: 5_060_000))
        gateway.pass(1000, beating: ["w"])
        #expect(gateway.instance() != nil)
        gateway.pass(3200)
        #expect(gateway.instance() == nil)
    }

    @Test func `A gateway whose turns are late takes nobody for dead that it has not had the time to hear`() {
        var gateway = GatewayFixture.ready()
        for _ in 0..<5 {
            gateway.now += 1500
            gateway.tell(.tick(machineTime: 5_000_000))
        }
        #expect(gateway.instance() != nil)
        gateway.pass(3200)
        #expect(gateway.instance() == nil)
    }

    @Test func `Any message shows life, and the gateway beats every second`() {
        var gateway = GatewayFixture.ready()
        for _ in 0..<5 {
            gateway.pass(2000)
            gateway.work("w", .drain)
        }
        #expect(gateway.instance() != nil)
        #expect(gateway.toWorker().count { $0 == .heartbeat } == 11)
    }

    @Test func `A parked poll that is lost goes to another worker`() {
        var gateway = GatewayFixture.ready()
        gateway.request(body(1))
        gateway.work("w", .park(id: gateway.handed()[0].id))
        gateway.ready("b", announcement(instance: "b"))
        gateway.work("w", .bye)
        #expect(gateway.handed("b").count == 1)
        #expect(gateway.instance("b")?.inFlight == 1)
    }

    @Test func `A stopping gateway answers everybody and says BYE`() {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(body(1))
        gateway.request(body(2))
        gateway.tell(.stopping)
        #expect(
            gateway.answers() == [
                ReadAnswer(.unavailable, id: "1", executed: .unknown),
                ReadAnswer(.unavailable, id: "2", executed: .no),
            ])
        #expect(gateway.byes() == 1)
        gateway.ready("w", announcement(epoch: 2))
        gateway.request(body(3))
        #expect(gateway.answers().last == ReadAnswer(.unavailable, id: "3", executed: .no))
        #expect(gateway.byes() == 1)
    }
}
