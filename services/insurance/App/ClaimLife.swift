// Deciding a claim anew, in the one write: the earlier posting is reversed, the claim is decided again from the facts
// of its earlier decision with a person's ruling, posted, counted and told of. What was decided before stays readable.
// Later claims of the person stand as they were decided.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import WireJSON

/// A person's ruling over a claim, and why.
struct ClaimRuling {
    var claim: ClaimID
    var ruling: Ruling
    var reason: PlainText
    /// The number of the decision that was seen; nil where it does not matter.
    var quotes: Int?
}

struct ClaimLife {
    let context: WriteContext

    /// Decides a claim anew. From outside the caller's scope it looks as if there were no such claim.
    func decide(_ asked: ClaimRuling) throws -> ClaimRecord {
        let store = ClaimStore(context.writer)
        let (record, clerk) = try found(asked.claim, store)
        if record.state == .recalled { throw ClaimRejection.recalled(record.id) }
        guard let last = try DecisionStore(context.writer).last(of: record.id) else {
            throw ClaimRejection.decisionNotKept(record.id)
        }
        try admit(asked, record, clerk, last)
        let (decision, others) = try ruled(asked, record, last, store)
        var next = record
        next.adjudication = decision.adjudication
        next.state = asked.state
        next.decision = Int(last.number) + 1
        let sides = LedgerRules.sides(facility: record.facility, adjudication: decision.adjudication)
        next.posting = sides.isEmpty ? nil : context.newIdentifier(PostingID.self)
        let sequence = try tell(next, asked)
        try keep(last, asked, decision, sequence)
        try keepHistory(record, next, asked, decision, clerk, last.claim)
        try reverse(record)
        try post(next, sides)
        try ClaimStore.show(next, decision.trace, context.writer)
        if let person = last.person {
            try YearCountStore.replace(others.adding(decision.counted), of: person, sequence, context.writer)
        }
        return next
    }

    private func found(_ id: ClaimID, _ store: ClaimStore) throws -> (record: ClaimRecord, clerk: PlainText) {
        guard let record = try store.find(id), let clerk = try store.clerk(of: id) else {
            throw ClaimRejection.notFound(id)
        }
        do { try context.authorise(record.facility) } catch is UnknownUnit { throw ClaimRejection.notFound(id) }
        return (record, clerk)
    }

    private func admit(
        _ asked: ClaimRuling, _ record: ClaimRecord, _ clerk: PlainText, _ last: StoredDecision
    ) throws {
        if let quotes = asked.quotes, quotes != Int(last.number) {
            throw ClaimRejection.stale(record.id, current: Int(last.number), given: quotes)
        }
        guard asked.ruling != .recalls, clerk.text == context.principal.name else { return }
        throw ClaimRejection.samePerson(record.id, clerk)
    }

    /// The claim decided by the policy of its last decision, and what the person's other claims count.
    private func ruled(
        _ asked: ClaimRuling, _ record: ClaimRecord, _ last: StoredDecision, _ store: ClaimStore
    ) throws -> (Decision, others: [CountedCopayment]) {
        let policy = try PolicyStore(context.writer).policy(version: last.record.policyVersion)
        guard let others = try others(than: last), let policy else { throw ClaimRejection.decisionNotKept(record.id) }
        let years = record.arrivedAt.date.civil.year...record.leftAt.date.civil.year
        let handedIn = try store.handedIn(record)
        let claimCase = ClaimCase(
            claim: handedIn.claim, context: handedIn.context ?? ClaimContext(),
            counted: others.filter { years.contains($0.year) })
        let decision = try Adjudicator.decideAgain(claimCase, from: last.record, as: asked.ruling, by: policy)
        guard let decision else { throw ClaimRejection.decisionNotKept(record.id) }
        let pays = [.accepted, .corrected].contains(decision.adjudication.outcome)
        if asked.ruling == .pays, !pays { throw ClaimRejection.notPayable(record.id) }
        return (decision, others)
    }

    private func others(than last: StoredDecision) throws -> [CountedCopayment]? {
        guard let person = last.person else { return [] }
        return try DecisionStore(context.writer).counted(of: person, except: last.claim)
    }

    private func tell(_ record: ClaimRecord, _ asked: ClaimRuling) throws -> Int64 {
        let number = record.decision ?? 1
        guard asked.ruling != .recalls else {
            return try context.append(
                ClaimRecalled(claim: record.id, facility: record.facility, number: number), subject: record.id,
                personal: ["reason": .string(asked.reason.text)])
        }
        let decided = record.adjudication
        return try context.append(
            ClaimReviewed(
                claim: record.id, facility: record.facility, number: number, outcome: decided.outcome,
                fund: decided.fundPays, copayment: decided.totals.copayment),
            subject: record.id, personal: ["reason": .string(asked.reason.text)])
    }

    private func keep(
        _ last: StoredDecision, _ asked: ClaimRuling, _ decision: Decision, _ sequence: Int64
    ) throws {
        try DecisionStore.insert(
            StoredDecision(
                claim: last.claim, number: last.number + 1, sequence: sequence,
                reason: asked.ruling == .recalls ? .recall : .review, person: last.person,
                arrivedDay: last.arrivedDay, record: decision.record),
            context.writer)
    }

    // With its second decision a claim has a history, which begins with the first.
    private func keepHistory(
        _ record: ClaimRecord, _ next: ClaimRecord, _ asked: ClaimRuling, _ decision: Decision, _ clerk: PlainText,
        _ claim: Int64
    ) throws {
        if record.state == nil {
            let step = ClaimStep(record.adjudication, number: 1, state: .received, at: record.receivedAt, by: clerk)
            let trace = try ClaimStore(context.writer).trace(of: record.id)
            try ClaimStore.insert(
                StoredAct(claim: claim, step: step, adjudication: record.adjudication, trace: trace), context.writer)
        }
        let step = ClaimStep(
            next.adjudication, number: next.decision ?? 1, state: asked.state, at: context.now,
            by: try PlainText(context.principal.name), reason: asked.reason)
        try ClaimStore.insert(
            StoredAct(claim: claim, step: step, adjudication: next.adjudication, trace: decision.trace),
            context.writer)
    }

    // A month that is settled is never rewritten: what is made today is of the month of today.
    private func reverse(_ record: ClaimRecord) throws {
        guard let posting = record.posting else { return }
        let sides = try LedgerStore(context.writer).sides(of: posting)
        try enter(
            LedgerPosted(
                posting: context.newIdentifier(PostingID.self), claim: record.id,
                month: Month(containing: context.today), sides: LedgerRules.reversed(sides), reverses: posting))
    }

    private func post(_ record: ClaimRecord, _ sides: [LedgerPosted.Side]) throws {
        guard let posting = record.posting else { return }
        try enter(
            LedgerPosted(
                posting: posting, claim: record.id, month: Month(containing: context.today), sides: sides))
    }

    private func enter(_ entry: LedgerPosted) throws {
        let sequence = try context.append(entry, subject: entry.posting)
        try LedgerStore.insertFurther(entry, at: context.now, sequence, context.writer)
    }
}

extension ClaimRuling {
    /// Where it leaves the claim.
    var state: ClaimState { ruling == .recalls ? .recalled : .reviewed }
}
