// Group commit: what waits shares a turn, keeps its order, and hears nothing before COMMIT.

import MessageSchema
import Storage
import Synchronization
import Testing

@Suite(.onEveryEngine) struct BatchTests {
    @Test func whatWaitsSharesOneTurnAndKeepsItsOrder() async throws {
        let fixture = try Fixture()
        let before = try await fixture.turns()
        let held = try await fixture.holdWriter()
        let writes = (0..<50).map { number in
            fixture.store.submit(.plain) { writer in
                if number % 10 == 3 { throw Refusal() }
                return try writer.note("\(number)")
            }
        }
        held.release()
        var sequences: [Int64] = []
        for (number, write) in writes.enumerated() {
            if number % 10 == 3 {
                await #expect(throws: Refusal()) { try await write.outcome() }
            } else {
                sequences.append(try await write.outcome().sequence)
            }
        }
        #expect(sequences == Array(1...45))
        #expect(try await fixture.turns() == before + 1)
        #expect(try await fixture.isWhole())
    }

    @Test func aRefusalIsNotAnsweredBeforeTheCommit() async throws {
        let fixture = try Fixture()
        let held = try await fixture.holdWriter()
        let answered = Flag()
        let refused = fixture.store.submit(.plain) { _ in throw Refusal() }
        let second = fixture.store.submit(.plain) { _ in
            // The refusal was decided in this batch; nobody may know of it yet.
            #expect(answered.isRaised == false)
            return []
        }
        async let outcome: Void = {
            await #expect(throws: Refusal()) { try await refused.outcome() }
            answered.raise()
        }()
        held.release()
        _ = try await second.outcome()
        await outcome
        #expect(answered.isRaised)
    }

    @Test func aBatchIsBoundedInRequestsAndBytes() async throws {
        for adjust: (inout StoreSettings) -> Void in [
            { $0.batchRequestsMax = 4 }, { $0.batchBytesMax = 300 },
            { $0.batchMillisecondsMax = 0 },
        ] {
            let fixture = try Fixture(adjust: adjust)
            let before = try await fixture.turns()
            let held = try await fixture.holdWriter()
            let request = WriteRequest(principal: .tester, bytes: 100)
            let writes = (0..<9).map { number in
                fixture.store.submit(request) { try $0.note("\(number)") }
            }
            held.release()
            for write in writes { _ = try await write.outcome() }
            var settings = StoreSettings()
            settings.batchMillisecondsMax = 600_000
            adjust(&settings)
            // Ten with the one that held: by requests 4+4+2, by bytes (the first has none) 4+3+2,
            // by time each.
            let expected: Int64 = settings.batchMillisecondsMax == 0 ? 10 : 3
            #expect(try await fixture.turns() == before + expected)
        }
    }

    @Test func aFullLineRefusesAtOnce() async throws {
        let fixture = try Fixture { $0.queueMax = 2 }
        let held = try await fixture.holdWriter()
        let waiting = ["a", "b"].map { id in fixture.store.submit(.plain) { try $0.note(id) } }
        let refused = fixture.store.submit(.plain) { try $0.note("c") }
        await #expect(throws: StorageError.queueFull(waiting: 2)) { try await refused.outcome() }
        held.release()
        for write in waiting { _ = try await write.outcome() }
        #expect(try await fixture.note("d").sequence == 3)
        #expect(try await fixture.ids() == ["a", "b", "d"])
    }

    @Test func aFailedCommitIsTriedAgainOneByOne() async throws {
        let fixture = try Fixture()
        let runs = Mutex(0)
        let held = try await fixture.holdWriter()
        let before = fixture.store.submit(.plain) { writer in
            runs.withLock { $0 += 1 }
            return try writer.note("before")
        }
        // A deferred constraint fails at COMMIT only; the services have none, so this stands for
        // the unforeseen.
        let culprit = fixture.store.submit(.keyed("k")) { writer in
            try writer.execute("INSERT INTO child (id, parent) VALUES (1, 99)")
            return try writer.note("culprit")
        }
        let after = fixture.store.submit(.plain) { try $0.note("after") }
        held.release()
        #expect(try await before.outcome().sequence == 1)
        await #expect(throws: fixture.foreignKeyViolated) {
            try await culprit.outcome()
        }
        #expect(try await after.outcome().sequence == 2)
        #expect(runs.withLock { $0 } == 2)
        #expect(try await fixture.ids() == ["after", "before"])
        #expect(try await fixture.isWhole())
        #expect(try await fixture.note("again", request: .keyed("k")).isReplay == false)
    }

    @Test(.onSQLiteOnly) func aFullDiskFailsTheWholeBatch() async throws {
        let fixture = try Fixture()
        let held = try await fixture.holdWriter()
        let innocent = fixture.store.submit(.keyed("k")) { try $0.note("innocent") }
        let full = fixture.store.submit(.plain) { writer in
            _ = try writer.all("PRAGMA max_page_count = 1")
            // What a body makes of the error does not matter.
            do { return try writer.note("big", text: String(repeating: "x", count: 1 << 20)) } catch {
                throw Refusal()
            }
        }
        let after = fixture.store.submit(.plain) { _ in [] }
        held.release()
        for write in [innocent, full] {
            await #expect(throws: StorageError.diskFull(message: "database or disk is full")) {
                try await write.outcome()
            }
        }
        // It had not been taken into the failed batch, so it got one of its own.
        #expect(try await after.outcome().sequence == 0)
        #expect(try await fixture.ids() == [])
        #expect(try await fixture.head().sequence == 0)

        _ = try await fixture.store.write(.plain) { writer in
            _ = try writer.all("PRAGMA max_page_count = 1000000")
            return []
        }
        #expect(try await fixture.note("innocent", request: .keyed("k")).isReplay == false)
        #expect(try await fixture.isWhole())
    }

    @Test func aTransactionEndedByABodyFailsTheBatch() async throws {
        let fixture = try Fixture()
        let held = try await fixture.holdWriter()
        let innocent = fixture.store.submit(.plain) { try $0.note("innocent") }
        let culprit = fixture.store.submit(.plain) { writer in
            try writer.execute("ROLLBACK")
            return try writer.note("culprit")
        }
        held.release()
        for write in [innocent, culprit] {
            await #expect(throws: fixture.transactionEnded) {
                try await write.outcome()
            }
        }
        #expect(try await fixture.ids() == [])
        #expect(try await fixture.note("next").sequence == 1)
        #expect(try await fixture.isWhole())
    }

    @Test func anOutcomeMayBeAskedForTwice() async throws {
        let fixture = try Fixture()
        let write = fixture.store.submit(.plain) { try $0.note("a") }
        async let first = write.outcome()
        async let second = write.outcome()
        #expect(try await first == second)
        #expect(try await write.outcome().sequence == 1)
    }
}
