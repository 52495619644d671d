// Waiting for a commit: this store's own and another instance's.

import MessageSchema
@testable import Storage
import Surroundings
import Testing

@Suite(.onEveryEngine) struct CommitSignalTests {
    @Test func aWaitEndsWithTheStoresOwnCommit() async throws {
        let fixture = try Fixture { $0.pollMilliseconds = 3_600_000 }
        async let grown = fixture.store.waitForCommit(after: 0, milliseconds: 3_600_000)
        try await fixture.note("a")
        #expect(await grown)
    }

    @Test func aWaitEndsWithAnotherInstancesCommit() async throws {
        let fixture = try Fixture()
        let other = try fixture.another()
        async let grown = fixture.store.waitForCommit(after: 0, milliseconds: 60_000)
        try await other.note("a")
        #expect(await grown)
    }

    @Test func manyWaitersEachForTheirOwn() async throws {
        let fixture = try Fixture()
        let other = try fixture.another()
        let grown = await withTaskGroup(of: Bool.self) { group in
            for after in 0..<20 {
                group.addTask {
                    await fixture.store.waitForCommit(after: Int64(after), milliseconds: 60_000)
                }
            }
            group.addTask {
                do {
                    for number in 0..<20 {
                        try await (number % 2 == 0 ? fixture : other).note("\(number)")
                    }
                    return true
                } catch {
                    return false
                }
            }
            return await group.reduce(into: true) { $0 = $0 && $1 }
        }
        #expect(grown)
    }

    @Test func whatIsThereAlreadyIsNotWaitedFor() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        let reopened = try fixture.another()
        #expect(await fixture.store.waitForCommit(after: 0, milliseconds: 0))
        #expect(await reopened.store.waitForCommit(after: 0, milliseconds: 0))
        #expect(await fixture.store.waitForCommit(after: 1, milliseconds: 0) == false)
    }

    @Test func aCommitWithoutAnEventWakesNobody() async throws {
        let fixture = try Fixture()
        async let grown = fixture.store.waitForCommit(after: 0, milliseconds: 100)
        for _ in 0..<5 { _ = try await fixture.store.write(.plain) { _ in [] } }
        #expect(await grown == false)
    }

    @Test func aCancelledWaitEnds() async throws {
        let fixture = try Fixture()
        let task = Task { await fixture.store.waitForCommit(after: 0, milliseconds: 3_600_000) }
        task.cancel()
        #expect(await task.value == false)
        // The poller is still of use to the next.
        async let grown = fixture.store.waitForCommit(after: 0, milliseconds: 60_000)
        try await fixture.note("a")
        #expect(await grown)
    }

    @Test func closingSendsWaitersAway() async throws {
        let fixture = try Fixture()
        let task = Task { await fixture.store.waitForCommit(after: 0, milliseconds: 3_600_000) }
        #expect(await fixture.closeOnAnotherThread() == nil)
        #expect(await task.value == false)
    }

    /// The poller may be between two looks when the store closes; a closed connection must not be asked.
    @Test func aLookAfterTheCloseIsRefused() async throws {
        let fixture = try Fixture()
        #expect(await fixture.closeOnAnotherThread() == nil)
        await #expect(throws: StorageError.closed) { try await fixture.store.engine.commits() }
        await #expect(throws: StorageError.self) { try await fixture.head() }
    }

    @Test func waitersAreBounded() async throws {
        let fixture = try Fixture { $0.waitersMax = 0 }
        #expect(await fixture.store.waitForCommit(after: 0, milliseconds: 3_600_000) == false)
    }
}
