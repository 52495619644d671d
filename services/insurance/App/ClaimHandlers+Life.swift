// The methods about what becomes of a claim after its intake.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

extension ClaimHandlers {
    static func review(_ request: ReviewClaim, _ context: WriteContext) throws -> ClaimRecord {
        let ruling: Ruling = request.decision == .pay ? .pays : .refuses
        return try ClaimLife(context: context).decide(
            ClaimRuling(claim: request.claim, ruling: ruling, reason: request.reason, quotes: request.quotes)
        ).showing(personal: context.may(.readPersonalData))
    }

    static func recall(_ request: RecallClaim, _ context: WriteContext) throws -> ClaimRecord {
        try ClaimLife(context: context).decide(
            ClaimRuling(claim: request.claim, ruling: .recalls, reason: request.reason)
        ).showing(personal: context.may(.readPersonalData))
    }

    static func history(_ request: ShowClaimHistory, _ context: ReadContext) throws -> ShowClaimHistory.Reply {
        let record = try found(request.claim, context)
        let store = ClaimStore(context.reader)
        var steps = try store.steps(of: record.id)
        if steps.isEmpty, let clerk = try store.clerk(of: record.id) {
            steps = [ClaimStep(record.adjudication, number: 1, state: .received, at: record.receivedAt, by: clerk)]
        }
        return ShowClaimHistory.Reply(steps: steps, entries: try LedgerStore(context.reader).entries(of: record.id))
    }
}
