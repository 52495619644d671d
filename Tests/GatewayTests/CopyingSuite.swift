// A suite in memory whose services write copies for backups, as far as a test lets them.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import WireJSON

@testable import GatewayCommandLine

/// Services that follow nobody, with a file as their copy.
final class CopyingSuite: Sendable {
    static let services = ["registry", "tasks", "insurance", "notifications"]

    let suite: FakeSuite
    /// The data folder of the command line.
    let data = TemporaryFolder()
    private let clock = Mutex(Instant.sample)
    /// Services whose copies stay under way, or come to nothing.
    let hanging: Set<String>
    let failing: Mutex<Set<String>>

    init(hanging: Set<String> = [], failing: Set<String> = []) async throws {
        self.hanging = hanging
        self.failing = Mutex(failing)
        suite = try FakeSuite()
        for service in Self.services {
            try await suite.add(service) { [weak self] in self?.answer($0, of: service) ?? .success(.null) }
        }
    }

    var now: Instant { clock.withLock { $0 } }

    func advance(hours: Int64) {
        clock.withLock { $0 = Instant(microseconds: $0.microseconds + hours * 3_600_000_000) }
    }

    /// A shell with the suite's clock.
    func shell(_ interrupted: @escaping @Sendable () -> AsyncStream<Int32> = { AsyncStream { _ in } }) -> Shell {
        var shell = suite.shell(environment: ["HOME": data.path, "SAURO_DATA": data.path])
        shell.interrupted = interrupted
        shell.surroundings = Surroundings(
            now: { self.now.microseconds }, machineTime: { self.now.microseconds / 1000 })
        return shell
    }

    func sauro(_ words: String...) async -> Outcome { await shell().sauro(words) }

    /// What lies in the folder of backups.
    var left: [String] {
        // The folder comes with the first backup.
        (try? FileManager.default.contentsOfDirectory(atPath: data.file("backups")))?.sorted() ?? []
    }

    /// The services that were asked for something, in the order of the questions.
    func asked(_ verb: String) -> [String] {
        suite.requests.withLock { $0 }.map(\.method).filter { $0.hasSuffix(".backup.\(verb)") }
            .map { String($0.prefix { $0 != "." }) }
    }

    private func answer(_ request: JSONRPC.Request, of service: String) -> Result<JSONValue, Failure> {
        do {
            let params = try request.params?.decode(JSONValue.self) ?? .null
            let backup = params["backup"]?.string ?? "none"
            let copy = try copy(of: service, for: backup, request.method)
            return .success(try WireJSON.decode(JSONValue.self, from: WireJSON.encode(copy)))
        } catch { return .failure(Failure(.internalError, name: "test.broken", message: "\(error)")) }
    }

    private func copy(of service: String, for backup: String, _ method: String) throws -> ServiceCopy {
        let file = "\(backup)/\(service).sqlite"
        let path = data.file("backups/\(file)")
        var copy = ServiceCopy(state: .absent, file: file, folder: data.file("backups"), follows: [])
        if method.hasSuffix(".remove") {
            // There is none of a service that was not yet asked for one; others' may lie in the folder.
            for name in [path, path + ".part"] { unlink(name) }
            rmdir(data.file("backups/\(backup)"))
            return copy
        }
        if failing.withLock({ $0.contains(service) }) {
            if method.hasSuffix(".write") { (copy.state, copy.problem) = (.failed, "no space is left for the copy") }
            return copy
        }
        if hanging.contains(service) {
            if method.hasSuffix(".write") { data.write("half", to: "backups/\(file).part") }
            copy.state = .running
            return copy
        }
        if method.hasSuffix(".write") { data.write("the data of \(service)", to: "backups/\(file)") }
        guard let digest = try FileDigest.of(path) else { return copy }
        var contents = CopyContents.example
        (contents.bytes, contents.sha256) = (digest.bytes, digest.sha256)
        (copy.state, copy.contents) = (.written, contents)
        return copy
    }
}
