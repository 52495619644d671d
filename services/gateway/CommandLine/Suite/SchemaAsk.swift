// Asks services about their schemas: each one's own program, as a child, since only it knows its steps. What the
// program says is JSON on its standard output, or a sentence on standard error.

private import Glibc
import MessageSchema
import WireJSON

/// The way to the schemas of a suite's services.
struct SchemaAsk: Sendable {
    private let folder: SuiteFolder
    private let database: [String]
    private let context: CommandContext

    init(_ settings: Settings, context: CommandContext) {
        folder = settings.suite
        database = settings.database.value.map { ["--database", $0] } ?? []
        self.context = context
    }

    /// What a service says: `status` and `plan` look, `up` upgrades. Throws its sentence when it refuses.
    func answer(_ service: String, _ words: [String]) async throws -> JSONValue {
        let said = try TemporaryText()
        let executable = try ChildProgram.executable(
            of: service, program: context.program, environment: context.environment)
        let child = try ChildProcess(
            ChildProgram(
                service: service, executable: executable,
                arguments: ["migrate"] + words + ["--data", folder.data(of: service), "--output", "json"] + database,
                log: said.path))
        let end = await withTaskCancellationHandler {
            await child.end()
        } onCancel: {
            // A step that runs is rolled back as a whole.
            child.signal(SIGTERM)
        }
        let text = said.text.trimmingPrefix { $0 == "\n" }
        guard end == .exited(0) else { throw Self.failure(service, end, String(text)) }
        do { return try WireJSON.decode(JSONValue.self, from: Array(text.utf8)) } catch {
            throw Failure(
                .internalError, name: "sauro.migrate.unreadable",
                message: "\(executable) migrate says no JSON; is it of this release? \(text.prefix(200))")
        }
    }

    private static func failure(_ service: String, _ end: ChildProcess.End, _ text: String) -> Failure {
        let sentence = text.split(separator: "\n").joined(separator: " ").trimmingPrefix("sauro-\(service): ")
        let message = sentence.isEmpty ? "sauro-\(service) \(end)" : "\(service): \(sentence)"
        return end == .exited(ExitCode.conflict.rawValue)
            ? Failure(.stale, name: "sauro.migrate.stale", message: message)
            : Failure(.rejected, name: "sauro.migrate.failed", message: message)
    }
}

/// A file of the command's own for what a child says; gone with this.
private final class TemporaryText {
    let path: String

    init() throws(UsageError) {
        var name = Array("/tmp/sauro-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw UsageError("no file can be made in /tmp: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { unlink(path) }

    var text: String { LogTail(path: path, lines: .max).text.joined(separator: "\n") }
}
