// The page that Prometheus reads: its form, its numbers, and what it keeps to itself.

import CoreMetrics
import Surroundings
import Synchronization
import Testing

@testable import Exposition

@Suite("The page")
struct ExpositionTests {
    private let exposition = Exposition([
        Metric("calls", .counter, help: "Calls."),
        Metric("database.size", .gauge, unit: .bytes, help: "The file\nwith C:\\ in it."),
        Metric("call.duration", .histogram([0.001, 0.5]), unit: .seconds, help: "How long."),
        Metric("never.made", .gauge, help: "Nobody measures it."),
    ])

    @Test("has each measure once, with its help, kind, labels in order, and values")
    func wholePage() async {
        Counter(label: "calls", dimensions: [("method", "b"), ("code", "0")], factory: exposition).increment()
        Counter(label: "calls", dimensions: [("method", "a"), ("code", "0")], factory: exposition).increment(by: 2)
        Counter(label: "calls", dimensions: [("code", "0"), ("method", "a")], factory: exposition).increment()
        Meter(label: "database.size", factory: exposition).set(4096)
        let timer = Timer(label: "call.duration", factory: exposition)
        timer.recordNanoseconds(1_000_000)
        timer.recordMilliseconds(2)
        timer.recordSeconds(3)
        #expect(
            await exposition.page() == """
                # HELP call_duration_seconds How long.
                # TYPE call_duration_seconds histogram
                call_duration_seconds_bucket{le="0.001"} 1
                call_duration_seconds_bucket{le="0.5"} 2
                call_duration_seconds_bucket{le="+Inf"} 3
                call_duration_seconds_sum 3.003
                call_duration_seconds_count 3
                # HELP calls_total Calls.
                # TYPE calls_total counter
                calls_total{code="0",method="a"} 3
                calls_total{code="0",method="b"} 1
                # HELP database_size_bytes The file\\nwith C:\\\\ in it.
                # TYPE database_size_bytes gauge
                database_size_bytes 4096

                """)
    }

    @Test("escapes what a label's value may hold")
    func escapes() async {
        Meter(label: "g", dimensions: [("a", "x\"y\\z\nđ"), ("9-b", "")], factory: exposition).set(0.5)
        #expect(await exposition.page().hasSuffix(#"g{_9_b="",a="x\"y\\z\nđ"} 0.5"# + "\n"))
    }

    @Test("never lets a counter fall, and takes no number that is none")
    func counters() async {
        let counter = FloatingPointCounter(label: "calls", factory: exposition)
        counter.increment(by: 1.5)
        counter.increment(by: -1)
        counter.increment(by: Double.nan)
        counter.increment(by: Double.infinity)
        let recorder = Recorder(label: "call.duration", factory: exposition)
        recorder.record(Double.nan)
        recorder.record(0.5)
        let page = await exposition.page()
        #expect(page.contains("\ncalls_total 1.5\n"))
        #expect(page.contains("\ncall_duration_seconds_count 1\n"))
        #expect(page.contains("\ncall_duration_seconds_bucket{le=\"0.5\"} 1\n"))
    }

    @Test("asks its collectors each time before it is written")
    func collectors() async {
        let size = Mutex(0.0)
        exposition.collect {
            size.withLock { $0 += 10 }
            return [Reading(Metric("database.size", .gauge, unit: .bytes, help: "."), size.withLock { $0 })]
        }
        #expect(await exposition.page().contains("\ndatabase_size_bytes 10\n"))
        #expect(await exposition.page().contains("\ndatabase_size_bytes 20\n"))
    }

    @Test("shows what a collector found under its labels, and nothing of what it no longer finds")
    func readings() async {
        let depth = Metric("depth", .gauge, help: "Depth.")
        let queues = Mutex(["b", "a"])
        exposition.collect {
            queues.withLock { $0.enumerated().map { Reading(depth, Double($0.offset), [("queue", $0.element)]) } }
        }
        let lines = "# HELP depth Depth.\n# TYPE depth gauge\n"
        #expect(await exposition.page() == lines + "depth{queue=\"a\"} 1\ndepth{queue=\"b\"} 0\n")
        queues.withLock { $0 = [] }
        #expect(await exposition.page() == "")
    }

    @Test("shows a histogram that a collector found, its counts added up")
    func readHistogram() async {
        let hold = Metric("hold", .histogram([0.001, 0.5]), unit: .seconds, help: "Hold.")
        exposition.collect { [Reading(hold, counts: [2, 0, 3], sum: 7.5, [("service", "a")])] }
        let lines = [
            "hold_seconds_bucket{service=\"a\",le=\"0.001\"} 2", "hold_seconds_bucket{service=\"a\",le=\"0.5\"} 2",
            "hold_seconds_bucket{service=\"a\",le=\"+Inf\"} 5", "hold_seconds_sum{service=\"a\"} 7.5",
            "hold_seconds_count{service=\"a\"} 5",
        ]
        #expect(await exposition.page().split(separator: "\n").dropFirst(2).map(String.init) == lines)
    }

    @Test("has the process itself under the names that Prometheus' clients give it")
    func process() async {
        exposition.collect { ProcessReadings.now() }
        let page = await exposition.page()
        let found = page.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ") }
        #expect(
            found.map { String($0[0]) } == [
                "process_cpu_seconds_total", "process_max_fds", "process_open_fds", "process_resident_memory_bytes",
                "process_start_time_seconds",
            ])
        let begun = Double(found[4][1]) ?? 0
        let now = Double(Surroundings.systemMachineTime()) / 1000
        #expect(begun > now - 86_400 && begun <= now + 1, "\(begun)")
        #expect(Double(found[3][1]) ?? 0 > 1_000_000)
        #expect((1..<10_000).contains(Int(found[2][1]) ?? 0))
    }

    @Test("leaves out what is made as another kind than it is declared as")
    func otherKind() async {
        Counter(label: "database.size", factory: exposition).increment()
        #expect(await exposition.page() == "")
    }

    @Test("names measures as Prometheus does, with unit and _total once")
    func names() {
        let named: [(Metric, String)] = [
            (Metric("rpc.server.call.duration", .gauge, unit: .seconds, help: ""), "rpc_server_call_duration_seconds"),
            (Metric("sauro.calls.total", .counter, help: ""), "sauro_calls_total"),
            (Metric("wal.bytes", .gauge, unit: .bytes, help: ""), "wal_bytes"),
            (Metric("sent", .counter, unit: .bytes, help: ""), "sent_bytes_total"),
            (Metric("1st-đ", .gauge, help: ""), "_1st__"),
        ]
        for (measure, name) in named { #expect(measure.exposedName == name) }
    }
}
