// Looking at dead letters, and settling them: back into the queue, or discarded for good.

import MessageSchema
import Storage

extension QueueDesk {
    func list<Owner>(_ request: ListLetters<Owner>, _ context: ReadContext) throws -> Page<DeadLetter> {
        try context.authoriseEverything()
        let queue = try find(request.queue, of: request.owner, for: context.principal, context.reader)
        let limit = try Paging.limit(request.limit)
        let after = try place(request.cursor).last.flatMap(Int64.init) ?? 0
        let found = try context.reader.letters(of: queue, after: after, limit: limit + 1)
        return Paging.page(found.map(\.letter), limit: limit, key: \.event)
    }

    func retry<Owner>(_ request: RetryLetters<Owner>, _ context: WriteContext) throws -> RetryLetters<Owner>.Reply {
        try context.authoriseEverything()
        let letters = try bounded(request.letters)
        for id in letters {
            let found = try find(id, for: context.principal, context.writer)
            try context.append(
                LetterRetried(
                    letter: id, queue: found.letter.queue, owner: found.letter.owner, sequence: found.about.sequence),
                subject: id)
            try context.writer.remove(found)
            try context.writer.put(
                StoredDelivery(
                    queue: found.queue, about: found.about, state: .waiting, attempts: 0, receipt: nil,
                    reason: found.letter.reason, due: 0))
        }
        return RetryLetters<Owner>.Reply(retried: letters.count)
    }

    func discard<Owner>(
        _ request: DiscardLetters<Owner>, _ context: WriteContext
    ) throws -> DiscardLetters<Owner>.Reply {
        try context.authoriseEverything()
        let letters = try bounded(request.letters)
        for id in letters {
            let found = try find(id, for: context.principal, context.writer)
            try context.append(
                LetterDiscarded(
                    letter: id, queue: found.letter.queue, owner: found.letter.owner, sequence: found.about.sequence,
                    reason: kept(request.reason)), subject: id)
            try context.writer.remove(found)
        }
        return DiscardLetters<Owner>.Reply(discarded: letters.count)
    }

    /// The dead letter, if the caller may know of its queue.
    func find(_ id: LetterID, for principal: Principal, _ reader: Reader) throws -> StoredLetter {
        guard let found = try reader.letter(id),
            found.letter.owner == principal.name || principal.may(.operateSuite)
        else { throw QueueRejection.letterNotFound(id) }
        return found
    }
}
