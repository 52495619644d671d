// Acknowledging and releasing what was taken. A receipt holds for one handing out, until its time is over; all receipts
// of a request hold, or nothing is changed.

import MessageSchema
import Storage

extension QueueDesk {
    func acknowledge<Owner>(
        _ request: AcknowledgeEvents<Owner>, _ context: WriteContext
    ) throws -> AcknowledgeEvents<Owner>.Reply {
        try context.authoriseEverything()
        let queue = try find(request.queue, of: request.owner, for: context.principal, context.writer)
        try requireJournal(of: queue, context.writer)
        let time = time(of: queue)
        let receipts = try bounded(request.receipts)
        var stale: [QueueReceipt] = []
        for receipt in receipts {
            guard var delivery = try context.writer.delivery(receipt.sequence, of: queue), delivery.receipt == receipt,
                delivery.state == .done || time.isLeased(delivery)
            else {
                stale.append(receipt)
                continue
            }
            guard delivery.state != .done else { continue }
            delivery.state = .done
            delivery.reason = nil
            delivery.due = time.now + settings.receiptsKeptMilliseconds
            try context.writer.put(delivery)
        }
        guard stale.isEmpty else { throw QueueRejection.stale(stale) }
        try context.writer.forgetReceipts(
            of: queue, at: time.now, kept: settings.receiptsKeptMilliseconds, limit: settings.receiptsForgottenMax)
        return AcknowledgeEvents<Owner>.Reply(acknowledged: receipts.count)
    }

    func release<Owner>(
        _ request: ReleaseEvents<Owner>, _ context: WriteContext
    ) throws -> ReleaseEvents<Owner>.Reply {
        try context.authoriseEverything()
        let queue = try find(request.queue, of: request.owner, for: context.principal, context.writer)
        try requireJournal(of: queue, context.writer)
        let receipts = try bounded(request.receipts)
        var (stale, letters): ([QueueReceipt], Int) = ([], 0)
        for receipt in receipts {
            switch try release(receipt, of: queue, reason: request.reason, context) {
            case .stale: stale.append(receipt)
            case .dead: letters += 1
            case .waiting: break
            }
        }
        guard stale.isEmpty else { throw QueueRejection.stale(stale) }
        return ReleaseEvents<Owner>.Reply(released: receipts.count, letters: letters)
    }

    /// What became of an event that was given back.
    private enum Released { case stale, dead, waiting }

    private func release(
        _ receipt: QueueReceipt, of queue: StoredQueue, reason: PlainText?, _ context: WriteContext
    ) throws -> Released {
        guard var delivery = try context.writer.delivery(receipt.sequence, of: queue) else {
            // Said twice: the first time made it a dead letter.
            let letter = try context.writer.letter(at: receipt.sequence, of: queue)
            return letter?.receipt == receipt && letter?.letter.cause == .released ? .dead : .stale
        }
        guard delivery.receipt == receipt else { return .stale }
        // Said twice, and nobody has taken it meanwhile.
        if delivery.state == .waiting { return .waiting }
        guard time(of: queue).isLeased(delivery) else { return .stale }
        delivery.reason = reason.map(kept)
        guard delivery.attempts < queue.settings.attemptsMax else {
            try bury(delivery, of: queue, .released, context)
            return .dead
        }
        delivery.state = .waiting
        delivery.due = 0
        try context.writer.put(delivery)
        return .waiting
    }

    /// Makes a dead letter of an event that was handed out for the last time.
    func bury(
        _ delivery: StoredDelivery, of queue: StoredQueue, _ cause: LetterCause, _ context: WriteContext
    ) throws {
        guard let receipt = delivery.receipt else {
            preconditionFailure("the event \(delivery.about.sequence) died without having been handed out")
        }
        let letter = context.newIdentifier(LetterID.self)
        try context.append(
            LetterKept(
                letter: letter, queue: queue.name, owner: queue.owner, sequence: delivery.about.sequence,
                attempts: delivery.attempts, cause: cause), subject: letter)
        try context.writer.keep(delivery, receipt: receipt, as: letter, cause, died: context.writer.recorded)
        try context.writer.remove(delivery)
    }

    /// What a request names, each once, if it is neither nothing nor too much.
    func bounded<Named: Hashable & Comparable>(_ named: [Named]) throws -> [Named] {
        let max = settings.receiptsMax
        try require((1...max).contains(named.count), "a request names 1 to \(max) receipts or letters")
        return Set(named).sorted()
    }
}
