// A followed service that was restored from a copy: its units are read anew, reactions are not repeated, and the
// journal says what was passed over.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Surroundings
import TestGround
import Testing

@Suite("After a followed service was restored")
struct RestoredJournalTests {
    @Test("reactions go on at its journal's end")
    func reactions() async throws {
        let sample = try await DiarySample()
        let told = [try await sample.note(), try await sample.note()]
        let diary = try sample.diary(Diary.notes)
        try await diary.followNow()
        let restored = try await DiarySample()
        try await restored.note()
        let after = try TestService.start(
            Diary.blueprint(reactions: [Diary.notes]), sharing: diary, follows: sample.registry, restored.notes)
        try await after.followNow()
        #expect(try await after.store.lines() == told)
        let skipped = try await after.store.journal(of: JournalSkipped.self).map(\.event)
        #expect(
            skipped == [
                JournalSkipped(
                    service: "notes", journal: try await sample.journal(), after: 3,
                    restored: try await restored.journal(), sequence: 2)
            ])
        let next = try await restored.note()
        try await after.followNow()
        #expect(try await after.store.lines() == told + [next])
    }

    @Test("units are read anew, and reactions to the registry are silent until its journal's end")
    func registry() async throws {
        let sample = try await DiarySample()
        let reaction = Reaction.on(UnitEstablished.self) { event, _, context in try context.line(event.code.text) }
        let diary = try sample.diary(reaction)
        try await diary.followNow()
        let before = try await diary.store.lines()
        let restored = try TestService.start(SampleRegistry.blueprint)
        for (unit, parent) in [("VN", nil), ("99", "VN")] {
            try await restored.call(Sample.founding(unit, parent: parent))
        }
        let known = Locked<[Bool]>([])
        let watching = Reaction.on(UnitEstablished.self) { event, _, context in
            let units = try context.units()
            let answers = [units.isKnown(try code("99")), units.isKnown(try code("HD-DOH"))]
            known.change { $0 = answers }
            try context.line(event.code.text)
        }
        let after = try TestService.start(
            Diary.blueprint(reactions: [watching]), sharing: diary, follows: restored)
        try await after.followNow()
        #expect(try await after.store.lines() == before)
        #expect(try await after.store.journal(of: UnitsForgotten.self).count == 1)
        let skipped = try await after.store.journal(of: JournalSkipped.self).map(\.event)
        #expect(skipped.map { $0.after } == [5])
        #expect(skipped.map { $0.sequence } == [2])
        try await restored.call(Sample.founding("98", parent: "VN"))
        try await after.followNow()
        #expect(try await after.store.lines() == before + ["98"])
        #expect(known.value == [true, false])
    }

    @Test("a copy that bears the same id is noticed when it ends before the place reached for a minute")
    func shorter() async throws {
        let ground = try await EndsEarlier()
        let diary = try ground.diary()
        try await diary.followNow()
        ground.isShort.change { $0 = true }
        await #expect(throws: EndsEarlier.answer) { try await diary.followNow() }
        ground.milliseconds.change { $0 += 60_000 }
        try await diary.followNow()
        #expect(try await diary.store.cursor("notes")?.after == 3)
        #expect(try await diary.store.journal(of: JournalSkipped.self).map(\.event.sequence) == [3])
        #expect(try await diary.store.lines().count == 3)
    }

    /// As instances answer in turns of which one still reads from a former primary.
    @Test("an instance that is behind the others is not believed, however often it answers in between")
    func behind() async throws {
        let ground = try await EndsEarlier()
        let diary = try ground.diary()
        for _ in 0..<4 {
            ground.isShort.change { $0 = false }
            try await diary.followNow()
            ground.isShort.change { $0 = true }
            await #expect(throws: EndsEarlier.answer) { try await diary.followNow() }
            ground.milliseconds.change { $0 += 59_999 }
            await #expect(throws: EndsEarlier.answer) { try await diary.followNow() }
        }
        #expect(try await diary.store.cursor("notes")?.after == 4)
        #expect(try await diary.store.journal(of: JournalSkipped.self).isEmpty)
        #expect(try await diary.store.lines().count == 3)
    }

    @Test("of two instances that notice, one says so")
    func twoInstances() async throws {
        let sample = try await DiarySample()
        let told = try await sample.note()
        let folder = TemporaryFolder()
        let source = Locked(sample)
        @Sendable func events(_ request: JournalRequest) async throws -> EventPage {
            request.service == "notes" ? try await source.value.notes.events(request) : nothingTold
        }
        let first = try frame([Diary.notes], folder: folder, fetch: events)
        try await first.followNow()
        let restored = try await DiarySample()
        try await restored.note()
        source.change { $0 = restored }
        let next = Locked<String?>(nil)
        let second = try frame([Diary.notes], folder: folder) { request in
            let asksForHead = request.limit == 1
            let page = try await events(request)
            // The other instance is faster, and has gone on already.
            if asksForHead, next.value == nil {
                try await first.followNow()
                let told = try await restored.note()
                next.change { $0 = told }
                try await first.followNow()
            }
            return page
        }
        try await second.followNow()
        #expect(try await second.store.lines() == [told, #require(next.value)])
        #expect(try await second.store.journal(of: JournalSkipped.self).count == 1)
    }
}

/// A journal of four entries, of which a copy ends with the third.
private struct EndsEarlier {
    static let answer = Failure(.rejected, name: "frame.journal.pastHead", message: "past the head")
    let isShort = Locked(false)
    /// By the machine's even clock.
    let milliseconds = Locked<Int64>(0)
    private let sample: DiarySample

    init() async throws {
        sample = try await DiarySample()
        for _ in 0..<3 { try await sample.note() }
    }

    func diary() throws -> ServiceFrame {
        let clock = ManualClock()
        let surroundings = Surroundings(now: { clock.now }, monotonic: { [milliseconds] in milliseconds.value })
        return try frame([Diary.notes], surroundings: surroundings) { [isShort, sample] request in
            guard request.service == "notes" else { return nothingTold }
            let page = try await sample.notes.events(request)
            guard isShort.value else { return page }
            guard request.after <= 3 else { throw Self.answer }
            return EventPage(journal: page.journal, items: [], next: request.after, head: 3)
        }
    }
}
