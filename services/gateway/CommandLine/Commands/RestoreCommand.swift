// `sauro restore`: puts a backup back into a data folder on which nothing runs.

import ArgumentParser
import MessageSchema
import WireJSON

struct RestoreCommand: CuratedCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup back into a data folder on which no suite runs.",
        discussion: """
            Shows first what would be restored and what is lost. Each journal gets a new id, so that outside readers \
            notice; the services of the backup go on among themselves where it was made. Data that is there is moved \
            aside into SERVICE/replaced-TIME, and only with --replace. --only restores a service alone: those that \
            follow it keep what they did because of events that are gone.
            """)
    @Argument(help: "The backup's name, or its folder.") var backup: String
    @Option(help: "The data folder to restore into; that of the suite when left out.") var into: String?
    @Option(help: "Restore these services only, by commas.") var only: String?
    @Flag(help: "Replace the data that is there; it is moved aside.") var replace = false
    @Flag(help: "Do it; without, only the plan is shown.") var yes = false
    @OptionGroup var flags: BackupFolderFlags
    @OptionGroup var common: CommonFlags

    func run(_ context: CommandContext) async throws -> MessageSchema.ExitCode {
        let settings = try context.settings(common.settings)
        guard settings.database.value == nil || into != nil else {
            throw UsageError(
                "a backup is files, and the suite's data is in PostgreSQL (\(settings.database.origin))",
                next: "restore the server by its own tools, or the files into another folder with --into")
        }
        let found = try flags.folder(settings, context).find(backup)
        let folder = into.map { SuiteFolder(root: $0) } ?? settings.suite
        let lock = try SuiteLock(folder)
        defer { withExtendedLifetime(lock) {} }
        let differences = try found.differences()
        guard differences.isEmpty else {
            for difference in differences { context.console.say(difference) }
            throw UsageError("the backup is not sound; nothing was restored", next: "see `sauro backup list`")
        }
        let services = try only.map { try UpCommand.services($0) } ?? []
        let plan = try await RestorePlan(found, into: folder, only: services, context: context)
        context.show(list: plan.rows, settings)
        say(plan, context)
        guard yes else {
            context.console.say("nothing was restored; --yes does it")
            return .usage
        }
        if let there = plan.parts.first(where: \.hasData), !replace {
            throw UsageError(
                "\(folder.data(of: there.service.service)) holds data already",
                next: "--replace moves it aside, or give another folder with --into")
        }
        try RestoreRun(plan, context: context, isQuiet: settings.isQuiet).run()
        context.console.say("restored; start the suite: sauro up --data \(ShellWord.quoted(folder.root))")
        return .ok
    }

    private func say(_ plan: RestorePlan, _ context: CommandContext) {
        let manifest = plan.backup.manifest
        context.console.say(
            "backup \(manifest.backup) of \(manifest.created), version \(manifest.version), into \(plan.folder.root)")
        for file in plan.files { context.console.say("\(file.origin) is not there and comes from the backup") }
        for warning in plan.warnings { context.console.say("warning: \(warning)") }
    }
}
