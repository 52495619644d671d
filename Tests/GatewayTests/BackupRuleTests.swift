// The rules of backups: in which order services are copied, when copies make one moment, which are kept, and when the
// next is due.

import Foundation
import MessageSchema
import Surroundings
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("A cut through all services")
struct BackupCutTests {
    @Test("copies who follows before whom it follows")
    func order() {
        let suite = [
            "registry": [], "tasks": ["registry"], "insurance": ["registry"],
            "notifications": ["registry", "insurance", "tasks"],
        ]
        #expect(BackupCut.order(suite) == ["notifications", "insurance", "tasks", "registry"])
    }

    @Test("copies services that follow each other in a ring, too, and after those that follow them")
    func ring() {
        #expect(BackupCut.order(["a": ["b"], "b": ["a"], "c": ["a"]]) == ["c", "a", "b"])
        #expect(BackupCut.order(["a": ["a"]]) == ["a"])
        #expect(BackupCut.order([:]) == [])
    }

    @Test(
        "holds unless a place lies past the end of the copy it points into",
        arguments: [
            // Place, its journal, the followed copy's end, what is said.
            (7, "j", 7, 0), (6, "j", 7, 0), (0, "j", 0, 0), (8, "j", 7, 1), (7, "older", 7, 0), (8, "older", 7, 1),
        ])
    func places(after: Int64, journal: String, end: Int64, problems: Int) {
        let cut = [copy("registry", "j", end), copy("tasks", "t", 3, [place("registry", journal, after)])]
        #expect(BackupCut.problems(cut).count == problems)
    }

    @Test("holds for places at which reactions are silent, too, and not without the followed copy")
    func more() {
        #expect(
            BackupCut.problems([
                copy("registry", "j", 5), copy("tasks", "t", 3, [place("registry.seen", "j", 6)]),
            ]) == ["tasks had followed registry to 6, the copy of which ends at 5"])
        #expect(
            BackupCut.problems([copy("tasks", "t", 3, [place("registry", "j", 1)])])
                == ["tasks follows registry, of which there is no copy"])
    }
}

@Suite("The retention of a schedule")
struct RetentionTests {
    @Test(
        "keeps the newest of each of the last spans",
        arguments: [
            ("2d", ["2025-07-03T05:00:00Z", "2025-07-02T05:00:00Z"]),
            ("1d", ["2025-07-03T05:00:00Z"]),
            ("2w", ["2025-07-03T05:00:00Z", "2025-06-28T05:00:00Z"]),
            ("2m", ["2025-07-03T05:00:00Z", "2025-06-30T05:00:00Z"]),
            ("1d/3m", ["2025-07-03T05:00:00Z", "2025-06-30T05:00:00Z", "2025-05-31T05:00:00Z"]),
            ("2y", ["2025-07-03T05:00:00Z", "2024-12-31T05:00:00Z"]),
        ])
    func kept(text: String, expected: [String]) throws {
        let times = try [
            "2024-12-31T05:00:00Z", "2025-05-30T05:00:00Z", "2025-05-31T05:00:00Z", "2025-06-28T05:00:00Z",
            "2025-06-30T05:00:00Z", "2025-07-02T01:00:00Z", "2025-07-02T05:00:00Z", "2025-07-03T01:00:00Z",
            "2025-07-03T05:00:00Z",
        ].map { try Instant($0) }
        let kept = try Retention(text).kept(times).sorted(by: >).map(\.text)
        #expect(kept == expected)
    }

    @Test("is numbers with spans", arguments: ["", "7", "d", "7d/", "7d/7d", "0d", "-1d", "7x", "7d 4w"])
    func malformed(text: String) { #expect(throws: UsageError.self) { _ = try Retention(text) } }
}

@Suite("A schedule of backups")
struct BackupScheduleTests {
    @Test("makes one when it is due, keeps what it should, and takes away only its own")
    func days() async throws {
        let folder = TemporaryFolder()
        let clock = Mutex(try Instant("2025-01-01T00:00:00Z"))
        let context = self.context { clock.withLock { $0 } }
        try await store("b-byhand", in: folder, at: Instant("2024-01-01T00:00:00Z"), scheduled: false)
        let made = Mutex(0)
        let schedule = BackupSchedule(
            everySeconds: 6 * 3600, retention: try Retention("2d/2w/2m"), folder: BackupFolder(folder.path),
            context: context
        ) {
            let number = made.withLock { made in
                made += 1
                return made
            }
            return try await store("b-\(number)", in: folder, at: clock.withLock { $0 }, scheduled: true)
        }
        for _ in 0..<(11 * 8) {
            try await schedule.step()
            clock.withLock { $0 = Instant(microseconds: $0.microseconds + 3 * 3_600_000_000) }
            await Task.yield()
        }
        #expect(made.withLock { $0 } == 44)
        let left = try BackupFolder(folder.path).list().complete
        #expect(left.map(\.manifest.backup.text).contains("b-byhand"))
        // Days of Vietnam, seven hours ahead: the last of 12 January, a Sunday, which is also the last of its week and
        // month; of the day before; of the week before.
        #expect(
            left.filter(\.manifest.scheduled).map(\.manifest.created.text) == [
                "2025-01-05T12:00:00Z", "2025-01-11T12:00:00Z", "2025-01-11T18:00:00Z",
            ])
    }

    @Test("never takes away the newest sound one, whatever it should keep")
    func lastSound() async throws {
        let folder = TemporaryFolder()
        for day in 1...3 {
            try await store("b-\(day)", in: folder, at: Instant("2025-01-0\(day)T05:00:00Z"), scheduled: true)
        }
        folder.write("damaged", to: "b-3/registry.sqlite")
        let schedule = BackupSchedule(
            everySeconds: 3600, retention: try Retention("1d"), folder: BackupFolder(folder.path),
            context: context { .sample }
        ) { throw CancellationError() }
        try schedule.prune()
        #expect(try BackupFolder(folder.path).list().complete.map(\.manifest.backup.text) == ["b-2", "b-3"])
    }

    @Test("is due again when the clock was set back")
    func setBack() async throws {
        let folder = TemporaryFolder()
        try await store("b-1", in: folder, at: Instant("2030-01-01T00:00:00Z"), scheduled: true)
        let schedule = BackupSchedule(
            everySeconds: 3600, retention: try Retention("1d"), folder: BackupFolder(folder.path),
            context: context { Instant.sample }
        ) { try await store("b-2", in: folder, at: .sample, scheduled: true) }
        #expect(try await schedule.step())
    }

    private func context(_ now: @escaping @Sendable () -> Instant) -> CommandContext {
        CommandContext(
            environment: [:],
            console: Console(readInput: { [] }, writeOutput: { _ in true }, writeErrors: { _ in }),
            surroundings: Surroundings(
                now: { now().microseconds }, machineTime: { now().microseconds / 1000 }),
            program: "sauro",
            connect: { _ throws(Failure) in throw .fabric(.unavailable, "none", executed: Failure.Executed.no) },
            interrupted: { AsyncStream { _ in } }, hungUp: { AsyncStream { _ in } })
    }

    @discardableResult
    private func store(
        _ name: String, in folder: TemporaryFolder, at time: Instant, scheduled: Bool
    ) async throws -> StoredBackup {
        folder.write("data", to: "\(name)/registry.sqlite")
        let digest = try #require(try FileDigest.of(folder.file("\(name)/registry.sqlite")))
        var contents = copy("registry", "j", 1).contents
        (contents.bytes, contents.sha256) = (digest.bytes, digest.sha256)
        let manifest = BackupManifest(
            backup: try BackupName(name), version: "0.1.0", created: time, note: nil, scheduled: scheduled,
            services: [.init(service: "registry", file: "registry.sqlite", follows: [], contents: contents)],
            files: [])
        folder.write(try manifest.sealed(), to: "\(name)/manifest.json")
        return try StoredBackup(folder.file(name))
    }
}

@Suite("A backup's folder")
struct BackupFolderTests {
    @Test("whose manifest leads out of it, or is of another form, is refused")
    func paths() throws {
        for (member, value) in [("file", "\"../x\""), ("file", "\"/etc/passwd\""), ("format", "2")] {
            let folder = TemporaryFolder()
            let file = member == "file" ? value : "\"registry.sqlite\""
            let format = member == "format" ? value : "1"
            folder.write(
                """
                {"format":\(format),"backup":"b-1","version":"0.1.0","created":"2025-01-01T00:00:00Z","scheduled":false,
                "services":[{"service":"registry","file":\(file),"follows":[],"contents":{"bytes":1,"sha256":"",
                "journal":"j","sequence":1,"hash":"","schema":{},"follows":[]}}],"files":[],"seal":""}
                """, to: "manifest.json")
            #expect(throws: UsageError.self) { _ = try StoredBackup(folder.path) }
        }
    }
}

private func place(_ name: String, _ journal: String, _ after: Int64) -> FollowedPlace {
    FollowedPlace(name: name, journal: journal, after: after)
}

private func copy(
    _ service: String, _ journal: String, _ sequence: Int64, _ follows: [FollowedPlace] = []
) -> BackupManifest.Service {
    .init(
        service: service, file: "\(service).sqlite", follows: [],
        contents: CopyContents(
            bytes: 1, sha256: "", journal: journal, sequence: sequence, hash: "", schema: [:], follows: follows))
}
