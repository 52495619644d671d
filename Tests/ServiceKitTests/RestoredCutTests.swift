// A backup of several services, put back: followers go on where they stood, and notice where they cannot.

import MessageSchema
@testable import ServiceKit
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

@Suite("After a backup was restored")
struct RestoredCutTests {
    @Test("followers of the same backup go on where they stood, each event once")
    func sameCut() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note(), try await sample.note()]
        let diary = try sample.diary(Diary.notes)
        try await diary.followNow()
        // On their way when the copies were made.
        let underWay = [try await sample.note(), try await sample.note()]
        let before = try await sample.journal()
        let after = try await sample.notes.renew()
        try await diary.followNow()
        let lines = told + underWay.map { $0.replacing(before, with: after) }
        #expect(try await diary.store.lines() == lines)
        #expect(try await diary.store.cursor("notes")?.journal == after)
        #expect(try await diary.store.journal(of: JournalSkipped.self).isEmpty)
        let next = try await sample.note()
        try await diary.followNow()
        #expect(try await diary.store.lines() == lines + [next])
    }

    @Test("units are kept, and reactions to the registry are neither repeated nor left out")
    func units() async throws {
        let sample = try await DiarySample()
        let reaction = Reaction.on(UnitEstablished.self) { event, _, context in try context.line(event.code.text) }
        let diary = try sample.diary(reaction)
        try await diary.followNow()
        let lines = try await diary.store.lines()
        try await sample.registry.call(Sample.founding("98", parent: "VN"))
        _ = try await sample.registry.renew()
        try await diary.followNow()
        #expect(try await diary.store.lines() == lines + ["98"])
        #expect(try await diary.store.journal(of: UnitsForgotten.self).isEmpty)
    }

    @Test("of a journal renewed twice, who stopped before the first time goes on")
    func twice() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note()]
        let diary = try sample.diary(Diary.notes)
        try await diary.followNow()
        let before = try await sample.journal()
        let underWay = try await sample.note()
        _ = try await sample.notes.renew()
        let between = try await sample.note()
        let middle = try await sample.journal()
        let after = try await sample.notes.renew()
        try await diary.followNow()
        #expect(
            try await diary.store.lines()
                == told + [underWay.replacing(before, with: after), between.replacing(middle, with: after)])
    }

    @Test("a follower that had read further than the copy goes on behind its end, and says what is no more")
    func ahead() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note(), try await sample.note()]
        let before = try await sample.journal()
        let restored = try await RestoredNotes(of: sample.notes.store, journal: before)
        let copied = restored.head.sequence - 1
        let lost = [try await sample.note(), try await sample.note()]
        let isRestored = Locked(false)
        let diary = try frame([Diary.notes]) { request in
            guard request.service == "notes" else { return nothingTold }
            return isRestored.value
                ? try await restored.events(request) : try await sample.notes.events(request)
        }
        try await diary.followNow()
        #expect(try await diary.store.lines() == told + lost)
        isRestored.change { $0 = true }
        // Told before anybody has noticed: it must not be passed over.
        let fresh = try await restored.note()
        try await diary.followNow()
        #expect(try await diary.store.lines() == told + lost + [fresh])
        let skipped = try await diary.store.journal(of: JournalSkipped.self).map(\.event)
        #expect(
            skipped == [
                JournalSkipped(
                    service: "notes", journal: before, after: copied + 2, restored: "restored", sequence: copied + 1)
            ])
        try await diary.followNow()
        #expect(try await diary.store.lines() == told + lost + [fresh])
    }
}

/// The notes, restored from a copy of now.
private struct RestoredNotes {
    let folder = TemporaryFolder()
    let store: Store
    let head: JournalHead

    init(of original: Store, journal: String) async throws {
        _ = try await original.copy(to: folder.file("notes.sqlite"))
        folder.write("\(journal)\nrestored\n", to: "notes.restored")
        store = try Store.open(
            .folder(folder.path), service: "notes", migrations: NotesContract.blueprint.allMigrations,
            surroundings: ManualClock(1_800_000_000_000_000).surroundings)
        head = try await store.read { try $0.head() }
    }

    /// A note that is written after the restore.
    func note() async throws -> String {
        let outcome = try await store.write(WriteRequest(principal: .administrator)) { writer in
            try writer.append(NoteWritten(unit: code("HP-DOH")), subject: "HP-DOH")
            return []
        }
        return "restored/\(outcome.sequence)"
    }

    func events(_ request: JournalRequest) async throws -> EventPage {
        do {
            let page = try await store.events(
                journal: request.journal, after: request.after, limit: request.limit, personal: false)
            return EventPage(page, of: "notes")
        } catch StorageError.foreignJournal {
            throw Failure(.conflict, name: "frame.journal.foreign", message: "another journal")
        }
    }
}

extension TestService {
    /// Gives the journal a new id, as the first opening after a restore does; gives the id.
    func renew() async throws -> String {
        let outcome = try await store.renewJournal(request: WriteRequest(principal: .administrator))
        return String(decoding: outcome.answer, as: UTF8.self)
    }
}
