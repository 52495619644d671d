// What `sauro top` knows at one moment, and what two moments say together: rates.

import MessageSchema
import WireJSON

/// One look at the suite.
struct TopSample: Sendable {
    /// Monotonic milliseconds.
    var taken: Int64
    /// The machine's wall clock.
    var time: Instant
    var status: ShowSuiteStatus.Reply
    var answers: [InstanceAnswer<InstanceReport>]

    fileprivate var reports: [String: InstanceReport] {
        Dictionary(answers.compactMap(\.reply).map { ($0.instance, $0) }, uniquingKeysWith: { $1 })
    }
}

/// One instance in a table.
struct TopRow: Sendable, Equatable {
    var service: String
    var instance: String
    /// `ok`, `drains`, `silent`, or `absent` for a service without an instance.
    var state: String
    var version = ""
    var log = ""
    var secondsUp: Int64?
    var callsPerSecond: Double?
    var failuresPerSecond: Double?
    var refusalsPerSecond: Double?
    var p50Microseconds: Int64?
    var p99Microseconds: Int64?
    var inFlight: Int?
    var credit: Int?
    /// Events behind the journal it is furthest behind.
    var lag: Int64?
    var diskFreePercent: Double?
    /// Of the whole service, and so in the first of its rows only.
    var ofService: ServicePart?

    struct ServicePart: Sendable, Equatable {
        var queued: Int
        var head: Int64?
        var restarts: Int?
        var letters: Int?
        var oldestSeconds: Int64?
    }
}

/// One consumer, of inside or outside the suite, in a table.
struct TopConsumer: Sendable, Equatable {
    var name: String
    var service: String
    var behind: Int64
    var oldestSeconds: Int64?
    var inFlight: Int?
    var letters: Int?
}

/// What is shown.
struct TopPicture: Sendable, Equatable {
    var time: Instant
    var requestsPerSecond: Double?
    var counters: [String: Int]
    var rows: [TopRow]
    /// The one furthest behind first.
    var consumers: [TopConsumer]

    /// Without an earlier look there are no rates.
    init(_ now: TopSample, since before: TopSample?) {
        let seconds = before.map { Double(max(1, now.taken - $0.taken)) / 1000 }
        let (reports, earlier) = (now.reports, before?.reports ?? [:])
        let heads = Dictionary(
            reports.values.map { ($0.service, ($0.journal, $0.sequence)) },
            uniquingKeysWith: { $0.1 > $1.1 ? $0 : $1 })
        time = now.time
        counters = now.status.counters
        requestsPerSecond = seconds.flatMap { seconds in
            before?.status.counters["requests"].map {
                Double(max(0, (now.status.counters["requests"] ?? 0) - $0)) / seconds
            }
        }
        rows = now.status.services.filter { $0.service != GatewayContract.service.text }.flatMap { service in
            Self.rows(of: service, reports, earlier, seconds, heads)
        }
        consumers = Self.consumers(reports, heads)
    }

    private static func rows(
        of service: ShowSuiteStatus.Service, _ reports: [String: InstanceReport], _ earlier: [String: InstanceReport],
        _ seconds: Double?, _ heads: [String: (String, Int64)]
    ) -> [TopRow] {
        let known = service.instances.compactMap { reports[$0.instance] }
        let queues = known.first?.queues
        let part = TopRow.ServicePart(
            queued: service.queued, head: known.map(\.sequence).max(), restarts: service.restarts,
            letters: queues.map { $0.reduce(0) { $0 + $1.letters } },
            oldestSeconds: queues.flatMap { $0.compactMap(\.oldestSeconds).max() })
        guard !service.instances.isEmpty else {
            return [TopRow(service: service.service, instance: "", state: "absent", ofService: part)]
        }
        return service.instances.enumerated().map { index, instance in
            let report = reports[instance.instance]
            var row = TopRow(
                service: service.service, instance: instance.instance,
                state: report == nil ? "silent" : instance.draining ? "drains" : "ok", version: instance.version,
                inFlight: instance.inFlight, credit: instance.credit, ofService: index == 0 ? part : nil)
            if let report { row.fill(report, since: earlier[instance.instance], seconds, heads) }
            return row
        }
    }

    /// Who follows whose journal, and the queues of those outside.
    private static func consumers(
        _ reports: [String: InstanceReport], _ heads: [String: (String, Int64)]
    ) -> [TopConsumer] {
        var seen: Set<String> = []
        var consumers: [TopConsumer] = []
        for report in reports.values.sorted(by: { $0.service < $1.service }) {
            guard seen.insert(report.service).inserted else { continue }
            consumers += report.follows.compactMap { state in
                lag(state, heads).map { TopConsumer(name: report.service, service: state.service, behind: $0) }
            }
            consumers += report.queues.map { queue in
                TopConsumer(
                    name: "\(queue.owner)/\(queue.queue)", service: report.service, behind: queue.behind,
                    oldestSeconds: queue.oldestSeconds, inFlight: queue.inFlight, letters: queue.letters)
            }
        }
        return consumers.sorted { ($1.behind, $0.name) < ($0.behind, $1.name) }
    }

    /// A journal that was restored since is read from its beginning.
    fileprivate static func lag(_ state: FollowingState, _ heads: [String: (String, Int64)]) -> Int64? {
        heads[state.service].map { $0.0 == state.journal ? max(0, $0.1 - state.after) : $0.1 }
    }
}

extension TopRow {
    fileprivate mutating func fill(
        _ report: InstanceReport, since before: InstanceReport?, _ seconds: Double?, _ heads: [String: (String, Int64)]
    ) {
        secondsUp = report.secondsUp
        log = report.log.rawValue
        p50Microseconds = report.calls.p50Microseconds
        p99Microseconds = report.calls.p99Microseconds
        lag = report.follows.compactMap { TopPicture.lag($0, heads) }.max()
        diskFreePercent = report.disk.flatMap { disk in
            disk.totalBytes > 0 ? Double(disk.freeBytes) / Double(disk.totalBytes) * 100 : nil
        }
        guard let before, let seconds else { return }
        callsPerSecond = Double(max(0, report.calls.answered - before.calls.answered)) / seconds
        failuresPerSecond = Double(max(0, report.calls.failed - before.calls.failed)) / seconds
        refusalsPerSecond = Double(max(0, report.calls.refused - before.calls.refused)) / seconds
    }

    var json: JSONValue {
        .members([
            ("service", .string(service)), ("instance", .string(instance)), ("state", .string(state)),
            ("version", .string(version)), ("log", .string(log)), ("secondsUp", secondsUp.map { .integer($0) }),
            ("callsPerSecond", Self.number(callsPerSecond)), ("failuresPerSecond", Self.number(failuresPerSecond)),
            ("refusalsPerSecond", Self.number(refusalsPerSecond)),
            ("p50Microseconds", p50Microseconds.map { .integer($0) }),
            ("p99Microseconds", p99Microseconds.map { .integer($0) }),
            ("inFlight", inFlight.map { .integer(Int64($0)) }), ("credit", credit.map { .integer(Int64($0)) }),
            ("lag", lag.map { .integer($0) }), ("diskFreePercent", Self.number(diskFreePercent)),
            ("queued", ofService.map { .integer(Int64($0.queued)) }),
            ("head", ofService?.head.map { .integer($0) }),
            ("restarts", ofService?.restarts.map { .integer(Int64($0)) }),
            ("letters", ofService?.letters.map { .integer(Int64($0)) }),
            ("oldestSeconds", ofService?.oldestSeconds.map { .integer($0) }),
        ])
    }

    fileprivate static func number(_ value: Double?) -> JSONValue? { value.map { .number(ServiceCheck.three($0)) } }
}

extension TopPicture {
    var json: JSONValue {
        .members([
            ("time", .string(time.text)), ("requestsPerSecond", TopRow.number(requestsPerSecond)),
            ("instances", .array(rows.map(\.json))),
            (
                "consumers",
                .array(
                    consumers.map { consumer in
                        .members([
                            ("consumer", .string(consumer.name)), ("service", .string(consumer.service)),
                            ("behind", .integer(consumer.behind)),
                            ("oldestSeconds", consumer.oldestSeconds.map { .integer($0) }),
                            ("inFlight", consumer.inFlight.map { .integer(Int64($0)) }),
                            ("letters", consumer.letters.map { .integer(Int64($0)) }),
                        ])
                    })
            ),
            ("counters", .members(counters.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })),
        ])
    }
}
