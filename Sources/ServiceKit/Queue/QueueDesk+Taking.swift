// Handing out events that a look found: one write puts leases on them and moves the queue on. Meanwhile another
// consumer may have taken some or all of them; what is left is handed out. Since the journal never changes, what the
// look found of it still holds.

import MessageSchema
import Storage

/// What a consumer took, without the events themselves: an answer that is kept under an idempotency key must not hold
/// what may have to be erased.
struct TakenEvents: Codable, Hashable {
    struct Item: Codable, Hashable {
        var receipt: QueueReceipt
        var attempt: Int
        /// Machine time, milliseconds.
        var until: Int64
    }
    var journal: String
    var items: [Item]
    var behind: Int64
}

/// Other consumers have taken everything that a look found.
struct AllTaken: Error {}

extension QueueDesk {
    /// Takes what a look found and is still there; throws `AllTaken` if it found something and nothing of it is.
    func take<Owner>(
        _ found: QueueOutlook, _ request: NextEvents<Owner>, _ context: WriteContext
    ) throws -> TakenEvents {
        try context.authoriseEverything()
        let queue = try find(request.queue, of: request.owner, for: context.principal, context.writer)
        try requireJournal(of: queue, context.writer)
        // A queue that was removed and opened again is another one.
        guard queue.number == found.queue.number else { throw AllTaken() }
        let time = time(of: queue)
        for delivery in try context.writer.exhausted(at: time, limit: settings.burialsMax) {
            try bury(delivery, of: queue, .timeout, context)
        }
        var round = HandingOut(time: time)
        if !found.events.isEmpty {
            round.room = try room(in: queue, at: time, context.writer)
            for event in found.waiting { try handOutAgain(event, of: queue, &round, context) }
        }
        let position = try handOutNew(found, of: queue, &round, context)
        guard found.events.isEmpty || !round.items.isEmpty else { throw AllTaken() }
        try context.writer.move(queue, to: position)
        let head = try context.writer.head().sequence
        return TakenEvents(journal: queue.journal, items: round.items, behind: head - position)
    }

    private func handOutAgain(
        _ event: CloudEvent, of queue: StoredQueue, _ round: inout HandingOut, _ context: WriteContext
    ) throws {
        guard round.room > 0, let delivery = try context.writer.delivery(event.sequence, of: queue),
            delivery.state != .done, !round.time.isLeased(delivery), delivery.attempts < queue.settings.attemptsMax
        else { return }
        try round.lease(delivery, context)
    }

    /// Hands out new events; gives the sequence up to which the queue has then looked.
    private func handOutNew(
        _ found: QueueOutlook, of queue: StoredQueue, _ round: inout HandingOut, _ context: WriteContext
    ) throws -> Int64 {
        for event in found.new where event.sequence > queue.position {
            guard round.room > 0 else { return max(queue.position, event.sequence - 1) }
            let delivery = StoredDelivery(
                queue: queue.number,
                about: QueuedSubject(
                    sequence: event.sequence, type: event.type, subject: event.subject, recorded: event.time,
                    trace: event.traceparent), state: .waiting, attempts: 0, receipt: nil, reason: nil, due: 0)
            try round.lease(delivery, context)
        }
        return max(queue.position, found.reached)
    }
}

/// The events handed out to one consumer at once.
private struct HandingOut {
    let time: LeaseTime
    /// How many more there may be.
    var room = 0
    private(set) var items: [TakenEvents.Item] = []

    init(time: LeaseTime) { self.time = time }

    mutating func lease(_ delivery: StoredDelivery, _ context: WriteContext) throws {
        var leased = delivery
        let mark = context.newIdentifier(Identifier<QueueReceipt>.self)
        let receipt = try QueueReceipt("\(delivery.about.sequence)-\(mark)")
        leased.state = .out
        leased.attempts += 1
        leased.receipt = receipt
        leased.due = time.end
        try context.writer.put(leased)
        items.append(TakenEvents.Item(receipt: receipt, attempt: leased.attempts, until: leased.due))
        room -= 1
    }
}
