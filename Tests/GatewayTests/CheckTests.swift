// `sauro check`: limits, Nagios' line and exit codes, and the other forms.

import Fabric
import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("A check")
struct CheckTests {
    private static let bounds = CheckBounds(
        answer: CheckLimits(warning: 1, critical: 5), age: CheckLimits(warning: 600, critical: 3600),
        lag: CheckLimits(warning: 1000, critical: 10_000), letters: CheckLimits(warning: 1, critical: 100),
        disk: CheckLimits(warning: 15, critical: 5, isFloor: true))

    static func report(
        _ service: String = "tasks", instance: String = "i", sequence: Int64 = 40, after: Int64 = 7,
        journal: String? = "r-journal", age: Int64? = nil, letters: Int = 0, restored: Bool = false, free: Int64 = 60
    ) -> InstanceReport {
        InstanceReport(
            service: service, instance: instance, version: Release.version, secondsUp: 9, now: .sample,
            machineTime: .sample, journal: "\(service)-journal", sequence: sequence,
            follows: service == "registry"
                ? [] : [FollowingState(service: "registry", journal: journal, after: after)],
            queues: [
                ConsumerLoad(
                    queue: "intake", owner: "hospital", behind: 3, oldestSeconds: age, inFlight: 1, waiting: 0,
                    letters: letters, restored: restored)
            ],
            calls: CallLoad(answered: 100, refused: 2, failed: 1, p50Microseconds: 900, p99Microseconds: 20_000),
            disk: DiskState(freeBytes: free, totalBytes: 100, databaseBytes: 4096, walBytes: 0), log: .info,
            schema: ["storage": 3])
    }

    private func check(_ report: InstanceReport?, answered: Double? = 4, failure: Failure? = nil) -> ServiceCheck {
        ServiceCheck(
            "tasks", answered: answered, failure: failure, reports: report.map { [$0] } ?? [],
            heads: ["registry": ("r-journal", 7)], bounds: Self.bounds)
    }

    @Test("that finds nothing says so in one line with performance data")
    func good() {
        let check = check(Self.report())
        #expect(check.state == .ok && check.complaints == [])
        #expect(
            CheckText.nagios([check]) == """
                SAURO OK - 1 service answers, the slowest in 0.004 s | tasks_answer=0.004s;1;5;0 \
                tasks_age=0s;600;3600;0 tasks_letters=0;1;100;0 tasks_lag=0;1000;10000;0 tasks_disk=60%;15:;5:;0;100
                """)
    }

    @Test(
        "judges by the limits, which count from their own value on",
        arguments: [
            (report(), 999.0, CheckState.ok, ""), (report(), 1000, .warning, "tasks took 1 s to answer"),
            (report(), 5000, .critical, "tasks took 5 s to answer"),
            (report(age: 600), 1, .warning, "tasks queue intake has an event 600 s old"),
            (report(age: 4000), 1, .critical, "tasks queue intake has an event 4000 s old"),
            (report(letters: 1), 1, .warning, "tasks has 1 dead letters"),
            (report(restored: true), 1, .warning, "tasks queue intake waits to be resumed after a restore"),
            (report(free: 16), 1, .ok, ""), (report(free: 15), 1, .warning, "tasks has 15 % of its disk free"),
            (report(free: 5), 1, .critical, "tasks has 5 % of its disk free"),
        ] as [(InstanceReport, Double, CheckState, String)])
    func limits(report: InstanceReport, answered: Double, state: CheckState, said: String) {
        let check = check(report, answered: answered)
        #expect(check.state == state && check.complaints == (said.isEmpty ? [] : [said]))
    }

    @Test("counts a journal that was restored since as not read at all")
    func lag() {
        func check(_ report: InstanceReport) -> ServiceCheck {
            ServiceCheck(
                "tasks", answered: 1, failure: nil, reports: [report], heads: ["registry": ("r-journal", 5000)],
                bounds: Self.bounds)
        }
        #expect(check(Self.report(after: 4500)).state == .ok)
        #expect(check(Self.report(after: 4000)).complaints == ["tasks is 1000 events behind registry"])
        #expect(check(Self.report(after: 5000, journal: "old")).complaints == ["tasks is 5000 events behind registry"])
    }

    @Test("of what does not answer is critical, of what does not say more unknown")
    func silent() {
        let failure = Failure.fabric(.unavailable, "no instance | of tasks")
        let critical = check(nil, answered: nil, failure: failure)
        #expect(critical.state == .critical)
        #expect(check(nil).state == .unknown)
        let line = CheckText.nagios([critical, check(nil), check(Self.report())])
        #expect(line.hasPrefix("SAURO CRITICAL - tasks does not answer: no instance / of tasks (fabric.unavailable); "))
        #expect(line.split(separator: "|").count == 2)
        #expect(CheckState.allRanked == [.ok, .unknown, .warning, .critical])
    }

    @Test("for Prometheus is gauges in base units")
    func prometheus() {
        let lines = CheckText.prometheus([check(Self.report(), answered: 2000)])
        #expect(lines.contains(#"sauro_check_state{service="tasks"} 1"#))
        #expect(lines.contains(#"sauro_check_answer_seconds{service="tasks"} 2.0"#))
        #expect(lines.contains(#"sauro_check_disk_free_ratio{service="tasks"} 0.6"#))
        #expect(lines.count { $0.hasPrefix("# TYPE") } == 6)
    }

    @Test(
        "writes numbers without needless digits",
        arguments: [
            (0.0, "0"), (0.0041, "0.004"), (1.5, "1.5"), (12.0, "12"), (0.0004, "0"), (99.9996, "100"),
        ])
    func numbers(value: Double, text: String) { #expect(ServiceCheck.three(value) == text) }

    // MARK: the command

    private func suite(_ services: [String]) async throws -> FakeSuite {
        let suite = try FakeSuite(principals: "- name: night\n  roles: [watcher]\n- name: desk\n  roles: [reader]\n")
        for service in services {
            try await suite.add(service) { request in
                guard request.method.hasSuffix(".instance.show") else { return .success(json("{}")) }
                let report = Self.report(service, journal: "registry-journal")
                return .success(.written(report))
            }
        }
        try await suite.listed(services.count)
        return suite
    }

    @Test("leaves with Nagios' exit codes, whatever sauro's mean")
    func codes() async throws {
        let suite = try await suite(["registry", "tasks"])
        let good = await suite.sauro("check", "tasks", "--as", "night")
        #expect(good.code.rawValue == 0 && good.output.hasPrefix("SAURO OK - 1 service answers"), "\(good)")
        #expect(good.output.split(separator: "\n").count == 1)
        let warning = await suite.sauro("check", "tasks", "--lag-warn", "33", "--lag-critical", "34")
        #expect(warning.code.rawValue == 1 && warning.output.contains("is 33 events behind registry"), "\(warning)")
        let critical = await suite.sauro("check")
        #expect(critical.code.rawValue == 2 && critical.output.contains("insurance does not answer"))
        for words in [
            ["check", "nobody"], ["check", "--warn", "5", "--critical", "1"], ["check", "--warn", "soon"],
            ["check", "--nonsense"], ["check", "--format", "xml"], ["check", "--disk-warn", "-1"],
        ] {
            let unknown = await suite.shell().sauro(words)
            #expect(unknown.code.rawValue == 3 && unknown.output.hasPrefix("SAURO UNKNOWN - "), "\(unknown)")
        }
    }

    @Test("of a suite that is down is critical")
    func down() async {
        let outcome = await Shell().sauro(["check"])
        #expect(outcome.code.rawValue == 2)
        #expect(outcome.output == "SAURO CRITICAL - the suite does not answer: no suite runs here\n")
    }

    @Test("by one who may not see how services are tells that, and that they answer")
    func unseen() async throws {
        let suite = try FakeSuite()
        try await suite.add("tasks") { request in
            request.method.hasSuffix(".instance.show")
                ? .failure(Failure(.forbidden, name: "frame.scope.forbidden", message: "no"))
                : .success(json("{}"))
        }
        try await suite.listed(1)
        let outcome = await suite.sauro("check", "tasks")
        #expect(outcome.code.rawValue == 3 && outcome.output.contains("tasks does not say how its queues"))
        #expect(outcome.output.contains("tasks_answer="))
    }

    @Test("is printed in the form that was asked for")
    func forms() async throws {
        let suite = try await suite(["registry", "tasks"])
        let prometheus = await suite.sauro("check", "tasks", "--format", "prometheus")
        #expect(prometheus.code.rawValue == 0)
        #expect(prometheus.output.hasPrefix("# HELP sauro_check_state"))
        let value = json(await suite.sauro("check", "tasks", "-o", "json").output)
        #expect(value["state"] == "OK")
        #expect(value["services"]?.array?.first?["figures"]?.array?.count == 5)
    }
}

extension CheckState {
    fileprivate static var allRanked: [CheckState] { [ok, warning, critical, unknown].sorted() }
}
