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
