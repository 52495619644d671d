// A service's part in a backup: it writes a copy beside its requests, says how far it is, takes it away.

import Foundation
import MessageSchema
@testable import ServiceKit
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

@Suite("A copy for a backup")
struct CopyDeskTests {
    private static let name: BackupName = "b-1"

    @Test("is begun, shown and written, holds what it says, and is taken away")
    func whole() async throws {
        let sample = try await Sample()
        let notes = sample.notes
        try await notes.followNow()
        for number in 1...5 { try await notes.call(WriteNote(unit: code("HP-DOH"), text: PlainText("n\(number)"))) }
        let before = try await notes.show(Self.name)
        #expect(before.state == .absent && before.follows == ["registry"])
        try await notes.withCopies {
            let begun = try await notes.call(WriteCopy<NotesContract>(backup: Self.name))
            #expect(begun.state == .running || begun.state == .written)
            try await eventually("the copy") { try await notes.show(Self.name).state == .written }
        }
        let copy = try await notes.show(Self.name)
        let contents = try #require(copy.contents)
        let health = try await notes.call(CheckHealth<NotesContract>())
        #expect(contents.journal == health.journal && contents.sequence == health.sequence)
        #expect(contents.follows.map(\.name) == ["registry"] && contents.follows.map(\.after) == [5])
        let path = "\(copy.folder)/\(copy.file)"
        #expect(path == "\(notes.backups)/b-1/notes.sqlite")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(Digest.hexadecimal(Digest.sha256(Array(bytes))) == contents.sha256)
        // Asked for again it is the same copy, however much was written since.
        try await notes.call(WriteNote(unit: code("HP-DOH"), text: "later"))
        #expect(try await notes.call(WriteCopy<NotesContract>(backup: Self.name)) == copy)
        #expect(try await notes.call(RemoveCopy<NotesContract>(backup: Self.name)).state == .absent)
        #expect(!FileManager.default.fileExists(atPath: "\(notes.backups)/b-1"))
    }

    @Test("is one at a time, and one that waits is given up when it is taken away")
    func busy() async throws {
        let notes = try await Sample().notes
        // Nobody writes copies yet.
        #expect(try await notes.call(WriteCopy<NotesContract>(backup: Self.name)).state == .running)
        #expect(try await notes.call(WriteCopy<NotesContract>(backup: Self.name)).state == .running)
        let other = await refusal { try await notes.call(WriteCopy<NotesContract>(backup: "b-2")) }
        #expect(other?.name == "frame.backup.busy" && other?.kind == .conflict)
        try await notes.call(RemoveCopy<NotesContract>(backup: Self.name))
        try await notes.withCopies {
            try await eventually("the copy to be given up") {
                try await notes.show(Self.name).state == .failed
            }
        }
        #expect(try await notes.show(Self.name).problem == "it was given up")
    }

    @Test("of an instance that died over it is seen as failed, and is written anew when asked for")
    func leftBehind() async throws {
        let notes = try await Sample().notes
        try FileManager.default.createDirectory(
            atPath: "\(notes.backups)/b-1", withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(fileURLWithPath: "\(notes.backups)/b-1/notes.sqlite.part"))
        #expect(try await notes.show(Self.name).state == .failed)
        try await notes.withCopies {
            try await notes.call(WriteCopy<NotesContract>(backup: Self.name))
            try await eventually("the copy") { try await notes.show(Self.name).state == .written }
        }
    }

    @Test("that cannot be written says why, and leaves nothing")
    func unwritable() async throws {
        let notes = try await Sample().notes
        try Data().write(to: URL(fileURLWithPath: notes.backups))
        let refused = await refusal { try await notes.call(WriteCopy<NotesContract>(backup: Self.name)) }
        #expect(refused?.name == "frame.backup.unwritable")
    }

    @Test("is for who runs the suite, without a scope", arguments: Role.allCases)
    func permission(role: Role) async throws {
        let notes = try await Sample().notes
        let caller = Principal.with("caller", roles: [role])
        let scoped = Principal.with("scoped", roles: [role], scope: "31")
        for principal in [caller, scoped] {
            let isAllowed = role == .administrator && principal.scope == nil
            let write = await refusal { try await notes.call(WriteCopy<NotesContract>(backup: "b-1"), as: principal) }
            let show = await refusal { try await notes.call(ShowCopy<NotesContract>(backup: "b-1"), as: principal) }
            let remove = await refusal { try await notes.call(RemoveCopy<NotesContract>(backup: "b-1"), as: principal) }
            for failure in [write, show, remove] { #expect(failure?.kind == (isAllowed ? nil : .forbidden)) }
            if !isAllowed { #expect(!FileManager.default.fileExists(atPath: "\(notes.backups)/b-1")) }
        }
    }

    @Test("has a name that cannot lead out of its folder", arguments: ["../b", "a/b", "", ".", "..", "B", "a\u{0}"])
    func names(text: String) {
        #expect(throws: ValueError.self) { _ = try BackupName(text) }
    }
}

extension TestService {
    fileprivate func show(_ name: BackupName) async throws -> ServiceCopy {
        try await call(ShowCopy<NotesContract>(backup: name))
    }
}
