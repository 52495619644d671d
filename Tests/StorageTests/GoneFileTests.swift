// A store whose files are no longer where they were writes nothing: nobody would find it again.

import Foundation
import Storage
import TestGround
import Testing

@Suite(.onEveryEngine, .onSQLiteOnly) struct GoneFileTests {
    private func move(_ path: String, to target: String) throws {
        try FileManager.default.moveItem(atPath: path, toPath: target)
    }

    @Test func aFolderThatWasTakenAwayIsNotWrittenToUntilItIsBack() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        let (folder, away) = (fixture.folder.path, fixture.folder.path + "-away")
        try move(folder, to: away)
        await #expect(throws: StorageError.fileGone(path: "\(folder)/tests.turn")) { try await fixture.note("b") }
        // Another folder in its place is not it, either: an empty mount point.
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        await #expect(throws: StorageError.self) { try await fixture.note("b") }
        try FileManager.default.removeItem(atPath: folder)
        try move(away, to: folder)
        try await fixture.note("c")
        #expect(try await fixture.ids() == ["a", "c"])
        #expect(try await fixture.isWhole())
    }

    @Test func aDatabaseThatWasReplacedIsNotWrittenTo() async throws {
        let fixture = try Fixture()
        try await fixture.note("a")
        let path = fixture.store.path
        try move(path, to: path + "-away")
        try Data("another".utf8).write(to: URL(fileURLWithPath: path))
        await #expect(throws: StorageError.fileGone(path: path)) { try await fixture.note("b") }
        try FileManager.default.removeItem(atPath: path)
        try move(path + "-away", to: path)
        try await fixture.note("c")
        #expect(try await fixture.ids() == ["a", "c"])
    }

    @Test(arguments: [
        (8, "read-only"), (10, "look at the kernel's log"), (11, "restore the last backup that verifies"),
        (26, "restore the last backup that verifies"), (267, "sauro backup restore"), (14, "may not open it"),
    ])
    func aFailureOfTheEngineNamesTheNextStep(code: Int, words: String) {
        #expect("\(StorageError.engine(code: code, message: "x"))".contains(words))
    }

    @Test func aFullDiskSaysThatNothingWasStored() {
        let text = "\(StorageError.diskFull(message: "database or disk is full"))"
        #expect(text.contains("Nothing of the change was stored. Free space on its volume"))
    }
}
