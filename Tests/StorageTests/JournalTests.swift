// The journal as a queue: pages, their bounds, foreign journals, personal parts.

import MessageSchema
import Storage
import Testing
import WireJSON

@Suite(.onEveryEngine) struct JournalTests {
    @Test func pagesFollowOneAnother() async throws {
        let fixture = try Fixture()
        for number in 1...5 { try await fixture.note("\(number)", text: "n\(number)") }
        let first = try await fixture.store.events(
            journal: nil, after: 0, limit: 3, personal: false)
        #expect(first.entries.map(\.sequence) == [1, 2, 3])
        #expect((first.next, first.head) == (3, 5))
        #expect(first.journal == (try await fixture.head().journal))
        let second = try await fixture.store.events(
            journal: first.journal, after: first.next, limit: 3, personal: false)
        #expect(second.entries.map(\.subject) == ["4", "5"])
        #expect((second.next, second.head) == (5, 5))
        let last = try await fixture.store.events(
            journal: first.journal, after: 5, limit: 3, personal: false)
        #expect(last.entries.isEmpty)
        #expect((last.next, last.head) == (5, 5))
    }

    @Test func aPageIsBoundedInEntriesAndBytes() async throws {
        let fixture = try Fixture {
            $0.pageEntriesMax = 2
            $0.pageBytesMax = 1150
        }
        for size in [1, 1, 1, 100, 1] {
            try await fixture.note(
                "\(try await fixture.head().sequence)", text: String(repeating: "x", count: size))
        }
        var pages: [[Int64]] = []
        var after: Int64 = 0
        while after < 5 {
            let page = try await fixture.store.events(
                journal: nil, after: after, limit: 100, personal: false)
            pages.append(page.entries.map(\.sequence))
            after = page.next
        }
        // Two by the entries' bound; the third alone, as the fourth would not fit; the fourth
        // alone, whole.
        #expect(pages == [[1, 2], [3], [4], [5]])
    }

    @Test func aForeignJournalIsAnError() async throws {
        let fixture = try Fixture()
        let journal = try await fixture.head().journal
        await #expect(throws: StorageError.foreignJournal(asked: "other", current: journal)) {
            _ = try await fixture.store.events(
                journal: "other", after: 0, limit: 1, personal: false)
        }
    }

    @Test(arguments: [Int64(2), -1])
    func aPlaceOutsideTheJournalIsAnError(after: Int64) async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        await #expect(throws: StorageError.pastHead(after: after, head: 1)) {
            _ = try await fixture.store.events(
                journal: nil, after: after, limit: 1, personal: false)
        }
    }

    @Test func aRestoredJournalIsAnotherOne() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        let before = try await fixture.head().journal
        let outcome = try await fixture.store.renewJournal(request: .plain)
        let after = try await fixture.head().journal
        #expect(after == String(decoding: outcome.answer, as: UTF8.self))
        #expect(after != before)
        await #expect(throws: StorageError.foreignJournal(asked: before, current: after)) {
            _ = try await fixture.store.events(journal: before, after: 1, limit: 1, personal: false)
        }
        let page = try await fixture.store.events(
            journal: after, after: 1, limit: 1, personal: false)
        let event = try WireJSON.decode(
            JournalRenewed.self, from: try #require(page.entries.first).data.bytes)
        #expect(event == JournalRenewed(before: before, after: after))
        try await fixture.note("b")
        #expect(try await fixture.isWhole())
    }
}

@Suite(.onEveryEngine) struct PersonalTests {
    private static let secret = RawJSON(unsafeUnchecked: Array(#"{"name":"Nguyễn Thị Hoa"}"#.utf8))

    private func fixture() async throws -> Fixture {
        let fixture = try Fixture()
        for subject in ["p1", "p2", "p1"] {
            _ = try await fixture.store.write(.plain) { writer in
                try writer.append(Noted(text: "x"), subject: subject, personal: Self.secret)
                return []
            }
        }
        return fixture
    }

    private func personal(_ fixture: Fixture, _ isAsked: Bool) async throws -> [RawJSON?] {
        try await fixture.store.events(journal: nil, after: 0, limit: 100, personal: isAsked)
            .entries.map(\.personal)
    }

    @Test func aPersonalPartIsServedOnlyWhenAskedFor() async throws {
        let fixture = try await fixture()
        #expect(try await personal(fixture, true) == [Self.secret, Self.secret, Self.secret])
        #expect(try await personal(fixture, false) == [nil, nil, nil])
    }

    @Test func equalPersonalPartsHaveDifferentSeals() async throws {
        let fixture = try await fixture()
        let seals = try await fixture.store.read {
            try $0.all("SELECT sealed FROM journal").map { try $0.bytes("sealed") }
        }
        #expect(Set(seals).count == 3)
        #expect(seals.allSatisfy { $0.count == 32 })
    }

    @Test func erasingKeepsTheChainAndTellsConsumers() async throws {
        let fixture = try await fixture()
        let erased = try await fixture.store.erasePersonal(subject: "p1", request: .keyed("k"))
        #expect(erased.entries == 2)
        #expect(erased.outcome.sequence == 4)
        #expect(try await personal(fixture, true) == [nil, Self.secret, nil, nil])
        let page = try await fixture.store.events(journal: nil, after: 3, limit: 1, personal: true)
        let told = try #require(page.entries.first)
        #expect((told.type, told.subject) == ("personal.erased", "p1"))
        #expect(
            try WireJSON.decode(PersonalErased.self, from: told.data.bytes)
                == PersonalErased(entries: 2))
        let verified = try await fixture.store.verify()
        #expect(verified.fault == nil)
        #expect((verified.entries, verified.personalPresent, verified.personalErased) == (4, 1, 2))
        let again = try await fixture.store.erasePersonal(subject: "p1", request: .keyed("k"))
        #expect(again.outcome.isReplay)
        #expect(again.entries == 2)
    }

    @Test func nothingOfThePersonalPartIsLeftInTheTables() async throws {
        let fixture = try await fixture()
        for subject in ["p1", "p2"] {
            _ = try await fixture.store.erasePersonal(subject: subject, request: .plain)
        }
        let rows = try await fixture.store.read {
            try $0.all("SELECT salt FROM journal_private").count
        }
        #expect(rows == 0)
    }
}

@Suite(.onEveryEngine) struct CursorTests {
    @Test func aCursorMovesWithItsEffectOnly() async throws {
        let fixture = try Fixture()
        #expect(try await fixture.store.cursor("units") == nil)
        _ = try await fixture.store.write(.plain) { writer in
            try writer.moveCursor("units", journal: "j", from: nil, to: 3)
            return try writer.note("a")
        }
        await #expect(throws: Refusal()) {
            _ = try await fixture.store.write(.plain) { writer in
                try writer.moveCursor("units", journal: "j", from: 3, to: 9)
                throw Refusal()
            }
        }
        let cursor = try #require(try await fixture.store.cursor("units"))
        #expect(cursor == ("j", 3))
    }

    @Test func movingAloneNeedsNoEvent() async throws {
        let fixture = try Fixture()
        for (from, to) in [(nil, 3), (3, 9)] as [(Int64?, Int64)] {
            _ = try await fixture.store.write(.plain) { writer in
                try writer.moveCursor("units", journal: "j", from: from, to: to)
                return []
            }
        }
        #expect(try #require(try await fixture.store.cursor("units")) == ("j", 9))
        #expect(try await fixture.head().sequence == 0)
    }

    @Test(arguments: [("j", nil), ("j", 2), ("j", 4), ("other", 3)] as [(String, Int64?)])
    func theSlowerInstanceIsRefused(journal: String, from: Int64?) async throws {
        let fixture = try Fixture()
        func move(_ journal: String, _ from: Int64?, _ to: Int64) async throws {
            _ = try await fixture.store.write(.plain) { writer in
                _ = try writer.note("\(to)")
                try writer.moveCursor("units", journal: journal, from: from, to: to)
                return []
            }
        }
        try await move("j", nil, 3)
        await #expect(throws: StorageError.cursorMoved(name: "units")) {
            try await move(journal, from, 5)
        }
        #expect(try #require(try await fixture.store.cursor("units")) == ("j", 3))
        #expect(try await fixture.ids() == ["3"])
    }

    @Test func aRemovedCursorBeginsAnew() async throws {
        let fixture = try Fixture()
        _ = try await fixture.store.write(.plain) { writer in
            try writer.moveCursor("units", journal: "old", from: nil, to: 3)
            try writer.removeCursor("units")
            try writer.moveCursor("units", journal: "new", from: nil, to: 1)
            return []
        }
        #expect(try #require(try await fixture.store.cursor("units")) == ("new", 1))
    }
}
