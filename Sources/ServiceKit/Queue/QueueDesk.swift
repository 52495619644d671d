// Opening queues, looking at them, resuming and removing them. A queue is its owner's: to everyone else it looks as if
// it were not there, but for who runs the suite.

import MessageSchema
import Storage

/// What is done with the queues of one service, inside its reader or writer.
struct QueueDesk: Sendable {
    let settings: QueueSettings
    /// The machine's wall clock, milliseconds.
    let machineTime: @Sendable () -> Int64

    func subscribe<Owner>(_ request: SubscribeQueue<Owner>, _ context: WriteContext) throws -> EventQueue {
        try context.authoriseEverything()
        let wanted = try bounded(request)
        let head = try context.writer.head()
        if let journal = request.journal, journal != head.journal {
            throw StorageError.foreignJournal(asked: journal, current: head.journal)
        }
        if let found = try context.writer.queue(request.queue, of: context.principal.name) {
            guard found.settings == wanted else { throw QueueRejection.different(request.queue) }
            return try state(of: found, context.writer)
        }
        return try open(request.queue, wanted, context)
    }

    private func open(
        _ name: QueueName, _ wanted: StoredQueue.Settings, _ context: WriteContext
    ) throws -> EventQueue {
        guard try context.writer.queueCount() < settings.queuesMax else {
            throw QueueRejection.tooMany(max: settings.queuesMax)
        }
        let head = try context.writer.head()
        let after = wanted.start ?? head.sequence
        guard after <= head.sequence else { throw StorageError.pastHead(after: after, head: head.sequence) }
        let opened = QueueOpened(
            queue: name, owner: context.principal.name, types: wanted.types, subjects: wanted.subjects, after: after,
            visibilityMilliseconds: wanted.visibility, attemptsMax: wanted.attemptsMax)
        let queue = StoredQueue(
            number: try context.append(opened, subject: name), owner: opened.owner, name: name, settings: wanted,
            opened: context.writer.recorded, journal: head.journal, position: after)
        try context.writer.insert(queue)
        return try state(of: queue, context.writer)
    }

    func list<Owner>(_ request: ListQueues<Owner>, _ context: ReadContext) throws -> Page<EventQueue> {
        try context.authoriseEverything()
        let limit = try Paging.limit(request.limit)
        let owner = context.may(.operateSuite) ? nil : context.principal.name
        let place = try place(request.cursor)
        let found = try context.reader.queues(
            of: owner, after: (place.dropLast().joined(separator: "/"), place.last ?? ""), limit: limit + 1)
        return Paging.page(try found.map { try state(of: $0, context.reader) }, limit: limit) {
            "\($0.owner)/\($0.queue)"
        }
    }

    func resume<Owner>(_ request: ResumeQueue<Owner>, _ context: WriteContext) throws -> EventQueue {
        try context.authoriseEverything()
        var queue = try find(request.queue, of: request.owner, for: context.principal, context.writer)
        let journal = try context.writer.head().journal
        guard request.journal == journal else {
            throw StorageError.foreignJournal(asked: request.journal, current: journal)
        }
        if queue.journal != journal {
            try context.append(
                QueueResumed(
                    queue: queue.name, owner: queue.owner, before: queue.journal, journal: journal,
                    after: queue.position), subject: queue.name)
            try context.writer.resume(queue, journal: journal)
            queue.journal = journal
        }
        return try state(of: queue, context.writer)
    }

    func remove<Owner>(_ request: RemoveQueue<Owner>, _ context: WriteContext) throws -> EventQueue {
        try context.authoriseEverything()
        let queue = try find(request.queue, of: request.owner, for: context.principal, context.writer)
        let last = try state(of: queue, context.writer)
        try context.append(
            QueueRemoved(
                queue: queue.name, owner: queue.owner, position: queue.position,
                unacknowledged: last.inFlight + last.waiting, letters: last.letters), subject: queue.name)
        try context.writer.remove(queue)
        return last
    }
}

extension QueueDesk {
    /// The queue of that name, if the caller may know of it.
    func find(
        _ name: QueueName, of owner: String?, for principal: Principal, _ reader: Reader
    ) throws -> StoredQueue {
        let owner = owner ?? principal.name
        guard owner == principal.name || principal.may(.operateSuite), let queue = try reader.queue(name, of: owner)
        else { throw QueueRejection.notFound(name) }
        return queue
    }

    /// Passes if the journal is the one that the queue reads. After a restore it is not: what was handed out may never
    /// have happened, and sequences may mean other events, so that people have to know.
    func requireJournal(of queue: StoredQueue, _ reader: Reader) throws {
        let journal = try reader.head().journal
        guard queue.journal == journal else { throw QueueRejection.restored(queue.name, journal: journal) }
    }

    func time(of queue: StoredQueue) -> LeaseTime { LeaseTime(now: machineTime(), queue: queue) }

    func state(of queue: StoredQueue, _ reader: Reader) throws -> EventQueue {
        let (head, time) = (try reader.head(), time(of: queue))
        return EventQueue(
            queue: queue.name, owner: queue.owner, types: queue.settings.types, subjects: queue.settings.subjects,
            visibilityMilliseconds: queue.settings.visibility, attemptsMax: queue.settings.attemptsMax,
            opened: queue.opened, journal: queue.journal, restored: queue.journal != head.journal,
            position: queue.position, behind: head.sequence - queue.position,
            inFlight: try reader.inFlightCount(at: time), waiting: try reader.waitingCount(at: time),
            letters: try reader.letterCount(of: queue))
    }

    /// The parts of a page's cursor, which a slash separates; none for the first page.
    func place(_ cursor: String?) throws -> [String] {
        try Paging.after(cursor)?.split(separator: "/", omittingEmptySubsequences: false).map(String.init) ?? []
    }

    /// The part of a reason that is kept.
    func kept(_ reason: PlainText) -> String { String(reason.text.prefix(settings.reasonCharactersMax)) }
}

extension QueueDesk {
    /// The settings that a request asks for, in one order and without repetition, if they are within bounds.
    private func bounded<Owner>(_ request: SubscribeQueue<Owner>) throws -> StoredQueue.Settings {
        let wanted = StoredQueue.Settings(
            types: Set(request.types ?? []).sorted(), subjects: Set(request.subjects ?? []).sorted(),
            start: request.after, visibility: request.visibilityMilliseconds ?? settings.visibilityStandard,
            attemptsMax: request.attemptsMax ?? settings.attemptsStandard)
        let (visibility, attempts) = (settings.visibilityMilliseconds, settings.attempts)
        try require(wanted.types.count <= settings.typesMax, "a queue names at most \(settings.typesMax) types")
        try require(
            wanted.subjects.count <= settings.subjectsMax, "a queue names at most \(settings.subjectsMax) subjects")
        try require(
            wanted.subjects.allSatisfy(isSubject),
            "a subject has 1 to \(settings.subjectBytesMax) bytes without control characters")
        try require(wanted.start.map { $0 >= 0 } ?? true, "after is 0 or more")
        try require(
            visibility.contains(wanted.visibility),
            "visibilityMilliseconds lies between \(visibility.lowerBound) and \(visibility.upperBound)")
        try require(
            attempts.contains(wanted.attemptsMax),
            "attemptsMax lies between \(attempts.lowerBound) and \(attempts.upperBound)")
        return wanted
    }

    private func isSubject(_ text: String) -> Bool {
        (1...settings.subjectBytesMax).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 }
    }

    /// Passes if a condition holds.
    func require(_ condition: Bool, _ sentence: String) throws {
        guard condition else { throw QueueRejection.outOfBounds(sentence) }
    }
}
