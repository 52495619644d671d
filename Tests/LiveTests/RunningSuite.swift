// `sauro up` in a folder of a test's own, on the engine that the test runs on, with the command line and a client
// beside it.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import TestGround
import Testing

@testable import GatewayCommandLine

/// A suite as its user runs it; it may be ended and started again.
final class RunningSuite {
    let database = DatabaseUnderTest()
    var folder: TemporaryFolder { database.folder }
    private var up: LiveProcess?
    private var clients: [Client] = []

    /// Starts it, on files even if the test runs on a server, and waits until all services answer.
    func start(flags: [String] = [], onFiles: Bool = false) async throws {
        let place = onFiles ? ["--data", folder.path] : database.flagsOfSuite
        up = try LiveProcess("sauro", ["up"] + place + flags, log: folder.file("up.log"))
        try await eventually("the suite") { try await self.sauro("status", "-o", "none").status == 0 }
    }

    /// A client of the suite's owner.
    func client() throws -> Client {
        let client = Client(
            transport: ZeroMQTransport(), gateways: [try Endpoint.ipc(folder.file("run/client.ipc"))],
            surroundings: .live)
        try client.start()
        clients.append(client)
        return client
    }

    /// Runs a command on the folder.
    func sauro(_ words: String...) async throws -> Command { try await sauro(words) }

    func sauro(_ words: [String]) async throws -> Command {
        try await Command.runAside(
            LiveProcess.programs.appendingPathComponent("sauro").path, words,
            environment: ["SAURO_DATA": folder.path, "HOME": folder.path])
    }

    /// The process id of a child by the name of its program.
    func child(_ name: String) -> Int32? { up?.child(name) }

    /// Ends everything as power loss would.
    func kill() async {
        stopClients()
        let names = ["registry", "tasks", "insurance", "notifications"]
        let children = names.compactMap { child("sauro-\($0)") }
        for pid in children { Foundation.kill(pid, SIGKILL) }
        await up?.kill()
        // Their parent is gone; a folder in use by one of them would be found locked by nobody.
        for pid in children {
            do {
                try await eventually("a child to end") { !FileManager.default.fileExists(atPath: "/proc/\(pid)/exe") }
            } catch { print("still there: \(pid)") }
        }
    }

    // A test that throws leaves it running otherwise; once it has ended, there is nobody to signal.
    deinit { up?.signal(SIGTERM) }

    /// Drains it.
    func stop() async {
        stopClients()
        up?.signal(SIGTERM)
        _ = await up?.end()
    }

    private func stopClients() {
        for client in clients { client.stop() }
        clients = []
    }
}

extension Trait where Self == ConditionTrait {
    /// The test is about the files of SQLite.
    static var aboutFiles: Self { .enabled(if: EngineUnderTest.current == .sqlite, "it is about the files of SQLite") }
}

/// A file system of few bytes, for tests of full disks; only root can make one.
final class SmallDisk {
    let path: String

    static let isPossible: Bool = {
        guard geteuid() == 0 else { return false }
        let folder = TemporaryFolder()
        guard let disk = try? SmallDisk(at: folder.file("disk"), kibibytes: 64) else { return false }
        return (try? disk.remove()) != nil
    }()

    init(at path: String, kibibytes: Int) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let made = try Command.run("mount", ["-t", "tmpfs", "-o", "size=\(kibibytes)k,mode=700", "tmpfs", path])
        guard made.status == 0 else { throw LiveProblem(made.errors) }
    }

    /// Makes room, or takes it away.
    func resize(kibibytes: Int) throws {
        let resized = try Command.run("mount", ["-o", "remount,size=\(kibibytes)k", path])
        guard resized.status == 0 else { throw LiveProblem(resized.errors) }
    }

    func remove() throws {
        let removed = try Command.run("umount", [path])
        guard removed.status == 0 else { throw LiveProblem(removed.errors) }
    }
}
