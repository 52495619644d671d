// The methods of reorganisations: plan, look, approve, take back, verify.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit
internal import Storage
internal import WireJSON

enum ReorganisationHandlers {
    static func plan(_ request: PlanReorganisation, _ context: WriteContext) throws -> Reorganisation {
        try authorise(request, context)
        let proposal = try propose(request, context)
        try proposal.refuseErrors()
        let planned = Reorganisation(
            id: context.newIdentifier(ReorganisationID.self), state: .planned, title: request.title,
            document: request.document, effective: request.effective, steps: request.steps, plan: proposal.plan,
            hash: try hash(of: proposal.basis), plannedBy: context.principal.name)
        let event = ReorganisationPlanned(
            reorganisation: planned.id, document: planned.document, effective: planned.effective,
            hash: planned.hash)
        let sequence = try context.append(event, subject: planned.id)
        try ReorganisationStore.insert(planned, sequence: sequence, in: context.writer)
        return planned
    }

    static func show(_ request: ShowReorganisation, _ context: ReadContext) throws -> Reorganisation {
        try find(request.reorganisation, context.reader)
    }

    static func list(_ request: ListReorganisations, _ context: ReadContext) throws -> Page<Reorganisation> {
        let limit = try Paging.limit(request.limit)
        let found = try ReorganisationStore(context.reader).list(
            request.state, before: Paging.after(request.cursor).flatMap { Int64($0) }, count: limit + 1)
        let page = Paging.page(found.map(Placed.init), limit: limit) { String($0.place) }
        return Page(items: page.items.map(\.reorganisation), nextCursor: page.nextCursor)
    }

    /// A reorganisation with its place in the order of planning.
    private struct Placed: Codable, Hashable {
        var place: Int64
        var reorganisation: Reorganisation
    }

    static func approve(_ request: ApproveReorganisation, _ context: WriteContext) throws -> Reorganisation {
        var planned = try authorised(request.reorganisation, context)
        let proposal = try propose(planned.request, context)
        try ReorganisationRules.approve(
            planned, by: context.principal.name, hash: request.hash,
            present: (hash(of: proposal.basis), proposal.errors))
        let first = try context.writer.head().sequence + 1
        try record(proposal.effects, context)
        let event = ReorganisationApproved(
            reorganisation: planned.id, effective: planned.effective, firstSequence: first)
        let last = try context.append(event, subject: planned.id)
        try ReorganisationStore.approve(
            planned.id, by: context.principal.name, first: first, last: last, in: context.writer)
        planned.state = .approved
        planned.approvedBy = context.principal.name
        return planned
    }

    static func undo(_ request: UndoReorganisation, _ context: WriteContext) throws -> Reorganisation {
        var approved = try authorised(request.reorganisation, context)
        try ReorganisationRules.undo(
            approved, today: context.today, units: context.units(),
            users: users(of: approved.request.founded, context))
        guard let sequences = try ReorganisationStore(context.writer).sequences(of: approved.id) else {
            preconditionFailure("the approved reorganisation \(approved.id) has no sequences")
        }
        try withdraw(
            ReorganisationUndone(
                reorganisation: approved.id, reason: request.reason, firstSequence: sequences.first,
                lastSequence: sequences.last), context)
        try ReorganisationStore.undo(approved.id, in: context.writer)
        approved.state = .undone
        return approved
    }

    static func verify(_ request: VerifyReorganisation, _ context: ReadContext) throws -> Verification {
        let found = try find(request.reorganisation, context.reader)
        try ReorganisationRules.verify(found)
        let store = PostStore(context.reader)
        let verification = ReorganisationVerification(
            of: found.request, units: context.units,
            posts: try store.held(around: found.effective.advanced(by: -1), known: context.known),
            doubled: try store.staffWithTwoMains(known: context.known))
        return Verification(checks: verification.checks())
    }
}

extension ReorganisationHandlers {
    private static func find(_ id: ReorganisationID, _ reader: Reader) throws -> Reorganisation {
        guard let found = try ReorganisationStore(reader).find(id) else {
            throw ReorganisationRejection.notFound(id)
        }
        return found
    }

    /// A reorganisation all of whose units lie in the caller's scope; one outside looks as if there were none.
    private static func authorised(_ id: ReorganisationID, _ context: WriteContext) throws -> Reorganisation {
        let found = try find(id, context.writer)
        do { try authorise(found.request, context) } catch is UnknownUnit { throw ReorganisationRejection.notFound(id) }
        return found
    }

    /// Every unit that is mentioned, but those that the document founds. What does not exist is the checks' to find for
    /// a caller without scope alone; to others it looks like what lies out of scope. They found no roots.
    private static func authorise(_ document: PlanReorganisation, _ context: WriteContext) throws {
        let foundsRoot = document.steps.contains { $0.kind == .establish && $0.parent == nil }
        guard context.principal.scope != nil, !foundsRoot else { return try context.authoriseEverything() }
        let units = try context.units()
        let founded = document.founded.filter { !units.isKnown($0) }
        for unit in document.mentioned.subtracting(founded).sorted() { try context.authorise(unit) }
    }

    private static func propose(
        _ document: PlanReorganisation, _ context: WriteContext
    ) throws -> ReorganisationProposal {
        let units = try context.units()
        let codes = ReorganisationSituation.codes(of: document, in: units)
        let situation = ReorganisationSituation(
            today: context.today, units: units,
            posts: try PostStore(context.writer).standing(at: codes, onOrAfter: document.effective),
            pending: try ReorganisationStore(context.writer).pending(after: context.today))
        return ReorganisationPlanner.propose(document, in: situation)
    }

    private static func hash(of basis: ReorganisationBasis) throws -> String {
        Digest.hexadecimal(Digest.sha256(try WireJSON.encode(basis)))
    }

    private static func record(_ effects: ReorganisationEffects, _ context: WriteContext) throws {
        for event in effects.established { try context.append(event, subject: event.code) }
        for event in effects.renamed { try context.append(event, subject: event.code) }
        for event in effects.moved { try context.append(event, subject: event.code) }
        for event in effects.lineage { try context.append(event, subject: event.row.predecessor) }
        for event in effects.dissolved { try context.append(event, subject: event.code) }
    }

    /// What is kept at units that would never have been, for people.
    private static func users(of founded: Set<UnitCode>, _ context: WriteContext) throws -> [String] {
        let (posts, staff) = (PostStore(context.writer), StaffMemberStore(context.writer))
        return try founded.sorted().flatMap { unit in
            [
                try posts.first(at: unit).map { "post \($0) stands at \(unit)" },
                try staff.firstFile(keptBy: unit).map { "\(unit) keeps the file \($0)" },
            ].compactMap { $0 }
        }
    }

    /// Takes the units' events back; the unit tables refuse if a later change stands on one of them.
    private static func withdraw(_ event: ReorganisationUndone, _ context: WriteContext) throws {
        do {
            try context.append(event, subject: event.reorganisation)
        } catch StorageError.changedSince {
            throw ReorganisationRejection.builtUpon(event.reorganisation, by: "a unit it changes was changed since")
        }
    }
}
