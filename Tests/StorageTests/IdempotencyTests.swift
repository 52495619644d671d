// A request with a key is executed once, whoever repeats it and however soon.

import MessageSchema
import Storage
import TestGround
import Testing

@Suite(.onEveryEngine) struct IdempotencyTests {
    @Test func theSameRequestGetsTheFirstAnswer() async throws {
        let fixture = try Fixture()
        let first = try await fixture.note("a", request: .keyed("k"))
        try await fixture.note("b")
        let again = try await fixture.note("never run", request: .keyed("k"))
        #expect(
            again == WriteOutcome(answer: first.answer, sequence: first.sequence, isReplay: true))
        #expect(try await fixture.ids() == ["a", "b"])
        #expect(try await fixture.head().sequence == 2)
    }

    @Test(arguments: [
        WriteRequest.keyed("k", method: "tests.note.other"), .keyed("k", digest: [9]),
    ])
    func anotherRequestUnderTheKeyIsRefused(other: WriteRequest) async throws {
        let fixture = try Fixture()
        try await fixture.note("a", request: .keyed("k"))
        await #expect(throws: StorageError.keyReused(key: "k")) {
            try await fixture.note("b", request: other)
        }
        #expect(try await fixture.ids() == ["a"])
    }

    @Test func aKeyBelongsToItsPrincipal() async throws {
        let fixture = try Fixture()
        try await fixture.note("a", request: .keyed("k"))
        let other = Principal(name: "someone else", roles: [])
        let outcome = try await fixture.note(
            "b", request: .keyed("k", digest: [9], principal: other))
        #expect(outcome.isReplay == false)
    }

    @Test func aSecondInTheSameLineSeesTheFirst() async throws {
        let fixture = try Fixture()
        let held = try await fixture.holdWriter()
        let first = fixture.store.submit(.keyed("k")) { try $0.note("a") }
        let second = fixture.store.submit(.keyed("k")) { try $0.note("b") }
        let reused = fixture.store.submit(.keyed("k", digest: [9])) { try $0.note("c") }
        held.release()
        #expect(try await first.outcome().isReplay == false)
        #expect(
            try await second.outcome()
                == WriteOutcome(answer: Array("answer a".utf8), sequence: 1, isReplay: true))
        await #expect(throws: StorageError.keyReused(key: "k")) { try await reused.outcome() }
        #expect(try await fixture.ids() == ["a"])
    }

    @Test func aSecondAfterARefusedFirstIsTried() async throws {
        let fixture = try Fixture()
        let held = try await fixture.holdWriter()
        let first = fixture.store.submit(.keyed("k")) { _ in throw Refusal() }
        let second = fixture.store.submit(.keyed("k")) { try $0.note("b") }
        held.release()
        await #expect(throws: Refusal()) { try await first.outcome() }
        #expect(try await second.outcome().isReplay == false)
    }

    @Test func anotherInstanceKnowsTheKey() async throws {
        let fixture = try Fixture()
        let other = try fixture.another()
        try await fixture.note("a", request: .keyed("k"))
        #expect(try await other.note("b", request: .keyed("k")).isReplay)
    }

    @Test func aKeyIsKeptSevenDays() async throws {
        let fixture = try Fixture()
        try await fixture.note("a", request: .keyed("k"))
        fixture.clock.set(fixture.clock.now + 7 * 86_400_000_000 - 1)
        #expect(try await fixture.note("b", request: .keyed("k")).isReplay)
        fixture.clock.set(fixture.clock.now + 1)
        #expect(try await fixture.note("b", request: .keyed("k", digest: [9])).isReplay == false)
        #expect(try await fixture.ids() == ["a", "b"])
        // Taken anew, it is kept for seven days again.
        fixture.clock.advance(days: 6)
        #expect(try await fixture.note("c", request: .keyed("k", digest: [9])).isReplay)
    }

    @Test func expiredKeysAreRemovedInSteps() async throws {
        let fixture = try Fixture { $0.idempotencyRemovalsMax = 4 }
        for number in 0..<10 { try await fixture.note("\(number)", request: .keyed("k\(number)")) }
        fixture.clock.advance(days: 8)
        var left: [Int64] = []
        for number in 0..<4 {
            try await fixture.note("later \(number)")
            left.append(
                try await fixture.store.read {
                    try #require(try $0.first("SELECT COUNT(*) AS n FROM idempotency")).integer("n")
                })
        }
        #expect(left == [6, 2, 0, 0])
    }
}
