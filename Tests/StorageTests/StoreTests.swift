// Opening a store: its modes, its files, its end.

import Foundation
import MessageSchema
import Storage
import Surroundings
import TestGround
import Testing

@Suite(.onEveryEngine) struct StoreTests {
    @Test(.onSQLiteOnly) func theWriterSyncsFullyInWriteAheadMode() async throws {
        let fixture = try Fixture()
        let outcome = try await fixture.store.write(.plain) { writer in
            let values = try ["synchronous", "journal_mode", "secure_delete"].map { name in
                try writer.first("PRAGMA \(name)").map { "\(try $0.found(name))" } ?? ""
            }
            return Array(values.joined(separator: " ").utf8)
        }
        #expect(
            String(decoding: outcome.answer, as: UTF8.self) == "integer(2) text(\"wal\") integer(1)"
        )
    }

    @Test(.onSQLiteOnly) func folderAndFilesAreTheirOwnersOnly() throws {
        let fixture = try Fixture()
        func mode(_ path: String) throws -> Int {
            try #require(
                FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
        }
        #expect(try mode(fixture.folder.path) == 0o700)
        #expect(try mode(fixture.store.path) == 0o600)
        #expect(try mode(fixture.store.path + "-wal") == 0o600)
        #expect(try mode(fixture.folder.path + "/tests.turn") == 0o600)
    }

    @Test func openingAgainFindsWhatWasWritten() async throws {
        let first = try Fixture()
        try await first.note("a")
        let head = try await first.head()
        #expect(first.store.close() == nil)
        let second = try first.another()
        #expect(try await second.ids() == ["a"])
        #expect(try await second.head() == head)
        try await second.note("b")
        #expect(try await second.head().sequence == 2)
        #expect(try await second.isWhole())
    }

    @Test(.onSQLiteOnly) func aFolderThatCannotBeMadeIsNamed() throws {
        #expect(
            throws: StorageError.cannotOpen(
                path: "/proc/nowhere", reason: "No such file or directory; look whether its volume is mounted")
        ) {
            _ = try Store.open(
                .folder("/proc/nowhere"), service: "tests", migrations: [], surroundings: .live)
        }
    }

    @Test(.onSQLiteOnly) func aFileThatIsNoDatabaseIsNamed() throws {
        let database = DatabaseUnderTest()
        let path = database.folder.path + "/tests.sqlite"
        try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: StorageError.self) { _ = try Fixture(database) }
        #expect("\(try #require(error))".hasPrefix("the database \(path) cannot be opened: "))
    }

    @Test func aClosedStoreRefuses() async throws {
        let fixture = try Fixture()
        let held = try await fixture.holdWriter()
        // The batch takes its requests one by one, so this one waits until the first body ends.
        let waiting = fixture.store.submit(.plain) { try $0.note("late") }
        async let closing = fixture.closeOnAnotherThread()
        await #expect(throws: StorageError.closed) { _ = try await waiting.outcome() }
        held.release()
        #expect(await closing == nil)
        #expect(try await held.write.outcome().answer == [])
        await #expect(throws: StorageError.closed) { try await fixture.note("a") }
        #expect(await fixture.store.waitForCommit(after: 0, milliseconds: 60_000) == false)
    }

    @Test func readsDoNotWaitForTheWriter() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        let held = try await fixture.holdWriter()
        #expect(try await fixture.ids() == ["a"])
        held.release()
    }

    @Test func aReadIsOneSnapshot() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        let (began, go) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let counts = fixture.store.read { reader in
            let before = try reader.all("SELECT id FROM note").count
            began.signal()
            go.wait()
            return [before, try reader.all("SELECT id FROM note").count]
        }
        let written = fixture.store.submit(.plain) { writer in
            began.wait()
            return try writer.note("b")
        }
        _ = try await written.outcome()
        go.signal()
        #expect(try await counts == [1, 1])
        #expect(try await fixture.ids() == ["a", "b"])
    }
}
