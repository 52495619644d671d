// The calls by which the command line has services write copies, whichever services there are.

import MessageSchema
import Surroundings
import WireJSON

/// A backup's copies, asked of the services.
struct CopyCalls: Sendable {
    let connection: SuiteConnection
    let backup: BackupName

    /// How long a service may not answer before the backup is given up; callers of one that restarts wait less.
    private static let attemptsMax = 10
    private static let lookMilliseconds: Int64 = 100

    func show(_ service: String) async throws(Failure) -> ServiceCopy { try await call(service, "show") }

    func remove(_ service: String) async throws(Failure) -> ServiceCopy { try await call(service, "remove") }

    /// Has a service write its copy, and waits for it. `look` is told how far it is.
    func write(
        _ service: String, look: @Sendable (ServiceCopy) -> Void
    ) async throws -> (copy: ServiceCopy, contents: CopyContents) {
        // Not cut short: what is ordered can be taken away only after the order.
        let ordered = Task { try await call(service, "write") }
        var copy = try await ordered.value
        var failures = 0
        while copy.state == .running {
            look(copy)
            guard await Pause.take(milliseconds: Self.lookMilliseconds) else { throw CancellationError() }
            do throws(Failure) {
                copy = try await show(service)
                failures = 0
            } catch {
                failures += 1
                guard error.kind.repetition != .no, failures < Self.attemptsMax else { throw error }
            }
        }
        guard copy.state == .written, let contents = copy.contents else {
            throw Failure(
                .internalError, name: "backup.copyFailed",
                message: "\(service) did not finish its copy: \(copy.problem ?? "the instance that wrote it has ended")"
            )
        }
        look(copy)
        return (copy, contents)
    }

    private func call(_ service: String, _ verb: String) async throws(Failure) -> ServiceCopy {
        guard let name = ServiceName(service) else {
            throw Failure(.invalidParams, name: "backup.noService", message: "\"\(service)\" is no name of a service")
        }
        let params: JSONValue = ["backup": .string(backup.text)]
        let reply = try await connection.call(name, "\(service).backup.\(verb)", params, connection.metadata)
        do { return try WireJSON.decode(ServiceCopy.self, from: reply.jsonBytes(pretty: false)) } catch {
            throw .fabric(.internalError, "\(service) answered what is no copy: \(error)", executed: .unknown)
        }
    }
}
