// `sauro backup create` and `schedule` as they are typed: what is kept and what is left, by the clock of the test and
// with services that answer what it tells them to.

import Foundation
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("A schedule of backups, as it is typed")
struct BackupScheduleCommandTests {
    @Test("makes one when it is due, and takes away what is not to be kept; one made by hand stays")
    func ring() async throws {
        let suite = try await CopyingSuite()
        #expect(await suite.sauro("backup", "create", "--note", "by hand").code == .ok)
        var lines: [String] = []
        for hours in [3, 3] + Array(repeating: Int64(6), count: 28) {
            let outcome = await suite.sauro("backup", "schedule", "--once", "--every", "6h", "--keep", "2d/2w")
            #expect(outcome.code == .ok, "\(outcome.errors)")
            lines += outcome.errors.split(separator: "\n").map(String.init)
            suite.advance(hours: hours)
        }
        // All but the one three hours after the first were due.
        #expect(lines.filter { $0.contains(" made, ") }.count == 29)
        let rows = try #require(json(await suite.sauro("backup", "list", "-o", "json").output).array)
        #expect(rows.filter { $0["scheduled"] == false }.map { $0["note"] } == ["by hand"])
        // Vietnam's days: the newest, of 8 July 2025; the last of the day before; the last of the Sunday before.
        let kept = rows.filter { $0["scheduled"] == true }.compactMap { $0["created"]?.string }
        #expect(kept == ["2025-07-06T12:00:00Z", "2025-07-07T12:00:00Z", "2025-07-08T00:00:00Z"])
        #expect(lines.filter { $0.contains(" taken away") }.count == 29 - 3)
        #expect(suite.left.count == 1 + 3)
    }

    @Test("that could not make one ends as create does, leaves nothing, takes nothing away, and is due still")
    func failure() async throws {
        let suite = try await CopyingSuite()
        let once = ["backup", "schedule", "--once", "--every", "1d", "--keep", "1d"]
        #expect(await suite.shell().sauro(once).code == .ok)
        let before = suite.left
        suite.failing.withLock { $0 = ["tasks"] }
        suite.advance(hours: 24)
        let failed = await suite.shell().sauro(once)
        #expect(failed.code == .failed && failed.errors.contains("no space is left for the copy"), "\(failed)")
        #expect(suite.left == before)
        suite.failing.withLock { $0 = [] }
        #expect(await suite.shell().sauro(once).code == .ok)
        #expect(suite.left.count == 1 && suite.left != before)
    }

    @Test("that runs on says a line for each, and ends with 0 at a signal")
    func signal() async throws {
        let suite = try await CopyingSuite()
        let (signals, send) = AsyncStream<Int32>.makeStream()
        let errors = Collected()
        async let outcome = suite.shell { signals }.sauro(["backup", "schedule", "--keep", "1d"], errors: errors)
        try await eventually("the first backup") { errors.text.contains(" made, ") }
        send.yield(SIGTERM)
        #expect(await outcome.code == .ok)
        #expect(suite.left.count == 1)
    }

    @Test("that fails tries again after five minutes and not before, and when it is told less after that")
    func again() async throws {
        let folder = TemporaryFolder()
        for (every, pause) in [(Int64(86_400), Int64(300)), (60, 60)] {
            let clock = Mutex(Int64(0))
            let tries = Mutex(0)
            let looks = Mutex(0)
            var context = Self.context
            context.surroundings = Surroundings(
                now: { 0 },
                machineTime: {
                    looks.withLock { $0 += 1 }
                    return clock.withLock { $0 }
                })
            var schedule = BackupSchedule(
                everySeconds: every, retention: try Retention("1d"), folder: BackupFolder(folder.path),
                context: context
            ) {
                tries.withLock { $0 += 1 }
                throw Failure(.unavailable, name: "test.away", message: "nobody is there")
            }
            schedule.lookMilliseconds = 1
            let running = Task { [schedule] in await schedule.run() }
            try await eventually("the first try") { tries.withLock { $0 } == 1 }
            clock.withLock { $0 = pause * 1000 - 1 }
            let seen = looks.withLock { $0 }
            try await eventually("some looks at the clock") { looks.withLock { $0 } > seen + 10 }
            #expect(tries.withLock { $0 } == 1)
            clock.withLock { $0 = pause * 1000 }
            try await eventually("the second try") { tries.withLock { $0 } == 2 }
            running.cancel()
            await running.value
        }
    }

    private static var context: CommandContext {
        CommandContext(
            environment: [:],
            console: Console(readInput: { [] }, writeOutput: { _ in true }, writeErrors: { _ in }),
            surroundings: .live, program: "sauro",
            connect: { _ throws(Failure) in throw .fabric(.unavailable, "none", executed: Failure.Executed.no) },
            interrupted: { AsyncStream { _ in } }, hungUp: { AsyncStream { _ in } })
    }

    @Test(
        "wants an interval and what to keep in their forms",
        arguments: [["--every", "6"], ["--every", "0h"], ["--keep", "7x"], ["--keep", ""]])
    func malformed(words: [String]) async throws {
        let suite = try await CopyingSuite()
        let outcome = await suite.shell().sauro(["backup", "schedule", "--once"] + words)
        #expect(outcome.code == .usage && outcome.errors.contains(words[0]), "\(outcome.errors)")
        #expect(suite.left == [] && suite.asked("show") == [])
    }
}

@Suite("A backup, as it is typed")
struct BackupCreateCommandTests {
    @Test("holds secret keys only when they are asked for, for their owner's eyes, and brings them back where none are")
    func keys() async throws {
        let suite = try await CopyingSuite()
        suite.data.write("principals: []\n", to: "principals.yaml")
        suite.data.write("use: gateway\n", to: "keys/gateway.yaml")
        suite.data.write("secret: S1\n", to: "keys/gateway.key")
        suite.data.write("secret: S0\n", to: "keys/gateway.key.old")
        suite.data.write("nothing of ours", to: "keys/notes.txt")
        #expect(await suite.sauro("backup", "create").code == .ok)
        let plain = try files(suite)
        #expect(plain == ["gateway/keys/gateway.yaml", "gateway/principals.yaml"])
        for name in suite.left { try FileManager.default.removeItem(atPath: suite.data.file("backups/\(name)")) }

        #expect(await suite.sauro("backup", "create", "--with-keys").code == .ok)
        #expect(try files(suite) == ["gateway/keys/gateway.key", "gateway/keys/gateway.key.old"] + plain)
        let backup = try #require(suite.left.first)
        let key = suite.data.file("backups/\(backup)/gateway/keys/gateway.key")
        #expect(try mode(of: key) == 0o600 && mode(of: suite.data.file("backups/\(backup)/gateway/keys")) == 0o700)
        #expect(await suite.sauro("backup", "verify", backup, "--quick").code == .ok)
        try "secret: S2\n".write(toFile: key, atomically: true, encoding: .utf8)
        let changed = await suite.sauro("backup", "verify", backup, "--quick")
        #expect(changed.code == .findings && changed.output.contains("gateway.key"), "\(changed)")
        try "secret: S1\n".write(toFile: key, atomically: true, encoding: .utf8)

        let into = TemporaryFolder()
        into.write("secret: mine\n", to: "keys/gateway.key.old")
        let restored = await suite.sauro("restore", backup, "--into", into.path, "--yes")
        #expect(restored.code == .ok, "\(restored.errors)")
        #expect(try String(contentsOfFile: into.file("keys/gateway.key"), encoding: .utf8) == "secret: S1\n")
        #expect(try mode(of: into.file("keys/gateway.key")) == 0o600)
        // What is there stays.
        #expect(try String(contentsOfFile: into.file("keys/gateway.key.old"), encoding: .utf8) == "secret: mine\n")
    }

    @Test("that is interrupted leaves nothing, tells every service, and ends with 9", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) async throws {
        let suite = try await CopyingSuite(hanging: ["registry"])
        let (signals, send) = AsyncStream<Int32>.makeStream()
        async let outcome = suite.shell { signals }.sauro(["backup", "create"])
        try await eventually("the last copy to be under way") { suite.asked("show").count > 6 }
        #expect(suite.left.count == 1)
        send.yield(signal)
        let ended = await outcome
        #expect(ended.code == .cancelled && ended.output == "", "\(ended)")
        #expect(ended.errors.contains("cancelled; nothing is left of the backup"))
        #expect(suite.left == [])
        #expect(Set(suite.asked("remove")) == Set(CopyingSuite.services))
        #expect(json(await suite.sauro("backup", "list", "-o", "json").output) == .array([]))
    }

    @Test("of which one copy fails leaves nothing, and ends with 1")
    func failed() async throws {
        let suite = try await CopyingSuite(failing: ["tasks"])
        let outcome = await suite.sauro("backup", "create")
        #expect(outcome.code == .failed && outcome.errors.contains("tasks did not finish its copy: no space is left"))
        #expect(suite.left == [] && Set(suite.asked("remove")) == Set(CopyingSuite.services))
    }

    @Test("brought elsewhere and interrupted leaves nothing in either place")
    func elsewhere() async throws {
        let suite = try await CopyingSuite(hanging: ["registry"])
        let target = TemporaryFolder()
        let (signals, send) = AsyncStream<Int32>.makeStream()
        async let outcome = suite.shell { signals }.sauro(["backup", "create", "--to", target.path])
        try await eventually("the last copy to be under way") { suite.asked("show").count > 6 }
        send.yield(SIGINT)
        #expect(await outcome.code == .cancelled)
        #expect(suite.left == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == [])
    }

    /// The gateway's files in the only backup.
    private func files(_ suite: CopyingSuite) throws -> [String] {
        let backup = try #require(suite.left.first)
        let stored = try StoredBackup(suite.data.file("backups/\(backup)"))
        #expect(try stored.differences() == [])
        return stored.manifest.files.map(\.file).sorted()
    }

    private func mode(of path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
}
