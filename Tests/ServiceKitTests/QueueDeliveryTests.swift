// Sharing a queue: one consumer at a time, again after its time, in order as far as that allows; across instances and
// in batches.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Surroundings
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
        let left = one[0].until.microseconds / 1000 - Surroundings.systemMachineTime()
        #expect((1...30_000).contains(left), "until is when the time with the consumer is over")
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
        try await sample.open(visibility: 600_000)
        let first = try await sample.next(1)
        sample.notes.advanceMachine(milliseconds: 400_000)
        #expect(try await sample.next().sequences == [3])
        sample.notes.advanceMachine(milliseconds: 200_000)
        #expect(try await sample.state().waiting == 1)
        let late = await refusal { try await sample.acknowledge(first[0]) }
        #expect(late?.name == "frame.receipt.stale" && late?.kind == .conflict)
        #expect(await refusal { try await sample.release(first[0]) }?.name == "frame.receipt.stale")
        let again = try await sample.next()
        #expect(again.sequences == [2] && again.attempts == [2])
        let before = try await sample.notes.store.contents()
        let stale = await refusal { try await sample.acknowledge(first[0]) }
        #expect(stale?.details?["receipts"] == .array([.string(first[0].receipt.text)]))
        #expect(await refusal { try await sample.release(first[0]) }?.name == "frame.receipt.stale")
        // A receipt that holds does not save one that does not.
        #expect(await refusal { try await sample.acknowledge(again[0], first[0]) }?.name == "frame.receipt.stale")
        #expect(await refusal { try await sample.release(again[0], first[0]) }?.name == "frame.receipt.stale")
        #expect(try await sample.notes.store.contents() == before)
        #expect(try await sample.acknowledge(again[0]) == 1)
        #expect(await refusal { try await sample.acknowledge(first[0]) }?.name == "frame.receipt.stale")
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
        try await sample.open(visibility: 600_000)
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

    @Test("get the same events for the same idempotency key, and others for another")
    func idempotency() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open(subjects: ["HP-DOH"])
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
        // Where there was nothing to hand out, the key stands for nothing yet.
        try await sample.note("HD-DOH")
        #expect(try await take("three").isEmpty)
        let later = try await sample.note()
        #expect(try await take("three").sequences == [later])
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
        let body = [entry(1, "acknowledge", receipts), entry(2, "next"), entry(3, "next", #","wait":50000"#)]
        let answers = try WireJSON.parse(
            Array(await sample.notes.raw("[\(body.joined(separator: ","))]", as: QueueSample.hospital).utf8)
        ).elements
        #expect(try answers[0]["result"]?.decode(AcknowledgeEvents<Notes>.Reply.self).acknowledged == 1)
        #expect(try answers[1]["result"]?.decode(NextEvents<Notes>.Reply.self).items.sequences == [3])
        #expect(try answers[2]["result"]?.decode(NextEvents<Notes>.Reply.self).items.isEmpty == true)
        #expect(sample.notes.parked == 0)
    }
}
