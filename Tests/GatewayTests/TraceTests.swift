// `sauro trace show`: what many instances know, put together into one timeline.

import Fabric
import MessageSchema
import Synchronization
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("A trace on the command line")
struct TraceTests {
    private static let trace = TraceID.sample
    private static let start = try! Instant("2026-11-22T12:00:01.234Z")

    private static func span(_ number: UInt64) -> SpanID { SpanID(number: number) }

    private static func request(
        _ number: UInt64, _ name: String, parent: UInt64? = nil, after: Int64 = 0, took: Int64, outcome: String = "ok",
        waited: Int64 = 0
    ) -> TraceSpan {
        TraceSpan(
            kind: .request, span: span(number), parent: parent.map(span), name: name,
            start: Instant(microseconds: start.microseconds + after * 1000), microseconds: took,
            waitedMilliseconds: waited, outcome: outcome)
    }

    private static func entry(_ service: String, _ sequence: Int64, _ type: String, _ span: SpanID) -> TraceEntry {
        TraceEntry(id: "\(service)-journal/\(sequence)", sequence: sequence, type: type, recorded: start, span: span)
    }

    private static func place(_ service: ServiceName, _ instance: String = "0001") -> InstancePlace {
        InstancePlace(service: service, instance: instance)
    }

    private static func report(
        _ service: ServiceName, _ instance: String = "0001", spans: [TraceSpan] = [], entries: [TraceEntry] = []
    ) -> (place: InstancePlace, report: TraceReport) {
        (
            place(service, instance),
            TraceReport(instance: instance, spans: spans, entries: entries, isCut: false)
        )
    }

    private static let meeting = entry("registry", 12, "registry.meeting.recorded", span(1))
    private static let reactionSpan = SpanID.ofReaction(of: "tasks", to: meeting.id)
    private static let drafted = entry("tasks", 4, "tasks.task.drafted", reactionSpan)
    private static let reaction = TraceSpan(
        kind: .reaction, span: reactionSpan, parent: span(1), name: "registry.meeting.recorded",
        start: Instant(microseconds: start.microseconds + 18_000), microseconds: 3100, outcome: "ok",
        event: meeting.id)
    private static let told = [
        report("tasks", spans: [reaction], entries: [drafted]),
        report(
            "registry", "0001", spans: [request(1, "registry.meeting.record", parent: 9, took: 12_400, waited: 7)],
            entries: [meeting]),
        // The other instance tells the same journal.
        report("registry", "0002", entries: [meeting]),
        report(
            "notifications",
            entries: [
                entry("notifications", 8, "notifications.notice.sent", .ofReaction(of: "notifications", to: drafted.id))
            ]),
    ]

    private func text(
        _ reports: [(place: InstancePlace, report: TraceReport)], width: Int? = 80, several: Set<String> = []
    ) -> String {
        TraceText(paper: Paper(width: width, hasColour: false), several: several)
            .lines(TraceTree(reports), Self.trace).joined(separator: "\n")
    }

    @Test("is a tree of what caused what, also where nobody remembers and only journals tell")
    func tree() {
        #expect(
            text(Self.told, several: ["registry"]) == """
                trace 0af7651916cd43dd8448eb211c80319c
                began 2026-11-22T12:00:01.234Z, 3 services, 21 ms

                     WHEN      TOOK  WHAT
                  +0.0 ms     12 ms  registry.meeting.record @0001, waited 7 ms in the gateway
                                     │ wrote registry.meeting.recorded #12
                   +18 ms    3.1 ms  └ tasks reacts to registry.meeting.recorded
                                       │ wrote tasks.task.drafted #4
                                       └ notifications reacted to tasks.task.drafted
                                           wrote notifications.notice.sent #8
                """)
    }

    @Test("keeps to the width of the terminal, and says what was refused")
    func narrow() {
        let reports = [
            Self.report(
                "tasks",
                spans: [
                    Self.request(
                        1, "tasks.task.assign", took: 900, outcome: "tasks.task.unclear"),
                    Self.request(
                        2, "tasks.directive.register", after: 5, took: 11_000_000, outcome: "fabric.deadlineExceeded"),
                ])
        ]
        let lines = text(reports, width: 60).split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.columns <= 60 }, "\(lines)")
        #expect(
            lines.suffix(3) == [
                "  +0.0 ms    0.9 ms  tasks.task.assign  ! tasks.task.unclear",
                "  +5.0 ms    11.0 s  tasks.directive.register",
                "                     " + "  ! fabric.deadlineExceeded",
            ])
    }

    @Test("of which no instance remembers anything is told from the journals, causes first")
    func journalsOnly() {
        let reports = [
            Self.report("tasks", entries: [Self.drafted]), Self.report("registry", entries: [Self.meeting]),
        ]
        let tree = TraceTree(reports)
        #expect(tree.roots.map(\.service) == ["registry"])
        #expect(tree.roots[0].children.map(\.event) == [Self.meeting])
        #expect(text(reports).contains("registry: a piece of work nobody remembers"))
        #expect(text(reports).contains("2 services; no running instance remembers it, so journals only"))
    }

    @Test("with pieces that name each other as cause is printed all the same")
    func circle() {
        let tree = TraceTree([
            Self.report(
                "tasks",
                spans: [
                    Self.request(1, "tasks.a.b", parent: 2, took: 1), Self.request(2, "tasks.c.d", parent: 1, took: 1),
                    Self.request(3, "tasks.e.f", parent: 3, took: 1),
                ])
        ])
        #expect(Set(tree.all.map(\.span)) == Set([1, 2, 3].map(Self.span)))
    }

    // MARK: the command

    private func suite(_ answer: @escaping FakeSuite.Answer) async throws -> FakeSuite {
        let suite = try FakeSuite()
        for service in ["registry", "tasks", "insurance", "notifications"] {
            try await suite.add(service, answer: answer)
        }
        try await suite.listed(4)
        return suite
    }

    private static func answer(_ request: JSONRPC.Request, spans: [TraceSpan]) -> Result<JSONValue, Failure> {
        let own = request.method == "registry.trace.show" ? spans : []
        let report = TraceReport(instance: "x", spans: own, entries: [], isCut: false)
        return .success(json(of: report))
    }

    @Test("asks every instance, and is found by a traceparent or an id in either case")
    func asked() async throws {
        let suite = try await suite { Self.answer($0, spans: [Self.request(1, "registry.unit.rename", took: 5000)]) }
        for id in [Self.trace.text.uppercased(), "00-\(Self.trace)-b7ad6b7169203331-01"] {
            let outcome = await suite.sauro("trace", "show", id)
            #expect(outcome.code == .ok && outcome.errors == "", "\(outcome.errors)")
            #expect(outcome.output.contains("+0.0 ms    5.0 ms  registry.unit.rename\n"))
        }
        let asked = suite.requests.withLock { Set($0.map(\.method)) }
        #expect(asked == Set(["registry", "tasks", "insurance", "notifications"].map { "\($0).trace.show" }))
        let tree = json(await suite.sauro("trace", "show", Self.trace.text, "-o", "json").output)
        #expect(tree["pieces"]?.array?.first?["name"] == "registry.unit.rename")
        #expect(tree["answered"]?.array?.count == 5 && tree["unanswered"] == .array([]))
    }

    @Test("that nobody knows is not found")
    func unknown() async throws {
        let suite = try await suite { Self.answer($0, spans: []) }
        let outcome = await suite.sauro("trace", "show", Self.trace.text)
        #expect(outcome.code == .notFound && outcome.output == "")
        #expect(outcome.errors == "nobody who answered knows the trace \(Self.trace)\n")
    }

    @Test("says who did not answer, and is partly done then")
    func partly() async throws {
        let suite = try FakeSuite()
        try await suite.add("registry") { Self.answer($0, spans: [Self.request(1, "registry.unit.rename", took: 5)]) }
        try await suite.add("tasks") { _ in .failure(.fabric(.methodNotFound, "no such method")) }
        try await suite.listed(2)
        let outcome = await suite.sauro("trace", "show", Self.trace.text)
        #expect(outcome.code == .partly && outcome.output.contains("registry.unit.rename"))
        #expect(outcome.errors.contains("did not answer: its version does not know the question"))
        #expect(outcome.errors.contains("insurance does not run: what it wrote is missing here"))
    }

    @Test("is refused where the id is none, or the caller may not", arguments: ["0af7", "031095774477"])
    func refused(id: String) async throws {
        let suite = try await suite { Self.answer($0, spans: []) }
        let outcome = await suite.sauro("trace", "show", id)
        #expect(outcome.code == .usage && outcome.errors.contains("is no trace id"))
        let principals = "- name: officer\n  roles: [officer]\n"
        let other = try FakeSuite(principals: principals)
        try await other.listed(0)
        let denied = await other.sauro("trace", "show", Self.trace.text, "--as", "officer")
        #expect(denied.code == .notAllowed)
    }
}
