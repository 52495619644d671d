// The methods about what becomes of a claim after its intake.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

extension ClaimHandlers {
    static func review(_ request: ReviewClaim, _ context: WriteContext) throws -> ClaimRecord {
        let ruling: Ruling = request.decision == .pay ? .pays : .refuses
        return try act(
            ClaimAct(
                claim: request.claim, deed: .rules(ruling, refused: request.refused ?? []), reason: request.reason,
                quotes: request.quotes),
            context)
    }

    static func correct(_ request: CorrectClaim, _ context: WriteContext) throws -> ClaimRecord {
        let document = SubmitClaim(claim: request.corrected, context: request.context)
        return try act(
            ClaimAct(
                claim: request.claim, deed: .corrects(document), reason: request.reason, quotes: request.quotes),
            context)
    }

    static func appeal(_ request: AppealClaim, _ context: WriteContext) throws -> ClaimRecord {
        try act(
            ClaimAct(claim: request.claim, deed: .appeals, reason: request.reason, quotes: request.quotes), context)
    }

    static func recall(_ request: RecallClaim, _ context: WriteContext) throws -> ClaimRecord {
        try act(ClaimAct(claim: request.claim, deed: .rules(.recalls), reason: request.reason), context)
    }

    private static func act(_ asked: ClaimAct, _ context: WriteContext) throws -> ClaimRecord {
        try ClaimLife(context: context).act(asked).showing(personal: context.may(.readPersonalData))
    }

    static func history(_ request: ShowClaimHistory, _ context: ReadContext) throws -> ShowClaimHistory.Reply {
        let record = try found(request.claim, context)
        let store = ClaimStore(context.reader)
        var steps = try store.steps(of: record.id)
        if steps.isEmpty, let clerk = try store.clerk(of: record.id) {
            steps = [ClaimStep(record.adjudication, number: 1, state: .received, at: record.receivedAt, by: clerk)]
        }
        return ShowClaimHistory.Reply(
            steps: steps, entries: try LedgerStore(context.reader).entries(of: record.id),
            due: try due(record, steps.last?.at, PolicyStore(context.reader).policy(known: context.known)))
    }

    private static func due(_ record: ClaimRecord, _ since: Instant?, _ policy: Policy) throws -> DueStep? {
        guard record.adjudication.outcome == .needsEvidence, let since else { return nil }
        return DeadlineRules.evidenceDue(from: since.vietnamDate, by: policy)
    }
}
