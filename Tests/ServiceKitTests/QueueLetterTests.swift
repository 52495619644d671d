// Dead letters: what becomes one, that it holds up nobody, and what people can do with it. Looking changes nothing.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Testing
import WireJSON

@Suite("A dead letter")
struct QueueLetterTests {
    private let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test("is an event that was given back as often as its queue allows, and holds up no other")
    func released() async throws {
        let sample = try await QueueSample()
        try await sample.note(trace: trace)
        try await sample.note()
        try await sample.open(attempts: 2)
        try await sample.exhaust(1, reason: "first")
        let second = try await sample.next(1)
        #expect(second.sequences == [2] && second.attempts == [2])
        #expect(try await sample.release(second[0], reason: "the archive is down").letters == 1)
        #expect(try await sample.next().sequences == [3])
        let letter = try #require(try await sample.letters().first)
        #expect(letter.attempts == 2 && letter.cause == .released && letter.reason == "the archive is down")
        #expect(letter.type == NoteWritten.name && letter.subject == "HP-DOH")
        // The caller's trace, under the span of the request that wrote it.
        #expect(TraceContext(traceparent: letter.traceparent)?.trace == TraceContext(traceparent: trace)?.trace)
        #expect(letter.event == second[0].event.id && letter.time == second[0].event.time)
        #expect(letter.queue == "q" && letter.owner == "hospital")
        let shown = try await sample.notes.call(ShowLetter<Notes>(letter: letter.letter), as: QueueSample.hospital)
        #expect(shown.letter == letter && shown.event == second[0].event)
        #expect(shown.event.traceparent == letter.traceparent)
        let told = try await sample.notes.store.journal(of: LetterKept.self)
        #expect(told.map(\.entry.subject) == [letter.letter.text])
        #expect(
            told.map(\.event) == [
                LetterKept(
                    letter: letter.letter, queue: "q", owner: "hospital", sequence: 2, attempts: 2, cause: .released)
            ])
    }

    @Test("is an event whose consumers never said a word, too; with what one said before")
    func timeout() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open(visibility: 600_000, attempts: 2)
        try await sample.exhaust(1, reason: "try later")
        _ = try await sample.next(1)
        sample.notes.advanceMachine(milliseconds: 600_000)
        #expect(try await sample.letters().isEmpty)
        #expect(try await sample.state().waiting == 1)
        #expect(try await sample.next().sequences == [3])
        let letter = try #require(try await sample.letters().first)
        #expect(letter.cause == .timeout && letter.attempts == 2 && letter.reason == "try later")
        #expect(try await sample.state().waiting == 0)
        #expect(try await sample.state().letters == 1)
    }

    @Test("is made of so many events in one request and no more; the others follow, and are not handed out meanwhile")
    func bounded() async throws {
        let sample = try await QueueSample(
            notes: 3,
            queues: .with {
                $0.burialsMax = 2
            })
        try await sample.open(visibility: 1000, attempts: 1)
        _ = try await sample.next(3)
        sample.notes.advanceMachine(milliseconds: 1000)
        #expect(try await sample.next().isEmpty)
        #expect(try await sample.letters().count == 2)
        #expect(try await sample.next().isEmpty)
        #expect(try await sample.letters().count == 3)
    }

    @Test("that is retried has all its attempts before it again")
    func retried() async throws {
        let sample = try await QueueSample(notes: 3)
        try await sample.open(attempts: 1)
        try await sample.exhaust(2)
        let letters = try await sample.letters().map(\.letter)
        let retried = try await sample.notes.call(
            RetryLetters<Notes>(letters: letters + letters), as: QueueSample.hospital)
        #expect(retried.retried == 2)
        #expect(try await sample.letters().isEmpty)
        let again = try await sample.next()
        #expect(again.sequences == [2, 3, 4] && again.attempts == [1, 1, 1])
        #expect(try await sample.notes.store.journal(of: LetterRetried.self).map(\.event.sequence).sorted() == [2, 3])
        #expect(try await sample.release(again[0]).letters == 1)
        #expect(try await sample.letters().first?.letter != letters.first)
    }

    @Test("that is discarded is gone, and the journal says why")
    func discarded() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open(attempts: 1)
        try await sample.exhaust(1)
        let letter = try #require(try await sample.letters().first).letter
        let request = DiscardLetters<Notes>(letters: [letter], reason: "entered by hand")
        #expect(try await sample.notes.call(request, as: QueueSample.hospital).discarded == 1)
        let told = try await sample.notes.store.journal(of: LetterDiscarded.self)
        #expect(told.map(\.entry.actor) == ["hospital"])
        #expect(
            told.map(\.event) == [
                LetterDiscarded(
                    letter: letter, queue: "q", owner: "hospital", sequence: 2, reason: "entered by hand")
            ])
        #expect(try await sample.letters().isEmpty)
        #expect(try await sample.next().sequences == [3])
        let again = await refusal { try await sample.notes.call(request, as: QueueSample.hospital) }
        #expect(again?.name == "frame.letter.notFound")
        let shown = await refusal { try await sample.notes.call(ShowLetter<Notes>(letter: letter)) }
        #expect(shown?.name == "frame.letter.notFound")
    }

    @Test("is retried or discarded with all that are named, or not at all")
    func allOrNone() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(attempts: 1)
        try await sample.exhaust(1)
        let letters = [try #require(try await sample.letters().first).letter, LetterID.sample]
        let retried = await refusal {
            try await sample.notes.call(RetryLetters<Notes>(letters: letters), as: QueueSample.hospital)
        }
        let discarded = await refusal {
            try await sample.notes.call(DiscardLetters<Notes>(letters: letters, reason: "x"), as: QueueSample.hospital)
        }
        #expect([retried?.name, discarded?.name] == ["frame.letter.notFound", "frame.letter.notFound"])
        let many = await refusal {
            try await sample.notes.call(RetryLetters<Notes>(letters: []), as: QueueSample.hospital)
        }
        #expect(many?.name == "frame.queue.outOfBounds")
        #expect(try await sample.letters().count == 1)
    }

    @Test("stands in the list where its event stands in the journal")
    func order() async throws {
        let sample = try await QueueSample(notes: 6)
        try await sample.open(attempts: 1)
        let items = try await sample.next()
        for index in [3, 0, 5, 1, 4, 2] { try await sample.release(items[index]) }
        let events = try await sample.letters().map(\.event)
        #expect(events == items.map(\.event.id))
    }

    @Test("can be shown when the personal data of its event was erased")
    func erased() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(attempts: 1)
        try await sample.exhaust(1)
        let letter = try #require(try await sample.letters().first).letter
        let auditor = try await sample.notes.call(ShowLetter<Notes>(letter: letter), as: QueueSample.hospital)
        #expect(auditor.event.personal == nil)
        #expect(try await sample.notes.call(ShowLetter<Notes>(letter: letter)).event.personal != nil)
        _ = try await sample.notes.store.erasePersonal(subject: "HP-DOH", request: .init(principal: .administrator))
        #expect(try await sample.notes.call(ShowLetter<Notes>(letter: letter)).event.personal == nil)
    }

    @Test("keeps the first thousand characters of a reason")
    func longReason() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(attempts: 1)
        try await sample.exhaust(1, reason: PlainText(String(repeating: "x", count: 5000)))
        #expect(try await sample.letters().first?.reason?.count == 1000)
    }

    @Test("and a queue are looked at without changing anything")
    func looking() async throws {
        let sample = try await QueueSample(notes: 4)
        try await sample.open(visibility: 600_000, attempts: 1)
        try await sample.exhaust(2)
        _ = try await sample.next(1)
        sample.notes.advanceMachine(milliseconds: 600_000)
        let before = try await sample.notes.store.contents()
        #expect(before["queue_letter"]?.count == 2)
        let page = try await sample.notes.call(ListLetters<Notes>(queue: "q", limit: 1), as: QueueSample.hospital)
        #expect(page.items.map(\.event).map { $0.hasSuffix("/2") } == [true])
        let rest = try await sample.notes.call(
            ListLetters<Notes>(queue: "q", limit: 1, cursor: page.nextCursor), as: QueueSample.hospital)
        #expect(rest.items.map(\.event).map { $0.hasSuffix("/3") } == [true] && rest.nextCursor == nil)
        for letter in page.items + rest.items {
            let shown = try await sample.notes.call(
                ShowLetter<Notes>(letter: letter.letter), as: QueueSample.hospital)
            #expect(shown.letter == letter)
        }
        let state = try await sample.state()
        #expect(state.letters == 2 && state.waiting == 1 && state.inFlight == 0 && state.behind == 4)
        #expect(try await sample.notes.store.contents() == before)
    }
}
