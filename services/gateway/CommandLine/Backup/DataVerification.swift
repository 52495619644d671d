// Asks a service's own program what it thinks of a data folder: it alone knows its schema and its rules. No gateway, no
// network; the program looks and leaves.

private import Glibc
import MessageSchema
import WireJSON

/// One look at a service's data by its program.
struct DataVerification: Sendable {
    let context: CommandContext

    /// What the program says. Throws what it complained of if it could not look at all.
    func report(of service: String, in folder: String, log: String, isBrief: Bool = false) async throws -> DataReport {
        unlink(log)
        let words = ["--verify", "--data", folder] + (isBrief ? ["--brief"] : [])
        let program = try ChildProgram(
            service: service, arguments: words, log: log, program: context.program, environment: context.environment)
        let child: ChildProcess
        do throws(ChildProcess.Problem) { child = try ChildProcess(program) } catch {
            throw UsageError(error.description)
        }
        let end = await withTaskCancellationHandler {
            await child.end()
        } onCancel: {
            child.signal(SIGKILL)
        }
        try Task.checkCancellation()
        let text = try FileText.read(log, bytesMax: Self.reportBytesMax) ?? ""
        let codes = [ExitCode.ok, ExitCode.findings].map { ChildProcess.End.exited($0.rawValue) }
        guard codes.contains(end), let line = text.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
            let reason = text.split(separator: "\n").last.map(String.init) ?? "sauro-\(service) \(end)"
            throw UsageError("\(service) cannot be verified: \(reason.onOneLine)")
        }
        return try WireJSON.decode(DataReport.self, from: Array(line.utf8))
    }

    private static let reportBytesMax = 4 << 20
}
