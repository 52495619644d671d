// The published policy with a draft laid on top, kept between the pages of a replay.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import WireJSON

/// A draft beside the policy that is published, both known at a sequence.
struct DraftPolicy {
    let draft: Policy
    let published: Policy
}

extension PolicyStore {
    /// The policy with a draft and without. Refused while the check of a proposal would find an error.
    func draft(_ act: PolicyAct, known: Int64) throws -> DraftPolicy {
        let acts = try PolicyRules.acts(published(known: known), withDraft: act)
        let rows = try reader.all(
            "SELECT act, hash FROM policy_act WHERE \(Self.counting) ORDER BY version", [.integer(known)])
        let hash = Digest.hexadecimal(Digest.sha256(try WireJSON.encode(act)))
        let key = PolicyCache.Key(
            version: try version(known: known), acts: try rows.map { try $0.text("act") } + [act.act.text],
            hashes: try rows.map { try $0.text("hash") } + [hash])
        let draft = PolicyCache.shared.policy(key) { Policy(version: key.version, acts: acts) }
        return DraftPolicy(draft: draft, published: try policy(known: known))
    }
}
