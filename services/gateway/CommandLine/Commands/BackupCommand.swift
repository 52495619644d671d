// `sauro backup`: copies of the whole suite while it runs, and what they are worth.

import ArgumentParser
import MessageSchema
import Surroundings
import WireJSON

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Make, list and verify backups of the running suite.",
        subcommands: [Create.self, List.self, Verify.self, Schedule.self])

    struct Create: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Copy all services from one moment, while they run.",
            discussion: """
                The services write their copies to the folder they were told of, DATA/backups under `sauro up`. Who \
                follows is copied before whom it follows, so that no copy knows of what another lacks. A backup is \
                complete once it has a manifest; one that was interrupted has none. It holds personal data: keep it as \
                you keep the data folder.
                """)
        @Option(help: "The folder for the backup, if it is not the one where the services write.") var to: String?
        @Option(help: "What the backup is for.") var note: String?
        @Flag(help: "Keep the secret keys of DATA/keys with it.") var withKeys = false
        @OptionGroup var flags: BackupFlags
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            var order = try flags.order(to: to, settings, context)
            (order.note, order.withKeys) = (note, withKeys)
            let connection = try SuiteConnection(settings, connect: context.connect)
            defer { connection.close() }
            let run = try BackupRun(order, context: context, settings: settings, connection: connection)
            let code: MessageSchema.ExitCode
            do {
                code = try await context.untilInterrupted(.cancelled) {
                    let made = try await run.make()
                    context.show(object: made.row, settings)
                    return .ok
                }
            } catch {
                await run.giveUp()
                throw error
            }
            if code == .cancelled {
                await run.giveUp()
                context.console.say("cancelled; nothing is left of the backup")
            }
            return code
        }
    }

    struct List: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the backups of a folder, oldest first.",
            discussion: "One without a manifest is unfinished, and no backup.")
        @OptionGroup var flags: BackupFolderFlags
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            let (complete, unfinished) = try flags.folder(settings, context).list()
            let left = unfinished.map { name in
                JSONValue.members([("backup", .string(name)), ("state", "unfinished")])
            }
            return context.show(list: complete.map(\.row) + left, settings)
        }
    }

    struct Verify: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Verify a backup: its files, and that it can be restored and holds.",
            discussion: """
                Puts each copy into a scratch folder and has the service's own program look at it: the file, the \
                chain, units and lineage, people, the ledger. Exit code 6 when something does not hold. --quick \
                compares checksums and places only.
                """)
        @Argument(help: "The backup's name, or its folder.") var backup: String
        @Flag(help: "Compare checksums and places only.") var quick = false
        @Option(help: "The folder for the scratch copies; $TMPDIR or /tmp when left out.") var scratch: String?
        @OptionGroup var flags: BackupFolderFlags
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            let found = try flags.folder(settings, context).find(backup)
            let temporary = scratch ?? context.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
            let verification = BackupVerification(
                backup: found, context: context, isQuiet: settings.isQuiet,
                scratch: "\(BackupFolder(temporary).root)/sauro-verify-\(context.surroundings.newIdentifier())")
            return try await context.untilInterrupted(.cancelled) { [quick] in
                let result = try await verification.run(isQuick: quick)
                context.show(list: result.rows, settings)
                return result.isSound ? .ok : .findings
            }
        }
    }

    struct Schedule: CuratedCommand {
        static let configuration = CommandConfiguration(
            commandName: "schedule", abstract: "Make a backup at intervals, and keep as many as wanted.",
            discussion: """
                Runs until a signal, and says a line for each backup. Of each of the last days, weeks and months the \
                newest is kept; only backups that a schedule made are taken away, and never the newest sound one. \
                --once makes one if it is due, for cron.
                """)
        @Option(help: "The interval: a number with d, h, m or s.") var every = "6h"
        @Option(help: "What is kept: numbers with h, d, w, m or y, and strokes between them.")
        var keep = Retention.standard
        @Option(help: "The folder for the backups, if it is not the one where the services write.") var to: String?
        @Flag(help: "Make one if it is due, and leave.") var once = false
        @OptionGroup var flags: BackupFlags
        @OptionGroup var common: CommonFlags

        func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
            let settings = try context.settings(common.settings)
            guard let seconds = OverlapTime.seconds(every), seconds > 0 else {
                throw UsageError("--every wants a number with d, h, m or s, not \"\(every)\"")
            }
            var order = try flags.order(to: to, settings, context)
            order.isScheduled = true
            let schedule = BackupSchedule(
                everySeconds: seconds, retention: try Retention(keep), folder: order.target, context: context
            ) { [order] in
                let connection = try SuiteConnection(settings, connect: context.connect)
                defer { connection.close() }
                let run = try BackupRun(order, context: context, settings: settings, connection: connection)
                do { return try await run.make() } catch {
                    // Not of this task, which may have been cancelled.
                    await Task { await run.giveUp() }.value
                    throw error
                }
            }
            if once {
                return try await context.untilInterrupted(.cancelled) {
                    try await schedule.step()
                    return .ok
                }
            }
            return try await context.untilInterrupted(.ok) {
                await schedule.run()
                return .ok
            }
        }
    }
}

extension StoredBackup {
    /// The backup in a list.
    var row: JSONValue {
        .members([
            ("backup", .string(manifest.backup.text)), ("state", "complete"),
            ("created", .string(manifest.created.text)), ("services", .integer(Int64(manifest.services.count))),
            ("bytes", .integer(manifest.bytes)), ("version", .string(manifest.version)),
            ("scheduled", .bool(manifest.scheduled)), ("note", manifest.note.map { .string($0) }),
        ])
    }
}
