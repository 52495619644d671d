// Looks up the persons behind a notice's recipients and gives each a delivery, a bounded number in a transaction. The
// place is kept with the notice, and a person has one delivery a channel: whoever dies, whoever else does the same,
// nobody is left out and nobody is told twice.

internal import MessageSchema
internal import NotificationsDomain
internal import ServiceKit

struct NoticeExpansion {
    let context: WriteContext

    /// The duty: the next persons of the oldest notice that is being sent.
    static func duty(_ settings: DeliverySettings) -> Duty {
        Duty(name: "expand notices") { context in
            guard try await context.read({ try NoticeStore($0.reader).nextSending() != nil }) else { return false }
            return try await context.write { context in
                guard let stored = try NoticeStore(context.writer).nextSending() else { return false }
                _ = try NoticeExpansion(context: context).step(stored, personsMax: settings.personsPerStep)
                return true
            }
        }
    }

    /// Looks up the next persons; gives the notice as it is then. `tally` is what has been counted and not kept yet.
    func step(
        _ stored: StoredNotice, personsMax: Int, with tally: DeliveryCounts = DeliveryCounts()
    ) throws -> StoredNotice {
        var stored = stored
        var tally = tally
        let found = try RecipientStore(context.writer).next(of: stored, limit: personsMax)
        try deliver(stored, to: found, &tally)
        if let last = found.last {
            stored.place = LookupPlace(ordinal: last.ordinal, unit: last.unit, person: last.person.text)
        }
        if found.count < personsMax {
            tally.dropped += try RecipientStore.close(stored.sequence, context.writer)
            stored.notice.status = .sent
        }
        try keep(&stored, tally)
        return stored
    }

    /// Gives a person a delivery by each of the notice's channels; false if there was one.
    func deliver(_ stored: StoredNotice, to person: StaffID, _ tally: inout DeliveryCounts) throws -> Bool {
        var isNew = false
        for channel in stored.notice.channels {
            let id = context.newIdentifier(DeliveryID.self)
            guard
                try DeliveryStore.insert(
                    id, notice: stored.sequence, person: person, channel: channel, context.writer)
            else { continue }
            isNew = true
            if channel == .inbox { tally.delivered += 1 } else { tally.waiting += 1 }
        }
        return isNew
    }

    private func deliver(_ stored: StoredNotice, to found: [FoundPerson], _ tally: inout DeliveryCounts) throws {
        var counts: [Int64: (seen: Int, persons: Int)] = [:]
        for entry in found {
            let isNew = try deliver(stored, to: entry.person, &tally)
            let before = counts[entry.ordinal] ?? (0, 0)
            counts[entry.ordinal] = (before.seen + 1, before.persons + (isNew ? 1 : 0))
        }
        for (ordinal, count) in counts.sorted(by: { $0.key < $1.key }) {
            try RecipientStore.add(
                seen: count.seen, persons: count.persons, to: ordinal, of: stored.sequence, context.writer)
        }
    }

    private func keep(_ stored: inout StoredNotice, _ tally: DeliveryCounts) throws {
        let notice = stored.notice
        try NoticeStore.add(tally, to: stored.sequence, context.writer)
        try NoticeStore.moveOn(stored.sequence, to: stored.place, status: notice.status, context.writer)
        try context.append(
            NoticeExpanded(
                notice: notice.id, delivered: tally.delivered, waiting: tally.waiting, dropped: tally.dropped,
                complete: notice.status == .sent), subject: notice.id)
        stored.notice.counts.add(tally)
    }
}

extension DeliveryCounts {
    fileprivate mutating func add(_ other: DeliveryCounts) {
        waiting += other.waiting
        delivered += other.delivered
        dropped += other.dropped
        failed += other.failed
        read += other.read
    }
}
