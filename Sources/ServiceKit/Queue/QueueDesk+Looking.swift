// Looking for events to hand out, without changing anything. The journal is read as `events.read` reads it, so that
// what is damaged there is refused here too: what stands before it is found, and it stands in the way of all else.

import MessageSchema
import Storage
import WireJSON

/// What a look at a queue found.
struct QueueOutlook {
    var queue: StoredQueue
    /// Events that may be handed out again, and new ones; no more than there is room for.
    var waiting: [CloudEvent] = []
    var new: [CloudEvent] = []
    /// The sequence up to which the journal was looked at, and its last one.
    var reached: Int64
    var head: Int64
    /// True if events are to become dead letters.
    var hasExhausted: Bool
    /// Machine time at which the first of the leases ends.
    var firstLeaseEnd: Int64?

    var events: [CloudEvent] { waiting + new }
    /// True if the queue is to be changed though there is nothing to hand out.
    var needsMove: Bool { hasExhausted || reached > queue.position }
}

extension QueueDesk {
    /// Looks at what a consumer would get in an answer of so many bytes.
    func look<Owner>(
        _ request: NextEvents<Owner>, for principal: Principal, bytesMax: Int, in store: Store
    ) async throws -> QueueOutlook {
        let (found, free, room) = try await store.read { try self.stand(of: request, for: principal, $0) }
        var (outlook, basket) = (found, EventBasket(itemsMax: room, bytesMax: min(bytesMax, settings.pageBytesMax)))
        let journal = JournalReading(
            store: store, service: Owner.service, journal: outlook.queue.journal,
            personal: principal.may(.readPersonalData))
        do {
            try await fill(&basket, &outlook, again: free, journal)
        } catch let error as StorageError {
            // A damaged entry is the answer once there is nothing before it to hand out, to bury or to pass over.
            guard case .journalDamaged = error, !outlook.events.isEmpty || outlook.needsMove else { throw error }
        }
        return outlook
    }

    private func fill(
        _ basket: inout EventBasket, _ outlook: inout QueueOutlook, again: [Int64], _ journal: JournalReading
    ) async throws {
        var again = again[...]
        while !again.isEmpty {
            let page = try await journal.beginning(of: again)
            for event in page {
                guard try basket.add(event) else { return }
                outlook.waiting.append(event)
            }
            again = again.dropFirst(page.count)
        }
        var left = settings.entriesMax
        while left > 0, outlook.reached < outlook.head, !basket.isFull {
            let page = try await journal.page(after: outlook.reached, limit: min(left, Self.entriesAtOnce))
            guard !page.isEmpty else { return }
            for event in page {
                if outlook.queue.carries(type: event.type, subject: event.subject) {
                    guard try basket.add(event) else { return }
                    outlook.new.append(event)
                }
                outlook.reached = event.sequence
            }
            left -= page.count
        }
    }

    /// Entries read at once.
    private static var entriesAtOnce: Int { 200 }

    /// The queue, the events that wait in it, and how many more may be in flight.
    private func stand<Owner>(
        of request: NextEvents<Owner>, for principal: Principal, _ reader: Reader
    ) throws -> (QueueOutlook, waiting: [Int64], room: Int) {
        let queue = try find(request.queue, of: request.owner, for: principal, reader)
        try requireJournal(of: queue, reader)
        try requireRoomForLetters(of: queue, reader)
        let time = time(of: queue)
        let room = try min(limit(request.limit), room(in: queue, at: time, reader))
        let outlook = QueueOutlook(
            queue: queue, reached: queue.position, head: try reader.head().sequence,
            hasExhausted: try !reader.exhausted(at: time, limit: 1).isEmpty,
            firstLeaseEnd: try reader.firstLeaseEnd(at: time))
        return (outlook, try reader.waiting(at: time, limit: room).map(\.about.sequence), room)
    }

    /// How many more events of a queue may be in flight; refused if none.
    func room(in queue: StoredQueue, at time: LeaseTime, _ reader: Reader) throws -> Int {
        let room = try settings.inFlightMax - reader.inFlightCount(at: time)
        guard room > 0 else { throw QueueRejection.full(queue.name, max: settings.inFlightMax) }
        return room
    }

    func requireRoomForLetters(of queue: StoredQueue, _ reader: Reader) throws {
        guard try reader.letterCount(of: queue) < settings.lettersMax else {
            throw QueueRejection.tooManyLetters(queue.name, max: settings.lettersMax)
        }
    }

    /// How many events a request wants.
    func limit(_ asked: Int?) throws -> Int {
        let limit = asked ?? settings.itemsStandard
        try require((1...settings.itemsMax).contains(limit), "limit lies between 1 and \(settings.itemsMax)")
        return limit
    }
}

/// The journal as a queue's consumers see it.
struct JournalReading {
    let store: Store
    let service: ServiceName
    let journal: String
    /// True if personal parts may be read.
    let personal: Bool

    /// The entries after a sequence, so many at most.
    func page(after sequence: Int64, limit: Int) async throws -> [CloudEvent] {
        let page = try await store.events(journal: journal, after: sequence, limit: limit, personal: personal)
        return EventPage(page, of: service).items
    }

    /// The entries at some sequences, which ascend.
    func events(at sequences: [Int64]) async throws -> [CloudEvent] {
        var (left, events) = (sequences[...], [CloudEvent]())
        while !left.isEmpty {
            let page = try await beginning(of: left)
            events += page
            left = left.dropFirst(page.count)
        }
        return events
    }

    /// The first of the entries at some sequences, which ascend: those that follow each other, so far as a page holds
    /// them.
    func beginning(of sequences: ArraySlice<Int64>) async throws -> [CloudEvent] {
        guard let first = sequences.first else { return [] }
        let run = zip(sequences, first...).prefix { $0 == $1 }.count
        let page = try await page(after: first - 1, limit: run)
        guard page.first?.sequence == first else { throw MissingEntry(sequence: first) }
        return page
    }
}

/// A queue holds an event that the journal does not have.
struct MissingEntry: Error {
    var sequence: Int64
}

/// Events that go into one answer.
private struct EventBasket {
    let itemsMax: Int
    let bytesMax: Int
    private var items = 0
    private var bytes = 0
    private(set) var isFull = false

    init(itemsMax: Int, bytesMax: Int) {
        self.itemsMax = itemsMax
        self.bytesMax = bytesMax
    }

    /// True if the event has room with the others. One that had none by itself would be in the way for ever.
    mutating func add(_ event: CloudEvent) throws -> Bool {
        guard items < itemsMax, bytes + event.bytesInQueue <= bytesMax else {
            guard items > 0 else { throw Dispatcher.noRoom }
            isFull = true
            return false
        }
        items += 1
        bytes += event.bytesInQueue
        isFull = items == itemsMax
        return true
    }
}

extension CloudEvent {
    /// About what the event takes up in a page of a queue: its own bytes, the names of its members and its receipt.
    fileprivate var bytesInQueue: Int {
        let texts = [id, source, type, subject, actor, via ?? "", traceparent ?? ""]
        return 700 + data.bytes.count + (personal?.bytes.count ?? 0) + texts.reduce(0) { $0 + $1.utf8.count }
    }
}
