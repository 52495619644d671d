// The moment at which an event's time with its consumer is over, the same in Swift and in SQL.

import MessageSchema
import ServiceTesting
import Storage
import Testing
import WireJSON

@testable import ServiceKit

@Suite("The time of a lease")
struct LeaseTimeTests {
    private static let now: Int64 = 1_000_000
    private static let queue = StoredQueue(
        number: 1, owner: "hospital", name: "q",
        settings: .init(types: [], subjects: [], start: nil, visibility: 5000, attemptsMax: 5),
        opened: Instant(microseconds: 0), journal: "j", position: 0)

    @Test(
        "is over at its end, and when it lies further ahead than a lease can",
        arguments: [
            (0, false), (now - 1, false), (now, false), (now + 1, true), (now + 5000, true),
            (now + 10_000, true),
            (now + 10_001, false), (.max, false),
        ] as [(Int64, Bool)])
    func moments(due: Int64, isLeased: Bool) {
        let time = LeaseTime(now: Self.now, queue: Self.queue)
        #expect(time.end == Self.now + 5000)
        for state in [StoredDelivery.State.out, .waiting, .done] {
            let delivery = StoredDelivery(
                queue: 1,
                about: QueuedSubject(
                    sequence: 1, type: "t", subject: "s", recorded: Instant(microseconds: 0), trace: nil),
                state: state, attempts: 1, receipt: nil, reason: nil, due: due)
            #expect(time.isLeased(delivery) == (state == .out && isLeased))
        }
    }

    @Test(
        "is over for the database at the same moment", arguments: [(-1, 1), (0, 0)] as [(Int64, Int)])
    func stored(later: Int64, leased: Int) async throws {
        let sample = try await QueueSample(notes: 1)
        try await sample.open(visibility: 5000)
        let end = try #require(try await sample.next().first).until.microseconds / 1000
        let desk = QueueDesk(settings: QueueSettings()) { end + later }
        let found = try await desk.look(
            NextEvents<Notes>(queue: "q"), for: QueueSample.hospital, bytesMax: 1 << 20,
            in: sample.notes.store)
        #expect(found.waiting.count == 1 - leased)
        #expect(found.firstLeaseEnd == (leased == 1 ? end : nil))
        let state = try await sample.notes.store.read { try desk.state(of: found.queue, $0) }
        #expect(state.inFlight == leased && state.waiting == 1 - leased)
    }
}
