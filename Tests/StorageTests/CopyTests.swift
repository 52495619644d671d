// Copies of a store while it runs, and what becomes of a journal when a copy is put back.

import Foundation
import MessageSchema
import Storage
import Surroundings
import TestGround
import Testing
import WireJSON

@Suite("A copy of a store", .onEveryEngine)
struct CopyTests {
    @Test("has all that was acknowledged before it, and says what it holds")
    func whole() async throws {
        let fixture = try Fixture()
        for number in 1...20 { try await fixture.note("\(number)") }
        try await fixture.moveCursor(to: 7)
        let path = fixture.folder.file("copy.sqlite")
        let copy = try await fixture.store.copy(to: path)
        #expect(copy.head == (try await fixture.head()))
        #expect(copy.cursors.map { "\($0.name) \($0.journal) \($0.after)" } == ["registry their journal 7"])
        #expect(copy.schema["tests"] == 1)
        #expect(copy.schema["storage"] != nil)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(Int64(bytes.count) == copy.bytes)
        #expect(try Command.run("sha256sum", [path]).output.hasPrefix(hexadecimal(copy.digest)))
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try await fixture.store.bytesToCopy() > 0)
        let opened = try fixture.opening(path)
        #expect(try await opened.ids().count == 20)
        #expect(try await opened.isWhole())
    }

    @Test("holds one moment, while writes go on around it")
    func underLoad() async throws {
        let fixture = try Fixture { $0.batchMillisecondsMax = 1 }
        let path = fixture.folder.file("copy.sqlite")
        try await fixture.note("first", text: String(repeating: "x", count: 50_000))
        let copy = try await withThrowingTaskGroup(of: Int64.self) { group in
            for writer in 1...4 {
                group.addTask {
                    for number in 1...50 { try await fixture.note("\(writer)/\(number)") }
                    return 0
                }
            }
            try await eventually("some writes") { try await fixture.head().sequence > 20 }
            let copy = try await fixture.store.copy(to: path)
            try await group.waitForAll()
            return copy
        }
        #expect(try await fixture.head().sequence == 201)
        let opened = try fixture.opening(path)
        #expect(try await opened.head() == copy.head)
        #expect(Int64(try await opened.ids().count) == copy.head.sequence)
        #expect(try await opened.isWhole())
    }

    @Test("does not hold what was erased")
    func erased() async throws {
        let fixture = try Fixture()
        let secret = "0123456789-citizen"
        _ = try await fixture.store.write(.plain) { writer in
            try writer.append(
                Noted(text: "a"), subject: "p", personal: RawJSON(unsafeUnchecked: Array("\"\(secret)\"".utf8)))
            return []
        }
        _ = try await fixture.store.erasePersonal(subject: "p", request: .plain)
        let path = fixture.folder.file("copy.sqlite")
        _ = try await fixture.store.copy(to: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(bytes.range(of: Data(secret.utf8)) == nil)
    }

    @Test("is never written over another file")
    func present() async throws {
        let fixture = try Fixture()
        let path = fixture.folder.write("mine", to: "copy.sqlite")
        await #expect(throws: StorageError.self) { _ = try await fixture.store.copy(to: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }

    @Test("leaves nothing behind when its task is cancelled")
    func cancelled() async throws {
        let fixture = try Fixture()
        for number in 1...20 { try await fixture.note("\(number)", text: String(repeating: "x", count: 60_000)) }
        let path = fixture.folder.file("copy.sqlite")
        let task = Task { try await fixture.store.copy(to: path) }
        task.cancel()
        await #expect(throws: (any Error).self) { _ = try await task.value }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await fixture.ids().count == 20)
    }
}

@Suite("A database that was put back", .onEveryEngine, .onSQLiteOnly)
struct RestoreMarkerTests {
    @Test("gets its journal's new id once, before anybody reads, and goes on")
    func renewed() async throws {
        let fixture = try Fixture()
        for number in 1...3 { try await fixture.note("\(number)") }
        let before = try await fixture.head()
        fixture.store.close()
        let marker = fixture.folder.write("\(before.journal)\nnew-id\n", to: "tests.restored")
        let after = try fixture.another()
        #expect(try await after.head().journal == "new-id")
        #expect(!FileManager.default.fileExists(atPath: marker))
        let page = try await after.store.events(journal: "new-id", after: 3, limit: 10, personal: false)
        #expect(page.entries.map(\.type) == [JournalRenewed.name])
        let event = try WireJSON.decode(JournalRenewed.self, from: page.entries[0].data.bytes)
        #expect(event == JournalRenewed(before: before.journal, after: "new-id"))
        #expect(page.entries[0].actor == "service:tests")
        #expect(try await after.isWhole())
        // A power loss between the commit and the marker's removal.
        after.store.close()
        fixture.folder.write("\(before.journal)\nnew-id\n", to: "tests.restored")
        let again = try fixture.another()
        #expect(try await again.head().sequence == 4)
        #expect(!FileManager.default.fileExists(atPath: marker))
    }

    @Test("is refused with the marker of another", arguments: ["other\nnew-id\n", "new-id\n", ""])
    func foreign(text: String) async throws {
        let fixture = try Fixture()
        try await fixture.note("1")
        fixture.store.close()
        fixture.folder.write(text, to: "tests.restored")
        #expect(throws: StorageError.self) { _ = try fixture.another() }
    }
}

extension Fixture {
    fileprivate func moveCursor(to sequence: Int64) async throws {
        _ = try await store.write(WriteRequest(principal: .tester, purpose: .bookkeeping)) { writer in
            try writer.moveCursor("registry", journal: "their journal", from: nil, to: sequence)
            return []
        }
    }

    /// A store on a copy, which is a file, in a folder of its own.
    fileprivate func opening(_ copy: String) throws -> Fixture {
        let database = EngineUnderTest.$current.withValue(.sqlite) { DatabaseUnderTest() }
        try FileManager.default.copyItem(atPath: copy, toPath: database.folder.file("tests.sqlite"))
        return try Fixture(database)
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    String(decoding: Hexadecimal.digits(of: bytes), as: UTF8.self)
}
