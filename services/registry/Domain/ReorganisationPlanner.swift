// Makes the plan of a reorganisation: what it would do, counted, what is wrong with it, and what it depends on.
// Pure: the same document on the same state gives the same plan and the same basis.

public import MessageSchema

/// A document looked over against the present state.
public struct ReorganisationProposal: Sendable {
    /// What hinders it; empty if it may be approved.
    public let errors: [Finding]
    public let plan: ReorganisationPlan
    /// What it depends on; its hash tells whether that has moved.
    public let basis: ReorganisationBasis
    /// What would be recorded.
    public let effects: ReorganisationEffects
    /// The units as they would be afterwards.
    public let after: UnitStructure

    /// Throws the refusal that lists every error.
    public func refuseErrors() throws(ReorganisationRejection) {
        guard errors.isEmpty else { throw .refused(errors) }
    }
}

/// Plans documents.
public enum ReorganisationPlanner {
    /// Checks, counts and compares.
    public static func propose(
        _ document: PlanReorganisation, in situation: ReorganisationSituation
    ) -> ReorganisationProposal {
        let effects = ReorganisationEffects(of: document)
        let after = situation.units.applying(effects)
        let findings = ReorganisationChecks(document: document, situation: situation, after: after).findings()
        let moving = posts(moving: document, in: situation, after: after)
        let plan = ReorganisationPlan(
            counts: counts(of: document, effects: effects, moving: moving),
            findings: findings.filter { $0.severity == .warning },
            access: access(of: document, before: situation.units, after: after))
        return ReorganisationProposal(
            errors: findings.filter { $0.severity == .error }, plan: plan,
            basis: ReorganisationBasis(document, units: situation.units, moving: moving), effects: effects,
            after: after)
    }

    /// The posts whose unit resolves to another one afterwards, by identifier.
    private static func posts(
        moving document: PlanReorganisation, in situation: ReorganisationSituation, after: UnitStructure
    ) -> [Post] {
        var (present, planned) = (PrimaryLookup(situation.units), PrimaryLookup(after))
        return situation.posts
            .filter { post in
                guard post.isHeld(onOrAfter: document.effective) else { return false }
                let date = max(document.effective, post.from)
                return present.primary(of: post.unit, on: date) != planned.primary(of: post.unit, on: date)
            }
            .sorted { $0.id < $1.id }
    }

    private static func counts(
        of document: PlanReorganisation, effects: ReorganisationEffects, moving: [Post]
    ) -> ReorganisationPlan.Counts {
        let steps = Dictionary(grouping: document.steps, by: \.kind)
        return ReorganisationPlan.Counts(
            established: effects.established.count,
            merged: (steps[.merge] ?? []).reduce(0) { $0 + ($1.from?.count ?? 0) },
            split: steps[.split]?.count ?? 0, renamed: effects.renamed.count, moved: effects.moved.count,
            dissolved: steps[.dissolve]?.count ?? 0, posts: moving.count,
            persons: Set(moving.map(\.staff)).count,
            fullTimePercent: moving.reduce(0) { $0 + $1.fullTime.value })
    }

    /// The scopes whose number of units changes: among the units mentioned and all that stand above them.
    private static func access(
        of document: PlanReorganisation, before: UnitStructure, after: UnitStructure
    ) -> [ReorganisationPlan.AccessDifference] {
        let day = document.effective
        let sizes = (before: SubtreeSizes(of: before, on: day), after: SubtreeSizes(of: after, on: day))
        let scopes = document.mentioned.reduce(into: Set<UnitCode>()) { scopes, code in
            scopes.formUnion(before.ancestry(of: code, on: day))
            scopes.formUnion(after.ancestry(of: code, on: day))
        }
        return scopes.sorted().compactMap { scope in
            let (old, new) = (sizes.before[scope], sizes.after[scope])
            return old == new ? nil : .init(scope: scope, before: old, after: new)
        }
    }
}
