// Deciding a claim anew, in the one write: the earlier posting is reversed, the claim is decided again from the facts
// of its earlier decision with a person's ruling, or from another document, posted, counted and told of. What was
// decided before stays readable. Later claims of the person stand as they were decided.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import WireJSON

/// What a person does to a claim.
enum ClaimDeed {
    case rules(Ruling, refused: [LineRefusal] = [])
    case corrects(SubmitClaim)
    case appeals
}

/// What a person does to a claim, and why.
struct ClaimAct {
    var claim: ClaimID
    var deed: ClaimDeed
    var reason: PlainText
    /// The number of the decision that was seen; nil where it does not matter.
    var quotes: Int?
}

struct ClaimLife {
    let context: WriteContext
    var store: ClaimStore { ClaimStore(context.writer) }

    /// Does to a claim what is asked. From outside the caller's scope it looks as if there were no such claim.
    func act(_ asked: ClaimAct) throws -> ClaimRecord {
        let found = try found(asked.claim)
        try admit(asked, found)
        switch asked.deed {
        case .rules(let ruling, let refused):
            return try finish(asked, found, found.record, try ruled(ruling, refused, found))
        case .corrects(let document):
            return try correct(asked, found, document)
        case .appeals:
            return try appeal(asked, found)
        }
    }

    private func correct(_ asked: ClaimAct, _ found: DecidedClaim, _ document: SubmitClaim) throws -> ClaimRecord {
        let next = try redecided(document, found)
        var record = found.record
        record.take(document.claim)
        try store.keepEarlier(found.record, number: found.last.number, context.writer)
        let corrected = try finish(asked, found, record, next)
        try ClaimStore.replace(corrected, try HandedClaim(document), context.writer)
        return corrected
    }

    // Nothing is decided and nothing posted: the decision stands again under another number, which the answer quotes.
    private func appeal(_ asked: ClaimAct, _ found: DecidedClaim) throws -> ClaimRecord {
        var record = found.record
        (record.state, record.decision) = (.appealed, Int(found.last.number) + 1)
        let sequence = try tell(record, asked)
        let trace = try store.trace(of: record.id)
        let next = NextDecision(
            adjudication: record.adjudication, trace: trace, record: found.last.record, person: found.last.person,
            arrivedDay: found.last.arrivedDay)
        try keep(next, asked, found.last, sequence)
        try keepHistory(record, trace, asked, found)
        return record
    }

    private func finish(
        _ asked: ClaimAct, _ found: DecidedClaim, _ claim: ClaimRecord, _ decided: NextDecision
    ) throws -> ClaimRecord {
        var next = claim
        next.adjudication = decided.adjudication
        next.state = asked.state
        next.decision = Int(found.last.number) + 1
        let sides = LedgerRules.sides(facility: next.facility, adjudication: decided.adjudication)
        next.posting = sides.isEmpty ? nil : context.newIdentifier(PostingID.self)
        let sequence = try tell(next, asked)
        var decided = decided
        if let (number, counts) = decided.newcomer {
            try DecisionStore.register(number, as: sequence, context.writer)
            decided.person = sequence
            decided.counts.append((sequence, counts))
        }
        try keep(decided, asked, found.last, sequence)
        try keepHistory(next, decided.trace, asked, found)
        try reverse(found.record)
        try post(next, sides)
        try ClaimStore.show(next, decided.trace, context.writer)
        for (person, sums) in decided.counts {
            try YearCountStore.replace(sums, of: person, sequence, context.writer)
        }
        if next.adjudication.outcome == .needsEvidence { try ClaimIntake(context: context).tellDue(next) }
        return next
    }

    private func found(_ id: ClaimID) throws -> DecidedClaim {
        guard let record = try store.find(id), let clerk = try store.clerk(of: id) else {
            throw ClaimRejection.notFound(id)
        }
        do { try context.authorise(record.facility) } catch is UnknownUnit { throw ClaimRejection.notFound(id) }
        if record.state == .recalled { throw ClaimRejection.recalled(id) }
        guard let last = try DecisionStore(context.writer).last(of: id) else {
            throw ClaimRejection.decisionNotKept(id)
        }
        return DecidedClaim(record: record, clerk: clerk, last: last)
    }

    private func admit(_ asked: ClaimAct, _ found: DecidedClaim) throws {
        let claim = found.record.id
        if let quotes = asked.quotes, quotes != Int(found.last.number) {
            throw ClaimRejection.stale(claim, current: Int(found.last.number), given: quotes)
        }
        switch asked.deed {
        case .rules(.recalls, _), .corrects: return
        case .appeals:
            if found.record.state == .appealed { throw ClaimRejection.underAppeal(claim) }
        case .rules:
            let person = try PlainText(context.principal.name)
            if found.clerk == person { throw ClaimRejection.samePerson(claim, person) }
            guard found.record.state == .appealed, try store.hasReviewed(person, claim) else { return }
            throw ClaimRejection.samePerson(claim, person, hasDecided: true)
        }
    }

    private func tell(_ record: ClaimRecord, _ asked: ClaimAct) throws -> Int64 {
        let (claim, facility, number) = (record.id, record.facility, record.decision ?? 1)
        let decided = record.adjudication
        let reason: JSONValue = ["reason": .string(asked.reason.text)]
        switch asked.deed {
        case .rules(.recalls, _):
            return try context.append(
                ClaimRecalled(claim: claim, facility: facility, number: number), subject: claim, personal: reason)
        case .rules:
            return try context.append(
                ClaimReviewed(
                    claim: claim, facility: facility, number: number, outcome: decided.outcome,
                    fund: decided.fundPays, copayment: decided.totals.copayment),
                subject: claim, personal: reason)
        case .corrects(let document):
            let patient = try WireJSON.decode(JSONValue.self, from: WireJSON.encode(document.claim.patient))
            return try context.append(
                ClaimCorrected(
                    claim: claim, facility: facility, number: number, outcome: decided.outcome,
                    fund: decided.fundPays, copayment: decided.totals.copayment),
                subject: claim, personal: ["reason": .string(asked.reason.text), "patient": patient])
        case .appeals:
            return try context.append(
                ClaimAppealed(claim: claim, facility: facility, number: number), subject: claim, personal: reason)
        }
    }

    private func keep(
        _ next: NextDecision, _ asked: ClaimAct, _ last: StoredDecision, _ sequence: Int64
    ) throws {
        try DecisionStore.insert(
            StoredDecision(
                claim: last.claim, number: last.number + 1, sequence: sequence, reason: asked.decisionReason,
                person: next.person, arrivedDay: next.arrivedDay, record: next.record),
            context.writer)
    }

    // With its second decision a claim has a history, which begins with the first.
    private func keepHistory(
        _ next: ClaimRecord, _ trace: [TraceStep], _ asked: ClaimAct, _ found: DecidedClaim
    ) throws {
        let (record, claim) = (found.record, found.last.claim)
        if record.state == nil {
            let step = ClaimStep(
                record.adjudication, number: 1, state: .received, at: record.receivedAt, by: found.clerk)
            try ClaimStore.insert(
                StoredAct(
                    claim: claim, step: step, adjudication: record.adjudication, trace: try store.trace(of: record.id)),
                context.writer)
        }
        let step = ClaimStep(
            next.adjudication, number: next.decision ?? 1, state: asked.state, at: context.now,
            by: try PlainText(context.principal.name), reason: asked.reason)
        try ClaimStore.insert(
            StoredAct(claim: claim, step: step, adjudication: next.adjudication, trace: trace), context.writer)
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

extension ClaimAct {
    /// Where it leaves the claim.
    var state: ClaimState {
        switch deed {
        case .rules(.recalls, _): .recalled
        case .rules: .reviewed
        case .corrects: .corrected
        case .appeals: .appealed
        }
    }

    var decisionReason: DecisionReason {
        switch deed {
        case .rules(.recalls, _): .recall
        case .rules: .review
        case .corrects: .correction
        case .appeals: .appeal
        }
    }
}

extension ClaimRecord {
    /// Shows what another document says.
    fileprivate mutating func take(_ claim: Claim) {
        (routing, form, card) = (claim.routing, claim.form, claim.cards.first?.card)
        (arrivedAt, leftAt, month, patient) = (claim.arrivedAt, claim.leftAt, claim.month, claim.patient)
    }
}
