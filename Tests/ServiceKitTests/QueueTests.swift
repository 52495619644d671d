// Opening queues, what they carry, whose they are, and their bounds.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

@Suite("A queue")
struct QueueTests {
    @Test("opened twice with the same settings is the same one, with others a conflict")
    func openedTwice() async throws {
        let sample = try await QueueSample(notes: 1)
        let first = try await sample.open()
        #expect(first.owner == "hospital" && first.position == 0 && first.behind == 3)
        #expect(first.visibilityMilliseconds == 30_000 && first.attemptsMax == 5)
        let again = try await sample.notes.call(
            SubscribeQueue<Notes>(
                queue: "q", types: ["notes.note.written", "notes.note.written"], after: 0,
                visibilityMilliseconds: 30_000), as: QueueSample.hospital)
        #expect(again == first)
        #expect(try await sample.notes.store.journal(of: QueueOpened.self).count == 1)
        let other = await refusal { try await sample.open(attempts: 4) }
        #expect(other?.name == "frame.queue.different" && other?.kind == .conflict)
        let shorter = await refusal { try await sample.open(types: []) }
        #expect(shorter?.name == "frame.queue.different")
    }

    @Test("begins at the journal's end unless told otherwise")
    func beginning() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.notes.call(SubscribeQueue<Notes>(queue: "now"), as: QueueSample.hospital)
        let later = try await sample.note()
        #expect(try await sample.next(of: "now").sequences == [later])
        let journal = try await sample.notes.call(CheckHealth<Notes>()).journal
        try await sample.notes.call(
            SubscribeQueue<Notes>(queue: "third", after: 2, journal: journal), as: QueueSample.hospital)
        #expect(try await sample.next(of: "third").sequences == [3, later])
        let foreign = await refusal {
            try await sample.notes.call(SubscribeQueue<Notes>(queue: "x", after: 2, journal: "another"))
        }
        #expect(foreign?.name == "frame.journal.foreign")
        let ahead = await refusal { try await sample.notes.call(SubscribeQueue<Notes>(queue: "x", after: 99)) }
        #expect(ahead?.name == "frame.journal.pastHead")
    }

    @Test(
        "carries the types and subjects it was opened for",
        arguments: [
            (["notes.note.written"], nil, [2, 3, 4]),
            (["notes.*"], nil, [2, 3, 4]),
            (["notes.note.*", "frame.units.followed"], ["HD-DOH"], [3]),
            (nil, ["HP-DOH", "HD-DOH"], [2, 3, 4]),
            (["notes.not.*"], nil, []),
            (["notes.note"], nil, []),
            (["frame.*"], nil, [1]),
            (nil, nil, [1, 2, 3, 4]),
        ] as [([EventPattern]?, [String]?, [Int64])])
    func filters(types: [EventPattern]?, subjects: [String]?, carried: [Int64]) async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.note("HD-DOH")
        try await sample.note()
        try await sample.open(types: types, subjects: subjects)
        #expect(try await sample.next().sequences == carried)
        #expect(try await sample.state().behind == 0)
    }

    @Test("never carries what is told of queues and letters")
    func noLoop() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(types: nil, attempts: 1)
        try await sample.exhaust(2)
        #expect(try await sample.letters().map(\.type) == [UnitsFollowed.name, NoteWritten.name])
        try await sample.notes.call(
            RetryLetters<Notes>(letters: [sample.letters()[0].letter]), as: QueueSample.hospital)
        #expect(try await sample.next().sequences == [1])
        let told = try await sample.notes.store.events(journal: nil, after: 2, limit: 10, personal: false)
        #expect(told.entries.map(\.type) == [QueueOpened.name, LetterKept.name, LetterKept.name, LetterRetried.name])
        #expect(try await sample.next().isEmpty)
    }

    @Test("looks at no more of the journal at once than it may, and says that more follows")
    func bounded() async throws {
        let sample = try await QueueSample()
        let notes = try TestService.start(
            Notes.blueprint, follows: sample.sample.registry,
            queues: .with {
                $0.entriesMax = 10
            })
        try await notes.followNow()
        for _ in 0..<30 { try await notes.call(WriteNote(unit: code("HP-DOH"), text: "good")) }
        let last = try await notes.call(WriteNote(unit: code("HD-DOH"), text: "good")).number
        try await notes.call(SubscribeQueue<Notes>(queue: "q", subjects: ["HD-DOH"], after: 0))
        var pages: [NextEvents<Notes>.Reply] = []
        for _ in 0..<5 { pages.append(try await notes.call(NextEvents<Notes>(queue: "q", wait: 1))) }
        #expect(pages.map(\.behind) == [23, 13, 3, 0, 0])
        #expect(pages.map(\.items.sequences) == [[], [], [], [last], []])
    }

    @Test("is its owner's: to others it looks as if it were not there, but for who runs the suite")
    func owners() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(attempts: 1)
        try await sample.exhaust(1)
        let letter = try #require(try await sample.letters().first).letter
        let (notes, ministry) = (sample.notes, QueueSample.ministry)
        let names = [
            await refusal { try await sample.next(as: ministry) },
            await refusal { try await notes.call(NextEvents<Notes>(queue: "q", owner: "hospital"), as: ministry) },
            await refusal { try await notes.call(NextEvents<Notes>(queue: "q", owner: "nobody"), as: ministry) },
            await refusal { try await notes.call(RemoveQueue<Notes>(queue: "q", owner: "hospital"), as: ministry) },
            await refusal { try await notes.call(ListLetters<Notes>(queue: "q", owner: "hospital"), as: ministry) },
            await refusal {
                try await notes.call(
                    AcknowledgeEvents<Notes>(queue: "q", owner: "hospital", receipts: [.sample]), as: ministry)
            },
            await refusal { try await notes.call(ShowLetter<Notes>(letter: letter), as: ministry) },
            await refusal { try await notes.call(RetryLetters<Notes>(letters: [letter]), as: ministry) },
            await refusal { try await notes.call(DiscardLetters<Notes>(letters: [letter], reason: "x"), as: ministry) },
        ].map { $0?.name }
        #expect(
            names == Array(repeating: "frame.queue.notFound", count: 6)
                + Array(repeating: "frame.letter.notFound", count: 3))
        #expect(try await notes.call(ListQueues<Notes>(), as: ministry).items.isEmpty)
        try await notes.call(SubscribeQueue<Notes>(queue: "q", after: 0), as: ministry)
        #expect(try await notes.call(ListQueues<Notes>(), as: ministry).items.map(\.owner) == ["ministry"])

        #expect(try await notes.call(ListQueues<Notes>()).items.map(\.owner) == ["hospital", "ministry"])
        let page = try await notes.call(ListQueues<Notes>(limit: 1))
        #expect(page.items.map(\.owner) == ["hospital"])
        let rest = try await notes.call(ListQueues<Notes>(limit: 1, cursor: page.nextCursor))
        #expect(rest.items.map(\.owner) == ["ministry"] && rest.nextCursor == nil)
        #expect(try await notes.call(ShowLetter<Notes>(letter: letter)).letter.owner == "hospital")
        #expect(try await notes.call(RemoveQueue<Notes>(queue: "q", owner: "hospital")).letters == 1)
    }

    @Test(
        "is for who may read the events of all units",
        arguments: [
            Principal.with("reader", roles: [.reader]), Principal.with("auditor-hp", roles: [.auditor], scope: "31"),
            Principal.with("nobody", roles: []),
        ])
    func authority(principal: Principal) async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open()
        let before = try await sample.notes.store.contents()
        let notes = sample.notes
        let kinds = [
            await refusal { try await notes.call(SubscribeQueue<Notes>(queue: "q"), as: principal) },
            await refusal { try await notes.call(ListQueues<Notes>(), as: principal) },
            await refusal { try await notes.call(ResumeQueue<Notes>(queue: "q", journal: "x"), as: principal) },
            await refusal { try await notes.call(RemoveQueue<Notes>(queue: "q"), as: principal) },
            await refusal { try await notes.call(NextEvents<Notes>(queue: "q"), as: principal) },
            await refusal {
                try await notes.call(AcknowledgeEvents<Notes>(queue: "q", receipts: [.sample]), as: principal)
            },
            await refusal {
                try await notes.call(ReleaseEvents<Notes>(queue: "q", receipts: [.sample]), as: principal)
            },
            await refusal { try await notes.call(ListLetters<Notes>(queue: "q"), as: principal) },
            await refusal { try await notes.call(ShowLetter<Notes>(letter: .sample), as: principal) },
            await refusal { try await notes.call(RetryLetters<Notes>(letters: [.sample]), as: principal) },
            await refusal {
                try await notes.call(DiscardLetters<Notes>(letters: [.sample], reason: "x"), as: principal)
            },
        ].map { $0?.kind }
        #expect(kinds == Array(repeating: .forbidden, count: 11))
        #expect(try await sample.notes.store.contents() == before)
    }

    @Test("shows personal data only to who may read it, and goes on when it was erased")
    func personal() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(visibility: 1000)
        #expect(try await sample.next().map(\.event.personal) == [nil])
        sample.notes.advanceMachine(milliseconds: 1000)
        let request = NextEvents<Notes>(queue: "q", owner: "hospital")
        let seen = try await sample.notes.call(request, metadata: CallMetadata(idempotencyKey: "k"))
        #expect(seen.items.map { $0.event.personal?.bytes } == [Array(#"{"text":"good"}"#.utf8)])
        _ = try await sample.notes.store.erasePersonal(
            subject: "HP-DOH", request: .init(principal: .administrator))
        // Not in the answer that is kept under the key either.
        let replayed = try await sample.notes.call(request, metadata: CallMetadata(idempotencyKey: "k"))
        #expect(replayed.items.map(\.receipt) == seen.items.map(\.receipt))
        #expect(replayed.items.map(\.event.personal) == [nil])
        sample.notes.advanceMachine(milliseconds: 1000)
        let again = try await sample.notes.call(request)
        #expect(again.items.sequences == [2] && again.items.map(\.event.personal) == [nil])
    }

    @Test(
        "keeps its settings within bounds, and there are only so many",
        arguments: [
            SubscribeQueue<Notes>(queue: "q", types: (0...50).map(EventPattern.numbered)),
            SubscribeQueue<Notes>(queue: "q", subjects: (0...100).map { "S\($0)" }),
            SubscribeQueue<Notes>(queue: "q", subjects: [""]), SubscribeQueue<Notes>(queue: "q", subjects: ["a\nb"]),
            SubscribeQueue<Notes>(queue: "q", subjects: [String(repeating: "s", count: 201)]),
            SubscribeQueue<Notes>(queue: "q", after: -1),
            SubscribeQueue<Notes>(queue: "q", visibilityMilliseconds: 999),
            SubscribeQueue<Notes>(queue: "q", visibilityMilliseconds: 43_200_001),
            SubscribeQueue<Notes>(queue: "q", attemptsMax: 0), SubscribeQueue<Notes>(queue: "q", attemptsMax: 101),
        ])
    func bounds(request: SubscribeQueue<Notes>) async throws {
        let sample = try await QueueSample()
        let failure = await refusal { try await sample.notes.call(request) }
        #expect(failure?.name == "frame.queue.outOfBounds" && failure?.kind == .invalidParams)
        #expect(try await sample.notes.call(ListQueues<Notes>()).items.isEmpty)
    }

    @Test("is one of a bounded number, and hands out and takes back a bounded number of events")
    func numbers() async throws {
        let sample = try await QueueSample()
        let notes = try TestService.start(
            Notes.blueprint, follows: sample.sample.registry,
            queues: .with {
                $0.queuesMax = 2
                $0.inFlightMax = 3
                $0.itemsMax = 2
                $0.receiptsMax = 2
                $0.lettersMax = 2
            })
        try await notes.followNow()
        for _ in 0..<5 { try await notes.call(WriteNote(unit: code("HP-DOH"), text: "good")) }
        let wanted = SubscribeQueue<Notes>(queue: "a", types: ["notes.*"], after: 0, attemptsMax: 1)
        try await notes.call(wanted)
        try await notes.call(SubscribeQueue<Notes>(queue: "b"))
        let third = await refusal { try await notes.call(SubscribeQueue<Notes>(queue: "c")) }
        #expect(third?.name == "frame.queue.tooMany")
        try await notes.call(wanted)

        let tooMany = await refusal { try await notes.call(NextEvents<Notes>(queue: "a", limit: 3)) }
        #expect(tooMany?.name == "frame.queue.outOfBounds")
        let first = try await notes.call(NextEvents<Notes>(queue: "a", limit: 2)).items
        let second = try await notes.call(NextEvents<Notes>(queue: "a", limit: 2)).items
        #expect((first + second).sequences == [2, 3, 4])
        let full = await refusal { try await notes.call(NextEvents<Notes>(queue: "a", limit: 2)) }
        #expect(full?.name == "frame.queue.full")

        let receipts = (first + second).map(\.receipt)
        let many = await refusal { try await notes.call(AcknowledgeEvents<Notes>(queue: "a", receipts: receipts)) }
        #expect(many?.name == "frame.queue.outOfBounds")
        let none = await refusal { try await notes.call(ReleaseEvents<Notes>(queue: "a", receipts: [])) }
        #expect(none?.name == "frame.queue.outOfBounds")
        let released = try await notes.call(ReleaseEvents<Notes>(queue: "a", receipts: first.map(\.receipt)))
        #expect(released.letters == 2)
        let letters = await refusal { try await notes.call(NextEvents<Notes>(queue: "a", limit: 2)) }
        #expect(letters?.name == "frame.letter.tooMany")
        let letter = try #require(try await notes.call(ListLetters<Notes>(queue: "a")).items.first).letter
        try await notes.call(DiscardLetters<Notes>(letters: [letter], reason: "room"))
        #expect(try await notes.call(NextEvents<Notes>(queue: "a", limit: 2)).items.sequences == [5, 6])
    }

    @Test("that was removed is gone with all it held, and the journal tells")
    func removed() async throws {
        let sample = try await QueueSample(notes: 3)
        try await sample.open(attempts: 1)
        try await sample.exhaust(1)
        _ = try await sample.next(1)
        let last = try await sample.notes.call(RemoveQueue<Notes>(queue: "q"), as: QueueSample.hospital)
        #expect(last.inFlight == 1 && last.letters == 1)
        let told = try await sample.notes.store.journal(of: QueueRemoved.self).map(\.event)
        #expect(
            told == [QueueRemoved(queue: "q", owner: "hospital", position: 3, unacknowledged: 1, letters: 1)])
        let again = await refusal {
            try await sample.notes.call(RemoveQueue<Notes>(queue: "q"), as: QueueSample.hospital)
        }
        #expect(again?.name == "frame.queue.notFound")
        let contents = try await sample.notes.store.contents()
        #expect(["queue", "queue_delivery", "queue_letter"].allSatisfy { contents[$0] == [] })
    }
}

extension EventPattern {
    /// One of many patterns.
    fileprivate static func numbered(_ number: Int) -> EventPattern {
        let letters = String(number, radix: 2).map { $0 == "0" ? "a" : "b" }.joined()
        return try! EventPattern("notes.note.w\(letters)")
    }
}
