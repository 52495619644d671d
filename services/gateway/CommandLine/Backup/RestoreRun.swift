// Puts a backup back: first everything is brought to the disk beside what is there, then exchanged by renaming. What
// was there is moved aside and never deleted. While a mark says that a restore is under way no suite
// starts on the folder.

private import Glibc
import MessageSchema
import Surroundings

/// One restore of a plan.
struct RestoreRun {
    let plan: RestorePlan
    let context: CommandContext
    let isQuiet: Bool
    /// The name of the folders for what was there.
    let aside: String

    init(_ plan: RestorePlan, context: CommandContext, isQuiet: Bool) {
        self.plan = plan
        self.context = context
        self.isQuiet = isQuiet
        let time = "\(context.surroundings.machineInstant)".prefix(19).filter { $0 != "-" && $0 != ":" }
        aside = Self.asidePrefix + time.replacing("T", with: "-")
    }

    private static let asidePrefix = "replaced-"
    private static let unfinished = ".restoring"

    /// Restores. The caller holds the suite's lock.
    func run() throws {
        for part in plan.parts { try bring(part) }
        try WholeFile.write("\(plan.backup.manifest.backup)\n", to: plan.folder.restoring)
        for part in plan.parts { try exchange(part) }
        for file in plan.files { try put(file) }
        try WholeFile.remove(plan.folder.restoring)
        try BackupFolder.sync(plan.folder.root)
    }

    /// A suite does not start on a folder whose restore was interrupted: some services would be of one time, some of
    /// another.
    static func refuseUnfinished(in folder: SuiteFolder) throws(UsageError) {
        guard let backup = try FileText.read(folder.restoring, bytesMax: Bounds.settingsBytesMax) else { return }
        let name = backup.split(separator: "\n").first.map(String.init) ?? "BACKUP"
        throw UsageError(
            "the restore of \(name) into \(folder.root) was not finished",
            next: "restore again: `sauro restore \(name) --replace --data \(ShellWord.quoted(folder.root))`")
    }

    /// Copies a service's data beside what there is, and holds it against the manifest.
    private func bring(_ part: RestorePlan.Part) throws {
        let name = part.service.service
        say("bringing \(name), \(ByteText.text(part.service.contents.bytes))")
        let folder = plan.folder.data(of: name)
        try BackupFolder.make(folder)
        let target = "\(folder)/\(name).sqlite\(Self.unfinished)"
        // What an interrupted restore left.
        try WholeFile.remove(target)
        let digest = try FileDigest.copy("\(plan.backup.path)/\(part.service.file)", to: target)
        guard digest.sha256 == part.service.contents.sha256 else {
            try WholeFile.remove(target)
            throw UsageError(
                "\(part.service.file) of the backup is damaged; nothing was restored",
                next: "take another backup; `sauro backup verify` tells which are sound")
        }
    }

    /// Moves what there is aside, and the copy into its place, with the word that its journal is another one now.
    private func exchange(_ part: RestorePlan.Part) throws {
        let name = part.service.service
        let folder = plan.folder.data(of: name)
        let old = try BackupFolder.names(in: folder).filter {
            $0.hasPrefix("\(name).") && !$0.hasSuffix(Self.unfinished) && $0 != "\(name).turn"
        }
        if part.hasData {
            try BackupFolder.make("\(folder)/\(aside)")
            for file in old { try WholeFile.move("\(folder)/\(file)", to: "\(folder)/\(aside)/\(file)") }
            say("\(name): what was there lies in \(folder)/\(aside)")
        }
        try WholeFile.write("\(part.service.contents.journal)\n\(part.journal)\n", to: "\(folder)/\(name).restored")
        let database = "\(folder)/\(name).sqlite"
        try WholeFile.move(database + Self.unfinished, to: database)
        say("\(name) restored to sequence \(part.service.contents.sequence)")
    }

    private func put(_ file: BackupManifest.File) throws {
        let target = RestorePlan.target(of: file, in: plan.folder, context.environment)
        if let slash = target.lastIndex(of: "/") { try BackupFolder.make(String(target[..<slash])) }
        try FileDigest.copy("\(plan.backup.path)/\(file.file)", to: target)
        say("\(target) restored")
    }

    private func say(_ line: String) {
        if !isQuiet { context.console.say(line) }
    }
}
