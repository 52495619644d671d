// Makes a backup of a suite that runs: copies in the order of the cut, brought together, checked, and last of all
// declared a backup by its manifest.

private import Glibc
import MessageSchema
import Surroundings
import WireJSON

/// What a backup is to be.
struct BackupOrder: Sendable {
    var services: [String]
    /// Where the services write, as this machine sees it.
    var written: BackupFolder
    /// Where the backup is to lie.
    var target: BackupFolder
    var note: String?
    var isScheduled = false
    /// Take along the secret keys, too.
    var withKeys = false
}

/// One making of a backup.
struct BackupRun: Sendable {
    let order: BackupOrder
    let backup: BackupName
    let context: CommandContext
    let settings: Settings
    let connection: SuiteConnection

    private var calls: CopyCalls { CopyCalls(connection: connection, backup: backup) }
    private var place: String { order.target.path(of: backup) }
    /// How often a cut through services that follow each other in a ring is tried.
    private static let attemptsMax = 3

    init(_ order: BackupOrder, context: CommandContext, settings: Settings, connection: SuiteConnection) throws {
        self.order = order
        self.context = context
        self.settings = settings
        self.connection = connection
        backup = try Self.newName(context.surroundings)
    }

    /// `b-20250701-013000-4f2a`: when, in UTC, and chance.
    private static func newName(_ surroundings: Surroundings) throws -> BackupName {
        let time = "\(surroundings.machineInstant)".prefix(19).filter { $0 != "-" && $0 != ":" }
        let chance = String(decoding: Hexadecimal.digits(of: surroundings.randomBytes(2)), as: UTF8.self)
        return try BackupName("b-\(time.replacing("T", with: "-"))-\(chance)")
    }

    /// Makes it. What it leaves when it fails is no backup; `giveUp` takes that away.
    func make() async throws -> StoredBackup {
        guard !BackupFolder.isFolder(place) else { throw UsageError("\(place) is there already") }
        try BackupFolder.make(order.target.root)
        var services: [BackupManifest.Service] = []
        for attempt in 1...Self.attemptsMax {
            services = try await copyAll()
            let problems = BackupCut.problems(services)
            if problems.isEmpty { break }
            for problem in problems { context.console.say(problem) }
            guard attempt < Self.attemptsMax else {
                throw Failure(.conflict, name: "backup.noCut", message: "the copies do not make one moment")
            }
            for service in order.services { _ = try await calls.remove(service) }
        }
        let manifest = BackupManifest(
            backup: backup, version: Release.version, created: context.surroundings.machineInstant, note: order.note,
            scheduled: order.isScheduled, services: try await gather(services),
            files: try GatewayFiles(
                settings: settings, environment: context.environment, withKeys: order.withKeys
            ).keep(in: place))
        try BackupFolder.sync(place)
        try WholeFile.write(try manifest.sealed(), to: "\(place)/\(BackupManifest.fileName)")
        try BackupFolder.sync(order.target.root)
        say("backup \(backup) is complete: \(ByteText.text(manifest.bytes))")
        return try StoredBackup(place)
    }

    /// Takes away what an unfinished backup has left, as far as it can be reached.
    func giveUp() async {
        for service in order.services {
            do throws(Failure) { _ = try await calls.remove(service) } catch {
                say("\(service): what it had copied may be left in its folder for copies (\(error.message))")
            }
        }
        guard BackupFolder.isFolder(place) else { return }
        do throws(UsageError) { try BackupFolder.remove(place) } catch { say(error.message) }
    }

    private func copyAll() async throws -> [BackupManifest.Service] {
        var follows: [String: [String]] = [:]
        for service in order.services { follows[service] = try await calls.show(service).follows }
        var services: [BackupManifest.Service] = []
        for service in BackupCut.order(follows) {
            let progress = CopyProgress(service: service, console: context.console, isQuiet: settings.isQuiet)
            let (copy, contents) = try await calls.write(service, look: progress.look)
            progress.end(contents)
            services.append(
                .init(service: service, file: "\(service).sqlite", follows: copy.follows, contents: contents))
        }
        return services
    }

    /// Brings the copies to where the backup lies, unless the services wrote them there.
    private func gather(_ services: [BackupManifest.Service]) async throws -> [BackupManifest.Service] {
        try BackupFolder.make(place)
        for service in services {
            let written = "\(order.written.path(of: backup))/\(service.file)"
            guard access(written, R_OK) == 0 else {
                let folder = try await calls.show(service.service).folder
                throw UsageError(
                    "\(service.service) wrote its copy to \(folder), and \(written) is not there",
                    next: "say with --backups where that folder is on this machine")
            }
            guard order.target != order.written else { continue }
            say("bringing \(service.service)")
            let brought = try FileDigest.copy(written, to: "\(place)/\(service.file)")
            guard brought.sha256 == service.contents.sha256 else {
                throw UsageError("\(written) is not what \(service.service) wrote: its SHA-256 differs")
            }
            _ = try await calls.remove(service.service)
        }
        return services
    }

    private func say(_ line: String) {
        if !settings.isQuiet { context.console.say(line) }
    }
}

/// How far a service's copy is: in place on a terminal, a line at its end elsewhere.
private struct CopyProgress: Sendable {
    let service: String
    let console: Console
    let isQuiet: Bool

    @Sendable func look(_ copy: ServiceCopy) {
        guard !isQuiet, console.errorsAreTerminal, let expected = copy.bytesExpected, expected > 0 else { return }
        let percent = min(100, copy.bytes * 100 / expected)
        console.writeErrors(Array("\r\(service.padded(to: 16)) \(percent) % of \(ByteText.text(expected))   ".utf8))
    }

    func end(_ contents: CopyContents) {
        guard !isQuiet else { return }
        let line = "\(service.padded(to: 16)) \(ByteText.text(contents.bytes)) to sequence \(contents.sequence)"
        console.writeErrors(Array((console.errorsAreTerminal ? "\r\(line)    \n" : "\(line)\n").utf8))
    }
}

/// Sizes for people.
enum ByteText {
    static func text(_ bytes: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var (value, unit) = (bytes * 10, 0)
        while value >= 10_240, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
        return unit == 0 ? "\(bytes) B" : "\(value / 10).\(value % 10) \(units[unit])"
    }
}
