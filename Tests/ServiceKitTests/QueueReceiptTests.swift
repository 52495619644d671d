// What a receipt is worth: for how long, how often, and after the service was restored.

import MessageSchema
import ServiceKit
import ServiceTesting
import Storage
import Testing
import WireJSON

@Suite("A receipt")
struct QueueReceiptTests {
    @Test("may be acknowledged and released twice without harm")
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

    @Test("holds no more when the event became a dead letter by another handing out, or because its time was over")
    func dead() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open(attempts: 2)
        let first = try #require(try await sample.next(1).first)
        try await sample.release(first)
        #expect(try await sample.release(try #require(try await sample.next(1).first)).letters == 1)
        #expect(await refusal { try await sample.release(first) }?.name == "frame.receipt.stale")
        _ = try await sample.next()
        sample.notes.advanceMachine(milliseconds: 30_000)
        let last = try #require(try await sample.next().first)
        sample.notes.advanceMachine(milliseconds: 30_000)
        #expect(try await sample.next().isEmpty)
        #expect(try await sample.letters().map(\.cause) == [.released, .timeout])
        #expect(await refusal { try await sample.release(last) }?.name == "frame.receipt.stale")
    }

    @Test("may be acknowledged a second time so long as a call may live, and is forgotten later")
    func forgotten() async throws {
        let sample = try await QueueSample(notes: 2)
        try await sample.open(visibility: 600_000)
        let items = try await sample.next()
        try await sample.acknowledge(items[0])
        sample.notes.advanceMachine(milliseconds: 60_000)
        try await sample.acknowledge(items[1])
        #expect(try await sample.acknowledge(items[0]) == 1)
        sample.notes.advanceMachine(milliseconds: 120_000)
        #expect(try await sample.acknowledge(items[1]) == 1)
        #expect(try await sample.notes.store.contents()["queue_delivery"] == [])
        #expect(await refusal { try await sample.acknowledge(items[1]) }?.name == "frame.receipt.stale")
        #expect(try await sample.next().isEmpty)
    }

    @Test("holds no more after the service was restored; the queue waits until it is resumed")
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
}
