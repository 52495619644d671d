// What a gateway tells of itself by service: outcomes, waiting, credit.

import MessageSchema
import Testing

@testable import Fabric

@Suite struct StatisticsTests {
    @Test func `Requests are counted by service and by what became of them`() {
        var settings = BrokerSettings()
        settings.queueRequestsMax = 1
        var gateway = GatewayFixture.ready(settings, requests: 1)
        for id in 1...3 { gateway.request(body(id)) }
        gateway.work("w", .reply(id: gateway.handed()[0].id, body: result(1)))
        gateway.request(body(4), service: "ghost")
        gateway.request(body(5), service: "031077765432")
        let statistics = gateway.state.statistics
        #expect(statistics.service("echo")?.outcomes == ["answered": 1, "overloaded": 1])
        #expect(statistics.services.map(\.name) == ["echo"])
        #expect(statistics.strayOutcomes == ["unavailable": 2])
    }

    @Test func `The oldest request that waits has its age, and instances what they take at once`() {
        var gateway = GatewayFixture.ready(requests: 1)
        gateway.request(body(1))
        gateway.request(body(2))
        gateway.pass(300, beating: ["w"])
        gateway.request(body(3))
        gateway.pass(200, beating: ["w"])
        let service = gateway.state.statistics.service("echo")
        #expect(service?.queued == 2 && service?.oldestMilliseconds == 500)
        #expect(service?.instances.map(\.credit) == [1])
        #expect(service?.instances.map(\.inFlight) == [1])
    }

    @Test func `Callers who are not let in are counted`() {
        var gateway = GatewayFixture(principal: { _, _ in .failure(.fabric(.forbidden, "no")) })
        gateway.request(body(1))
        #expect(gateway.counters.denied == 1)
        #expect(gateway.state.statistics.strayOutcomes == ["forbidden": 1])
    }
}
