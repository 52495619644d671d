// The duty of the file channel: claims what is due by a lease, writes it, records what came of it. A crash in between
// leaves a lease that runs out, and then a line that stands there twice; never a message that was not written.

internal import MessageSchema
internal import NotificationsDomain
internal import ServiceKit
internal import Storage

struct FileDelivery {
    let context: DutyContext
    let settings: DeliverySettings

    /// The duty.
    static func duty(_ settings: DeliverySettings) -> Duty {
        Duty(name: "deliver to file") { context in
            try await FileDelivery(context: context, settings: settings).run()
        }
    }

    /// Delivers the next batch; true if there may be more.
    private func run() async throws -> Bool {
        let time = context.machineTime
        let moment = MachineMoment(time, settings)
        guard try await context.read({ try DeliveryStore($0.reader).isDue(.file, at: moment) }) else { return false }
        let claimed = try await claim(at: time)
        guard !claimed.isEmpty else { return true }
        let problem = append(claimed)
        let isLast = claimed.count < settings.deliveriesPerClaim
        try await record(claimed, problem)
        return !isLast
    }

    /// Puts a lease on what is due. Who has left since is dropped.
    private func claim(at time: Int64) async throws -> [DueDelivery] {
        let (owner, settings) = (context.instance, settings)
        return try await context.write(purpose: .bookkeeping) { context in
            let due = try DeliveryStore(context.writer).due(
                .file, at: MachineMoment(time, settings), limit: settings.deliveriesPerClaim)
            var claimed: [DueDelivery] = []
            var outcomes = BatchOutcomes()
            for delivery in due {
                let posts = try PostStore(context.writer).posts(of: delivery.person)
                if let drop = PersonStanding(posts, on: context.today).drop {
                    try DeliveryStore.drop(delivery.delivery.id, drop.reason, day: drop.day, context.writer)
                    outcomes.add(delivery, .dropped)
                } else {
                    try DeliveryStore.lease(
                        delivery.delivery.id, to: owner, until: time + settings.leaseMilliseconds, context.writer)
                    claimed.append(delivery)
                }
            }
            try outcomes.keep(.file, context)
            return claimed
        }
    }

    /// Why nothing was written; nil if all was.
    private func append(_ claimed: [DueDelivery]) -> PlainText? {
        let lines = claimed.map { due in
            OutboxLine(
                delivery: due.delivery.id, notice: due.delivery.notice, person: due.person,
                sender: due.delivery.sender, sent: due.delivery.sent, title: due.delivery.title,
                body: due.delivery.body)
        }
        do throws(OutboxProblem) {
            try OutboxFile(folder: context.folder).append(lines)
            return nil
        } catch {
            return error.text
        }
    }

    /// Records an attempt at each delivery on which the lease still is.
    private func record(_ claimed: [DueDelivery], _ problem: PlainText?) async throws {
        let (owner, time, settings) = (context.instance, context.machineTime, settings)
        let pauses = claimed.map { due in
            DeliveryRules.pause(after: due.attempts + 1, settings, chance: context.uniform)
        }
        try await context.write { context in
            var outcomes = BatchOutcomes()
            for (due, pause) in zip(claimed, pauses) {
                let outcome: DeliveryState = problem == nil ? .delivered : pause == nil ? .failed : .waiting
                let attempt = DeliveryAttempt(
                    delivery: due.delivery.id, person: due.person, channel: .file, attempt: due.attempts + 1,
                    at: context.now, outcome: outcome, problem: problem)
                let isOurs = try DeliveryStore.record(
                    attempt, notice: due.notice, due: time + (pause ?? 0), by: owner, context.writer)
                if isOurs { outcomes.add(due, outcome) }
            }
            try outcomes.keep(.file, context)
        }
    }
}

/// What came of a batch, by notice.
private struct BatchOutcomes {
    private struct Entry {
        var id: NoticeID
        var counts: [DeliveryState: Int] = [:]
    }
    private var entries: [Int64: Entry] = [:]

    mutating func add(_ due: DueDelivery, _ outcome: DeliveryState) {
        entries[due.notice, default: Entry(id: due.delivery.notice)].counts[outcome, default: 0] += 1
    }

    /// Tells the journal, and moves the notices' counts on.
    func keep(_ channel: NoticeChannel, _ context: WriteContext) throws {
        for (sequence, entry) in entries.sorted(by: { $0.key < $1.key }) {
            func count(_ state: DeliveryState) -> Int { entry.counts[state] ?? 0 }
            let (delivered, failed, dropped) = (count(.delivered), count(.failed), count(.dropped))
            try context.append(
                DeliveriesRecorded(
                    notice: entry.id, channel: channel, delivered: delivered, retried: count(.waiting),
                    failed: failed, dropped: dropped), subject: entry.id)
            try NoticeStore.add(
                DeliveryCounts(
                    waiting: -delivered - failed - dropped, delivered: delivered, dropped: dropped, failed: failed),
                to: sequence, context.writer)
        }
    }
}
