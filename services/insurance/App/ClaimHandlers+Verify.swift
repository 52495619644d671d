// The method that decides a claim again from what was kept of it.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage

extension ClaimHandlers {
    static func verify(_ request: VerifyClaim, _ context: ReadContext) throws -> VerifyClaim.Reply {
        let record = try found(request.claim, context)
        guard let decision = try DecisionStore(context.reader).last(of: record.id) else {
            throw ClaimRejection.decisionNotKept(record.id)
        }
        let kept = decision.record
        let adjudication = record.adjudication
        return VerifyClaim.Reply(
            checks: kept.checks(
                by: try PolicyStore(context.reader).policy(version: kept.policyVersion),
                total: adjudication.totals.total, fund: adjudication.fundPays),
            number: Int(decision.number), policyVersion: kept.policyVersion,
            facts: Digest.hexadecimal(Digest.sha256(kept.facts)),
            result: Digest.hexadecimal(Digest.sha256(kept.result)))
    }
}
