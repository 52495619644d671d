// Proposing and publishing acts of policy: two persons, a hash between them, and nothing published is ever edited.

public import MessageSchema

/// The rules about acts of policy.
public enum PolicyRules {
    /// The record of a proposal. `hash` is that of the act as proposed; `known` is what stands under its number;
    /// `published` are the acts that count, in order of publication. Refused while the check has an error.
    public static func propose(
        _ request: ProposePolicy, hash: String, by principal: PlainText, known: PolicyRecord?, published: [PolicyAct]
    ) throws(PolicyRejection) -> PolicyRecord {
        let act = request.policy
        guard known == nil || known?.state == .proposed else { throw .alreadyPublished(act.act) }
        let findings = PolicyCheck.findings(of: act, beside: published)
        guard findings.errors.isEmpty else { throw .unsound(act.act, findings) }
        return PolicyRecord(act: act, state: .proposed, hash: hash, proposedBy: principal, findings: findings)
    }

    /// The published acts with a draft on top, which stands in the place of one with its number. Refused while the
    /// check has an error, as a proposal of it would be.
    public static func acts(
        _ published: [PolicyAct], withDraft act: PolicyAct
    ) throws(PolicyRejection) -> [PolicyAct] {
        let findings = PolicyCheck.findings(of: act, beside: published)
        guard findings.errors.isEmpty else { throw .unsound(act.act, findings) }
        return Policy.acts(published, with: act)
    }

    /// The record of the published act; `version` is the one that it makes. The check runs again, since other acts
    /// may have been published since the proposal.
    public static func publish(
        _ request: PublishPolicy, by principal: PlainText, known: PolicyRecord?, published: [PolicyAct], version: Int
    ) throws(PolicyRejection) -> PolicyRecord {
        guard var record = known else { throw .notFound(request.act) }
        guard record.state == .proposed else { throw .alreadyPublished(request.act) }
        guard record.hash == request.hash else {
            throw .stale(request.act, current: record.hash, given: request.hash)
        }
        guard record.proposedBy != principal else { throw .samePerson(request.act, principal) }
        let findings = PolicyCheck.findings(of: record.act, beside: published)
        guard findings.errors.isEmpty else { throw .unsound(request.act, findings) }
        record.state = .published
        record.publishedBy = principal
        record.version = version
        record.findings = findings
        return record
    }
}
