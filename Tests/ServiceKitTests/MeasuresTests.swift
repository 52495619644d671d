// What stands on a service's page after a few calls, and what never does.

import Exposition
import MessageSchema
import ServiceTesting
import Storage
import TestGround
import Testing

@testable import ServiceKit

@Suite("The page of a service")
struct MeasuresTests {
    private static let measures: [BusinessMeasure] = [
        .counting("notes.written", "Notes.", labels: ["unit"], by: NoteWritten.self) {
            [([$0.unit.text.lowercased()], 1)]
        },
        .standing("notes.kept", "Notes kept.") { context in
            [([], Int(try context.reader.first("SELECT COUNT(*) AS count FROM note")?.integer("count") ?? 0))]
        },
    ]
    private static var blueprint: Blueprint {
        Blueprint(
            contract: Notes.self, migrations: Notes.migrations, routes: Notes.blueprint.routes, measures: measures)
    }

    private let notes: TestService
    private let sample: Sample

    init() async throws {
        sample = try await Sample()
        notes = try TestService.start(Self.blueprint, follows: sample.registry)
        try await notes.followNow()
    }

    /// The value of the series that has these labels, in any order; nil if there is none.
    private func value(_ name: String, _ labels: [String: String] = [:]) async -> Double? {
        let wanted = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }.joined(separator: ",")
        let series = name + (wanted.isEmpty ? "" : "{\(wanted)}")
        return await notes.measured(series)
    }

    private func calls(_ method: String, _ error: ErrorKind? = nil) async -> Double? {
        var labels = ["rpc_system_name": "jsonrpc", "rpc_method": method]
        if let error {
            labels["error_type"] = error.rawValue
            labels["rpc_response_status_code"] = "\(error.code)"
        }
        return await value("rpc_server_call_duration_seconds_count", labels)
    }

    private func write(_ text: PlainText, to unit: String = "HP-DOH", key: String? = nil) async {
        _ = try? await notes.call(
            WriteNote(unit: code(unit), text: text), metadata: CallMetadata(idempotencyKey: key))
    }

    @Test("does not keep its service, nor those whom that follows, once nobody uses them")
    func isFreed() async throws {
        weak var (kept, followed): (Store?, Store?)
        do {
            let registry = try TestService.start(SampleRegistry.blueprint)
            let notes = try TestService.start(Self.blueprint, follows: registry)
            (kept, followed) = (notes.store, registry.store)
            #expect(await notes.measured("sauro_journal_head") != nil && followed != nil)
        }
        #expect(kept == nil && followed == nil)
    }

    @Test("counts calls by method and error; what is no method is one method, whatever it is called")
    func countsCalls() async throws {
        for _ in 0..<3 { await write("good") }
        await write("dull")
        _ = try? await notes.call(ReadNotes(unit: code("HP-DOH")))
        _ = try? await notes.call(FailAlways())
        for name in ["notes.note.unheard", "031077765432"] {
            _ = await notes.raw(#"{"jsonrpc": "2.0", "id": 1, "method": "\#(name)"}"#)
        }
        _ = await notes.raw("{")
        #expect(await calls("notes.note.write") == 3)
        #expect(await calls("notes.note.write", .rejected) == 1)
        #expect(await calls(ReadNotes.name.text) == 1)
        #expect(await calls(FailAlways.name.text, .internalError) == 1)
        #expect(await calls("_OTHER", .methodNotFound) == 2)
        #expect(await calls("_OTHER", .parseError) == 1)
    }

    @Test("counts each entry of a batch")
    func countsEntries() async throws {
        let entry =
            #"{"jsonrpc": "2.0", "id": 1, "method": "notes.note.write", "params": {"unit": "HP-DOH", "text": "a"}}"#
        _ = await notes.raw("[\(entry), \(entry), 1]")
        #expect(await calls("notes.note.write") == 2)
        #expect(await calls("_OTHER", .invalidRequest) == 1)
        #expect(await value("sauro_commit_requests_count") != nil)
        #expect(await value("sauro_commit_duration_seconds_count") == value("sauro_commit_requests_count"))
    }

    @Test("counts what events tell once they are committed: not a refusal, and a repetition only once")
    func countsEvents() async throws {
        await write("good", key: "k")
        await write("good", key: "k")
        await write("dull")
        _ = try? await notes.call(FailAlways())
        #expect(await value("notes_written_total", ["unit": "hp-doh"]) == 1)
        #expect(await value("notes_kept") == 1)
    }

    @Test("tells of the journal, of whom it follows, of the database and of the process")
    func readings() async throws {
        await write("good", key: "one")
        // The units that it follows, and the note.
        #expect(await value("sauro_journal_head") == 2)
        #expect(await value("sauro_journal_lag", ["followed": "registry"]) == 0)
        #expect(await value("sauro_journal_silence_seconds", ["followed": "registry"]) ?? -1 >= 0)
        #expect(await value("sauro_database_size_bytes") ?? 0 > 0)
        // A server keeps its log itself.
        #expect(await (value("sauro_wal_size_bytes") ?? 0 > 0) == (EngineUnderTest.current == .sqlite))
        #expect(await value("sauro_disk_free_bytes") ?? 0 > 0)
        #expect(await value("sauro_writes_waiting") == 0)
        #expect(await value("sauro_idempotency_keys") == 1)
        #expect(await value("sauro_build_info", ["service": "notes", "version": Release.version]) == 1)
        #expect(await value("process_resident_memory_bytes") ?? 0 > 0)
    }

    @Test("tells how far each queue is, by its name alone")
    func queues() async throws {
        for owner in ["hospital", "ministry"] {
            let principal = Principal.with(owner, roles: [.auditor])
            try await notes.call(
                SubscribeQueue<Notes>(queue: "q", types: ["notes.note.written"], after: 0, attemptsMax: 1),
                as: principal)
        }
        for _ in 0..<4 { await write("good") }
        let hospital = Principal.with("hospital", roles: [.auditor])
        let taken = try await notes.call(NextEvents<Notes>(queue: "q", limit: 2), as: hospital).items
        try await notes.call(ReleaseEvents<Notes>(queue: "q", receipts: [taken[0].receipt]), as: hospital)
        #expect(await value("sauro_queue_letters", ["queue": "q"]) == 1)
        #expect(await value("sauro_queue_in_flight", ["queue": "q"]) == 1)
        #expect(await value("sauro_queue_behind", ["queue": "q"]) ?? 0 >= 4)
        #expect(await value("sauro_queue_age_seconds", ["queue": "q"]) != nil)
        #expect(!(await notes.page.page().contains("hospital")))
    }

    @Test("holds nothing but what is declared, and nobody's name or number")
    func onlyDeclared() async throws {
        let names = Set((ServiceMeasure.all + Self.measures.map(\.metric)).map(\.exposedName))
        #expect(names.count == ServiceMeasure.all.count + Self.measures.count)
        await write("031077765432")
        _ = try? await notes.call(WriteNote(unit: code("HP-DOH"), text: "a"), as: .with("Nguyen", roles: []))
        let text = await notes.page.page()
        let shown = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }.map {
            String($0.split(separator: " ")[2])
        }
        #expect(Set(shown).subtracting(names) == [])
        for name in ["031077765432", "Nguyen", "local:"] { #expect(!text.contains(name), "\(name)") }
    }
}
