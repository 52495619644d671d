// A page of a damaged journal: the damage is an error that names the entry, and is never served.

import MessageSchema
@testable import Storage
import Testing
import WireJSON

@Suite struct JournalDamageTests {
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
            try writer.execute(sql)
            return []
        }
        return fixture
    }

    /// The sequences of a page, or the entry that is damaged and how.
    private func page(_ fixture: Fixture, after: Int64, personal: Bool = true) async throws -> [Int64] {
        try await fixture.store.events(journal: nil, after: after, limit: 3, personal: personal).entries
            .map(\.sequence)
    }

    private static let unfitting = "its fields and the hash before it do not give its hash"

    @Test(arguments: [
        "data = replace(data, 'n4', 'n5')", "type = 'tests.note.nothing'", "subject = 'S'", "actor = 'testes'",
        "acted_via = 'tester'", "trace = NULL", "recorded = recorded + 1000000", "sealed = X'00'", "hash = X'00'",
        "data = trace, trace = data",
    ])
    func aChangedFieldIsNamedInsteadOfServed(change: String) async throws {
        let fixture = try await damaged("UPDATE journal SET \(change) WHERE sequence = 4")
        for (after, personal) in [(Int64(1), true), (2, false), (3, true), (3, false)] {
            await #expect(throws: StorageError.journalDamaged(sequence: 4, difference: Self.unfitting)) {
                _ = try await page(fixture, after: after, personal: personal)
            }
        }
    }

    @Test func whatLiesBeforeAndBehindTheDamageIsServed() async throws {
        let fixture = try await damaged("UPDATE journal SET data = replace(data, 'n4', 'n5') WHERE sequence = 4")
        #expect(try await page(fixture, after: 0) == [1, 2, 3])
        #expect(try await page(fixture, after: 4) == [5, 6, 7])
        #expect(try await page(fixture, after: 7) == [])
    }

    @Test func theFirstEntryMustFollowTheJournalsBeginning() async throws {
        let fixture = try await damaged("UPDATE journal_head SET origin = 'another'")
        await #expect(throws: StorageError.journalDamaged(sequence: 1, difference: Self.unfitting)) {
            _ = try await page(fixture, after: 0)
        }
        #expect(try await page(fixture, after: 1) == [2, 3, 4])
    }

    @Test(arguments: [(Int64(5), Int64(5)), (5, 4), (7, 6), (7, 4)])
    func aMissingEntryIsNamedInsteadOfPassedOver(sequence: Int64, after: Int64) async throws {
        let fixture = try await damaged("DELETE FROM journal WHERE sequence = \(sequence)")
        if after == 4, sequence == 7 {
            #expect(try await page(fixture, after: after) == [5, 6])
        } else {
            await #expect(throws: StorageError.journalDamaged(sequence: sequence, difference: "the entry is missing")) {
                _ = try await page(fixture, after: after)
            }
        }
    }

    @Test func aRewrittenPersonalPartIsServedToNobody() async throws {
        let fixture = try await damaged("UPDATE journal_private SET private = '\"forged\"'")
        let difference = "its personal part does not fit its seal"
        await #expect(throws: StorageError.journalDamaged(sequence: 4, difference: difference)) {
            _ = try await page(fixture, after: 3)
        }
        #expect(try await page(fixture, after: 3, personal: false) == [4, 5, 6])
    }

    @Test func anErasedPersonalPartIsNoDamage() async throws {
        let fixture = try await damaged("DELETE FROM journal_private")
        #expect(try await page(fixture, after: 3) == [4, 5, 6])
    }

    @Test func theErrorSaysWhichEntryAndWhatToRun() {
        let error = StorageError.journalDamaged(sequence: 4, difference: "the entry is missing")
        #expect(
            error.description == "entry 4 of the journal is damaged: the entry is missing; run: sauro audit verify")
    }
}
