// The method that replays claims under a draft. What all facilities' claims come to is for callers without a scope.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

extension PolicyHandlers {
    static func replay(_ request: ReplayPolicy, _ context: ReadContext) throws -> PolicyReplayPage {
        try context.authoriseEverything()
        let limit = try Paging.limit(request.limit ?? PageLimit.max)
        let place = try ReplayCursor(request, known: context.known)
        let range = try ReplayRange(request, known: place.known)
        let policies = try PolicyStore(context.reader).draft(request.policy, known: place.known)
        let store = DecisionStore(context.reader)
        let found = try store.replay(range, after: place, count: limit + 1)
        var replay = PolicyReplay(draft: policies.draft, published: policies.published, carry: place.carry)
        for decision in found.prefix(limit) { replay.take(decision.replayed) }
        var page = try replay.page(
            policyVersion: policies.published.version, known: place.known,
            ids: try store.identifiers(of: replay.named))
        if found.count > limit {
            let last = found[limit - 1]
            page.nextCursor = try ReplayCursor(
                known: place.known, person: last.person, claim: last.claim, carry: replay.carry
            ).text(for: request)
        }
        if request.cursor == nil, range.part == 1 {
            (page.inAll, page.notKept) = (try store.count(range), try store.countNotKept(range))
        }
        return page
    }
}

extension ReplayRange {
    /// Refuses days in the wrong order, and a part that is none.
    fileprivate init(_ request: ReplayPolicy, known: Int64) throws(PolicyRejection) {
        try self.init(from: request.from, to: request.to, known: known)
        (part, parts) = (request.part ?? 1, request.parts ?? 1)
        guard (request.part == nil) == (request.parts == nil) else {
            throw .replayUnfitting("`part` and `parts` go together: give both, or none of them.")
        }
        guard (1...Self.partsMax).contains(parts), (1...parts).contains(part) else {
            throw .replayUnfitting("Part \(part) of \(parts) is none: there are 1 to \(Self.partsMax), counted from 1.")
        }
    }

    /// Refuses days in the wrong order.
    init(from: CalendarDate, to: CalendarDate, known: Int64) throws(PolicyRejection) {
        guard from <= to else {
            throw .replayUnfitting(
                "The first day \(from) lies after the last one \(to); give them the other way round.")
        }
        (self.from, self.to, self.known) = (from, to, known)
    }

    private static let partsMax = 64
}
