// Taking a claim in: decide it, keep it, post it, tell of it, all in the one write. The same for a claim handed in by
// itself and for one of an envelope.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import WireJSON

/// The desk where claims come in.
struct ClaimIntake {
    let context: WriteContext

    /// The claim that the facility handed in before under this key, and whether it is the very same.
    func known(_ handedIn: HandedClaim) throws -> (record: ClaimRecord, isSame: Bool)? {
        let claim = handedIn.claim
        guard let found = try ClaimStore(context.writer).find(claim.key, of: claim.facility) else { return nil }
        return (found.record, found.digest == handedIn.digest)
    }

    /// Decides a claim that is new and keeps what came of it. The facility is authorised already.
    func take(_ handedIn: HandedClaim) throws -> ClaimRecord {
        let claim = handedIn.claim
        let history = try history(of: claim)
        let policy = try PolicyStore(context.writer).policy()
        let decision = try Adjudicator.decide(
            ClaimCase(
                claim: claim, context: handedIn.request.context ?? ClaimContext(),
                member: try facts(of: claim, by: policy), counted: history.counted,
                sameDay: try ClaimStore(context.writer).sameServices(as: claim, of: history.person),
                earlierVisits: try ClaimStore(context.writer).earlierVisits(as: claim, of: history.person),
                listed: try CatalogueStore(context.writer).lines(of: claim)),
            by: policy)
        let sides = LedgerRules.sides(facility: claim.facility, adjudication: decision.adjudication)
        let record = ClaimRecord(
            claim, id: context.newIdentifier(ClaimID.self), at: context.now, decision.adjudication,
            posting: sides.isEmpty ? nil : context.newIdentifier(PostingID.self))
        let sequence = try context.append(ClaimAdjudicated(record), subject: record.id, personal: handedIn.patient)
        try ClaimStore.insert(
            StoredClaim(record: record, handedIn: handedIn, trace: decision.trace), sequence, context.writer)
        try keep(decision, of: claim, after: history, sequence)
        try post(record, sides)
        if decision.adjudication.outcome == .needsEvidence { try tellDue(record) }
        return record
    }

    /// Tells when evidence of a claim that waits is due, where the policy says it.
    func tellDue(_ record: ClaimRecord) throws {
        let due = DeadlineRules.evidenceDue(from: context.today, by: try PolicyStore(context.writer).policy())
        guard let due else { return }
        _ = try context.append(
            EvidenceDue(claim: record.id, facility: record.facility, dueOn: due.dueOn, act: due.act),
            subject: record.id)
    }

    private func post(_ record: ClaimRecord, _ sides: [LedgerPosted.Side]) throws {
        guard let posting = record.posting else { return }
        let entry = LedgerPosted(posting: posting, claim: record.id, month: record.month, sides: sides)
        let sequence = try context.append(entry, subject: posting)
        try LedgerStore.insert(entry, sequence, context.writer)
    }

    /// What is enrolled of the person of the claim's cards; nil for somebody who is not.
    func facts(of claim: Claim, by policy: Policy) throws -> MemberFacts? {
        try member(of: claim).map { MemberFacts($0, for: claim, by: policy) }
    }

    /// Who is enrolled under the number of the claim's cards.
    private func member(of claim: Claim) throws -> Member? {
        try claim.cards.first.flatMap { try MemberStore(context.writer).find($0.card.number) }
    }

}

/// The facility has handed in a claim with this key before; says which.
struct KnownClaim: Rejection {
    let key: ClaimKey
    let facility: FacilityCode
    let claim: ClaimID

    private var refusal: ClaimRejection { .duplicate(key, facility: facility) }
    var name: String { refusal.name }
    var message: String { refusal.message }
    var details: JSONValue? { ["claim": .string(claim.text)] }
}

extension ClaimRecord {
    /// A claim as it is taken in. Of several cards the first one is shown.
    fileprivate init(
        _ claim: Claim, id: ClaimID, at instant: Instant, _ adjudication: Adjudication, posting: PostingID?
    ) {
        self.init(
            id: id, key: claim.key, facility: claim.facility, receivedAt: instant, routing: claim.routing,
            form: claim.form, card: claim.cards.first?.card, arrivedAt: claim.arrivedAt, leftAt: claim.leftAt,
            month: claim.month, patient: claim.patient, adjudication: adjudication, posting: posting)
    }
}

extension ClaimAdjudicated {
    fileprivate init(_ record: ClaimRecord) {
        let totals = record.adjudication.totals
        self.init(
            claim: record.id, key: record.key, facility: record.facility, month: record.month,
            outcome: record.adjudication.outcome, policyVersion: record.adjudication.policyVersion,
            total: totals.total, fund: record.adjudication.fundPays, copayment: totals.copayment)
    }
}
