// Deciding a claim again: by a person's ruling over the facts of its last decision, or from another document.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage

/// A claim with what was decided of it last.
struct DecidedClaim {
    var record: ClaimRecord
    /// Who handed it in.
    var clerk: PlainText
    var last: StoredDecision
}

/// What is decided of a claim now.
struct NextDecision {
    var adjudication: Adjudication
    var trace: [TraceStep]
    var record: DecisionRecord
    var person: Int64?
    /// Somebody of whom no claim was taken in before.
    var newcomer: (number: InsuranceNumber, counts: [CountedCopayment])?
    var arrivedDay: CalendarDate
    /// The counts of the year of everybody whose counts change.
    var counts: [(person: Int64, sums: [CountedCopayment])] = []
}

extension ClaimLife {
    /// The claim decided by the policy of its last decision with a person's ruling.
    func ruled(
        _ ruling: Ruling, _ refusals: [LineRefusal], _ found: DecidedClaim
    ) throws -> NextDecision {
        let (record, last) = (found.record, found.last)
        let policy = try PolicyStore(context.writer).policy(version: last.record.policyVersion)
        guard let policy, let others = try others(than: last, of: last.person) else {
            throw ClaimRejection.decisionNotKept(record.id)
        }
        let handedIn = try store.handedIn(record)
        let refused = try ClaimLifeRules.refused(refusals, of: handedIn.claim, record.id, ruling)
        let decision = try Adjudicator.decideAgain(
            try claimCase(handedIn, counted: others, last.person, except: last.claim), from: last.record, as: ruling,
            without: refused, by: policy)
        guard let decision else { throw ClaimRejection.decisionNotKept(record.id) }
        let pays = [.accepted, .corrected].contains(decision.adjudication.outcome)
        if ruling == .pays, !pays { throw ClaimRejection.notPayable(record.id) }
        var next = NextDecision(
            adjudication: decision.adjudication, trace: decision.trace, record: decision.record, person: last.person,
            arrivedDay: last.arrivedDay)
        if let person = last.person { next.counts = [(person, others.adding(decision.counted))] }
        return next
    }

    /// The claim decided from another document, by what is known now.
    func redecided(_ document: SubmitClaim, _ found: DecidedClaim) throws -> NextDecision {
        try ClaimLifeRules.admit(document.claim, in: found.record)
        let intake = ClaimIntake(context: context)
        let history = try intake.history(of: document.claim)
        let (last, person) = (found.last, history.person)
        guard let left = try others(than: last, of: last.person), let others = try others(than: last, of: person)
        else { throw ClaimRejection.decisionNotKept(found.record.id) }
        var claimCase = try claimCase(document, counted: others, person, except: last.claim)
        let policy = try PolicyStore(context.writer).policy()
        claimCase.member = try intake.facts(of: document.claim, by: policy)
        let decision = try Adjudicator.decide(claimCase, by: policy)
        var next = NextDecision(
            adjudication: decision.adjudication, trace: decision.trace, record: decision.record, person: person,
            arrivedDay: document.claim.arrivedAt.date)
        if let earlier = last.person, earlier != person { next.counts.append((earlier, left)) }
        if let person { next.counts.append((person, others.adding(decision.counted))) }
        if person == nil, let number = history.number { next.newcomer = (number, decision.counted) }
        return next
    }

    private func claimCase(
        _ handedIn: SubmitClaim, counted: [CountedCopayment], _ person: Int64?, except claim: Int64
    ) throws -> ClaimCase {
        let years = handedIn.claim.years
        return ClaimCase(
            claim: handedIn.claim, context: handedIn.context ?? ClaimContext(),
            counted: counted.filter { years.contains($0.year) },
            sameDay: try store.sameServices(as: handedIn.claim, of: person, except: claim),
            earlierVisits: try store.earlierVisits(as: handedIn.claim, of: person, before: claim),
            listed: try CatalogueStore(context.writer).lines(of: handedIn.claim))
    }

    /// What the other claims of a person count.
    private func others(than last: StoredDecision, of person: Int64?) throws -> [CountedCopayment]? {
        guard let person else { return [] }
        return try DecisionStore(context.writer).counted(of: person, except: last.claim)
    }
}

extension Claim {
    /// The years of the visit.
    fileprivate var years: ClosedRange<Int> { arrivedAt.date.civil.year...leftAt.date.civil.year }
}
