// What a restore would do, before it does it: which services from when, and what has been written since and would be
// gone.

private import Glibc
import MessageSchema
import Surroundings
import WireJSON

/// A restore, planned.
struct RestorePlan: Sendable {
    /// One service's part.
    struct Part: Sendable {
        var service: BackupManifest.Service
        /// Where its journal ends today; nil if it has no data, or nobody can read it.
        var now: DataReport?
        var hasData: Bool
        /// The id its journal is to get.
        var journal: String

        /// Entries that would be gone; nil when nobody can tell.
        var lost: Int64? {
            guard hasData else { return 0 }
            guard let now else { return nil }
            return now.journal == service.contents.journal ? max(0, now.sequence - service.contents.sequence) : nil
        }
    }

    let backup: StoredBackup
    let folder: SuiteFolder
    var parts: [Part]
    /// Files of the gateway that are not there today.
    var files: [BackupManifest.File]
    /// What those who stay as they are have to expect, a sentence each.
    var warnings: [String]

    /// Looks at what there is.
    init(
        _ backup: StoredBackup, into folder: SuiteFolder, only: [String], context: CommandContext
    ) async throws {
        self.backup = backup
        self.folder = folder
        let known = backup.manifest.services.map(\.service)
        if let unknown = only.first(where: { !known.contains($0) }) {
            throw UsageError("the backup holds no \"\(unknown)\"", next: "it holds \(known.joined(separator: ", "))")
        }
        parts = []
        for service in backup.manifest.services where only.isEmpty || only.contains(service.service) {
            let path = folder.data(of: service.service)
            let hasData = access("\(path)/\(service.service).sqlite", F_OK) == 0
            let now = hasData ? await Self.look(at: service.service, in: path, folder, context) : nil
            parts.append(
                Part(service: service, now: now, hasData: hasData, journal: context.surroundings.newIdentifier()))
        }
        files = only.isEmpty ? Self.missing(backup.manifest.files, in: folder, context.environment) : []
        warnings = only.isEmpty ? [] : Self.warnings(backup.manifest, only: only)
    }

    private static func look(
        at service: String, in path: String, _ folder: SuiteFolder, _ context: CommandContext
    ) async -> DataReport? {
        // What cannot be read is said in the plan as unknown; it is to be replaced for that very reason, perhaps.
        try? await DataVerification(context: context)
            .report(of: service, in: path, log: "\(folder.run)/\(service).verify", isBrief: true)
    }

    /// Where a file of the gateway belongs.
    static func target(
        of file: BackupManifest.File, in folder: SuiteFolder, _ environment: [String: String]
    ) -> String {
        file.origin == GatewayFiles.config ? ConfigFile.path(environment) : "\(folder.root)/\(file.origin)"
    }

    private static func missing(
        _ files: [BackupManifest.File], in folder: SuiteFolder, _ environment: [String: String]
    ) -> [BackupManifest.File] {
        files.filter { access(target(of: $0, in: folder, environment), F_OK) != 0 }
    }

    /// What a service restored alone means to those that follow it, and it to those it follows.
    private static func warnings(_ manifest: BackupManifest, only: [String]) -> [String] {
        manifest.services.filter { !only.contains($0.service) }.flatMap { other in
            other.follows.filter(only.contains).map { restored in
                """
                \(other.service) follows \(restored) and is not restored: what it did because of events that are gone \
                stays done, and its journal will say so (frame.journal.skipped)
                """
            }
        }
            + manifest.services.filter { only.contains($0.service) }.flatMap { restored in
                restored.follows.filter { !only.contains($0) }.map { other in
                    "\(restored.service) will take in again what \(other) has told since \(manifest.created)"
                }
            }
    }

    /// A row for each service.
    var rows: [JSONValue] {
        parts.map { part in
            .members([
                ("service", .string(part.service.service)),
                ("restored", .integer(part.service.contents.sequence)),
                ("now", part.now.map { .integer($0.sequence) }),
                ("lost", part.lost.map { .integer($0) } ?? .string("unknown")),
                ("bytes", .integer(part.service.contents.bytes)), ("journal", .string(part.journal)),
            ])
        }
    }
}
