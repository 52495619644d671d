// The restore rehearsal: a suite under load is backed up, goes on, dies and is put back; and what becomes of backups
// that are damaged, cut short, or have no room.

import Fabric
import Foundation
import MessageSchema
import Surroundings
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("A backup of a running suite", .serialized)
struct BackupTests {
    /// What was on a server comes back as files, where nothing is in the way.
    @Test("brings back all that was acknowledged before it, and each event on its way has its effect once")
    func rehearsal() async throws {
        let suite = RunningSuite()
        try await suite.start()
        let work = SubscribedWorkload()
        try await work.prepare(suite.client())
        let load = Load(work, try suite.client())
        let (journal, acknowledged, backup) = try await loaded(suite, load)
        await suite.kill()

        let verified = try await suite.sauro("backup", "verify", backup, "-o", "json")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        for check in ["chain", "people", "lineage", "ledger", "head"] {
            #expect(verified.output.contains("\"\(check)\""))
        }
        let plan = try await suite.sauro("restore", backup, "-o", "json")
        #expect(plan.status == 2 && plan.errors.contains("--yes"), "\(plan.errors)")
        let hadFiles = suite.database.address == nil
        if hadFiles {
            let kept = try await suite.sauro("restore", backup, "--yes")
            #expect(kept.status == 2 && kept.errors.contains("--replace"), "\(kept.errors)")
        }
        let restored = try await suite.sauro(
            ["restore", backup, "--yes", "-o", "json"] + (hadFiles ? ["--replace"] : []))
        #expect(restored.status == 0, "\(restored.errors)")
        let rows = json(restored.output).array ?? []
        #expect((rows.first { $0["service"] == "registry" }?["lost"]?.integer ?? 0 > 0) == hadFiles, "\(rows)")

        try await suite.start(onFiles: true)
        let client = try suite.client()
        let recorded = try await load.journal(client).recorded
        #expect(Set(recorded).isSuperset(of: acknowledged))
        #expect(Set(recorded).count == recorded.count)
        // What the notifications had not followed when they were copied they follow now; nothing comes twice.
        try await work.verify(recorded.count, client)
        let old = await failure { try await client.call(ReadEvents<RegistryContract>(journal: journal, after: 0)) }
        #expect(old?.name == "frame.journal.foreign")
        try await work.verify(recorded.count, client)
        let again = Load(work, client)
        try await again.during(lanes: 10..<12) { try await again.awaitMore(10) }
        try await work.verify(recorded.count + again.acknowledged.count, client)
        for service in ["registry", "tasks", "insurance", "notifications"] {
            let events = try await suite.sauro(
                "events", "tail", service, "--after", "0", "--limit", "100000", "-o", "jsonl"
            )
            .output
            #expect(events.contains("journal.renewed"))
            #expect(!events.contains("frame.journal.skipped") && !events.contains("frame.units.forgotten"))
        }
        #expect(try await suite.sauro("audit", "verify").status == 0)
        let replaced = try FileManager.default.contentsOfDirectory(atPath: suite.folder.file("registry"))
            .filter { $0.hasPrefix("replaced-") }
        #expect(replaced.count == (hadFiles ? 1 : 0))
        await suite.stop()
    }

    /// Writes, makes a backup in the middle of it, and writes on; gives the registry's journal, what had been
    /// acknowledged before, and the backup's name.
    private func loaded(
        _ suite: RunningSuite, _ load: Load<SubscribedWorkload>
    ) async throws -> (journal: String, acknowledged: Set<String>, backup: String) {
        let journal = try await suite.client().call(CheckHealth<RegistryContract>()).value.journal
        var acknowledged: Set<String> = []
        var backup = ""
        try await load.during(lanes: 0..<4) {
            try await load.awaitMore(60)
            acknowledged = Set(load.acknowledged)
            let made = try await suite.sauro("backup", "create", "--note", "rehearsal", "-o", "json")
            #expect(made.status == 0, "\(made.errors)")
            backup = try #require(json(made.output)["backup"]?.string)
            try await load.awaitMore(30)
        }
        return (journal, acknowledged, backup)
    }

    @Test("that is damaged, incomplete or changed is found out, and not restored")
    func damage() async throws {
        let suite = RunningSuite()
        try await suite.start()
        try await SubscribedWorkload().prepare(suite.client())
        let made = try await suite.sauro("backup", "create", "-o", "json")
        #expect(made.status == 0, "\(made.errors)")
        let backup = try #require(json(made.output)["backup"]?.string)
        await suite.stop()
        let whole = suite.folder.file("backups/\(backup)")
        let damages: [(String, (String) throws -> Void)] = [
            ("damaged", { try flipByte(of: "\($0)/tasks.sqlite") }),
            ("missing", { try FileManager.default.removeItem(atPath: "\($0)/registry.sqlite") }),
            (
                "seal",
                { path in
                    let file = "\(path)/manifest.json"
                    let text = try String(contentsOfFile: file, encoding: .utf8)
                    try text.replacing("\"scheduled\": false", with: "\"scheduled\": true")
                        .write(to: URL(fileURLWithPath: file), atomically: true, encoding: .utf8)
                }
            ),
        ]
        for (word, damage) in damages {
            let path = suite.folder.file("damaged-\(word)")
            try FileManager.default.copyItem(atPath: whole, toPath: path)
            try damage(path)
            let verified = try await suite.sauro("backup", "verify", path, "--quick")
            #expect(verified.status == 6 && verified.output.contains(word), "\(verified.output) \(verified.errors)")
            let into = suite.folder.file("into-\(word)")
            let restored = try await suite.sauro("restore", path, "--into", into, "--yes")
            #expect(restored.status == 2 && restored.errors.contains("not sound"), "\(restored.errors)")
            #expect(!FileManager.default.fileExists(atPath: "\(into)/registry/registry.sqlite"))
        }
        // Sound to the last byte of the file, and yet not what a registry's data must be.
        let forged = suite.folder.file("forged")
        try FileManager.default.copyItem(atPath: whole, toPath: forged)
        try forge(forged)
        let verified = try await suite.sauro("backup", "verify", forged, "-o", "json")
        #expect(verified.status == 6 && verified.output.contains("\"chain\""), "\(verified.output) \(verified.errors)")
    }

    @Test("that was cut short is no backup, and does not stand in the way of the next")
    func cut() async throws {
        let suite = RunningSuite()
        try await suite.start()
        // Killed at once; one that was quicker, or had given up, is taken away, and another tried.
        var isCut = false
        for _ in 1...20 where !isCut {
            try await cutShort(suite)
            isCut = manifest(suite).map { !FileManager.default.fileExists(atPath: $0) } ?? false
            if !isCut, manifest(suite) != nil {
                try FileManager.default.removeItem(atPath: suite.folder.file("backups"))
            }
        }
        let listed = try await suite.sauro("backup", "list", "-o", "json")
        #expect(listed.status == 0 && listed.output.contains("\"unfinished\""), "\(listed.output)")
        #expect(!listed.output.contains("\"complete\""))
        // The copies that it had ordered are still written to their end.
        try await eventually("the next backup to be let in") {
            let again = try await suite.sauro("backup", "create")
            #expect(again.status == 0 || again.errors.contains("frame.backup.busy"), "\(again.errors)")
            return again.status == 0
        }
        #expect(try await suite.sauro("backup", "list", "-o", "json").output.contains("\"complete\""))
        await suite.stop()
    }

    @Test("that is interrupted leaves nothing half-made, says so, and ends with 9", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) async throws {
        let suite = RunningSuite()
        try await suite.start()
        var end: ChildProcess.End?
        // One that was quicker than the signal is taken away, and another tried.
        for _ in 1...20 where end != .exited(9) {
            if manifest(suite) != nil { try FileManager.default.removeItem(atPath: suite.folder.file("backups")) }
            let create = try LiveProcess(
                "sauro", ["backup", "create", "--data", suite.folder.path], log: suite.folder.file("create.log"))
            try await eventually("the first copy") { manifest(suite) != nil }
            create.signal(signal)
            end = try await create.end(within: 20_000)
        }
        #expect(end == .exited(9))
        #expect(manifest(suite) == nil)
        let said = try String(contentsOfFile: suite.folder.file("create.log"), encoding: .utf8)
        #expect(said.hasSuffix("cancelled; nothing is left of the backup\n"), "\(said)")
        #expect(try await suite.sauro("backup", "list", "-o", "json").output == "[]\n")
        let again = try await suite.sauro("backup", "create")
        #expect(again.status == 0, "\(again.errors)")
        await suite.stop()
    }

    /// Kills `sauro backup create` as soon as there is something of a backup.
    private func cutShort(_ suite: RunningSuite) async throws {
        let create = try LiveProcess(
            "sauro", ["backup", "create", "--data", suite.folder.path], log: suite.folder.file("create.log"))
        try await eventually("the first copy") { manifest(suite) != nil }
        await create.kill()
    }

    /// Where the manifest of the only backup is to be; nil while there is nothing of one.
    private func manifest(_ suite: RunningSuite) -> String? {
        let folder = suite.folder.file("backups")
        // The folder comes with the first backup.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.first { $0.hasPrefix("b-") }.map { "\(folder)/\($0)/manifest.json" }
    }

    @Test("without room says so and leaves nothing", .enabled(if: SmallDisk.isPossible))
    func fullDisk() async throws {
        let suite = RunningSuite()
        let disk = try SmallDisk(at: suite.folder.file("backups"), kibibytes: 300)
        try await suite.start()
        let made = try await suite.sauro("backup", "create")
        #expect(made.status != 0 && made.errors.contains("no space is left"), "\(made.status) \(made.errors)")
        let left = try FileManager.default.contentsOfDirectory(atPath: disk.path).filter { $0.hasPrefix("b-") }
        #expect(left == [])
        #expect(try await suite.sauro("unit", "list", "-o", "none").status == 0)
        await suite.stop()
        try disk.remove()
    }

    @Test("cannot be restored over a suite that runs")
    func running() async throws {
        let suite = RunningSuite()
        try await suite.start()
        let made = try await suite.sauro("backup", "create", "-o", "json")
        let backup = try #require(json(made.output)["backup"]?.string)
        let restored = try await suite.sauro("restore", backup, "--yes", "--replace")
        #expect(restored.status == 2 && restored.errors.contains("a suite runs"), "\(restored.errors)")
        let elsewhere = suite.folder.file("elsewhere")
        let copied = try await suite.sauro("restore", backup, "--yes", "--into", elsewhere)
        #expect(copied.status == 0, "\(copied.errors)")
        await suite.stop()
        // One service alone, from a backup that is older than those that follow it.
        let alone = try await suite.sauro("restore", backup, "--only", "registry", "--yes", "--replace")
        #expect(alone.status == 0 && alone.errors.contains("notifications follows registry"), "\(alone.errors)")
    }

    /// Changes an entry of the registry's journal in a backup, and makes the manifest agree with the file.
    private func forge(_ path: String) throws {
        let file = "\(path)/registry.sqlite"
        var changed = try Data(contentsOf: URL(fileURLWithPath: file))
        let type = try #require(changed.range(of: Data(UnitEstablished.name.utf8)))
        changed[type.lowerBound] ^= 1
        try changed.write(to: URL(fileURLWithPath: file))
        var manifest = try StoredBackup(path).manifest
        let index = try #require(manifest.services.firstIndex { $0.service == "registry" })
        manifest.services[index].contents.sha256 = try #require(try FileDigest.of(file)).sha256
        try manifest.sealed().write(
            to: URL(fileURLWithPath: "\(path)/manifest.json"), atomically: true, encoding: .utf8)
    }
}

private func json(_ text: String) -> JSONValue {
    (try? WireJSON.decode(JSONValue.self, from: Array(text.utf8))) ?? .null
}

private func failure(_ call: () async throws -> some Any) async -> Failure? {
    do {
        _ = try await call()
        return nil
    } catch { return error as? Failure }
}

private func flipByte(of path: String) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
}
