// What stands on the gateway's page of what the broker counts.

import Exposition
import MessageSchema
import Testing

@testable import Fabric
@testable import GatewayCommandLine

@Suite("The page of the gateway")
struct GatewayMeasureTests {
    private func page(_ statistics: BrokerStatistics) async -> String {
        let page = Exposition([])
        page.collect { GatewayMeasure.readings(statistics) }
        return await page.page()
    }

    private func instance(inFlight: Int, draining: Bool = false) -> BrokerStatistics.Instance {
        .init(
            instance: "i", epoch: 1, version: "1", draining: draining, inFlight: inFlight, bytesInFlight: 0, parked: 2,
            credit: 256)
    }

    @Test("has a service's calls by outcome, its queue, its instances and what they would still take")
    func service() async {
        var (statistics, durations) = (BrokerStatistics(), DurationTally())
        for time: Int64 in [0, 3, 90_000] { durations.add(time) }
        statistics.services = [
            .init(
                name: "tasks",
                instances: [instance(inFlight: 6), instance(inFlight: 250), instance(inFlight: 1, draining: true)],
                queued: 3, queuedBytes: 600, oldestMilliseconds: 1500, outcomes: ["answered": 40, "overloaded": 2],
                durations: durations)
        ]
        let page = await page(statistics)
        for line in [
            #"sauro_gateway_calls_total{outcome="answered",service="tasks"} 40"#,
            #"sauro_gateway_calls_total{outcome="overloaded",service="tasks"} 2"#,
            #"sauro_gateway_queue_requests{service="tasks"} 3"#,
            #"sauro_gateway_queue_size_bytes{service="tasks"} 600"#,
            #"sauro_gateway_queue_age_seconds{service="tasks"} 1.5"#, #"sauro_gateway_instances{service="tasks"} 2"#,
            #"sauro_gateway_in_flight{service="tasks"} 257"#, #"sauro_gateway_parked{service="tasks"} 6"#,
            #"sauro_gateway_credit{service="tasks"} 256"#,
            #"sauro_gateway_call_duration_seconds_bucket{service="tasks",le="0.001"} 1"#,
            #"sauro_gateway_call_duration_seconds_bucket{service="tasks",le="60"} 2"#,
            #"sauro_gateway_call_duration_seconds_count{service="tasks"} 3"#,
            #"sauro_gateway_call_duration_seconds_sum{service="tasks"} 90.003"#,
        ] {
            #expect(page.contains("\n\(line)\n"), "\(line)")
        }
    }

    @Test("has what is nobody's under one name, whatever callers call it, and what should be rare")
    func strays() async {
        var statistics = BrokerStatistics()
        statistics.strayOutcomes = ["unavailable": 7]
        statistics.slowBytes = 5
        statistics.counters.denied = 3
        statistics.counters.workersLost = 4
        let page = await page(statistics)
        #expect(page.contains("\nsauro_gateway_calls_total{outcome=\"unavailable\",service=\"_OTHER\"} 7\n"))
        #expect(page.contains("\nsauro_gateway_denied_total 3\n"))
        #expect(page.contains("\nsauro_gateway_slow_answers_size_bytes 5\n"))
        #expect(page.contains("\nsauro_gateway_incidents_total{incident=\"workerLost\"} 4\n"))
        #expect(page.contains("\nsauro_build_info{service=\"gateway\",version=\"\(Release.version)\"} 1\n"))
    }

    @Test("shows nothing that is not declared")
    func declared() async {
        let names = Set(GatewayMeasure.all.map(\.exposedName))
        #expect(names.count == GatewayMeasure.all.count)
        let shown = await page(BrokerStatistics()).split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
        for line in shown { #expect(names.contains(String(line.split(separator: " ")[2])), "\(line)") }
    }
}
