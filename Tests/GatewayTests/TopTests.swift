// `sauro top`: what two looks say together, and pictures of it in three sizes.

import Fabric
import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Top")
struct TopTests {
    private static let status = ShowSuiteStatus.Reply(
        services: [
            .init(service: "gateway", instances: [instance("g")], queued: 0),
            .init(
                service: "registry", instances: [instance("0001", inFlight: 3), instance("0002", isDraining: true)],
                queued: 0, restarts: 0),
            .init(service: "tasks", instances: [instance("0003")], queued: 12, restarts: 2),
            .init(service: "insurance", instances: [], queued: 0),
        ], counters: ["requests": 1200, "overloaded": 4, "deadlineExceeded": 0, "workersLost": 1])

    private static func instance(
        _ name: String, inFlight: Int = 0, isDraining: Bool = false
    ) -> ShowSuiteStatus.Instance {
        .init(
            instance: name, version: "0.1.0", epoch: 1, draining: isDraining, inFlight: inFlight, parked: 0,
            credit: 256)
    }

    private static func sample(_ taken: Int64, answered: Int64) -> TopSample {
        var registry = CheckTests.report("registry", instance: "0001", sequence: 40)
        registry.calls.answered = answered
        var tasks = CheckTests.report("tasks", instance: "0003", after: 30, journal: "registry-journal", age: 700)
        tasks.calls.failed = answered / 100
        var status = status
        status.counters["requests"] = Int(answered)
        func answer(_ service: ServiceName, _ report: InstanceReport) -> InstanceAnswer<InstanceReport> {
            InstanceAnswer(
                place: InstancePlace(service: service, instance: report.instance), outcome: .success(report))
        }
        return TopSample(
            taken: taken, time: try! Instant("2026-11-22T12:00:01.5Z"), status: status,
            answers: [answer("registry", registry), answer("tasks", tasks)])
    }

    private static let picture = TopPicture(sample(3000, answered: 1200), since: sample(1000, answered: 200))

    @Test("takes rates from two looks, and lag from what is followed and its head")
    func rates() throws {
        #expect(Self.picture.requestsPerSecond == 500)
        #expect(Self.picture.rows.map(\.service) == ["registry", "registry", "tasks", "insurance"])
        #expect(Self.picture.rows.map(\.state) == ["ok", "silent", "ok", "absent"])
        #expect(Self.picture.rows.map(\.callsPerSecond) == [500, nil, 0, nil])
        #expect(Self.picture.rows.map(\.failuresPerSecond) == [0, nil, 5, nil])
        #expect(Self.picture.rows.map(\.lag) == [nil, nil, 10, nil])
        #expect(Self.picture.consumers.map(\.name).contains("hospital/intake"))
        #expect(Self.picture.consumers.first == TopConsumer(name: "tasks", service: "registry", behind: 10))
        let first = TopPicture(Self.sample(1000, answered: 200), since: nil)
        #expect(first.requestsPerSecond == nil && first.rows[0].callsPerSecond == nil)
    }

    @Test("after a restart has no rate below zero")
    func restarted() {
        let picture = TopPicture(Self.sample(3000, answered: 5), since: Self.sample(1000, answered: 200))
        #expect(picture.rows[0].callsPerSecond == 0 && picture.requestsPerSecond == 0)
    }

    @Test("fits the screen, whatever its size", arguments: [(40, 10), (80, 24), (200, 50), (20, 3), (8, 1)])
    func fits(columns: Int, height: Int) {
        let text = TopText(paper: Paper(width: columns, hasColour: false), columns: columns, height: height)
        for trouble in [nil, "no gateway can be reached"] {
            let lines = text.lines(Self.picture, foot: "q leaves; every 1 s", trouble: trouble)
            #expect(lines.count <= height && lines.allSatisfy { $0.columns <= columns }, "\(lines)")
            #expect(lines.last?.hasPrefix("q leav") == true)
        }
    }

    @Test("on a screen of 80 columns")
    func eighty() {
        let text = TopText(paper: Paper(width: 80, hasColour: false), columns: 80, height: 14)
        let lines = text.lines(Self.picture, foot: "q leaves; every 1 s").map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
        #expect(
            lines.joined(separator: "\n") == """
                top 12:00:01Z  500 calls/s  2/4 run
                gateway: overloaded 4  lost 1

                SERVICE   INST STATE  CALLS/S FAIL/S   P99 FLIGHT QUEUED HEAD LAG AGE RESTARTS
                registry  0001 ok         500      0 20 ms      3      0   40                0
                          0002 silent                           0
                tasks     0003 ok           0    5.0 20 ms      0     12   40  10 11m        2
                insurance      absent                                  0

                CONSUMER        READS    BEHIND AGE FLIGHT LETTERS
                tasks           registry     10
                hospital/intake registry      3          1       0
                hospital/intake tasks         3 11m      1       0
                q leaves; every 1 s
                """)
    }

    @Test("without a terminal is one picture, or a line of JSON each time, or refused")
    func withoutTerminal() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { _ in
            .success(json(of: CheckTests.report("registry", sequence: 40)))
        }
        try await suite.listed(1)
        let once = await suite.sauro("top", "--once", "--interval", "100ms")
        #expect(once.code == .ok && once.output.contains("top ") && once.output.contains("registry"))
        #expect(!once.output.contains("\u{1B}"))
        let line = await suite.sauro("top", "--once", "--interval", "100ms", "-o", "jsonl")
        #expect(json(line.output)["instances"]?.array?.first?["service"] == "registry")
        let refused = await suite.sauro("top")
        #expect(refused.code == .usage && refused.errors.contains("there is no terminal to draw on"))
        for interval in ["50ms", "soon", "2m"] {
            #expect(await suite.sauro("top", "--once", "--interval", interval).code == .usage)
        }
    }

    @Test(
        "writes rates and ages in few letters",
        arguments: [
            (0.0, "0"), (0.04, "0.0"), (3.14159, "3.1"), (99.96, "100.0"), (123.4, "123"),
        ])
    func rate(value: Double, text: String) { #expect(TopText.rate(value) == text) }

    @Test(arguments: [(0, "0s"), (99, "99s"), (100, "1m"), (6000, "1h"), (172_800, "2d")] as [(Int64, String)])
    func age(seconds: Int64, text: String) { #expect(TopText.age(seconds) == text) }
}
