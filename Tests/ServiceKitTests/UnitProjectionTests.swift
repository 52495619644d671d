// The unit projection: fed by events, the same in the owner and in a follower, for any date and any knowledge.

import Fabric
import Logging
import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Surroundings
import TestGround
import Testing
import WireJSON

@Suite("The unit projection")
struct UnitProjectionTests {
    @Test("is caught up with the registry when a request names a unit that is not known yet")
    func catchUp() async throws {
        let sample = try await Sample()
        try await sample.notes.followNow()
        try await sample.registry.call(Sample.founding("HP-CDC", parent: "HP-DOH"))
        try await sample.notes.call(WriteNote(unit: code("HP-CDC"), text: "new"))
        #expect(try await sample.notes.call(ReadNotes(unit: code("HP-CDC"))).notes == ["new"])
    }

    @Test("asks the registry once for all the units of a request that are not known, and for none that are")
    func askedOnce() async throws {
        let sample = try await Sample()
        let asked = Locked(0)
        let folder = TemporaryFolder()
        let frame = try ServiceFrame(
            .namingManyUnits, folder: folder.path, surroundings: .live,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { request, _ in
            asked.change { $0 += 1 }
            return try await sample.registry.events(request)
        }
        defer { frame.store.close() }
        try await frame.followNow()
        asked.change { $0 = 0 }
        try await sample.registry.call(Sample.founding("HP-CDC", parent: "HP-DOH"))
        let notes: [(unit: String, text: PlainText, name: String?, asked: Int)] = [
            ("HP-DOH", "HD-DOH VN", nil, 0),
            ("NOWHERE", "ELSEWHERE NEVER", "frame.unit.notFound", 1),
            ("HP-CDC", "ELSEWHERE NEVER", nil, 2),
            ("HP-CDC", "HP-DOH", nil, 2),
        ]
        for note in notes {
            let failure = try await frame.refusal(of: WriteNote(unit: code(note.unit), text: note.text))
            #expect(failure?.name == note.name)
            #expect(asked.value == note.asked, "\(note)")
        }
    }

    @Test("follows exactly once, however often it is told")
    func onceOnly() async throws {
        let sample = try await Sample()
        for _ in 0..<3 { try await sample.notes.followNow() }
        let page = try await sample.notes.call(ReadEvents<NotesContract>(after: 0))
        #expect(page.items.map(\.type) == [UnitsFollowed.name])
    }

    @Test("forgets what was undone, in a follower as in the registry")
    func undone() async throws {
        let sample = try await Sample()
        try await sample.registry.call(Sample.founding("HP-NEW", parent: "HP-DOH"))
        let founded = try await sample.registry.call(CheckHealth<SampleRegistry>()).sequence
        try await sample.notes.call(WriteNote(unit: code("HP-NEW"), text: "there"))
        try await sample.registry.call(
            UndoReorganisation(reorganisation: .sample, reason: PlainText("\(founded)-\(founded)")))
        try await sample.notes.followNow()
        let gone = await refusal { try await sample.notes.call(WriteNote(unit: code("HP-NEW"), text: "gone")) }
        #expect(gone?.name == "frame.unit.notFound")
        let unresolved = await refusal { try await sample.registry.call(ResolveUnit(unit: code("HP-NEW"))) }
        #expect(unresolved?.name == "frame.unit.notFound")
    }

    @Test("begins anew when the registry was restored")
    func restoredRegistry() async throws {
        let sample = try await Sample()
        try await sample.notes.call(WriteNote(unit: code("HD-DOH"), text: "before"))
        let restored = try TestService.start(SampleRegistry.blueprint)
        for (unit, parent) in [("VN", nil), ("99", "VN")] {
            try await restored.call(Sample.founding(unit, parent: parent))
        }
        let notes = try TestService.start(NotesContract.blueprint, sharing: sample.notes, follows: restored)
        try await notes.followNow()
        try await notes.call(WriteNote(unit: code("99"), text: "after"))
        let gone = await refusal { try await notes.call(WriteNote(unit: code("HD-DOH"), text: "x")) }
        #expect(gone?.name == "frame.unit.notFound")
    }

    @Test("authority is judged by the units of today, whatever is asked about the past")
    func authorityIsOfToday() async throws {
        let sample = try await Sample()
        let organiser = Principal.with("organiser-hp", roles: [.organiser], scope: "31")
        let first = try await sample.notes.answer(WriteNote(unit: code("HP-DOH"), text: "first"), as: organiser)
        try await sample.registry.call(Sample.founding("HP-CDC", parent: "HP-DOH"))
        try await sample.notes.followNow()
        let past = CallMetadata(knownAt: .sequence(try #require(first.metadata.sequence)))
        let notes = try await sample.notes.call(ReadNotes(unit: code("HP-CDC")), as: organiser, metadata: past)
        #expect(notes.notes == [])
        let outside = await refusal {
            try await sample.notes.call(ReadNotes(unit: code("HD-DOH")), as: organiser, metadata: past)
        }
        #expect(outside?.name == "frame.unit.notFound")
    }

    @Test("a renaming holds from its date until a later one says otherwise")
    func renaming() async throws {
        let registry = try await Sample().registry
        let unit = try code("HP-DOH")
        func rename(_ name: PlainText, _ date: String) async throws {
            try await registry.call(
                RenameUnit(unit: unit, name: LocalizedText(vi: name), from: CalendarDate(date)))
        }
        try await rename("Tên 2025", "2025-07-01")
        try await rename("Tên 2010", "2010-01-01")
        let versions = try await registry.call(ShowUnitHistory(unit: unit)).versions
        #expect(versions.map(\.name.vi.text) == ["Đơn vị HP-DOH", "Tên 2010", "Tên 2025"])
        #expect(versions.map(\.from.text) == ["2000-01-01", "2010-01-01", "2025-07-01"])
        #expect(versions.last?.until == nil)
    }

    @Test("an earlier state of knowledge is answered as it was")
    func knownAt() async throws {
        let registry = try await Sample().registry
        let unit = try code("HP-DOH")
        let before = try await registry.answer(ShowUnitHistory(unit: unit))
        try await registry.call(
            RenameUnit(unit: unit, name: LocalizedText(vi: "Khác"), from: CalendarDate("2010-01-01")))
        let sequence = try #require(before.metadata.sequence)
        let again = try await registry.answer(
            ShowUnitHistory(unit: unit), metadata: CallMetadata(knownAt: .sequence(sequence)))
        #expect(again.reply == before.reply)
        #expect(again.metadata == before.metadata)
    }
}

extension Blueprint {
    /// The notes, where the words of a note's text are units that it mentions.
    fileprivate static var namingManyUnits: Blueprint {
        let write = Route.write(
            WriteNote.self, mentions: { $0.text.text.split(separator: " ").map { try? UnitCode(String($0)) } }
        ) { request, context in
            WriteNote.Reply(number: try context.append(NoteWritten(unit: request.unit), subject: request.unit))
        }
        let others = NotesContract.blueprint.routes.filter { $0.name != write.name }
        return Blueprint(contract: NotesContract.self, migrations: NotesContract.migrations, routes: others + [write])
    }
}

extension ServiceFrame {
    /// What a request by the administrator, who gives it a minute, fails with; nil if it does not.
    fileprivate func refusal(of request: WriteNote) async throws -> Failure? {
        let body = JSONRPC.request(
            id: RawJSON(unsafeUnchecked: Array("1".utf8)), method: WriteNote.name.text,
            params: try WireJSON.encode(request), metadata: CallMetadata(deadline: 60_000))
        let now = (Surroundings.systemMonotonic(), Surroundings.systemMachineTime())
        let head = RequestHead(principal: .administrator, agedMilliseconds: 0, sent: now.1)
        return try WireJSON.parse(await answer(body, head: head, arrived: now.0, park: {}))["error"]?
            .decode(Failure.self)
    }
}
