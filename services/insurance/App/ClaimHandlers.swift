// The methods that take a claim in and show claims.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum ClaimHandlers {
    static func submit(
        _ request: SubmitClaim, _ handedIn: HandedClaim, _ context: WriteContext
    ) throws -> ClaimRecord {
        let claim = request.claim
        try context.authorise(claim.facility)
        let intake = ClaimIntake(context: context)
        if let known = try intake.known(handedIn) {
            throw KnownClaim(key: claim.key, facility: claim.facility, claim: known.record.id)
        }
        return try intake.take(handedIn).showing(personal: context.may(.readPersonalData))
    }

    static func get(_ request: GetClaim, _ context: ReadContext) throws -> ClaimRecord {
        try found(request.claim, context).showing(personal: context.may(.readPersonalData))
    }

    static func explain(_ request: ExplainClaim, _ context: ReadContext) throws -> ExplainClaim.Reply {
        var record = try found(request.claim, context).showing(personal: context.may(.readPersonalData))
        let store = ClaimStore(context.reader)
        var trace = try store.trace(of: record.id)
        if let number = request.decision, number != record.decision ?? 1 {
            guard let earlier = try store.decision(number, of: record.id) else {
                throw ClaimRejection.noDecision(record.id, number)
            }
            (record.adjudication, trace, record.decision) = (earlier.adjudication, earlier.trace, number)
        }
        return ExplainClaim.Reply(
            record: record, trace: trace, outcomes: LineOutcomes.of(record.adjudication)
        ).narrowed(to: request.place)
    }

    static func list(_ request: ListClaims, _ context: ReadContext) throws -> Page<ClaimEntry> {
        let limit = try Paging.limit(request.limit)
        let filter = ClaimFilter(
            month: request.month, key: request.key, outcome: request.outcome,
            after: try Paging.after(request.cursor).flatMap { Int64($0) } ?? 0, count: limit + 1)
        let store = ClaimStore(context.reader)
        let found = try store.list(filter, of: try facilities(request, store, context))
        let page = Paging.page(found, limit: limit) { String($0.place) }
        return Page(items: page.items.map(\.entry), nextCursor: page.nextCursor)
    }

    /// The facilities whose claims are listed: the one asked for, those in the caller's scope, or all for nil.
    private static func facilities(
        _ request: ListClaims, _ store: ClaimStore, _ context: ReadContext
    ) throws -> [FacilityCode]? {
        if let facility = request.facility { return context.reaches(facility) ? [facility] : [] }
        guard context.principal.scope != nil else { return nil }
        return try store.facilities().filter(context.reaches)
    }

    /// A claim is seen from where its facility lies today; from anywhere else it looks as if there were no such claim.
    static func found(_ id: ClaimID, _ context: ReadContext) throws -> ClaimRecord {
        guard let record = try ClaimStore(context.reader).find(id) else { throw ClaimRejection.notFound(id) }
        do { try context.authorise(record.facility) } catch is UnknownUnit { throw ClaimRejection.notFound(id) }
        return record
    }
}

extension ExplainClaim.Reply {
    /// Only what was decided and applied at a place: of a line, or of the claim as a whole.
    fileprivate func narrowed(to place: String?) -> Self {
        guard let place else { return self }
        var reply = self
        reply.record.adjudication.lines.removeAll { "\($0.table.rawValue)/\($0.number)" != place }
        reply.record.adjudication.findings.removeAll { $0.place != place && !$0.place.hasPrefix(place + ".") }
        reply.trace.removeAll { ($0.place ?? Self.whole) != place }
        reply.outcomes?.removeAll { "\($0.table.rawValue)/\($0.number)" != place }
        return reply
    }

    /// The place of what was applied to the claim as a whole: the table of its summary.
    private static var whole: String { "XML1" }
}
