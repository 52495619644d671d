// Real processes for live tests: programs built beside the tests, started with a pipe as standard input, ended by
// their own id.

import Fabric
import MessageSchema
import Surroundings

import Foundation
import TestGround

@testable import GatewayCommandLine

/// A program of the suite that a test started; it is the gateway's own child process.
final class LiveProcess {
    private let child: ChildProcess
    let log: String

    /// Starts a program of the suite, or any by its path, with standard output and error in `log`.
    init(_ program: String, _ arguments: [String], log: String) throws {
        self.log = log
        child = try ChildProcess(
            ChildProgram(
                service: program,
                executable: program.hasPrefix("/") ? program : Self.programs.appendingPathComponent(program).path,
                arguments: arguments,
                log: log))
    }

    /// The folder in which the build put the programs: the one that has the tests, too.
    static let programs: URL = {
        let arguments = CommandLine.arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        let folders = [Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent()] + arguments
        return folders.first { folder in
            FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("sauro-registry").path)
        } ?? Bundle.main.bundleURL
    }()

    var pid: Int32 { child.pid }
    func signal(_ number: Int32) { child.signal(number) }
    func end() async -> ChildProcess.End { await child.end() }

    /// The process id of a child by the name of its program.
    func child(_ name: String) -> Int32? {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap(Int32.init).first { id in
            guard let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
                status.contains("PPid:\t\(pid)\n")
            else { return false }
            let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(id)/exe")
            return path?.hasSuffix("/\(name)") ?? false
        }
    }

    /// How many times as long as promised a program may take to leave: 2 on a machine that is busy with other tests,
    /// more where all programs are slow (`make race`).
    private static let patience =
        ProcessInfo.processInfo.environment["SAURO_TEST_PATIENCE"].flatMap(Int64.init) ?? 2

    /// Waits for the end, so many milliseconds at most; nil if it did not come. A machine that is busy with other tests
    /// is granted the patience, and its own lateness on each of the few steps by which a program leaves.
    func end(within milliseconds: Int64) async throws -> ChildProcess.End? {
        let begun = Surroundings.live.monotonic()
        let machine = MachineLateness()
        let watch = Task { await machine.watch() }
        defer { watch.cancel() }
        try await eventually("process \(pid) to end") {
            let limit = begun + Self.patience * milliseconds + 5 * machine.milliseconds
            return self.child.hasEnded || Surroundings.live.monotonic() > limit
        }
        return child.hasEnded ? await child.end() : nil
    }

    /// Ends the process as power loss would, and waits for its end.
    func kill() async {
        signal(SIGKILL)
        _ = await end()
    }
}

/// A gateway inside the test with services as processes around it, their data on the engine that the test runs on.
final class LiveSuite {
    let database: DatabaseUnderTest
    var folder: TemporaryFolder { database.folder }
    let broker: Broker
    let client: Client
    private(set) var services: [String: LiveProcess] = [:]

    init(settings: BrokerSettings = .init(), database: DatabaseUnderTest = DatabaseUnderTest()) throws {
        self.database = database
        let folder = database.folder
        let clients = try Endpoint.ipc(folder.file("run/client.ipc"))
        broker = Broker(
            transport: ZeroMQTransport(), clients: clients, workers: try Endpoint.ipc(folder.file("run/worker.ipc")),
            settings: settings, surroundings: .live
        ) { _, name in
            .success(
                Principal(name: name ?? "local:test", roles: [.administrator], via: name.map { _ in "local:test" }))
        }
        try broker.start()
        client = Client(transport: ZeroMQTransport(), gateways: [clients], surroundings: .live)
        try client.start()
    }

    /// Starts an instance of a service, or another program in its place; several may share a data folder. `by` are the
    /// words of a command that becomes the program, such as env(1); `folder` is another one than the service's own.
    func start(
        _ service: String, instance: String = "1", program: String? = nil, by command: [String] = [],
        folder data: String? = nil, flags: [String] = []
    ) throws {
        let program = program ?? "sauro-\(service)"
        let path = LiveProcess.programs.appendingPathComponent(program).path
        let words =
            command + [
                path, "--gateway", folder.file("run/worker.ipc"), "--client", folder.file("run/client.ipc"),
                "--watch-stdin",
            ] + database.flags(of: service, folder: data) + flags
        services["\(service)-\(instance)"] = try LiveProcess(
            words[0], Array(words.dropFirst()), log: folder.file("\(service)-\(instance).log"))
    }

    func instance(_ service: String, _ instance: String = "1") throws -> LiveProcess {
        guard let process = services["\(service)-\(instance)"] else { throw LiveProblem("no \(service)-\(instance)") }
        return process
    }

    /// Waits until that many instances of a service are known to the gateway.
    func awaitInstances(_ count: Int, of service: String) async throws {
        try await eventually("\(count) instances of \(service)") {
            self.instances(of: service).count == count
        }
    }

    /// The instances that the gateway knows and that take requests.
    func instances(of service: String) -> [BrokerStatistics.Instance] {
        broker.statistics.service(service)?.instances.filter { !$0.draining } ?? []
    }

    /// True while an instance of the service is known that takes no more requests.
    func isDraining(_ service: String) -> Bool {
        broker.statistics.service(service)?.instances.contains { $0.draining } ?? false
    }

    func stop() async throws {
        client.stop()
        for process in services.values { await process.kill() }
        broker.stop()
    }
}

extension DatabaseUnderTest {
    /// Where a service's program finds its data.
    func flags(of service: String, folder data: String? = nil) -> [String] {
        ["--data", data ?? folder.file(service)] + server
    }
    /// Where `sauro up` finds those of all services.
    var flagsOfSuite: [String] { ["--data", folder.path] + server }

    private var server: [String] { address.map { ["--database", $0] } ?? [] }
}

struct LiveProblem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
