// The methods of queues that are more than a route. `next`: look, wait while there is nothing, take; the look costs the
// writer nothing. `letter.show`: the letter, and its event from the journal.

import Fabric
import MessageSchema
import Storage
import Surroundings
import WireJSON

extension Dispatcher {
    func next<Owner: Contract>(
        _ call: Call, of owner: Owner.Type, _ origin: Origin, isEntry: Bool, bytesMax: Int
    ) async throws -> NextEvents<Owner>.Reply {
        try admitReader(call, NextEvents<Owner>.permission)
        let request = try call.decode(NextEvents<Owner>.self)
        _ = try queues.limit(request.limit)
        if call.request.metadata.idempotencyKey != nil, let kept = try await kept(call, of: owner) {
            return try await answer(kept, [], call, of: owner)
        }
        let left = call.deadline - surroundings.monotonic() - Self.takingMarginMilliseconds
        let end = surroundings.monotonic() + (isEntry ? 0 : min(request.wait ?? 0, left))
        for _ in 0..<Self.roundsMax {
            let found = try await queues.look(
                request, for: call.principal, bytesMax: bytesMax - Self.pageEnvelopeBytes, in: store)
            if !found.events.isEmpty {
                do {
                    return try await answer(take(found, call, of: owner), found.events, call, of: owner)
                } catch is AllTaken {
                    continue  // another consumer was faster
                }
            }
            var behind = found.head - found.reached
            if found.needsMove { behind = try await take(found, call.withoutKey, of: owner).behind }
            let isOver = surroundings.monotonic() >= end
            if behind > 0 || isOver { return NextEvents<Owner>.Reply(items: [], behind: behind) }
            guard try await hasNews(since: found, until: end, origin) else {
                return NextEvents<Owner>.Reply(items: [], behind: 0)
            }
        }
        return NextEvents<Owner>.Reply(items: [], behind: 0)
    }

    /// Bytes kept free for the page around the events.
    private static var pageEnvelopeBytes: Int { 256 }
    /// Milliseconds left for taking events and for the answer's way back.
    private static var takingMarginMilliseconds: Int64 { 400 }
    /// Looks in one call, of which the longest that may be has fewer.
    private static var roundsMax: Int { 10_000 }

    /// Waits for a reason to look again: a commit to the journal, the end of a lease, or that some time has passed, in
    /// which another consumer may have given something back. False if it is let go, because the service leaves.
    private func hasNews(since found: QueueOutlook, until end: Int64, _ origin: Origin) async throws -> Bool {
        let began = surroundings.monotonic()
        let lease = found.firstLeaseEnd.map { max(1, $0 - surroundings.machineTime()) } ?? .max
        let wait = min(end - began, lease, queues.settings.lookMilliseconds)
        try await parking.wait(in: store, after: found.head, milliseconds: wait, park: origin.park)
        guard try await store.read({ try $0.head().sequence }) == found.head else {
            return await Pause.take(milliseconds: min(queues.settings.restMilliseconds, wait))
        }
        return surroundings.monotonic() >= began + wait
    }

    /// What the request's idempotency key was used for before; nil if for nothing.
    private func kept<Owner: Contract>(_ call: Call, of owner: Owner.Type) async throws -> TakenEvents? {
        do { return try await run(queues.repeating(owner), call) } catch is NothingKept { return nil }
    }

    private func take<Owner: Contract>(
        _ found: QueueOutlook, _ call: Call, of owner: Owner.Type
    ) async throws -> TakenEvents {
        try await run(queues.taking(owner, found), call)
    }

    private func run(_ route: Route, _ call: Call) async throws -> TakenEvents {
        guard case .write(let prepare) = route.action else { preconditionFailure("taking events is a write") }
        let pending = try await submit(call, route, try prepare(call), bytesMax: .max)
        return try await WireJSON.decode(TakenEvents.self, from: pending.outcome().answer)
    }

    /// The answer to who took events: as the look found them, or read once more.
    private func answer<Owner: Contract>(
        _ taken: TakenEvents, _ events: [CloudEvent], _ call: Call, of owner: Owner.Type
    ) async throws -> NextEvents<Owner>.Reply {
        let wanted = taken.items.map(\.receipt.sequence)
        var known = events
        if known.isEmpty {
            known = try await reading(call, of: owner, journal: taken.journal).events(at: wanted)
        }
        let bySequence = Dictionary(known.map { ($0.sequence, $0) }, uniquingKeysWith: { first, _ in first })
        let items = try taken.items.map { item in
            guard let event = bySequence[item.receipt.sequence] else {
                throw MissingEntry(sequence: item.receipt.sequence)
            }
            return QueuedEvent(
                receipt: item.receipt, attempt: item.attempt, until: Instant(microseconds: item.until * 1000),
                event: event)
        }
        return NextEvents<Owner>.Reply(items: items, behind: taken.behind)
    }
}

extension Dispatcher {
    func showLetter<Owner: Contract>(_ call: Call, of owner: Owner.Type) async throws -> ShowLetter<Owner>.Reply {
        try admitReader(call, ShowLetter<Owner>.permission)
        let request = try call.decode(ShowLetter<Owner>.self)
        let queues = queues
        let (found, journal) = try await store.read { reader in
            (try queues.find(request.letter, for: call.principal, reader), try reader.head().journal)
        }
        let events = try await reading(call, of: owner, journal: journal).events(at: [found.about.sequence])
        return ShowLetter<Owner>.Reply(letter: found.letter, event: events[0])
    }

    private func reading<Owner: Contract>(_ call: Call, of owner: Owner.Type, journal: String) -> JournalReading {
        JournalReading(
            store: store, service: owner.service, journal: journal, personal: call.principal.may(.readPersonalData))
    }

    /// Passes for who may read the events of all units, as `events.read` asks for it.
    private func admitReader(_ call: Call, _ permission: Permission) throws {
        try Authority.check(permission, of: call.principal)
        guard call.principal.scope == nil else { throw Authority.refusal }
        try checkTimes(call, .none)
    }
}

extension Call {
    /// The same call for a write that its idempotency key does not stand for.
    fileprivate var withoutKey: Call {
        var call = self
        call.request.metadata.idempotencyKey = nil
        return call
    }
}
