// A suite to be measured: a gateway, and as many instances of each service as a cell asks for.

import Fabric
import Foundation
import MessageSchema
import SuiteGround
import Surroundings
import Synchronization

/// The processes and the data of one engine's run.
final class BenchSuite: Sendable {
    /// The trace context of what is laid before a measurement.
    static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    static let services = ["registry", "tasks", "insurance"]

    let client: Client
    private let folder: String
    private let bin: String
    private let database: String?
    private let state = Mutex(State())

    private struct State {
        var gateway: Child?
        var instances: [String: [Child]] = [:]
    }

    /// Starts the gateway and one instance of each service. `database` is PostgreSQL's place; SQLite without it.
    init(folder: String, bin: String, database: String?) async throws {
        self.folder = folder
        self.bin = bin
        self.database = database
        try FileManager.default.createDirectory(atPath: "\(folder)/log", withIntermediateDirectories: true)
        // A policy is proposed and published by two.
        try "- name: publisher\n  roles: [administrator]\n".write(
            toFile: "\(folder)/principals.yaml", atomically: true, encoding: .utf8)
        client = Client(
            transport: ZeroMQTransport(), gateways: [try .ipc("\(folder)/run/client.ipc")], surroundings: .live)
        try client.start()
        let gateway = try Child("\(bin)/sauro", ["broker", "--data", folder], log: "\(folder)/log/gateway.log")
        state.withLock { $0.gateway = gateway }
        for service in Self.services { try await scale(service, to: 1) }
    }

    /// Starts or drains instances until so many are there, and waits until the gateway knows them.
    func scale(_ service: String, to count: Int) async throws {
        for child in spare(service, beyond: count) {
            child.signal(SIGTERM)
            guard await child.hasEnded(within: 30_000) else { throw Trouble("\(service) did not leave within 30 s") }
        }
        while instances(of: service) < count { try start(service) }
        let end = Surroundings.systemMonotonic() + 60_000
        while try await known(service) != count {
            guard Surroundings.systemMonotonic() < end, await Pause.take(milliseconds: 20) else {
                throw Trouble("\(count) instances of \(service) were not there within 60 s; see \(folder)/log")
            }
        }
    }

    /// Microseconds of processor time of the gateway and of a service's instances.
    func spent(_ service: String) -> (gateway: Double, service: Double) {
        let (gateway, children) = state.withLock { ($0.gateway, $0.instances[service] ?? []) }
        return (gateway.map { ProcessorTime.of($0.pid) } ?? 0, children.reduce(0) { $0 + ProcessorTime.of($1.pid) })
    }

    /// Mebibytes that a service's instances hold in memory.
    func memory(of service: String) -> Double {
        let children = state.withLock { $0.instances[service] ?? [] }
        return children.reduce(0) { $0 + ProcessorTime.residentMebibytes(of: $1.pid) }
    }

    /// Drains all; the databases are whole files then.
    func stop() async throws {
        for service in Self.services { try await drain(spare(service, beyond: 0)) }
        if let gateway = state.withLock({ $0.gateway }) { try await drain([gateway]) }
        client.stop()
    }

    /// Bytes of a service's database file.
    func bytes(of service: String) -> Double {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(service)/\(service).sqlite")
        return (attributes?[.size] as? NSNumber)?.doubleValue ?? 0
    }

    private func drain(_ children: [Child]) async throws {
        for child in children { child.signal(SIGTERM) }
        for child in children where await !child.hasEnded(within: 30_000) {
            throw Trouble("process \(child.pid) did not leave within 30 s; see \(folder)/log")
        }
    }

    private func instances(of service: String) -> Int { state.withLock { $0.instances[service]?.count ?? 0 } }

    private func spare(_ service: String, beyond count: Int) -> [Child] {
        state.withLock { state in
            let all = state.instances[service] ?? []
            state.instances[service] = Array(all.prefix(count))
            return Array(all.dropFirst(count))
        }
    }

    private func start(_ service: String) throws {
        var words = [
            "--data", "\(folder)/\(service)", "--gateway", "\(folder)/run/worker.ipc", "--client",
            "\(folder)/run/client.ipc", "--watch-stdin", "--log-level", "warning",
        ]
        if let database { words += ["--database", database] }
        let child = try Child("\(bin)/sauro-\(service)", words, log: "\(folder)/log/\(service).log")
        state.withLock { $0.instances[service, default: []].append(child) }
    }

    /// How many instances the gateway sends requests to; 0 while it does not answer.
    private func known(_ service: String) async throws -> Int {
        do throws(Failure) {
            let status = try await client.call(ShowSuiteStatus(), metadata: CallMetadata(deadline: 1000)).value
            return status.services.first { $0.service == service }?.instances.count ?? 0
        } catch {
            guard error.kind.repetition != .no else { throw error }
            return 0
        }
    }
}
