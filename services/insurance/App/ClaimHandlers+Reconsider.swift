// The method that decides a claim again by a draft and says which steps differ.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

extension ClaimHandlers {
    static func reconsider(_ request: ReconsiderClaim, _ context: ReadContext) throws -> ReconsiderClaim.Reply {
        let record = try found(request.claim, context)
        let store = DecisionStore(context.reader)
        guard let decision = try store.last(of: record.id, known: context.known) else {
            throw ClaimRejection.decisionNotKept(record.id)
        }
        let acts = PolicyStore(context.reader)
        let policies = try acts.draft(request.policy, known: context.known)
        let carry = try carry(to: decision, request, policies, store, known: context.known)
        let sides = try Reconsideration.sides(
            of: decision.record, decided: acts.policy(version: decision.record.policyVersion), by: policies.draft,
            after: carry)
        return ReconsiderClaim.Reply(
            claim: record.id, key: record.key, facility: record.facility, before: sides.before, after: sides.after,
            stepsLeftOut: sides.stepsLeftOut)
    }

    /// What the person's earlier claims of the days that were asked for leave by the draft.
    private static func carry(
        to decision: StoredDecision, _ request: ReconsiderClaim, _ policies: DraftPolicy, _ store: DecisionStore,
        known: Int64
    ) throws -> ReplayCarry {
        guard let person = decision.person, let from = request.from else { return ReplayCarry() }
        let range = try ReplayRange(
            from: from, to: request.to ?? CalendarDate(year: 9999, month: 12, day: 31), known: known)
        var replay = PolicyReplay(draft: policies.draft, published: policies.published)
        var last: Int64 = 0
        while true {
            let earlier = try store.earlier(range, of: person, after: last, before: decision.claim, count: pageCount)
            for decision in earlier { replay.take(decision.replayed) }
            guard earlier.count == pageCount, let end = earlier.last else { return replay.carry }
            last = end.claim
        }
    }

    /// Decisions that are read at once.
    private static let pageCount = 1000
}
