// What those who follow a journal see when an entry of it was changed on the disk: everything before it, and then an
// error that names it.

import Logging
import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

@Suite("A damaged entry of a journal")
struct DamagedJournalTests {
    private func isDamage(_ failure: Failure?, _ sequence: Int64) -> Bool {
        failure?.name == "frame.journal.damaged" && failure?.details?["sequence"] == .integer(sequence)
    }

    @Test("is an error of its own after the page that ends before it")
    func page() async throws {
        let sample = try await QueueSample(notes: 4)
        let journal = try await sample.damage(4)
        let before = try await sample.notes.call(ReadEvents<Notes>(after: 0))
        #expect(before.items.map(\.sequence) == [1, 2, 3] && before.next == 3 && before.head == 5)
        let failure = try #require(
            await refusal { try await sample.notes.call(ReadEvents<Notes>(journal: journal, after: before.next)) })
        #expect(failure.name == "frame.journal.damaged" && failure.kind == .internalError)
        #expect(
            failure.message == """
                entry 4 of the journal \(journal) of the service notes is damaged: its fields and the hash before it \
                do not give its hash; run `sauro audit verify notes`, then restore the service from a copy that verifies
                """)
        #expect(
            failure.details == ["service": "notes", "journal": .string(journal), "sequence": .integer(4)])
        #expect(!failure.isRetryable && failure.retryAfter == nil && failure.traceId != nil)
        // Behind it the chain can be followed again, for who looks into the damage.
        #expect(try await sample.notes.call(ReadEvents<Notes>(after: 4)).items.map(\.sequence) == [5])
        #expect(try await sample.notes.call(VerifyJournal<Notes>()).badSequence == 4)
    }

    @Test("is neither skipped nor served by a queue, whatever the queue carries", arguments: [nil, "HD-DOH"])
    func queue(subject: String?) async throws {
        let sample = try await QueueSample(notes: 1)
        for _ in 0..<3 { try await sample.note("HD-DOH") }
        try await sample.open(subjects: subject.map { [$0] })
        try await sample.damage(4, "subject = 'HP-DOH'")
        let before = try await sample.next()
        #expect(before.sequences == (subject == nil ? [2, 3] : [3]))
        let state = try await sample.state()
        #expect(state.position == 3 && state.behind == 3)
        let stored = try await sample.notes.store.contents()
        for _ in 0..<2 { #expect(isDamage(await refusal { try await sample.next() }, 4)) }
        #expect(try await sample.notes.store.contents() == stored)
        #expect(try await sample.acknowledge(before[0]) == 1)
        try await sample.damage(4, "subject = 'HD-DOH'")
        #expect(try await sample.next().sequences == [4, 5])
    }

    @Test("stands behind entries that a queue does not carry: it looks at those, and then comes the error")
    func passedOver() async throws {
        let sample = try await QueueSample(notes: 4)
        try await sample.open(subjects: ["HD-DOH"])
        try await sample.damage(4)
        let page = try await sample.notes.call(NextEvents<Notes>(queue: "q"), as: QueueSample.hospital)
        #expect(page.items.isEmpty && page.behind == 3)
        #expect(isDamage(await refusal { try await sample.next() }, 4))
    }

    @Test("is not handed out a second time either; what stands before it comes first")
    func again() async throws {
        let sample = try await QueueSample(notes: 4)
        try await sample.open(visibility: 600_000)
        #expect(try await sample.next(3).sequences == [2, 3, 4])
        try await sample.damage(3)
        sample.notes.advanceMachine(milliseconds: 600_000)
        let again = try await sample.next()
        #expect(again.sequences == [2] && again.attempts == [2])
        #expect(isDamage(await refusal { try await sample.next() }, 3))
        #expect(try await sample.state().waiting == 2)
    }

    @Test("does not keep events from becoming dead letters whose consumers vanished")
    func letters() async throws {
        let sample = try await QueueSample(notes: 3)
        try await sample.open(visibility: 1000, attempts: 1)
        _ = try await sample.next(2)
        try await sample.damage(3)
        try await sample.damage(4)
        sample.notes.advanceMachine(milliseconds: 1000)
        #expect(try await sample.next().isEmpty)
        #expect(isDamage(await refusal { try await sample.next() }, 4))
        let letters = try await sample.letters()
        #expect(letters.map(\.attempts) == [1, 1] && letters.map(\.cause) == [.timeout, .timeout])
        let shown = try await sample.notes.call(ShowLetter<Notes>(letter: letters[0].letter), as: QueueSample.hospital)
        #expect(shown.event.sequence == 2)
        let failure = await refusal {
            try await sample.notes.call(ShowLetter<Notes>(letter: letters[1].letter), as: QueueSample.hospital)
        }
        #expect(isDamage(failure, 3))
    }

    @Test("is not served to who asks again with an idempotency key")
    func repeated() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open()
        let key = CallMetadata(idempotencyKey: "k")
        let request = NextEvents<Notes>(queue: "q")
        #expect(
            try await sample.notes.call(request, as: QueueSample.hospital, metadata: key).items.sequences == [2, 3])
        try await sample.damage(3)
        let failure = await refusal {
            try await sample.notes.call(request, as: QueueSample.hospital, metadata: key)
        }
        #expect(isDamage(failure, 3))
    }

    @Test("is logged for who runs the service")
    func logged() async throws {
        let log = RecordedLog()
        let registry = try await Sample().registry
        let notes = try TestService.start(Notes.blueprint, follows: registry, log: log)
        try await notes.followNow()
        let request = WriteRequest(principal: .administrator, purpose: .bookkeeping)
        _ = try await notes.store.write(request) { writer in
            try writer.execute("UPDATE journal SET data = '{}' WHERE sequence = 1")
            return []
        }
        let failure = await refusal { try await notes.call(ReadEvents<Notes>(after: 0)) }
        let entry = try #require(log.entries.first { $0.message == "the journal is damaged" })
        #expect(entry.level == .error && entry.metadata["cause"]?.contains("entry 1 of the journal") == true)
        #expect(entry.metadata["method"] == "notes.events.read" && entry.metadata["trace"] == failure?.traceId)
    }
}
