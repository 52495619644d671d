// One request's writes: its savepoint, its events, its record time, its refusals.

import MessageSchema
@testable import Storage
import TestGround
import Testing
import WireJSON

@Suite(.onEveryEngine) struct WriterTests {
    @Test func anAnswerKnowsItsSequence() async throws {
        let fixture = try Fixture()
        let first = try await fixture.note("a")
        #expect(first == WriteOutcome(answer: Array("answer a".utf8), sequence: 1, isReplay: false))
        #expect(try await fixture.note("b").sequence == 2)
    }

    @Test func aRefusalStoresNothingAndLeavesNoGap() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        await #expect(throws: Refusal()) {
            _ = try await fixture.store.write(.keyed("k")) { writer in
                _ = try writer.note("refused")
                throw Refusal()
            }
        }
        #expect(try await fixture.note("b").sequence == 2)
        #expect(try await fixture.ids() == ["a", "b"])
        // The refusal did not use up its key.
        #expect(try await fixture.note("c", request: .keyed("k")).isReplay == false)
        #expect(try await fixture.isWhole())
    }

    @Test func aChangeWithoutAnEventIsRefused() async throws {
        let fixture = try Fixture()
        let insert = "INSERT INTO note (id, text) VALUES ('a', 'b')"
        await #expect(throws: StorageError.eventMissing) {
            _ = try await fixture.store.write(.plain) { writer in
                try writer.execute(insert)
                return []
            }
        }
        await #expect(throws: StorageError.eventMissing) {
            _ = try await fixture.store.write(.plain) { writer in
                _ = try writer.first(insert + " RETURNING id")
                return []
            }
        }
        #expect(try await fixture.ids() == [])
        let outcome = try await fixture.store.write(.bookkeeping) { writer in
            try writer.execute(insert)
            return []
        }
        #expect(outcome.sequence == 0)
        #expect(try await fixture.ids() == ["a"])
    }

    @Test func aBodyThatChangesNothingNeedsNoEvent() async throws {
        let fixture = try Fixture()
        let outcome = try await fixture.store.write(.plain) { writer in
            try writer.execute("UPDATE note SET text = 'x'")
            return [1]
        }
        #expect(outcome == WriteOutcome(answer: [1], sequence: 0, isReplay: false))
    }

    @Test func recordTimesGrowWhateverTheClockDoes() async throws {
        let fixture = try Fixture()
        let start = fixture.clock.now
        for time in [start, start, start - 5_000_000, start + 7, start + 2] {
            fixture.clock.set(time)
            _ = try await fixture.store.write(.plain) { writer in
                try writer.append(Noted(text: "\(writer.recorded)"), subject: "s")
                return []
            }
        }
        let page = try await fixture.store.events(
            journal: nil, after: 0, limit: 10, personal: false)
        #expect(page.entries.map { $0.recorded.microseconds - start } == [0, 1, 2, 7, 8])
        // What a body was told is what was recorded.
        let told = try page.entries.map {
            try WireJSON.decode(Noted.self, from: $0.data.bytes).text
        }
        #expect(told == page.entries.map(\.recorded.text))
    }

    @Test func theEventsOfOneWriteFollowItsRecordTime() async throws {
        let fixture = try Fixture()
        let start = fixture.clock.now
        _ = try await fixture.store.write(.plain) { writer in
            #expect(writer.recorded.microseconds == start)
            #expect(writer.appended == nil)
            let first = try writer.append(Noted(text: "1"), subject: "s")
            fixture.clock.set(start + 1000)
            let second = try writer.append(Noted(text: "2"), subject: "s")
            #expect([first, second] == [1, 2])
            #expect(writer.appended == 1...2)
            let head = try writer.head()
            #expect(head.sequence == 2)
            #expect(writer.recorded.microseconds == start)
            return []
        }
        let page = try await fixture.store.events(
            journal: nil, after: 0, limit: 10, personal: false)
        #expect(page.entries.map { $0.recorded.microseconds - start } == [0, 1])
    }

    @Test func anEventBeyondTheBoundIsRefused() async throws {
        let fixture = try Fixture { $0.journalDataBytesMax = 20 }
        _ = try await fixture.store.write(.plain) { writer in
            try writer.append(Noted(text: String(repeating: "x", count: 9)), subject: "s")
            #expect(
                throws: StorageError.eventTooLarge(
                    type: "tests.note.noted", bytes: 21, bytesMax: 20)
            ) { try writer.append(Noted(text: String(repeating: "x", count: 10)), subject: "s") }
            #expect(
                throws: StorageError.eventTooLarge(
                    type: "tests.note.noted", bytes: 22, bytesMax: 20)
            ) {
                let personal = RawJSON(
                    unsafeUnchecked: Array("\"\(String(repeating: "y", count: 20))\"".utf8))
                try writer.append(Noted(text: ""), subject: "s", personal: personal)
            }
            return []
        }
        #expect(try await fixture.head().sequence == 1)
    }

    @Test func theJournalSaysWhoAndUnderWhichTrace() async throws {
        let fixture = try Fixture()
        let principal = Principal(name: "minh", roles: [.organiser], via: "local:1000")
        try await fixture.note(
            "a", text: "hello", request: WriteRequest(principal: principal, trace: "00-ab-cd-01"))
        let page = try await fixture.store.events(journal: nil, after: 0, limit: 10, personal: true)
        let entry = try #require(page.entries.first)
        #expect(
            entry
                == JournalEntry(
                    sequence: 1, recorded: Instant(microseconds: fixture.clock.now),
                    type: "tests.note.noted", subject: "a", actor: "minh", actedVia: "local:1000",
                    trace: "00-ab-cd-01",
                    data: RawJSON(unsafeUnchecked: Array(#"{"text":"hello"}"#.utf8)), personal: nil)
        )
    }

    @Test func knownAtMapsToASequence() async throws {
        let fixture = try Fixture()
        let start = fixture.clock.now
        for offset in Int64(1)...3 {
            fixture.clock.set(start + offset * 10)
            try await fixture.note("\(offset)")
        }
        func sequence(_ knownAt: KnownAt?) async throws -> Int64 {
            try await fixture.store.read { try $0.sequence(knownAt: knownAt) }
        }
        #expect(try await sequence(nil) == 3)
        for (offset, expected) in [(0, 0), (9, 0), (10, 1), (19, 1), (20, 2), (30, 3), (31, 3)]
            as [(Int64, Int64)]
        {
            #expect(try await sequence(.instant(Instant(microseconds: start + offset))) == expected)
        }
        #expect(try await sequence(.sequence(0)) == 0)
        #expect(try await sequence(.sequence(3)) == 3)
        await #expect(throws: StorageError.knownAtPastHead(asked: 4, head: 3)) {
            try await sequence(.sequence(4))
        }
    }
}
