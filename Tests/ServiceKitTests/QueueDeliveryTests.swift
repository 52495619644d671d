// Sharing a queue: one consumer at a time, again after its time, in order as far as that allows; across instances,
// restarts and a restored journal.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import TestGround
import Testing
import WireJSON

@Suite("Consumers of a queue")
struct QueueDeliveryTests {
    @Test("share its events: each is with one of them, and what is acknowledged does not come again")
    func sharing() async throws {
        let sample = try await QueueSample(notes: 5)
        try await sample.open()
        let one = try await sample.next(2)
        let two = try await sample.next(2)
        #expect(one.sequences == [2, 3] && two.sequences == [4, 5])
        #expect((one + two).attempts == [1, 1, 1, 1])
        let event = try #require(one.first).event
        #expect(event.type == NoteWritten.name && event.subject == "HP-DOH" && event.source == "/notes")
        #expect(event.id.hasSuffix("/2") && event.actor == "local:1000")
        #expect(try await sample.state().inFlight == 4)
        #expect(try await sample.acknowledge(two[1], one[0]) == 2)
        #expect(try await sample.next().sequences == [6])
        #expect(try await sample.state().inFlight == 3)
        sample.notes.advanceMachine(milliseconds: 30_000)
        #expect(try await sample.next().sequences == [3, 4, 6])
    }

    @Test("get an event again when its time is over, and the receipt from before is worth nothing")
    func redelivery() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open(visibility: 5000)
        let first = try await sample.next(1)
        sample.notes.advanceMachine(milliseconds: 4000)
        #expect(try await sample.next().sequences == [3])
        sample.notes.advanceMachine(milliseconds: 1000)
        #expect(try await sample.state().waiting == 1)
        let late = await refusal { try await sample.acknowledge(first[0]) }
        #expect(late?.name == "frame.receipt.stale" && late?.kind == .conflict)
        let again = try await sample.next()
        #expect(again.sequences == [2] && again.attempts == [2])
        let before = try await sample.notes.store.contents()
        let stale = await refusal { try await sample.acknowledge(first[0]) }
        #expect(stale?.details?["receipts"] == .array([.string(first[0].receipt.text)]))
        #expect(await refusal { try await sample.release(first[0]) }?.name == "frame.receipt.stale")
        // A receipt that holds does not save one that does not.
        #expect(await refusal { try await sample.acknowledge(again[0], first[0]) }?.name == "frame.receipt.stale")
        #expect(try await sample.notes.store.contents() == before)
        #expect(try await sample.acknowledge(again[0]) == 1)
        #expect(await refusal { try await sample.acknowledge(first[0]) }?.name == "frame.receipt.stale")
    }

    @Test("may acknowledge and release twice without harm")
    func twice() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open(attempts: 2)
        let items = try await sample.next()
        try await sample.acknowledge(items[0])
        #expect(try await sample.acknowledge(items[0], items[0]) == 1)
        #expect(await refusal { try await sample.release(items[0]) }?.name == "frame.receipt.stale")
        try await sample.release(items[1])
        #expect(try await sample.release(items[1]).released == 1)
        #expect(await refusal { try await sample.acknowledge(items[1]) }?.name == "frame.receipt.stale")
        let again = try await sample.next()
        #expect(again.sequences == [3] && again.attempts == [2])
        #expect(try await sample.release(again[0]).letters == 1)
        #expect(try await sample.release(again[0]).letters == 1)
        #expect(try await sample.letters().count == 1)
    }

    @Test("may acknowledge a second time so long as a call may live, and the receipt is forgotten later")
    func forgotten() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open()
        let items = try await sample.next()
        try await sample.acknowledge(items[0])
        sample.notes.advanceMachine(milliseconds: 29_000)
        try await sample.acknowledge(items[1])
        #expect(try await sample.acknowledge(items[0]) == 1)
        sample.notes.advanceMachine(milliseconds: 120_000)
        #expect(try await sample.acknowledge(items[1]) == 1)
        #expect(try await sample.notes.store.contents()["queue_delivery"] == [])
        #expect(await refusal { try await sample.acknowledge(items[1]) }?.name == "frame.receipt.stale")
        #expect(try await sample.next().isEmpty)
    }

    @Test("get what was given back at once, before what is new")
    func released() async throws {
        let sample = try await QueueSample(notes: 4)
        try await sample.open()
        let items = try await sample.next(3)
        try await sample.release(items[2], items[0])
        #expect(try await sample.state().waiting == 2)
        let again = try await sample.next()
        #expect(again.sequences == [2, 4, 5] && again.attempts == [2, 2, 1])
    }

    @Test("are not held up by a machine's clock that was set back")
    func clockSetBack() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(visibility: 10_000)
        sample.notes.advanceMachine(milliseconds: 86_400_000)
        _ = try await sample.next()
        sample.notes.advanceMachine(milliseconds: -86_400_000)
        #expect(try await sample.next().attempts == [2])
        #expect(try await sample.next().isEmpty)
    }

    @Test("find everything as it was after a restart, and share a queue across instances")
    func instances() async throws {
        let sample = try await QueueSample(notes: 4)
        try await sample.open()
        let one = try await sample.next(1)
        let second = try TestService.start(
            Notes.blueprint, sharing: sample.notes, follows: sample.sample.registry)
        let two = try await sample.next(1, on: second)
        #expect(one.sequences == [2] && two.sequences == [3])
        #expect(try await sample.acknowledge(one[0], on: second) == 1)
        #expect(try await sample.acknowledge(two[0]) == 1)
        #expect(try await sample.next(1, on: second).sequences == [4])
        second.advanceMachine(milliseconds: 30_000)
        #expect(try await sample.next().sequences == [4, 5])
    }

    @Test("that come all at once on two instances get each event once")
    func race() async throws {
        let sample = try await QueueSample(notes: 40)
        try await sample.open()
        let second = try TestService.start(
            Notes.blueprint, sharing: sample.notes, follows: sample.sample.registry)
        let taken = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for number in 0..<8 {
                let service = number % 2 == 0 ? sample.notes : second
                group.addTask {
                    var taken: [Int64] = []
                    while true {
                        let page = try await sample.next(3, on: service)
                        guard !page.isEmpty else { return taken }
                        taken += page.sequences
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.sorted() == Array(2...41))
    }

    @Test("must resume a queue after the service was restored")
    func restored() async throws {
        let sample = try await QueueSample(notes: 3)
        let before = try await sample.open().journal
        let items = try await sample.next(2)
        try await sample.acknowledge(items[0])
        let journal = try await sample.notes.store.restore()
        let refused = [
            await refusal { try await sample.next() }, await refusal { try await sample.acknowledge(items[1]) },
            await refusal { try await sample.release(items[1]) },
        ]
        #expect(refused.map { $0?.name } == Array(repeating: "frame.queue.restored", count: 3))
        #expect(refused[0]?.kind == .conflict && refused[0]?.details?["journal"] == .string(journal))
        let state = try await sample.open()
        #expect(state.restored && state.journal == before)

        let wrong = await refusal {
            try await sample.notes.call(ResumeQueue<Notes>(queue: "q", journal: before), as: QueueSample.hospital)
        }
        #expect(wrong?.name == "frame.journal.foreign")
        for _ in 0..<2 {
            let resumed = try await sample.notes.call(
                ResumeQueue<Notes>(queue: "q", journal: journal), as: QueueSample.hospital)
            #expect(!resumed.restored && resumed.journal == journal && resumed.waiting == 1)
        }
        let told = try await sample.notes.store.journal(of: QueueResumed.self).map(\.event)
        #expect(
            told == [QueueResumed(queue: "q", owner: "hospital", before: before, journal: journal, after: 3)])
        let again = try await sample.next()
        #expect(again.sequences == [3, 4] && again.map(\.event.id) == ["\(journal)/3", "\(journal)/4"])
        #expect(await refusal { try await sample.acknowledge(items[1]) }?.name == "frame.receipt.stale")
    }

    @Test("get the same events for the same idempotency key, and others for another")
    func idempotency() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open()
        let request = NextEvents<Notes>(queue: "q", limit: 1)
        func take(_ key: String) async throws -> [QueuedEvent] {
            try await sample.notes.call(
                request, as: QueueSample.hospital, metadata: CallMetadata(idempotencyKey: key)
            ).items
        }
        let first = try await take("one")
        #expect(try await take("one") == first)
        #expect(try await take("two").sequences == [3])
        #expect(try await take("one") == first)
    }

    @Test("wait for an event that the queue carries, and not for others")
    func waiting() async throws {
        let sample = try await QueueSample()
        try await sample.open(subjects: ["HD-DOH"])
        let patient = CallMetadata(deadline: 60_000)
        async let waiting = sample.notes.call(
            NextEvents<Notes>(queue: "q", wait: 50_000), as: QueueSample.hospital, metadata: patient)
        try await eventually("the request to be parked") { sample.notes.parked > 0 }
        try await sample.note()
        let wanted = try await sample.note("HD-DOH")
        #expect(try await waiting.items.sequences == [wanted])
        // A lease that ends is waited for, too; what nobody takes is left alone.
        let turns = try await sample.notes.store.turns()
        let empty = try await sample.notes.call(NextEvents<Notes>(queue: "q", wait: 1), as: QueueSample.hospital)
        #expect(empty.items.isEmpty && empty.behind == 0)
        #expect(try await sample.notes.store.turns() == turns)
    }

    @Test("wait for a lease to end, and for what another one gives back")
    func waitingForOthers() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(visibility: 1000)
        let held = try await sample.next()
        let patient = CallMetadata(deadline: 60_000)
        let request = NextEvents<Notes>(queue: "q", wait: 50_000)
        let after = try await sample.notes.call(request, as: QueueSample.hospital, metadata: patient)
        #expect(after.items.sequences == held.sequences && after.items.attempts == [2])
        let parked = sample.notes.parked
        async let waiting = sample.notes.call(request, as: QueueSample.hospital, metadata: patient)
        try await eventually("the request to be parked") { sample.notes.parked > parked }
        // The lease may end before it is given back; the event comes either way.
        _ = await refusal { try await sample.release(after.items[0]) }
        #expect(try await waiting.items.attempts == [3])
    }

    @Test("get as many events as an answer holds, and the rest the next time")
    func bytes() async throws {
        let sample = try await QueueSample()
        let notes = try TestService.start(
            Notes.blueprint, follows: sample.sample.registry,
            queues: .with {
                $0.pageBytesMax = 2000
            })
        try await notes.followNow()
        for _ in 0..<4 { try await notes.call(WriteNote(unit: code("HP-DOH"), text: "good")) }
        try await notes.call(SubscribeQueue<Notes>(queue: "q", types: ["notes.*"], after: 0))
        let pages = [
            try await notes.call(NextEvents<Notes>(queue: "q")), try await notes.call(NextEvents<Notes>(queue: "q")),
        ]
        #expect(pages.map(\.items.sequences) == [[2, 3], [4, 5]])
        #expect(pages[0].behind == 3)
    }

    @Test("that have no room for an event are refused, and the event is left")
    func noRoom() async throws {
        let sample = try await QueueSample()
        let notes = try TestService.start(
            Notes.blueprint, follows: sample.sample.registry,
            queues: .with {
                $0.pageBytesMax = 500
            })
        try await notes.followNow()
        try await notes.call(SubscribeQueue<Notes>(queue: "q", after: 0))
        let failure = await refusal { try await notes.call(NextEvents<Notes>(queue: "q")) }
        #expect(failure?.kind == .tooLarge && failure?.executed == .no)
        let state = try #require(try await notes.call(ListQueues<Notes>()).items.first)
        #expect(state.inFlight == 0 && state.position == 0)
    }

    @Test("are never served what is damaged in the journal; nothing is taken, and what was acknowledged stays so")
    func damaged() async throws {
        let sample = try await QueueSample(notes: 3)
        try await sample.open()
        try await sample.acknowledge(try #require(try await sample.next(1).first))
        let request = WriteRequest(principal: .administrator, purpose: .bookkeeping)
        _ = try await sample.notes.store.write(request) { writer in
            try writer.execute("UPDATE journal SET data = '{\"unit\":\"HD-DOH\"}' WHERE sequence = 4")
            return []
        }
        let failure = await refusal { try await sample.next() }
        #expect(failure != nil && failure?.name != "frame.queue.notFound")
        let state = try await sample.state()
        #expect(state.inFlight == 0 && state.position == 2 && state.letters == 0)
    }

    @Test("may take and acknowledge in one batch, each entry for itself")
    func batch() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open()
        let held = try await sample.next(1)
        let receipt = try #require(held.first).receipt
        func entry(_ id: Int, _ verb: String, _ more: String = "") -> String {
            #"{"jsonrpc":"2.0","id":\#(id),"method":"notes.queue.\#(verb)","params":{"queue":"q"\#(more)}}"#
        }
        let receipts = #","receipts":["\#(receipt)"]"#
        let body = [entry(1, "acknowledge", receipts), entry(2, "next", #","wait":50000"#), entry(3, "next")]
        let answers = try WireJSON.parse(
            Array(await sample.notes.raw("[\(body.joined(separator: ","))]", as: QueueSample.hospital).utf8)
        ).elements
        #expect(try answers[0]["result"]?.decode(AcknowledgeEvents<Notes>.Reply.self).acknowledged == 1)
        #expect(try answers[1]["result"]?.decode(NextEvents<Notes>.Reply.self).items.sequences == [3])
        #expect(try answers[2]["result"]?.decode(NextEvents<Notes>.Reply.self).items.isEmpty == true)
    }
}
