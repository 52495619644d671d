// A part of a request that fails alone: nothing of it stays, and the rest of the request is as if it had not been.

import MessageSchema
@testable import Storage
import Testing

@Suite(.onEveryEngine) struct SavepointTests {
    @Test func aPartThatFailsLeavesTheRestAndNoGap() async throws {
        let fixture = try Fixture()
        let outcome = try await fixture.store.write(.plain) { writer in
            _ = try writer.note("a")
            expect(Refusal(), of: writer) {
                _ = try writer.note("refused")
                _ = try writer.note("refused too")
                throw Refusal()
            }
            #expect(writer.appended == 1...1)
            let number = try writer.inSavepoint(purpose: .fact) {
                _ = try writer.note("b")
                return 7
            }
            #expect(number == 7)
            return []
        }
        #expect(outcome.sequence == 2)
        #expect(try await fixture.ids() == ["a", "b"])
        #expect(try await fixture.isWhole())
    }

    @Test func aPartIsHeldToItsOwnPurpose() async throws {
        let fixture = try Fixture()
        let insert = "INSERT INTO note (id, text) VALUES ($1, 'x')"
        _ = try await fixture.store.write(.bookkeeping) { writer in
            expect(StorageError.eventMissing, of: writer) { try writer.execute(insert, [.text("silent")]) }
            _ = try writer.note("told")
            // What the request told before is not this part's event.
            expect(StorageError.eventMissing, of: writer) { try writer.execute(insert, [.text("silent too")]) }
            try writer.inSavepoint(purpose: .fact) { try writer.moveCursor("c", journal: "j", from: nil, to: 1) }
            _ = try writer.inSavepoint(purpose: .bookkeeping) { try writer.execute(insert, [.text("kept")]) }
            return []
        }
        #expect(try await fixture.ids() == ["kept", "told"])
        #expect(try await fixture.store.cursor("c")?.after == 1)
    }

    @Test func rowsTakenBackNeedNoEvent() async throws {
        let fixture = try Fixture()
        let outcome = try await fixture.store.write(.plain) { writer in
            expect(Refusal(), of: writer) {
                _ = try writer.note("refused")
                throw Refusal()
            }
            return []
        }
        #expect(outcome.sequence == 0)
        #expect(try await fixture.ids() == [])
    }

    @Test(.onSQLiteOnly) func aFailureOfTheDiskCannotBeSwallowed() async throws {
        let fixture = try Fixture()
        await #expect(throws: StorageError.diskFull(message: "database or disk is full")) {
            try await fixture.store.write(.plain) { writer in
                _ = try writer.note("a")
                _ = try writer.all("PRAGMA max_page_count = 1")
                do {
                    try writer.inSavepoint(purpose: .fact) {
                        do { _ = try writer.note("b", text: String(repeating: "x", count: 100_000)) } catch {
                            throw Refusal()
                        }
                    }
                } catch is Refusal { Issue.record("the refusal hid the full disk") }
                return []
            }
        }
        #expect(try await fixture.ids() == [])
    }
}

/// Expects that a part of the writer's request, meant as a fact, fails with an error.
private func expect<Problem: Error & Equatable>(
    _ problem: Problem, of writer: Writer, sourceLocation: SourceLocation = #_sourceLocation,
    _ part: () throws -> some Any
) {
    #expect(throws: problem, sourceLocation: sourceLocation) {
        _ = try writer.inSavepoint(purpose: .fact) { _ = try part() }
    }
}
