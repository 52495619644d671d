// What lies between a look at a queue and the taking of what it found: another consumer, another instance, a restore.
// Each is let happen on purpose, where the races of running consumers meet it by chance.

import MessageSchema
import ServiceTesting
import Storage
import Surroundings
import TestGround
import Testing
import WireJSON

@testable import ServiceKit

@Suite("Between a look at a queue and the taking")
struct QueueRaceTests {
    /// A queue at which two consumers look before either takes.
    private struct Race {
        let sample: QueueSample
        let desk: QueueDesk
        let surroundings = ManualClock().surroundings
        /// Milliseconds that the second consumer's clock is ahead of the first one's.
        let ahead = Locked<Int64>(0)

        init(notes: Int, settings: QueueSettings = QueueSettings()) async throws {
            sample = try await QueueSample(notes: notes)
            desk = QueueDesk(settings: settings) { [ahead] in
                Surroundings.systemMachineTime() + ahead.value
            }
        }

        func look(_ limit: Int = 10) async throws -> QueueOutlook {
            try await desk.look(
                NextEvents<Notes>(queue: "q", limit: limit), for: QueueSample.hospital, bytesMax: 1 << 20,
                in: sample.notes.store)
        }

        /// The sequences of what is taken; nil if others have taken all of it.
        func take(_ found: QueueOutlook) async throws -> [Int64]? {
            let request = WriteRequest(principal: QueueSample.hospital, purpose: .bookkeeping)
            let projection = UnitProjection(ownsUnits: false, surroundings: surroundings)
            let (desk, surroundings) = (desk, surroundings)
            do {
                let outcome = try await sample.notes.store.write(request) { writer in
                    let context = WriteContext(
                        writer: writer, projection: projection, surroundings: surroundings)
                    return try WireJSON.encode(desk.take(found, NextEvents<Notes>(queue: "q"), context))
                }
                let taken = try WireJSON.decode(TakenEvents.self, from: outcome.answer)
                return taken.items.map(\.receipt.sequence)
            } catch is AllTaken { return nil }
        }
    }

    @Test(
        "another consumer takes new events: each is handed out once, and what is left of them is taken")
    func new() async throws {
        let race = try await Race(notes: 4)
        try await race.sample.open()
        let (first, second, third) = (
            try await race.look(2), try await race.look(2), try await race.look(3)
        )
        #expect(try await race.take(first) == [2, 3])
        #expect(try await race.take(second) == nil)
        #expect(try await race.take(third) == [4])
        #expect(try await race.sample.next().sequences == [5])
    }

    @Test(
        "another consumer takes an event that comes again, or settles it: it is not handed out beside")
    func again() async throws {
        let race = try await Race(notes: 3)
        try await race.sample.open()
        let held = try await race.sample.next(2)
        try await race.sample.release(held[0], held[1])
        let (first, second, third) = (
            try await race.look(1), try await race.look(1), try await race.look(2)
        )
        #expect(try await race.take(first) == [2])
        #expect(try await race.take(second) == nil)
        let other = try await race.sample.next(1)
        #expect(other.sequences == [3])
        try await race.sample.acknowledge(other[0])
        #expect(try await race.take(third) == nil)
        #expect(try await race.sample.next().sequences == [4])
    }

    @Test("another consumer moves the queue on: it does not move back")
    func place() async throws {
        let slow = try await Race(notes: 5, settings: .with { $0.entriesMax = 2 })
        try await slow.sample.open(subjects: ["HD-DOH"])
        let found = try await slow.look()
        #expect(found.events.isEmpty && found.reached == 2)
        #expect(try await slow.sample.next().isEmpty)
        #expect(try await slow.sample.state().position == 7)
        #expect(try await slow.take(found) == [])
        #expect(try await slow.sample.state().position == 7)
    }

    @Test("the queue is removed and opened anew: what the look found is another queue's")
    func reopened() async throws {
        let race = try await Race(notes: 2)
        try await race.sample.open()
        let found = try await race.look()
        try await race.sample.notes.call(RemoveQueue<Notes>(queue: "q"), as: QueueSample.hospital)
        try await race.sample.open(subjects: ["HD-DOH"])
        #expect(try await race.take(found) == nil)
        #expect(try await race.sample.state().inFlight == 0)
    }

    @Test("the service is restored: nothing is handed out")
    func restored() async throws {
        let race = try await Race(notes: 2)
        try await race.sample.open()
        let found = try await race.look()
        _ = try await race.sample.notes.store.restore()
        await #expect(throws: QueueRejection.self) { try await race.take(found) }
        #expect(try await race.sample.state().inFlight == 0)
    }

    @Test("others use up an event's last attempt: it is not handed out once more")
    func exhausted() async throws {
        // No letters are made at once, as when there are more to make than one request may.
        let race = try await Race(notes: 1, settings: .with { $0.burialsMax = 0 })
        try await race.sample.open(visibility: 600_000, attempts: 2)
        try await race.sample.exhaust(1)
        let found = try await race.look()
        #expect(try await race.sample.next().attempts == [2])
        race.ahead.change { $0 += 600_000 }
        #expect(try await race.take(found) == nil)
    }
}
