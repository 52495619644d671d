// A page of a damaged journal: it ends before the damage, the next one is an error that names the entry, and what is
// damaged is never served.

import MessageSchema
import Testing
import WireJSON

@testable import Storage

@Suite(.onEveryEngine) struct JournalDamageTests {
    private static let secret = RawJSON(unsafeUnchecked: Array(#""secret""#.utf8))

    /// Seven entries, the fourth with a personal part; then the journal is changed behind the store's back.
    private func damaged(_ sql: String) async throws -> Fixture {
        let fixture = try Fixture { $0.pageEntriesMax = 3 }
        for number in 1...7 {
            _ = try await fixture.store.write(WriteRequest(principal: .tester, trace: "t")) { writer in
                try writer.append(
                    Noted(text: "n\(number)"), subject: "s", personal: number == 4 ? Self.secret : nil)
                return []
            }
        }
        _ = try await fixture.store.write(.bookkeeping) { writer in
            try writer.execute(fixture.dialect(sql))
            return []
        }
        return fixture
    }

    /// The sequences of a page, or the entry that is damaged and how.
    private func page(_ fixture: Fixture, after: Int64, personal: Bool = true) async throws -> [Int64] {
        try await fixture.store.events(journal: nil, after: after, limit: 3, personal: personal).entries
            .map(\.sequence)
    }

    /// The error that names the entry.
    private func damage(
        _ fixture: Fixture, at sequence: Int64, _ difference: String = Self.unfitting
    ) async throws -> StorageError {
        let journal = try await fixture.store.read { try $0.head().journal }
        return .journalDamaged(journal: journal, sequence: sequence, difference: difference)
    }

    private static let unfitting = "its fields and the hash before it do not give its hash"

    @Test(arguments: [
        "data = replace(data, 'n4', 'n5')", "type = 'tests.note.nothing'", "subject = 'S'",
        "actor = 'testes'",
        "acted_via = 'tester'", "trace = NULL", "recorded = recorded + 1000000", "sealed = X'00'",
        "hash = X'00'",
        "data = trace, trace = data",
    ])
    func aChangedFieldIsNamedInsteadOfServed(change: String) async throws {
        let fixture = try await damaged("UPDATE journal SET \(change) WHERE sequence = 4")
        let damage = try await damage(fixture, at: 4)
        for personal in [true, false] {
            await #expect(throws: damage) { _ = try await page(fixture, after: 3, personal: personal) }
            #expect(try await page(fixture, after: 1, personal: personal) == [2, 3])
            #expect(try await page(fixture, after: 2, personal: personal) == [3])
        }
    }

    // PostgreSQL's columns take no other type.
    @Test(
        .onSQLiteOnly,
        arguments: [
            ("journal", "type = X'00'"), ("journal", "recorded = 'x'"), ("journal", "sealed = 'x'"),
            ("journal", "hash = 'x'"), ("journal_private", "private = X'00'"),
            ("journal_private", "salt = 'x'"),
        ])
    func aFieldThatCannotBeReadIsDamage(table: String, change: String) async throws {
        let fixture = try await damaged("UPDATE \(table) SET \(change) WHERE sequence = 4")
        let column = try #require(change.split(separator: " ").first)
        let fault = try #require(try await fixture.store.verify().fault)
        #expect(
            fault.sequence == 4
                && fault.difference.hasPrefix("its column \(column) cannot be read: expected"))
        let damage = try await damage(fixture, at: 4, fault.difference)
        await #expect(throws: damage) { _ = try await page(fixture, after: 3) }
        #expect(try await page(fixture, after: 1) == [2, 3])
    }

    @Test func aPageEndsBeforeTheDamageAndTheNextOneIsTheError() async throws {
        let fixture = try await damaged("UPDATE journal SET subject = 'S' WHERE sequence = 6")
        var (served, after): ([Int64], Int64) = ([], 0)
        while after < 5 {
            let page = try await fixture.store.events(
                journal: nil, after: after, limit: 2, personal: true)
            try #require(page.next > after && page.head == 7)
            served += page.entries.map(\.sequence)
            after = page.next
        }
        #expect(served == [1, 2, 3, 4, 5])
        let damage = try await damage(fixture, at: 6)
        await #expect(throws: damage) { _ = try await page(fixture, after: after) }
    }

    @Test func whatLiesBeforeAndBehindTheDamageIsServed() async throws {
        let fixture = try await damaged(
            "UPDATE journal SET data = replace(data, 'n4', 'n5') WHERE sequence = 4")
        #expect(try await page(fixture, after: 0) == [1, 2, 3])
        #expect(try await page(fixture, after: 4) == [5, 6, 7])
        #expect(try await page(fixture, after: 7) == [])
    }

    @Test func theFirstEntryMustFollowTheJournalsBeginning() async throws {
        let fixture = try await damaged("UPDATE journal_head SET origin = 'another'")
        let damage = try await damage(fixture, at: 1)
        await #expect(throws: damage) { _ = try await page(fixture, after: 0) }
        #expect(try await page(fixture, after: 1) == [2, 3, 4])
    }

    @Test(arguments: [(Int64(5), Int64(5)), (5, 4), (7, 6)])
    func aMissingEntryIsNamedInsteadOfPassedOver(sequence: Int64, after: Int64) async throws {
        let fixture = try await damaged("DELETE FROM journal WHERE sequence = \(sequence)")
        let damage = try await damage(fixture, at: sequence, "the entry is missing")
        await #expect(throws: damage) { _ = try await page(fixture, after: after) }
        #expect(try await page(fixture, after: 3) == Array([4, 5, 6].prefix { $0 < sequence }))
    }

    @Test func aRewrittenPersonalPartIsServedToNobody() async throws {
        let fixture = try await damaged("UPDATE journal_private SET private = '\"forged\"'")
        let damage = try await damage(fixture, at: 4, "its personal part does not fit its seal")
        await #expect(throws: damage) { _ = try await page(fixture, after: 3) }
        #expect(try await page(fixture, after: 3, personal: false) == [4, 5, 6])
    }

    @Test func anErasedPersonalPartIsNoDamage() async throws {
        let fixture = try await damaged("DELETE FROM journal_private")
        #expect(try await page(fixture, after: 3) == [4, 5, 6])
    }

    @Test func theErrorSaysWhichEntryAndWhatToRun() {
        let error = StorageError.journalDamaged(
            journal: "j", sequence: 4, difference: "the entry is missing")
        #expect(
            error.description
                == "entry 4 of the journal j is damaged: the entry is missing; run: sauro audit verify")
    }
}
