// Decides claims: policy, member's facts, claim and context in; lines, totals and trace out. Nothing else is asked.
// What money depends on is decided by integers alone (Evaluation); here it gets its words, and is held against what
// the facility stated.

internal import MessageSchema

/// Decides claims by the published policy.
public enum Adjudicator {
    /// Decides a claim. Refuses one that contradicts itself or passes what the format can hold, that no card covers,
    /// or for which the policy lacks a row.
    public static func decide(_ claimCase: ClaimCase, by policy: Policy) throws(ClaimRejection) -> Decision {
        let errors = ClaimCheck.findings(in: claimCase).errors
        guard errors.isEmpty else { throw .malformed(claimCase.claim.key, errors) }
        return try decide(claimCase, ClaimFacts(claimCase), by: policy)
    }

    /// Decides a claim again from the facts of an earlier decision, with a person's ruling, the lines that were taken
    /// out, and what is counted of the year beside it; the case gives words only. Nil if the facts cannot be read.
    public static func decideAgain(
        _ claimCase: ClaimCase, from record: DecisionRecord, as ruling: Ruling, without refused: [LineRuling],
        by policy: Policy
    ) throws(ClaimRejection) -> Decision? {
        guard var facts = record.readFacts().facts else { return nil }
        facts.ruling = ruling
        facts.refused = refused.sorted { $0.line < $1.line }
        facts.history = claimCase.counted.map(CountedWork.init)
        facts.earlierVisits = claimCase.earlierVisits
        return try decide(claimCase, facts, by: policy)
    }

    private static func decide(
        _ claimCase: ClaimCase, _ facts: ClaimFacts, by policy: Policy
    ) throws(ClaimRejection) -> Decision {
        var work = Evaluation(facts, by: policy.compiled, listener: Listening())
        do throws(Refusal) { try work.run() } catch { throw ClaimRejection(error, of: claimCase) }
        return decision(claimCase, work, version: policy.version)
    }

    private static func decision(
        _ claimCase: ClaimCase, _ work: Evaluation<Listening>, version: Int
    ) -> Decision {
        let verdict = Verdict(work)
        let words = RemarkWords(claimCase: claimCase, facts: work.facts, verdict: verdict)
        var decided = Adjudication(
            outcome: .accepted, policyVersion: version, decidingDate: verdict.day,
            lines: zip(verdict.lines, claimCase.claim.lines).map { AdjudicatedLine($0, of: $1) },
            totals: ClaimTotals(verdict.totals), treatmentDays: verdict.treatmentDays,
            findings: verdict.remarks.map(words.finding))
        for remark in verdict.remarks where remark.code == .lineRefused {
            decided.lines[remark.line].refused = Remark.refusal(remark.value).fund
        }
        let paid = Amount(reckoned: verdict.totals.paid)
        decided.paid = paid == decided.totals.fund ? nil : paid
        let differences =
            verdict.isReckoned && !work.isOver ? ComparisonRule.differences(claimCase.claim, decided) : []
        if !differences.isEmpty {
            work.note(
                "claim.comparison", [], "what was stated against what was reckoned", "\(differences.count) differences")
        }
        decided.findings += CatalogueRules.findings(claimCase.listed, of: claimCase.claim) + differences
        decided.outcome = outcome(verdict, differs: !differences.isEmpty)
        return Decision(
            adjudication: decided, trace: work.listener.trace, counted: verdict.counted.map(CountedCopayment.init),
            record: DecisionRecord(work.facts, verdict, policyVersion: version))
    }

    private static func outcome(_ verdict: Verdict, differs: Bool) -> ClaimOutcome {
        if verdict.isRefused { return .refused }
        if verdict.needsEvidence { return .needsEvidence }
        return differs ? .corrected : .accepted
    }
}
