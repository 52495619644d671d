// The unit projection: fed by events, the same in the owner and in a follower, for any date and any knowledge.

import MessageSchema
import ServiceKit
import ServiceTesting
import Testing

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
