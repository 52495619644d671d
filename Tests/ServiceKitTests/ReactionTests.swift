// Reactions: what another service tells has its effect here once, in order, and a refusal holds up nothing.

import MessageSchema
@testable import ServiceKit
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

@Suite("A reaction")
struct ReactionTests {
    @Test("runs once for each event, in order, as the service itself")
    func inOrder() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note(), try await sample.note(), try await sample.note()]
        let seen = Locked<[(unit: UnitCode, origin: CloudEvent, principal: Principal)]>([])
        let diary = try sample.diary(
            .on(NoteWritten.self) { event, origin, context in
                try context.authorise(event.unit)
                let principal = context.principal
                seen.change { $0.append((event.unit, origin, principal)) }
                try context.line(origin.id)
            })
        for _ in 0..<3 { try await diary.followNow() }
        #expect(try await diary.store.lines() == told)
        #expect(seen.value.map(\.unit.text) == Array(repeating: "HP-DOH", count: 3))
        #expect(seen.value.map(\.origin.sequence) == [2, 3, 4])
        #expect(seen.value.map(\.origin.actor) == Array(repeating: "local:1000", count: 3))
        #expect(Set(seen.value.map(\.principal)) == [Principal(name: "service:diary", roles: [.service])])
        #expect(try await diary.store.journal(of: LineWritten.self).map(\.entry.actor).first == "service:diary")
        let next = try await sample.note()
        try await diary.followNow()
        #expect(try await diary.store.lines() == told + [next])
        #expect(try await diary.store.verify().fault == nil)
    }

    @Test("to the registry finds the units of its own page")
    func unitsFirst() async throws {
        let sample = try await DiarySample()
        let diary = try sample.diary(
            .on(UnitEstablished.self) { event, _, context in
                // All five units come in one page, this one last.
                let isKnown = try context.units().isKnown(code("HD-DOH"))
                try context.line("\(event.code) \(isKnown)")
            })
        try await diary.followNow()
        #expect(
            try await diary.store.lines() == ["VN true", "31 true", "HP-DOH true", "30 true", "HD-DOH true"])
    }

    @Test("to any event sees those of the frame, too")
    func anyEvent() async throws {
        let sample = try await DiarySample()
        try await sample.note()
        let diary = try sample.diary(
            .onAny(of: "notes") { origin, context in try context.line(origin.type) })
        try await diary.followNow()
        #expect(try await diary.store.lines() == [UnitsFollowed.name, NoteWritten.name])
    }

    @Test("runs once when another instance takes the same page in between")
    func lostRace() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note(), try await sample.note()]
        let folder = TemporaryFolder()
        let other = try frame([Diary.notes], folder: folder) { request in
            request.service == "notes" ? try await sample.notes.events(request) : nothingTold
        }
        let isFirst = Locked(true)
        let slow = try frame([Diary.notes], folder: folder) { request in
            guard request.service == "notes" else { return nothingTold }
            let page = try await sample.notes.events(request)
            if isFirst.value {
                isFirst.change { $0 = false }
                try await other.followNow()
                #expect(try await other.store.lines() == told)
            }
            return page
        }
        try await slow.followNow()
        #expect(try await slow.store.lines() == told)
        let next = try await sample.note()
        try await slow.followNow()
        try await other.followNow()
        #expect(try await slow.store.lines() == told + [next])
    }

    @Test("runs once when the instance dies between reading and writing, or right after")
    func death() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note(), try await sample.note()]
        let folder = TemporaryFolder()
        let dying = Locked<ServiceFrame?>(nil)
        dying.change { frame in
            frame = try? ServiceKitTests.frame([Diary.notes], folder: folder) { request in
                guard request.service == "notes" else { return nothingTold }
                let page = try await sample.notes.events(request)
                dying.value?.store.close()
                return page
            }
        }
        await #expect(throws: StorageError.closed) { try await dying.value?.followNow() }
        dying.change { $0 = nil }
        for _ in 0..<2 {
            // Each a run of its own, which ends right after its commit.
            let next = try frame([Diary.notes], folder: folder) { request in
                request.service == "notes" ? try await sample.notes.events(request) : nothingTold
            }
            try await next.followNow()
            #expect(try await next.store.lines() == told)
            next.store.close()
        }
    }

    @Test("that refuses is undone and kept as refused, and the following goes on")
    func refused() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note(), try await sample.note(), try await sample.note()]
        let diary = try sample.diary(
            .on(NoteWritten.self) { _, origin, context in
                try context.line("first \(origin.sequence)")
                if origin.id == told[1] { throw TooDull() }  // its sentence quotes the note
            },
            .on(NoteWritten.self) { _, origin, context in try context.line("second \(origin.sequence)") })
        try await diary.followNow()
        #expect(try await diary.store.lines() == ["first 2", "second 2", "second 3", "first 4", "second 4"])
        let refused = try await diary.store.journal(of: EventRefused.self)
        #expect(
            refused.map(\.event) == [
                EventRefused(event: told[1], type: NoteWritten.name, name: "notes.note.tooDull")
            ])
        #expect(refused.map { $0.entry.data.text.contains("dull") } == [false])
        #expect(refused.map { $0.entry.personal?.text } == [#"{"message":"\"dull\" is dull"}"#])
        #expect(refused.map(\.entry.subject) == [told[1]])
        #expect(try await diary.store.verify().fault == nil)
        try await diary.followNow()
        #expect(try await diary.store.journal(of: EventRefused.self).count == 1)
    }

    @Test("to what cannot be read keeps it as refused")
    func unreadable() async throws {
        let sample = try await DiarySample()
        let told = try await sample.note()
        let diary = try sample.diary(
            .on(ColouredNote.self) { _, _, context in try context.line("never") },
            .on(NoteWritten.self) { _, origin, context in
                try context.line("undone")
                _ = try UnitCode("no unit code")
            }, Diary.notes)
        try await diary.followNow()
        #expect(try await diary.store.lines() == [told])
        let refused = try await diary.store.journal(of: EventRefused.self)
        #expect(refused.map(\.event.name) == Array(repeating: EventRefused.unreadable, count: 2))
        #expect(refused.first?.entry.personal?.text.contains("colour") == true)
        #expect(refused.last?.entry.personal?.text.contains("no unit code") == true)
    }

    @Test("that changes rows without an event stops the page, unless it is bookkeeping")
    func silent() async throws {
        let sample = try await DiarySample()
        try await sample.note()
        @Sendable func copy(_ context: WriteContext) throws {
            try context.writer.execute("INSERT INTO due (name, day, is_done) VALUES ('a', 'b', 0)")
        }
        let silent = try sample.diary(.on(NoteWritten.self) { _, _, context in try copy(context) })
        await #expect(throws: StorageError.eventMissing) { try await silent.followNow() }
        #expect(try await silent.store.cursor("notes") == nil)
        let keeping = try sample.diary(
            .on(NoteWritten.self, purpose: .bookkeeping) { _, _, context in try copy(context) })
        try await keeping.followNow()
        #expect(try await keeping.store.cursor("notes")?.after == 2)
        #expect(try await keeping.store.read { try $0.all("SELECT name FROM due").count } == 1)
    }

    @Test("that fails is tried again with its whole page, of which nothing stayed")
    func retried() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note(), try await sample.note()]
        let isBroken = Locked(true)
        let diary = try sample.diary(
            .on(NoteWritten.self) { _, origin, context in
                try context.line(origin.id)
                if origin.id == told[1], isBroken.value { throw BrokenWorld() }
            })
        for _ in 0..<2 {
            await #expect(throws: BrokenWorld.self) { try await diary.followNow() }
            #expect(try await diary.store.lines() == [])
            #expect(try await diary.store.cursor("notes") == nil)
        }
        isBroken.change { $0 = false }
        try await diary.followNow()
        #expect(try await diary.store.lines() == told)
    }

    @Test("waits for a service that is away, and the others go on")
    func away() async throws {
        let sample = try await DiarySample()
        let told = try await sample.note()
        let folder = TemporaryFolder()
        let isAway = Locked(true)
        let reactions: [Reaction] = [
            .onAny(of: "absent") { _, _ in }, Diary.notes, .onAny(of: "registry") { _, _ in },
        ]
        let diary = try frame(reactions, folder: folder) { request in
            switch request.service {
            case "notes": return try await sample.notes.events(request)
            case "registry": return try await sample.registry.events(request)
            default:
                guard isAway.value else { return nothingTold }
                throw Failure.fabric(.unavailable, "nobody is there", executed: .no)
            }
        }
        await #expect(throws: Failure.self) { try await diary.followNow() }
        #expect(try await diary.store.lines() == [told])
        #expect(try await diary.store.cursor("registry")?.after == 5)
        isAway.change { $0 = false }
        try await diary.followNow()
    }

    @Test("to the service's own journal is no blueprint, nor are two duties of one name")
    func ownJournal() throws {
        let duty = Duty(name: "rest") { _ in false }
        let blueprint = Diary.blueprint(
            reactions: [.onAny(of: "diary") { _, _ in }, .on(LineWritten.self) { _, _, _ in }, Diary.notes],
            duties: [duty, duty])
        #expect(
            blueprint.disagreements == [
                "the reaction to every event is to the service's own journal",
                "the reaction to diary.line.written is to the service's own journal",
                "two duties are named \"rest\"",
            ])
        #expect(throws: ServiceProblem.self) { try TestService.start(blueprint) }
    }

    @Test("is given smaller pages than a projection, so that the writer is free in between")
    func pages() async throws {
        let requests = Locked<[JournalRequest]>([])
        let diary = try frame([Diary.notes], folder: TemporaryFolder()) { request in
            requests.change { $0.append(request) }
            return nothingTold
        }
        try await diary.followNow()
        #expect(requests.value.map(\.service) == ["registry", "notes"])
        #expect(requests.value.map(\.limit) == [1000, 200])
        let asked = try #require(requests.value.last)
        #expect(asked.method == ReadEvents<NotesContract>.name.text)
        let read = try WireJSON.decode(ReadEvents<NotesContract>.self, from: asked.params().bytes)
        #expect(read == ReadEvents(after: 0, limit: 200, wait: 0))
    }

    @Test("comes to the end of a journal of many pages")
    func manyPages() async throws {
        let sample = try await DiarySample()
        for _ in 0..<205 { try await sample.note() }
        let diary = try sample.diary(Diary.notes)
        try await diary.followNow()
        #expect(try await diary.store.lines().count == 205)
        #expect(try await Set(diary.store.lines()).count == 205)
    }
}

/// A note as another version of the service might have told of it.
private struct ColouredNote: Event {
    static let name = NoteWritten.name
    static let summary = "A note was written in a colour."
    static let example = ColouredNote(colour: "red")
    var colour: String
}
