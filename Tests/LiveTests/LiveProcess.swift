// Real processes for live tests: programs built beside the tests, started with a pipe as standard input, ended by
// their own id.

import Fabric
import MessageSchema
import Surroundings

import Foundation

/// A program of the suite that a test started.
final class LiveProcess {
    let process = Process()
    let output: String

    /// Starts a program with standard output and error in `log`.
    init(_ program: String, _ arguments: [String], log: String, environment: [String: String] = [:]) throws {
        output = log
        guard FileManager.default.fileExists(atPath: log) || FileManager.default.createFile(atPath: log, contents: nil) else {
            throw LiveProblem("cannot write \(log)")
        }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try handle.seekToEnd()
        process.executableURL = Self.programs.appendingPathComponent(program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = Pipe()
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
    }

    deinit { if process.isRunning { kill() } }

    /// The folder in which the build put the programs and the tests.
    static var programs: URL {
        let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = runner.deletingLastPathComponent()
        let names = ["sauro", "sauro-registry"]
        let candidates =
            [beside, Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent()]
            + CommandLine.arguments.prefix(2).map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
            + CommandLine.arguments.filter { $0.hasSuffix(".xctest") }.map {
                URL(fileURLWithPath: $0).deletingLastPathComponent()
            }
        return candidates.first { folder in
            names.allSatisfy { FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent($0).path) }
        } ?? beside
    }

    func signal(_ number: Int32) { Foundation.kill(process.processIdentifier, number) }

    /// Ends the process as power loss would, and waits for its end.
    func kill() {
        signal(SIGKILL)
        process.waitUntilExit()
    }

    /// What it printed so far.
    var log: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }
}

/// A folder for one test, short enough for sockets; it stays when the test fails.
final class LiveFolder {
    let path: String

    init() throws {
        path = "/tmp/sauro-\(Surroundings.live.newIdentifier().suffix(8))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }
    func remove() throws { try FileManager.default.removeItem(atPath: path) }
}

/// A gateway inside the test with services as processes around it.
final class LiveSuite {
    let folder: LiveFolder
    let broker: Broker
    let client: Client
    private(set) var services: [String: LiveProcess] = [:]

    init() throws {
        folder = try LiveFolder()
        let clients = try Endpoint.ipc(folder.file("run/client.ipc"))
        broker = Broker(
            transport: ZeroMQTransport(), clients: clients, workers: try Endpoint.ipc(folder.file("run/worker.ipc")),
            surroundings: .live
        ) { _, _ in .success(Principal(name: "local:test", roles: [.administrator])) }
        try broker.start()
        client = Client(transport: ZeroMQTransport(), gateways: [clients], surroundings: .live)
        try client.start()
    }

    /// Starts an instance of a service; several may share a data folder.
    func start(_ service: String, instance: String = "1") throws {
        services["\(service)-\(instance)"] = try LiveProcess(
            "sauro-\(service)",
            [
                "--data", folder.file(service), "--gateway", folder.file("run/worker.ipc"), "--client",
                folder.file("run/client.ipc"), "--watch-stdin",
            ], log: folder.file("\(service)-\(instance).log"))
    }

    func instance(_ service: String, _ instance: String = "1") throws -> LiveProcess {
        guard let process = services["\(service)-\(instance)"] else { throw LiveProblem("no \(service)-\(instance)") }
        return process
    }

    /// Waits until that many instances of a service are known to the gateway.
    func awaitInstances(_ count: Int, of service: String) async throws {
        try await awaiting("\(count) instances of \(service)") {
            self.broker.statistics.service(service)?.instances.count ?? 0 == count
        }
    }

    func stop() throws {
        client.stop()
        for process in services.values where process.process.isRunning { process.kill() }
        broker.stop()
        try folder.remove()
    }
}

struct LiveProblem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Awaits a condition for a minute at most, giving way in between.
func awaiting(_ what: String, _ condition: () async throws -> Bool) async throws {
    let end = Surroundings.live.monotonic() + 60_000
    while try await !condition() {
        guard Surroundings.live.monotonic() < end else { throw LiveProblem("waited in vain for \(what)") }
        await Task.yield()
        usleep(5000)
    }
}
