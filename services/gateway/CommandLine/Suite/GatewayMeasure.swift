// All that the gateway measures, declared once; docs/monitoring.md has the same list, compared by a test. Read from the
// broker's own counts when the page is written, a quarter of a second old at most. No label says who asked.

import Exposition
import Fabric
import MessageSchema

/// The measures of the gateway.
enum GatewayMeasure {
    static let all =
        [
            calls, callDuration, queued, queuedSize, queueAge, instances, inFlight, parked, credit, restarts, denied,
            slowSize,
            incidents, buildInfo,
        ] + ProcessReadings.all

    static let calls = Metric(
        "sauro.gateway.calls", .counter,
        help: "Requests by service and by what became of them: answered by it, or the gateway's own error.")
    static let callDuration = Metric(
        "sauro.gateway.call.duration", .histogram(DurationTally.bounds.map { Double($0) / 1000 }), unit: .seconds,
        help: "From a request's coming to the passing on of its answer, to the millisecond; without long polls.")
    static let queued = Metric("sauro.gateway.queue.requests", .gauge, help: "Requests that wait for an instance.")
    static let queuedSize = Metric(
        "sauro.gateway.queue.size", .gauge, unit: .bytes, help: "Bytes of the requests that wait for an instance.")
    static let queueAge = Metric(
        "sauro.gateway.queue.age", .gauge, unit: .seconds, help: "How long ago the oldest waiting request came.")
    static let instances = Metric(
        "sauro.gateway.instances", .gauge, help: "Instances of a service that take requests.")
    static let inFlight = Metric("sauro.gateway.in_flight", .gauge, help: "Requests with a service's instances.")
    static let parked = Metric("sauro.gateway.parked", .gauge, help: "Long polls that wait with a service's instances.")
    static let credit = Metric(
        "sauro.gateway.credit", .gauge, help: "Requests that a service's instances would still take.")
    static let restarts = Metric(
        "sauro.gateway.restarts", .counter, help: "How often a service started by `sauro up` was started again.")
    static let denied = Metric(
        "sauro.gateway.denied", .counter, help: "Requests of callers whom the gateway does not let in.")
    static let slowSize = Metric(
        "sauro.gateway.slow_answers.size", .gauge, unit: .bytes, help: "Answers kept for clients that do not keep up.")
    static let incidents = Metric(
        "sauro.gateway.incidents", .counter,
        help: "What should be rare: messages malformed or thrown away, workers lost, requests repeated or returned.")
    static let buildInfo = Metric("sauro.build.info", .gauge, help: "1, under the service's name and version.")

    /// The page of a gateway.
    static func page(
        of gateway: SuiteGateway, restarts: @escaping @Sendable () -> [(service: String, count: Int)]
    ) -> Exposition {
        let page = Exposition(all)
        page.collect {
            let found = restarts().map { Reading(Self.restarts, Double($0.count), [("service", $0.service)]) }
            return readings(gateway.statistics) + found + ProcessReadings.now()
        }
        return page
    }

    static func readings(_ statistics: BrokerStatistics) -> [Reading] {
        let counters = statistics.counters
        let info = [("service", GatewayContract.service.text), ("version", Release.version)]
        let incidents = [
            ("malformed", counters.malformed), ("dropped", counters.dropped), ("violation", counters.violations),
            ("lateReply", counters.lateReplies), ("repeated", counters.repeated), ("returned", counters.returned),
            ("workerLost", counters.workersLost),
        ]
        return [
            Reading(buildInfo, 1, info), Reading(denied, Double(counters.denied)),
            Reading(slowSize, Double(statistics.slowBytes)),
        ] + incidents.map { Reading(Self.incidents, Double($0.1), [("incident", $0.0)]) }
            + outcomes(statistics.strayOutcomes, of: "_OTHER") + statistics.services.flatMap(readings)
    }

    private static func readings(_ service: BrokerStatistics.ServiceState) -> [Reading] {
        let labels = [("service", service.name)]
        let taking = service.instances.filter { !$0.draining }
        let values: [(Metric, Int)] = [
            (queued, service.queued), (queuedSize, service.queuedBytes), (instances, taking.count),
            (inFlight, service.instances.reduce(0) { $0 + $1.inFlight }),
            (parked, service.instances.reduce(0) { $0 + $1.parked }),
            (credit, taking.reduce(0) { $0 + max(0, $1.credit - $1.inFlight) }),
        ]
        return values.map { Reading($0.0, Double($0.1), labels) }
            + [
                Reading(queueAge, Double(service.oldestMilliseconds) / 1000, labels),
                Reading(
                    callDuration, counts: service.durations.counts, sum: Double(service.durations.sum) / 1000, labels),
            ]
            + outcomes(service.outcomes, of: service.name)
    }

    private static func outcomes(_ outcomes: [String: Int], of service: String) -> [Reading] {
        outcomes.map { Reading(calls, Double($0.value), [("service", service), ("outcome", $0.key)]) }
    }
}
