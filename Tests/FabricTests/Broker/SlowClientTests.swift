// Clients that leave, or do not read what they asked for: what is kept for them, in which order, and for how long.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct SlowClientTests {
    /// A gateway with so many requests in flight whose client takes so many answers for now.
    private func gateway(
        _ settings: BrokerSettings = BrokerSettings(), requests: Int, room: Int
    ) -> GatewayFixture {
        var gateway = GatewayFixture.ready(settings, requests: requests + 1)
        for number in 1...requests { gateway.request(body(number)) }
        gateway.room[bytes("c")] = room
        return gateway
    }

    private func answerAll(_ gateway: inout GatewayFixture) {
        for (index, request) in gateway.handed().enumerated() {
            gateway.work("w", .reply(id: request.id, body: result(index + 1)))
        }
    }

    private func ids(_ gateway: GatewayFixture) -> [String] { gateway.answers().compactMap(\.id) }

    @Test func `An answer to a client that left is dropped and counted, with those kept for it`() {
        var gateway = gateway(requests: 3, room: 0)
        answerAll(&gateway)
        #expect(gateway.counters.dropped == 0)
        gateway.delivery[bytes("c")] = .gone
        gateway.pass(50, beating: ["w"])
        #expect(gateway.counters.dropped == 3)
        #expect(gateway.state.slowAnswers.isEmpty)
    }

    @Test func `Answers to a slow client go in their order as soon as it takes some`() {
        var gateway = gateway(requests: 5, room: 1)
        answerAll(&gateway)
        #expect(ids(gateway) == ["1"])
        gateway.room[bytes("c")] = 2
        gateway.pass(5, beating: ["w"])
        #expect(ids(gateway) == ["1", "2", "3"])
        gateway.room = [:]
        gateway.pass(5, beating: ["w"])
        #expect(ids(gateway) == ["1", "2", "3", "4", "5"])
        #expect(gateway.counters.dropped == 0)
    }

    @Test func `A slow client that says something is given more at once, and its new answer last`() {
        var gateway = gateway(requests: 2, room: 0)
        answerAll(&gateway)
        gateway.room = [:]
        gateway.request(bytes("echo"), service: "mmi.service")
        #expect(gateway.bodies() == [result(1), result(2), bytes("200")])
        #expect(gateway.state.slowAnswers.isEmpty)
    }

    @Test func `A client that takes an answer every second loses none, one that takes none for two loses all`() {
        var gateway = gateway(requests: 8, room: 0)
        answerAll(&gateway)
        for _ in 1...5 {
            gateway.pass(1000, beating: ["w"])
            gateway.room[bytes("c")] = 1
        }
        gateway.pass(50, beating: ["w"])
        #expect(gateway.bodies().count == 5)
        gateway.pass(1900, beating: ["w"])
        #expect(gateway.counters.dropped == 0)
        gateway.pass(100, beating: ["w"])
        #expect(gateway.counters.dropped == 3)
        gateway.room = [:]
        gateway.pass(100, beating: ["w"])
        #expect(gateway.bodies().count == 5)
    }

    @Test func `So many bytes are kept of each client, and so many of all`() {
        var settings = BrokerSettings()
        settings.slowClientBytesMax = 500
        settings.slowBytesMax = 800
        var gateway = GatewayFixture.ready(settings, requests: 100)
        for client in ["a", "b"] {
            gateway.room[bytes(client)] = 0
            for number in 1...10 { gateway.request(body(number), from: client) }
        }
        answerAll(&gateway)
        // An answer counts with its frames and 64 bytes of its own.
        let size = ClientFrames.make(service: bytes("echo"), body: result(1)).bytes + 64
        let (first, second) = (500 / size, (800 - 500 / size * size) / size)
        gateway.room = [:]
        gateway.pass(50, beating: ["w"])
        #expect(gateway.bodies("a").count == first)
        #expect(gateway.bodies("b").count == second)
        #expect(gateway.counters.dropped == 20 - first - second)
    }

    @Test func `A gateway that stops tries once more what it has kept`() {
        var gateway = gateway(requests: 2, room: 0)
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        gateway.room = [:]
        gateway.tell(.stopping)
        #expect(ids(gateway) == ["1", "2"])
    }
}
