// What consumers wait for, and how much an answer holds.

import Fabric
import MessageSchema
@testable import ServiceKit
import ServiceTesting
import Storage
import Surroundings
import TestGround
import Testing
import WireJSON

@Suite("Consumers who ask a queue")
struct QueueAnswerTests {
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

    /// Milliseconds that a test allows for what happens at once, on a machine that is busy.
    private static let atOnce: Int64 = 25_000
    private static let patient = CallMetadata(deadline: 60_000)

    @Test("wait for a lease to end")
    func waitingForLeases() async throws {
        let sample = try await QueueSample(
            notes: 1,
            queues: .with {
                $0.lookMilliseconds = 3_600_000
            })
        try await sample.open(visibility: 1000)
        let held = try #require(try await sample.next().first)
        let again = try await sample.notes.call(
            NextEvents<Notes>(queue: "q", wait: 50_000), as: QueueSample.hospital, metadata: Self.patient)
        #expect(again.items.sequences == [2] && again.items.attempts == [2])
        let later = try #require(again.items.first).until.microseconds - held.until.microseconds
        #expect((1_000_000...Self.atOnce * 1000).contains(later))
    }

    @Test("wait for what another one gives back")
    func waitingForOthers() async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(visibility: 600_000)
        let held = try #require(try await sample.next().first)
        async let waiting = sample.notes.call(
            NextEvents<Notes>(queue: "q", wait: 50_000), as: QueueSample.hospital, metadata: Self.patient)
        try await eventually("the request to be parked") { sample.notes.parked > 0 }
        let given = Surroundings.systemMachineTime()
        try await sample.release(held)
        let again = try await waiting.items
        #expect(again.attempts == [2])
        let later = try #require(again.first).until.microseconds / 1000 - 600_000 - given
        #expect((0...Self.atOnce).contains(later))
    }

    @Test("wait no longer than the deadline leaves time for the answer")
    func deadline() async throws {
        let sample = try await QueueSample()
        try await sample.open()
        #expect(try await sample.next().isEmpty && sample.notes.parked == 0)
        let isAnswered = Locked(false)
        async let waiting = {
            defer { isAnswered.change { $0 = true } }
            return try await sample.notes.call(
                NextEvents<Notes>(queue: "q", wait: 3_600_000), as: QueueSample.hospital,
                metadata: CallMetadata(deadline: 5000)
            ).items
        }()
        try await eventually("an answer") { isAnswered.value }
        #expect(try await waiting.isEmpty)
    }

    @Test("are let go when the service leaves, and told that there is nothing")
    func leaving() async throws {
        let frame = try frame([])
        let (surroundings, parked) = (frame.dispatcher.surroundings, Locked(0))
        @Sendable func ask<M: Method>(_ request: M) async throws -> M.Reply {
            let body = JSONRPC.request(
                id: RawJSON(unsafeUnchecked: Array("1".utf8)), method: M.name.text,
                params: try WireJSON.encode(request), metadata: CallMetadata(deadline: 60_000))
            let head = RequestHead(principal: .administrator, agedMilliseconds: 0, sent: surroundings.machineTime())
            let answer = await frame.answer(body, head: head, arrived: surroundings.monotonic()) {
                parked.change { $0 += 1 }
            }
            return try #require(WireJSON.parse(answer)["result"]).decode(M.Reply.self)
        }
        _ = try await ask(SubscribeQueue<Diary>(queue: "q"))
        async let waiting = ask(NextEvents<Diary>(queue: "q", wait: 50_000))
        try await eventually("the request to be parked") { parked.value > 0 }
        frame.dispatcher.parking.close()
        #expect(try await waiting == NextEvents<Diary>.Reply(items: [], behind: 0))
        // Looked once more at the most each second until then.
        #expect(parked.value < 120)
        frame.store.close()
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

    @Test("get ten events unless they say how many, and at least one")
    func limits() async throws {
        let sample = try await QueueSample(notes: 12)
        try await sample.open()
        #expect(await refusal { try await sample.next(0) }?.name == "frame.queue.outOfBounds")
        #expect(try await sample.next().count == 10)
        #expect(try await sample.next(1).count == 1)
    }

    @Test("get as many as there is room for in the answer of a batch")
    func batch() async throws {
        let sample = try await QueueSample()
        let text = try PlainText(String(repeating: "a", count: 15_000))
        for _ in 0..<45 { try await sample.notes.call(WriteNote(unit: code("HP-DOH"), text: text)) }
        try await sample.notes.call(SubscribeQueue<Notes>(queue: "q", types: ["notes.*"], after: 0))
        let read = #"{"jsonrpc":"2.0","id":1,"method":"notes.note.list","params":{"unit":"HP-DOH"}}"#
        let next = #"{"jsonrpc":"2.0","id":2,"method":"notes.queue.next","params":{"queue":"q","limit":45}}"#
        let answers = try WireJSON.parse(Array(await sample.notes.raw("[\(read),\(next)]").utf8)).elements
        let taken = try #require(try answers[1]["result"]?.decode(NextEvents<Notes>.Reply.self)).items.count
        #expect((5..<40).contains(taken))
        #expect(try await sample.notes.call(ListQueues<Notes>()).items.first?.inFlight == taken)
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
}
