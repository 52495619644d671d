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

    @Test func `Answered requests have their time here counted, but for long polls`() {
        var gateway = GatewayFixture.ready(requests: 3)
        for id in 1...4 { gateway.request(body(id)) }
        let handed = gateway.handed().map(\.id)
        gateway.work("w", .reply(id: handed[0], body: result(1)))
        gateway.pass(40, beating: ["w"])
        gateway.work("w", .reply(id: handed[1], body: result(2)))
        gateway.work("w", .park(id: handed[2]))
        gateway.pass(400, beating: ["w"])
        gateway.work("w", .reply(id: handed[2], body: result(3)))
        let durations = gateway.state.statistics.service("echo")?.durations
        #expect(durations?.sum == 40)
        #expect(durations?.counts == DurationTally.bounds.map { $0 == 1 || $0 == 50 ? 1 : 0 } + [0])
    }

    @Test func `A time beyond all bounds is counted after the last`() {
        var tally = DurationTally()
        for time: Int64 in [0, 1, 2, 60_000, 60_001] { tally.add(time) }
        #expect(tally.counts.first == 2 && tally.counts[1] == 1 && tally.counts.suffix(2) == [1, 1])
        #expect(tally.sum == 120_004)
    }

    @Test func `Callers who are not let in are counted`() {
        var gateway = GatewayFixture(principal: { _, _ in .failure(.fabric(.forbidden, "no")) })
        gateway.request(body(1))
        #expect(gateway.counters.denied == 1)
        #expect(gateway.state.statistics.strayOutcomes == ["forbidden": 1])
    }
}
