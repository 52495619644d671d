// Backups at intervals, and only as many kept as wanted. All it remembers lies in the folder of backups, so it may be
// stopped and started at any time; two of them on one folder take turns.

private import Glibc
import MessageSchema
import Surroundings

/// A schedule of backups.
struct BackupSchedule: Sendable {
    let everySeconds: Int64
    let retention: Retention
    let folder: BackupFolder
    let context: CommandContext
    /// How often it looks at the clock.
    var lookMilliseconds: Int64 = 1000
    /// Makes a backup.
    let make: @Sendable () async throws -> StoredBackup

    /// How long after a failure it is tried again, at most.
    private static let retrySecondsMax: Int64 = 300

    /// Goes on until the task is cancelled. A failure is said and tried again.
    func run() async {
        var notBefore = Instant(microseconds: .min)
        while !Task.isCancelled {
            if now >= notBefore {
                do { try await step() } catch is CancellationError { return } catch {
                    say("failed: \(Self.sentence(of: error))")
                    notBefore = now.adding(seconds: min(everySeconds, Self.retrySecondsMax))
                }
            }
            guard await Pause.take(milliseconds: lookMilliseconds) else { return }
        }
    }

    /// Makes a backup if one is due, and takes away what need not be kept; true if it made one.
    @discardableResult
    func step() async throws -> Bool {
        guard try isDue() else { return false }
        let backup = try await make()
        say("backup \(backup.manifest.backup) made, \(ByteText.text(backup.manifest.bytes))")
        try prune()
        return true
    }

    /// True if the newest backup of a schedule is as old as the interval, or lies in the future of a clock set back.
    private func isDue() throws -> Bool {
        guard let last = try own().last?.manifest.created else { return true }
        return now >= last.adding(seconds: everySeconds) || last > now.adding(seconds: everySeconds)
    }

    /// Takes away backups that a schedule made and nobody wants to keep. The newest sound one stays in any case: all it
    /// takes to be sure is that the files of a newer one are those of its manifest.
    func prune() throws {
        let own = try own()
        let kept = retention.kept(own.map(\.manifest.created))
        let lastSound = try own.last { try $0.differences().isEmpty }
        for backup in own where !kept.contains(backup.manifest.created) {
            guard let lastSound, lastSound.path != backup.path else { continue }
            try BackupFolder.remove(backup.path)
            say("backup \(backup.manifest.backup) of \(backup.manifest.created) taken away")
        }
    }

    /// What schedules made here, oldest first.
    private func own() throws -> [StoredBackup] { try folder.list().complete.filter(\.manifest.scheduled) }

    private var now: Instant { context.surroundings.machineInstant }

    private func say(_ line: String) { context.console.say("\(now.text) \(line)") }

    private static func sentence(of error: any Error) -> String {
        switch error {
        case let failure as Failure: "\(failure.message) (\(failure.name))"
        case let usage as UsageError: usage.message + (usage.next.map { "; \($0)" } ?? "")
        default: "\(error)"
        }
    }
}

extension Instant {
    fileprivate func adding(seconds: Int64) -> Instant {
        Instant(microseconds: microseconds.addingReportingOverflow(seconds * 1_000_000).partialValue)
    }
}
