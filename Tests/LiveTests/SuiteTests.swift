// `sauro up` as its user runs it: it comes up, its children leave with it, they come back when killed, it drains.

import MessageSchema
import TestGround
import Testing

import Foundation

@testable import GatewayCommandLine

@Suite("sauro up", .serialized)
struct SuiteTests {
    @Test("comes up on a manual clock, answers, brings a killed service back, and drains on SIGTERM with exit code 0")
    func wholeLife() async throws {
        let database = DatabaseUnderTest()
        let folder = database.folder
        let up = try start(database)
        try await eventually("the suite") { try run(folder, ["status", "-o", "none"]).status == 0 }
        let clock = try run(folder, ["clock", "show", "-o", "json"])
        #expect(clock.output.contains("2025-01-01T00:00:00Z"))
        let founded = try run(
            folder,
            [
                "unit", "establish", "HP-DOH", "--name.vi", "Sở Y tế Hải Phòng", "--kind",
                "provincialDepartment",
                "--from", "2000-01-01",
            ])
        #expect(founded.status == 0, "\(founded.errors)")
        let registry = try #require(up.child("sauro-registry"))
        Foundation.kill(registry, SIGKILL)
        try await eventually("the registry to be back") {
            try run(folder, ["unit", "get", "HP-DOH", "-o", "json"]).output.contains("Sở Y tế Hải Phòng")
        }
        up.signal(SIGTERM)
        #expect(await up.end() == .exited(0))
    }

    @Test("takes its children along when it is killed")
    func noOrphans() async throws {
        let database = DatabaseUnderTest()
        let folder = database.folder
        let up = try start(database)
        try await eventually("the suite") { try run(folder, ["status", "-o", "none"]).status == 0 }
        let children = ["sauro-registry", "sauro-tasks"].compactMap {
            up.child($0)
        }
        #expect(children.count == 2)
        await up.kill()
        try await eventually("the children to leave") {
            children.allSatisfy { !FileManager.default.fileExists(atPath: "/proc/\($0)") }
        }
    }

    @Test("a second one on the same folder is refused with a sentence, and the first drains on SIGINT")
    func onlyOne() async throws {
        let database = DatabaseUnderTest()
        let folder = database.folder
        let up = try start(database)
        try await eventually("the suite") { try run(folder, ["status", "-o", "none"]).status == 0 }
        let second = try run(folder, ["up"])
        #expect(second.status != 0)
        #expect(!second.errors.isEmpty)
        up.signal(SIGINT)
        #expect(await up.end() == .exited(0))
    }

    @Test("a client in Python reads a unit, and says what is wrong when there is none")
    func pythonClient() async throws {
        let database = DatabaseUnderTest()
        let folder = database.folder
        let up = try start(database)
        try await eventually("the suite") { try run(folder, ["status", "-o", "none"]).status == 0 }
        _ = try run(
            folder,
            ["unit", "establish", "31", "--name.vi", "Hải Phòng", "--kind", "province", "--from", "1955-05-13"])
        let python = try #require(interpreter(), "make setup installs python3-zmq")
        let script = root.appendingPathComponent("examples/clients/python/sauro_client.py").path
        let found = try Command.run(python, [script, folder.path, "31"])
        #expect(found.status == 0 && found.output == "Hải Phòng\n", "\(found.errors)")
        let missing = try Command.run(python, [script, folder.path, "99"])
        #expect(missing.status == 1 && missing.errors.contains("frame.unit.notFound"), "\(missing.errors)")
        up.signal(SIGTERM)
        #expect(await up.end() == .exited(0))
    }

    private func start(_ database: DatabaseUnderTest) throws -> LiveProcess {
        try LiveProcess(
            "sauro", ["up", "--clock", "2025-01-01T00:00:00Z"] + database.flagsOfSuite,
            log: database.folder.file("up.log"))
    }

    private var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    /// A Python that has pyzmq.
    private func interpreter() -> String? {
        ["python3", "/usr/bin/python3"].first { python in
            (try? Command.run(python, ["-c", "import zmq"]).status) == 0
        }
    }

    private func run(_ folder: TemporaryFolder, _ arguments: [String]) throws -> Command {
        try Command.run(
            LiveProcess.programs.appendingPathComponent("sauro").path, arguments,
            environment: ["SAURO_DATA": folder.path])
    }
}
