// The methods about policy: propose, publish as somebody else, look. An act binds the whole sector: who may act in one
// subtree only neither proposes nor publishes.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import WireJSON

enum PolicyHandlers {
    static func propose(_ request: ProposePolicy, _ context: WriteContext) throws -> PolicyRecord {
        try context.authoriseEverything()
        let store = PolicyStore(context.writer)
        let record = try PolicyRules.propose(
            request, hash: hash(of: request.policy), by: PlainText(context.principal.name),
            known: store.find(request.act), published: store.published())
        let sequence = try context.append(
            PolicyProposed(act: record.act.act, hash: record.hash), subject: record.act.act)
        try PolicyStore.put(record, sequence, context.writer)
        return record
    }

    static func publish(_ request: PublishPolicy, _ context: WriteContext) throws -> PolicyRecord {
        try context.authoriseEverything()
        let store = PolicyStore(context.writer)
        let version = try store.version() + 1
        let record = try PolicyRules.publish(
            request, by: PlainText(context.principal.name), known: store.find(request.act),
            published: store.published(), version: version)
        let sequence = try context.append(
            PolicyPublished(act: request.act, hash: record.hash, version: version), subject: request.act)
        try PolicyStore.publish(record, sequence, context.writer)
        return record
    }

    static func show(_ request: ShowPolicy, _ context: ReadContext) throws -> PolicyRecord {
        guard let record = try PolicyStore(context.reader).find(request.act) else {
            throw PolicyRejection.notFound(request.act)
        }
        return record
    }

    static func list(_ request: ListPolicies, _ context: ReadContext) throws -> Page<PolicyEntry> {
        let limit = try Paging.limit(request.limit)
        let entries = try PolicyStore(context.reader).list(
            request.state, after: PolicyStore.Place(Paging.after(request.cursor)), count: limit + 1)
        return Paging.page(entries, limit: limit, key: PolicyStore.Place.cursor)
    }

    static func lint(_ request: LintPolicy, _ context: ReadContext) throws -> PolicyLintReport {
        let published = try PolicyStore(context.reader).published()
        return PolicyLintReport(
            act: request.policy.act, findings: PolicyLint.findings(of: request.policy, beside: published))
    }

    static func diff(_ request: DiffPolicy, _ context: ReadContext) throws -> PolicyDiffReport {
        let published = try PolicyStore(context.reader).published()
        return PolicyDiffReport(
            act: request.policy.act, changes: PolicyDiff.changes(by: request.policy, beside: published))
    }

    /// SHA-256 of the act as it is kept, hexadecimal.
    private static func hash(of act: PolicyAct) throws -> String {
        Digest.hexadecimal(Digest.sha256(try WireJSON.encode(act)))
    }
}
