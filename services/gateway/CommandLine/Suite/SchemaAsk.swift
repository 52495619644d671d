// Asks services about their schemas: each one's own program, as a child, since only it knows its steps. What the
// program says is JSON on its standard output, or a sentence on standard error.

private import Glibc
import MessageSchema
import Surroundings
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
        let (end, text) = try await run(service, ["migrate"] + words)
        guard end == .exited(0) else {
            let message = Self.sentence(service, end, text)
            throw end == .exited(ExitCode.conflict.rawValue)
                ? Failure(.stale, name: "sauro.migrate.stale", message: message)
                : Failure(.rejected, name: "sauro.migrate.failed", message: message)
        }
        return try Self.json(service, text)
    }

    /// What a service says of a move of its data to an engine; what it says meanwhile goes to `progress`.
    func engine(
        _ service: String, to engine: String, _ words: [String], progress: @escaping @Sendable (String) -> Void
    ) async throws -> JSONValue {
        let (end, text) = try await run(service, ["migrate-engine", "--to", engine, "--watch-stdin"] + words, progress)
        let last = text.split(separator: "\n").last.map(String.init) ?? ""
        guard end == .exited(0) else {
            let message = Self.sentence(service, end, last)
            throw end == .exited(ExitCode.conflict.rawValue)
                ? Failure(.conflict, name: "sauro.engine.refused", message: message)
                : Failure(.rejected, name: "sauro.engine.failed", message: message)
        }
        return try Self.json(service, last)
    }

    private func run(
        _ service: String, _ words: [String], _ progress: (@Sendable (String) -> Void)? = nil
    ) async throws -> (ChildProcess.End, String) {
        let said = try TemporaryText()
        let executable = try ChildProgram.executable(
            of: service, program: context.program, environment: context.environment)
        let child = try ChildProcess(
            ChildProgram(
                service: service, executable: executable,
                arguments: words + ["--data", folder.data(of: service), "--output", "json"] + database,
                log: said.path))
        let watch = progress.map { progress in Task { await said.follow(progress) } }
        let end = await withTaskCancellationHandler {
            await child.end()
        } onCancel: {
            // A step that runs is rolled back as a whole.
            child.signal(SIGTERM)
        }
        watch?.cancel()
        await watch?.value
        return (end, String(said.text.trimmingPrefix { $0 == "\n" }))
    }

    private static func json(_ service: String, _ text: String) throws(Failure) -> JSONValue {
        do { return try WireJSON.decode(JSONValue.self, from: Array(text.utf8)) } catch {
            throw Failure(
                .internalError, name: "sauro.migrate.unreadable",
                message: "sauro-\(service) says no JSON; is it of this release? \(text.prefix(200))")
        }
    }

    private static func sentence(_ service: String, _ end: ChildProcess.End, _ text: String) -> String {
        let sentence = text.split(separator: "\n").joined(separator: " ").trimmingPrefix("sauro-\(service): ")
        return sentence.isEmpty ? "sauro-\(service) \(end)" : "\(service): \(sentence)"
    }
}

/// A file of the command's own for what a child says; gone with this.
private final class TemporaryText: Sendable {
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

    /// Hands on each new line but those of JSON, every now and then until the task is cancelled.
    func follow(_ tell: @Sendable (String) -> Void) async {
        var (known, isEnding) = (0, false)
        while !isEnding {
            isEnding = await !Pause.take(milliseconds: Self.lookMilliseconds)
            let lines = LogTail(path: path, lines: .max).text
            // The last one may be half written, or the answer.
            for line in lines.dropLast().dropFirst(known) { tell(line) }
            known = max(known, lines.count - 1)
        }
    }

    private static let lookMilliseconds: Int64 = 500
}
