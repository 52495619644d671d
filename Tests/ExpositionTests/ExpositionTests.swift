// The page that Prometheus reads: its form, its numbers, and what it keeps to itself.

import CoreMetrics
import Testing

@testable import Exposition

@Suite("The page")
struct ExpositionTests {
    private let exposition = Exposition([
        Measure("calls", .counter, help: "Calls."),
        Measure("database.size", .gauge, unit: .bytes, help: "The file\nwith C:\\ in it."),
        Measure("call.duration", .histogram([0.001, 0.5]), unit: .seconds, help: "How long."),
        Measure("never.made", .gauge, help: "Nobody measures it."),
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
        let size = Meter(label: "database.size", factory: exposition)
        exposition.collect { size.increment(by: 10.0) }
        _ = await exposition.page()
        #expect(await exposition.page().contains("\ndatabase_size_bytes 20\n"))
    }

    @Test("leaves out what is made as another kind than it is declared as")
    func otherKind() async {
        Counter(label: "database.size", factory: exposition).increment()
        #expect(await exposition.page() == "")
    }

    @Test("names measures as Prometheus does, with unit and _total once")
    func names() {
        let named: [(Measure, String)] = [
            (Measure("rpc.server.call.duration", .gauge, unit: .seconds, help: ""), "rpc_server_call_duration_seconds"),
            (Measure("sauro.calls.total", .counter, help: ""), "sauro_calls_total"),
            (Measure("wal.bytes", .gauge, unit: .bytes, help: ""), "wal_bytes"),
            (Measure("sent", .counter, unit: .bytes, help: ""), "sent_bytes_total"),
            (Measure("1st-đ", .gauge, help: ""), "_1st__"),
        ]
        for (measure, name) in named { #expect(measure.exposedName == name) }
    }
}
