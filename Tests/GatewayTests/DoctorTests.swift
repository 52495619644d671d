// `sauro doctor`: what it finds in a folder and in a suite, and that it works with the suite down.

import Fabric
import Foundation
import Glibc
import MessageSchema
import Surroundings
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("The doctor")
struct DoctorTests {
    /// A data folder as `sauro up` leaves it.
    private func folder() throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        for name in ["", "run", "log", "registry", "backups/b1"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
            chmod("\(folder.path)/\(name)", 0o700)
        }
        folder.write("SQLite format 3\0 and more", to: "registry/registry.sqlite")
        folder.write("{}", to: "backups/b1/manifest.json")
        return folder
    }

    private func findings(_ folder: TemporaryFolder, later seconds: Int64 = 0) -> [DoctorFinding] {
        var surroundings = Surroundings.live
        surroundings.machineTime = { Surroundings.systemMachineTime() + seconds * 1000 }
        return MachineDoctor(
            folder: SuiteFolder(root: folder.path), services: ["registry", "tasks"],
            backupFolder: folder.path + "/backups", surroundings: surroundings
        ).findings()
    }

    private func finding(_ subject: String, _ folder: TemporaryFolder, later: Int64 = 0) throws -> DoctorFinding {
        try #require(findings(folder, later: later).first { $0.subject == subject })
    }

    @Test("finds nothing wrong in a folder as it should be, and leaves nothing behind")
    func good() throws {
        let folder = try folder()
        let found = findings(folder).filter {
            !["free disk", "free inodes", "open files", "fsync"].contains($0.subject)
        }
        #expect(found.allSatisfy { !$0.isFinding }, "\(found)")
        #expect(
            found.map(\.subject) == [
                "data folder", "sockets", "principals", "secret keys", "registry database", "logs", "backups",
            ])
        #expect(FilePlace.names(in: folder.path).filter { $0.hasPrefix(".doctor") } == [])
    }

    private static let openings: [(String, UInt32, String, DoctorFinding.State)] = [
        ("run", 0o755, "sockets", DoctorFinding.State.fail), ("", 0o755, "data folder", .warn),
        ("registry", 0o750, "registry database", .fail),
    ]

    @Test("says what is wrong with a folder, and what to do", arguments: openings)
    func modes(name: String, mode: UInt32, subject: String, state: DoctorFinding.State) throws {
        let folder = try folder()
        chmod("\(folder.path)/\(name)", mode)
        let found = try finding(subject, folder)
        #expect(found.state == state && found.next?.contains("chmod 700") == true)
    }

    @Test("names a file that is no database, and a log that grew")
    func databases() throws {
        let folder = try folder()
        folder.write("not a database at all", to: "registry/registry.sqlite")
        let broken = try finding("registry database", folder)
        #expect(broken.state == .fail && broken.next?.contains("restore the service from a backup") == true)
        folder.write("", to: "registry/registry.sqlite")
        #expect(try finding("registry database", folder).state == .ok)
        folder.write("", to: "registry/registry.sqlite-wal")
        truncate("\(folder.path)/registry/registry.sqlite-wal", 65 << 20)
        #expect(try finding("registry database", folder).state == .warn)
        truncate("\(folder.path)/registry/registry.sqlite-wal", 1 << 30)
        #expect(try finding("registry database", folder).state == .fail)
    }

    @Test(
        "knows the age of the last backup by its manifest",
        arguments: [
            (0, DoctorFinding.State.ok), (27 * 3600, .warn), (9 * 86_400, .fail),
        ] as [(Int64, DoctorFinding.State)])
    func backups(later: Int64, state: DoctorFinding.State) throws {
        #expect(try finding("backups", folder(), later: later).state == state)
    }

    @Test("warns where no backup is known")
    func noBackup() throws {
        let folder = try folder()
        try FileManager.default.removeItem(atPath: folder.path + "/backups")
        #expect(try finding("backups", folder).state == .warn)
    }

    @Test(
        "reads the principals: a mistake, a service that is gone, keys that have ended",
        arguments: [
            ("- name: a\n  rolls: [reader]\n", DoctorFinding.State.fail, "no member"),
            ("- name: old-1\n  serves: [reports]\n", .warn, "old-1 (reports)"),
            (
                "- name: a\n  roles: [reader]\n  keys:\n    - key: \(String(repeating: "ab", count: 32))\n"
                    + "      until: 2020-01-01T00:00:00Z\n", .warn, "every key has ended of: a"
            ),
            ("- name: a\n  roles: [reader]\n- name: r-1\n  serves: [registry]\n", .ok, "2 are named"),
        ])
    func principals(text: String, state: DoctorFinding.State, said: String) throws {
        let folder = try folder()
        folder.write(text, to: "principals.yaml")
        let found = try finding("principals", folder)
        #expect(found.state == state && found.words.contains(said), "\(found)")
    }

    @Test("finds secret keys that others can read")
    func keys() throws {
        let folder = try folder()
        mkdir(folder.path + "/keys", 0o700)
        folder.write("secret", to: "keys/gateway.key")
        chmod(folder.path + "/keys/gateway.key", 0o600)
        #expect(try finding("secret keys", folder).state == .ok)
        chmod(folder.path + "/keys/gateway.key", 0o644)
        let found = try finding("secret keys", folder)
        #expect(found.state == .fail && found.words.contains("gateway.key"))
    }

    // MARK: the suite

    private static let now: Int64 = 1_800_000_000_000

    private func answers(_ change: (inout SuiteAnswers) -> Void = { _ in }) -> SuiteAnswers {
        let services = ["registry", "tasks", "insurance", "notifications"]
        let reports = services.map { service in
            var report = CheckTests.report(service, instance: "\(service)-1", journal: "registry-journal")
            report.machineTime = Instant(microseconds: Self.now * 1000)
            report.follows = report.follows.map { .init(service: $0.service, journal: $0.journal, after: 40) }
            return report
        }
        var answers = SuiteAnswers(
            status: .init(
                services: (["gateway"] + services).map { service in
                    .init(
                        service: service,
                        instances: [
                            .init(
                                instance: "\(service)-1", version: Release.version, epoch: 1, draining: false,
                                inFlight: 0, parked: 0)
                        ], queued: 0, restarts: 0)
                }, counters: [:]),
            instances: reports.map {
                InstanceAnswer(
                    place: InstancePlace(service: ServiceName($0.service)!, instance: $0.instance),
                    outcome: .success($0))
            }, now: Self.now, took: 4)
        change(&answers)
        return answers
    }

    private func states(_ answers: SuiteAnswers) -> [String: DoctorFinding.State] {
        Dictionary(
            SuiteDoctor(answers: answers).findings().map { ($0.subject, $0.state) }, uniquingKeysWith: { $1 })
    }

    @Test("finds nothing wrong in a suite that is well")
    func well() {
        #expect(
            states(answers()) == [
                "services": .ok, "versions": .ok, "clocks": .ok, "restarts": .ok, "following": .ok, "consumers": .ok,
                "journals": .skipped,
            ])
    }

    @Test("sees who is away, who is old, and who dies again and again")
    func unwell() {
        #expect(states(answers { $0.status.services[2].instances = [] })["services"] == .fail)
        #expect(
            states(answers { $0.instances[0].outcome = .failure(.fabric(.deadlineExceeded, "late")) })["services"]
                == .fail)
        #expect(states(answers { $0.status.services[2].instances[0].version = "0.0.9" })["versions"] == .warn)
        #expect(states(answers { $0.status.services[2].restarts = 3 })["restarts"] == .warn)
    }

    @Test(
        "compares clocks with the middle of the asking",
        arguments: [
            (0, DoctorFinding.State.ok), (1990, .ok), (2010, .warn), (-2010, .warn), (30_010, .fail),
        ] as [(Int64, DoctorFinding.State)])
    func clocks(skew: Int64, state: DoctorFinding.State) {
        let answers = answers { answers in
            guard var report = answers.instances[1].reply else { return }
            report.machineTime = Instant(microseconds: (Self.now + skew) * 1000)
            answers.instances[1].outcome = .success(report)
        }
        #expect(states(answers)["clocks"] == state)
    }

    @Test("sees dead letters, queues that wait after a restore, and who is far behind")
    func consumers() {
        func changed(_ change: (inout InstanceReport) -> Void) -> [String: DoctorFinding.State] {
            states(
                answers { answers in
                    guard var report = answers.instances[1].reply else { return }
                    change(&report)
                    answers.instances[1].outcome = .success(report)
                })
        }
        #expect(changed { $0.queues[0].letters = 2 }["consumers"] == .warn)
        #expect(changed { $0.queues[0].restored = true }["consumers"] == .warn)
        #expect(changed { $0.follows[0].after = 40 - 1000 }["following"] == .warn)
    }

    // MARK: the command

    @Test("works with the suite down, prints what to do next, and leaves with findings")
    func down() async throws {
        let folder = try folder()
        let outcome = await Shell(environment: ["NO_COLOR": "1"], columns: 80).sauro(["doctor", "--data", folder.path])
        #expect(outcome.code == .findings)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.filter { $0.columns > 80 } == [])
        #expect(lines.contains { $0.contains("gateway") && $0.contains("the suite does not answer: no suite") })
        #expect(outcome.output.contains("next: start it with sauro up"))
        let nowhere = await Shell().sauro(["doctor", "--data", folder.path + "/none", "-o", "json"])
        #expect(nowhere.code == .findings)
        #expect(json(nowhere.output).array?.first?["state"] == "fail")
    }

    @Test("asks a suite that runs, and with --deep has the journals verified")
    func up() async throws {
        let suite = try FakeSuite()
        for service in ["registry", "tasks", "insurance", "notifications"] {
            try await suite.add(service) { request in
                if request.method.hasSuffix(".journal.verify") {
                    let holds = service == "tasks" ? "false" : "true"
                    return .success(
                        json(#"{"journal":"j","entries":5,"head":"00","personal":0,"erased":0,"holds":\#(holds)}"#))
                }
                var report = CheckTests.report(service, journal: "registry-journal")
                report.machineTime = Surroundings.live.machineInstant
                return .success(.written(report))
            }
        }
        try await suite.listed(4)
        let folder = try folder()
        let shallow = await suite.sauro("doctor", "--data", folder.path, "-o", "jsonl", "--timeout", "60s")
        func state(_ outcome: Outcome, _ subject: String) -> String? {
            outcome.output.split(separator: "\n").map { json(String($0)) }.first { $0["subject"]?.string == subject }?[
                "state"]?.string
        }
        #expect(state(shallow, "services") == "ok" && state(shallow, "clocks") == "ok", "\(shallow)")
        #expect(state(shallow, "journals") == "skipped")
        let deep = await suite.sauro("doctor", "--data", folder.path, "--deep", "-o", "jsonl", "--timeout", "60s")
        #expect(deep.code == .findings && state(deep, "journals") == "fail", "\(deep)")
    }
}
