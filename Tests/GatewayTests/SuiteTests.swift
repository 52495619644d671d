// Running a suite: programs, children, the lock, the clock.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Running a suite")
struct SuiteTests {
    @Test("a service is told its data, the sockets, the pipe and the clock")
    func arguments() {
        let folder = SuiteFolder(root: "/data/")
        let plain = [
            "--data", "/data/tasks", "--gateway", "/data/run/worker.ipc", "--client", "/data/run/client.ipc",
            "--watch-stdin",
        ]
        #expect(ChildProgram.arguments(service: "tasks", folder: folder, isManualClock: false) == plain)
        #expect(
            ChildProgram.arguments(service: "tasks", folder: folder, isManualClock: true)
                == plain + ["--clock-file", "/data/run/clock"])
    }

    @Test("a program is looked for beside this one, then in PATH")
    func programs() throws {
        let (here, elsewhere) = (TemporaryFolder(), TemporaryFolder())
        let there = elsewhere.write("", to: "sauro-tasks")
        chmod(there, 0o700)
        func find() throws -> String {
            try ChildProgram(
                service: "tasks", folder: SuiteFolder(root: "/d"), isManualClock: false, program: here.path + "/sauro",
                environment: ["PATH": "/nowhere:\(elsewhere.path)"]
            ).executable
        }
        #expect(try find() == there)
        let beside = here.write("", to: "sauro-tasks")
        #expect(try find() == there)
        chmod(beside, 0o700)
        #expect(try find() == beside)
        let error = #expect(throws: UsageError.self) {
            try ChildProgram(
                service: "none", folder: SuiteFolder(root: "/d"), isManualClock: false, program: "sauro",
                environment: [:])
        }
        #expect(error?.message == "there is no program sauro-none beside sauro or in PATH")
    }

    @Test("services start in the order of their needs, and unknown ones are refused")
    func services() throws {
        #expect(try UpCommand.services(nil) == ["registry", "tasks", "insurance", "notifications"])
        #expect(try UpCommand.services("tasks, registry") == ["registry", "tasks"])
        let error = #expect(throws: UsageError.self) { try UpCommand.services("task") }
        #expect(error?.message == "there is no service \"task\"; did you mean tasks?")
        #expect(throws: UsageError.self) { try UpCommand.services(",") }
    }

    @Test("restarts come later and later, start anew after a good minute, and are bounded")
    func restarts() {
        var policy = RestartPolicy()
        var now: Int64 = 0
        var pauses: [Int64] = []
        for _ in 0..<8 {
            let pause = policy.pause(diedAt: now, lifetime: 10)
            pauses.append(pause)
            now += pause + 10
        }
        #expect(pauses == [100, 200, 400, 800, 1600, 3200, 5000, 5000])
        #expect(policy.pause(diedAt: now + 120_000, lifetime: 120_000) == 100)
        var often = RestartPolicy()
        often.pauseMax = 100
        let burst = (0..<11).map { often.pause(diedAt: Int64($0), lifetime: 1) }
        #expect(burst.prefix(10).allSatisfy { $0 == 100 })
        #expect(burst[10] == 100 + 60_000 - 10)
    }

    @Test("one suite a folder: a second one is refused and named the first")
    func lock() throws {
        let folder = TemporaryFolder()
        let suite = SuiteFolder(root: folder.path + "/a/b")
        let first = try SuiteLock(suite)
        let error = #expect(throws: UsageError.self) { try SuiteLock(suite) }
        #expect(error?.message == "a suite runs in \(suite.root) already, by process \(getpid())")
        withExtendedLifetime(first) {}
        for path in [suite.root, suite.run, suite.logs] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test("a folder too deep for a socket is refused with a sentence")
    func longPath() async {
        let folder = TemporaryFolder()
        let deep = folder.path + "/" + String(repeating: "x", count: 100)
        let outcome = await Shell().sauro(["broker", "--data", deep])
        #expect(outcome.code == .usage)
        #expect(outcome.errors.hasPrefix("error: the socket path has "))
        #expect(outcome.errors.contains("next: give another folder with --data"))
    }

    @Test("a malformed principals file keeps the gateway from starting")
    func badPrincipals() async {
        let folder = TemporaryFolder()
        folder.write("- name: a\n", to: "principals.yaml")
        let outcome = await Shell().sauro(["broker", "--data", folder.path])
        #expect(outcome.code == .usage)
        #expect(outcome.errors.contains("principals.yaml, line 1: \"a\" has no roles"))
    }

    @Test("a child's death is seen, its output is in the log, and signals reach it")
    func children() async throws {
        let folder = TemporaryFolder()
        var program = try ChildProgram(
            service: "tasks", folder: SuiteFolder(root: folder.path), isManualClock: false,
            program: folder.path + "/sauro", environment: ["PATH": stub(in: folder, "echo out; echo err >&2; exit 3")])
        program.log = folder.path + "/log"
        let child = try ChildProcess(program)
        #expect(await child.end() == .exited(3))
        #expect(child.hasEnded)
        #expect(LogTail(path: program.log, lines: 5).text == ["out", "err"])
        child.signal(SIGKILL)
        program.executable = stub(in: folder, "cat") + "/sauro-tasks"
        let reader = try ChildProcess(program)
        reader.signal(SIGTERM)
        #expect(await reader.end() == .killed(SIGTERM))
        program.executable = "/nowhere"
        #expect(throws: ChildProcess.Problem.self) { try ChildProcess(program) }
    }

    @Test("a child that watches its input leaves when its owner is gone")
    func lifeline() async throws {
        let folder = TemporaryFolder()
        var program = try ChildProgram(
            service: "tasks", folder: SuiteFolder(root: folder.path), isManualClock: false,
            program: folder.path + "/sauro", environment: ["PATH": stub(in: folder, "cat; exit 4")])
        program.log = folder.path + "/log"
        let child = try ChildProcess(program)
        child.letGo()
        #expect(await child.end() == .exited(4))
    }

    /// A folder with a program `sauro-tasks` that runs a line of shell.
    private func stub(in folder: TemporaryFolder, _ line: String) -> String {
        let file = folder.write("#!/bin/sh\n\(line)\n", to: "bin/sauro-tasks")
        chmod(file, 0o700)
        return (file as NSString).deletingLastPathComponent
    }

    @Test("the clock is shown and moved, only forward")
    func clock() async throws {
        let suite = try FakeSuite(clock: true)
        try await suite.known("gateway")
        #expect(
            await suite.sauro("clock", "show").output
                == "now     2025-01-01T00:00:00Z\ntoday   2025-01-01\nmanual  yes\n")
        let moved = await suite.sauro("clock", "advance", "2025-06-30T17:00:00Z", "-o", "jsonl")
        #expect(moved.output == #"{"now":"2025-06-30T17:00:00Z","today":"2025-07-01","manual":true}"# + "\n")
        #expect(suite.said.text == "local:\(getuid()) moved the suite's clock to 2025-06-30T17:00:00Z\n")
        let back = await suite.sauro("clock", "advance", "2025-01-01T00:00:00Z")
        #expect(back.code == .failed)
        #expect(back.errors.contains("name: gateway.clock.notForward"))
        let unknown = await suite.sauro("call", "gateway.clock.show", #"{"x":1}"#)
        #expect(unknown.code == .usage)
        let dated = await suite.sauro("call", "gateway.clock.show", "--as-of", "2025-01-01")
        #expect(dated.errors.contains("name: frame.time.notTaken"))
        let client = try suite.connect()
        defer { client.stop() }
        let refused = await #expect(throws: Failure.self) {
            try await client.call(
                service: "gateway", method: OpenRPC.discover, params: RawJSON(unsafeUnchecked: Array("{}".utf8)),
                metadata: CallMetadata(asOf: CalendarDate("2025-01-01")))
        }
        #expect(refused?.name == "frame.time.notTaken")
        #expect(await suite.sauro("call", "gateway.health.check").code == .usage)
    }

    @Test("without a manual clock it does not move, and says how it would")
    func noClock() async throws {
        let suite = try FakeSuite()
        try await suite.known("gateway")
        let outcome = await suite.sauro("clock", "advance", "2025-07-01T00:00:00Z")
        #expect(outcome.code == .failed)
        #expect(
            outcome.errors == """
                error: the suite runs on the machine's clock
                  name: gateway.clock.notManual
                  next: Start it with `sauro up --clock 2025-01-01T00:00:00Z`.

                """)
    }
}
