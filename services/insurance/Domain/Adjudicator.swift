// Decides claims: policy, member's facts, claim and context in; lines, totals and trace out. Nothing else is asked.
// The rules stand in a list, each reads what those before it found. A rule that comes later has its place marked there.

internal import MessageSchema

/// Decides claims by the published policy.
public enum Adjudicator {
    /// Decides a claim. Refuses one that contradicts itself or passes what the format can hold, that no card covers,
    /// or for which the policy lacks a row.
    public static func decide(_ claimCase: ClaimCase, by policy: Policy) throws(ClaimRejection) -> Decision {
        let errors = ClaimCheck.findings(in: claimCase).errors
        guard errors.isEmpty else { throw .malformed(claimCase.claim.key, errors) }
        var state = AdjudicationState(claimCase, by: policy)
        for rule in rules where !state.isOver { try rule.apply(&state) }
        return decision(state)
    }

    static let rules: [any AdjudicationRule.Type] = [
        DecidingDayRule.self,
        BaseSalaryRule.self,
        VisitSettingRule.self,
        RoutingRule.self,
        CoverageRule.self,
        CardLevelRule.self,
        WarWoundRule.self,
        RoutingLevelRule.self,
        ExaminationRule.self,
        // Here: a facility's donor, who pays off the price before anything is in scope.
        LineRule.self,
        SmallCostRule.self,
        // Here: the ceiling for the supplies of one use of a technique, by order time, table and number.
        ShareRule.self,
        // Here: the exemption after five years, which turns co-payment into the fund's share by order time; then
        // personal and ARV donors, who take over what is left to the patient first.
        TotalRule.self,
        // Guards stand for the rules that are not written yet; each goes when its rule comes.
        DonorGuard.self,
        SupplyGuard.self,
        FiveYearsGuard.self,
        TreatmentDayRule.self,
        ComparisonRule.self,
    ]

    private static func decision(_ state: AdjudicationState) -> Decision {
        let outcome: ClaimOutcome =
            if state.isRefused { .refused } else if state.needsEvidence { .needsEvidence } else if state.differs {
                .corrected
            } else { .accepted }
        return Decision(
            adjudication: Adjudication(
                outcome: outcome, policyVersion: state.policy.version, decidingDate: state.day,
                lines: state.lines.map(\.decided), totals: state.totals, treatmentDays: state.treatmentDays,
                findings: state.findings),
            trace: state.trace)
    }
}

/// One rule: it reads what those before it found, extends it, and notes what it did.
protocol AdjudicationRule: Sendable, SendableMetatype {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection)
}
