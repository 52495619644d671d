// `sauro broker` as a process of its own, so that a gateway, too, can be killed and stopped.

import Fabric
import MessageSchema
import Surroundings
import TestGround

import Glibc

@testable import GatewayCommandLine

/// A gateway on a data folder of its own.
final class LiveGateway {
    let folder = TemporaryFolder()
    private(set) var process: LiveProcess
    /// Asks this gateway, and no other.
    private let client: Client

    init() async throws {
        process = try Self.start(folder)
        client = Client(
            transport: ZeroMQTransport(), gateways: [try Endpoint.ipc(folder.file("run/client.ipc"))],
            surroundings: .live)
        try client.start()
        try await awaitAnswer()
    }

    /// A gateway has no pipe to watch: it must not outlive a test that failed.
    deinit { process.signal(SIGKILL) }

    var clients: Endpoint { get throws { try Endpoint.ipc(folder.file("run/client.ipc")) } }
    var workers: Endpoint { get throws { try Endpoint.ipc(folder.file("run/worker.ipc")) } }
    /// What a service is told to connect to it.
    var flags: [String] { ["--gateway", folder.file("run/worker.ipc"), "--client", folder.file("run/client.ipc")] }

    private static func start(_ folder: TemporaryFolder) throws -> LiveProcess {
        try LiveProcess("sauro", ["broker", "--data", folder.path], log: folder.file("broker.log"))
    }

    /// Starts it again on its folder after it was killed.
    func startAgain() async throws {
        process = try Self.start(folder)
        try await awaitAnswer()
    }

    /// What it knows; nil while it does not answer.
    func status() async throws -> ShowSuiteStatus.Reply? {
        do throws(Failure) {
            return try await client.call(ShowSuiteStatus(), metadata: CallMetadata(deadline: 1000)).value
        } catch {
            guard error.kind.repetition != .no else { throw error }
            return nil
        }
    }

    /// The instances of a service that it knows; nil while it does not answer.
    func instances(of service: String) async throws -> [ShowSuiteStatus.Instance]? {
        let status = try await status()
        return status.map { $0.services.first { $0.service == service }?.instances ?? [] }
    }

    func awaitInstances(_ count: Int, of service: String) async throws {
        try await eventually("\(count) instances of \(service)") {
            try await self.instances(of: service)?.count == count
        }
    }

    private func awaitAnswer() async throws {
        try await eventually("the gateway to answer") { try await self.status() != nil }
    }

    func stop() async {
        client.stop()
        process.signal(SIGCONT)
        await process.kill()
    }
}

/// A service that runs with several gateways.
func startService(
    _ service: String, in database: DatabaseUnderTest, gateways: [LiveGateway], flags: [String] = []
) throws -> LiveProcess {
    try LiveProcess(
        "sauro-\(service)", database.flags(of: service) + ["--watch-stdin"] + gateways.flatMap(\.flags) + flags,
        log: database.folder.file("\(service).log"))
}
