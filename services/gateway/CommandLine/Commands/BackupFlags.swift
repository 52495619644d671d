// Where backups lie and what is in them, as flags say it.

import ArgumentParser
import MessageSchema

/// The flag `--backups`.
struct BackupFolderFlags: ParsableArguments {
    @Option(help: "The folder of backups, where the services write; DATA/backups, or SAURO_BACKUPS.")
    var backups: String?

    func folder(_ settings: Settings, _ context: CommandContext) -> BackupFolder {
        BackupFlag.folder(backups, settings.suite, context.environment)
    }
}

/// The flags of a backup that is to be made.
struct BackupFlags: ParsableArguments {
    @OptionGroup var folder: BackupFolderFlags
    @Option(help: "The services, by commas; all when left out.") var services: String?

    func order(to target: String?, _ settings: Settings, _ context: CommandContext) throws -> BackupOrder {
        let written = folder.folder(settings, context)
        return BackupOrder(
            services: try UpCommand.services(services), written: written,
            target: target.map { BackupFolder($0) } ?? written)
    }
}

/// Where services write copies, unless a flag says otherwise.
enum BackupFlag {
    static func folder(_ flag: String?, _ suite: SuiteFolder, _ environment: [String: String]) -> BackupFolder {
        let said = environment["SAURO_BACKUPS"].flatMap { $0.isEmpty ? nil : $0 }
        return BackupFolder(flag ?? said ?? suite.backups)
    }
}
