// Verifies a backup: what lies there is what the manifest says, the copies make one moment, and each can be put back
// and holds what must hold. The last is tried in a scratch folder, which is taken away again.

private import Glibc
import MessageSchema
import Surroundings
import WireJSON

/// One verification.
struct BackupVerification: Sendable {
    let backup: StoredBackup
    let context: CommandContext
    let isQuiet: Bool
    /// A new folder for the trial, which may need as much room as the backup.
    let scratch: String

    /// A row for each service and each thing found, and whether nothing was.
    struct Result: Sendable {
        var rows: [JSONValue] = []
        var isSound = true

        mutating func add(_ subject: String, _ check: String, _ problem: String?) {
            isSound = isSound && problem == nil
            rows.append(
                .members([
                    ("subject", .string(subject)), ("check", .string(check)), ("holds", .bool(problem == nil)),
                    ("problem", problem.map { .string($0) }),
                ]))
        }
    }

    func run(isQuick: Bool) async throws -> Result {
        var result = Result()
        let differences = try backup.differences()
        for difference in differences { result.add("files", "manifest", difference) }
        if differences.isEmpty { result.add("files", "manifest", nil) }
        guard !isQuick, differences.isEmpty else { return result }
        try BackupFolder.make(scratch)
        do { try await tryOut(&result) } catch {
            try BackupFolder.remove(scratch)
            throw error
        }
        try BackupFolder.remove(scratch)
        return result
    }

    private func tryOut(_ result: inout Result) async throws {
        for service in backup.manifest.services {
            if !isQuiet { context.console.say("verifying \(service.service)") }
            let folder = "\(scratch)/\(service.service)"
            try BackupFolder.make(folder)
            try FileDigest.copy("\(backup.path)/\(service.file)", to: "\(folder)/\(service.service).sqlite")
            do {
                let report = try await DataVerification(context: context)
                    .report(of: service.service, in: folder, log: "\(scratch)/\(service.service).log")
                note(report, of: service, in: &result)
            } catch let problem as UsageError {
                result.add(service.service, "open", problem.message)
            }
        }
    }

    private func note(_ report: DataReport, of service: BackupManifest.Service, in result: inout Result) {
        let (said, found) = (service.contents, report)
        let isSame =
            said.journal == found.journal && said.sequence == found.sequence && said.hash == found.hash
            && said.follows == found.follows
        result.add(
            service.service, "head",
            isSame ? nil : "its journal ends elsewhere than the manifest says, at \(found.sequence)")
        for check in report.checks {
            result.add(service.service, check, report.faults.first { $0.check == check }?.problem)
        }
    }
}
