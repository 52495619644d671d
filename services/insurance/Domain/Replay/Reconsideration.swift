// A claim decided again by a draft with every step worded, held against the steps of its decision.

public import MessageSchema

/// Decides a claim again, and says what differs.
public enum Reconsideration {
    /// Both sides of a claim. `decided` is the policy of its decision; `carry` what a replay of the person's earlier
    /// claims left. Refused where the draft cannot decide it.
    public static func sides(
        of record: DecisionRecord, decided: Policy?, by draft: Policy, after carry: ReplayCarry
    ) throws(PolicyRejection) -> (before: ReconsideredSide, after: ReconsideredSide, stepsLeftOut: Int) {
        let (facts, kept) = try read(record)
        let (verdict, trace) = try listen(facts.counting(carry.byDraft), by: draft)
        let first = try decided.map { policy throws(PolicyRejection) in try listen(facts, by: policy).trace } ?? []
        let (old, new) = differing(first, trace)
        return (
            ReconsideredSide(kept, Array(old.prefix(stepsMax))), ReconsideredSide(verdict, Array(new.prefix(stepsMax))),
            max(0, old.count - stepsMax) + max(0, new.count - stepsMax)
        )
    }

    private static func listen(
        _ facts: ClaimFacts, by policy: Policy
    ) throws(PolicyRejection) -> (verdict: Verdict, trace: [TraceStep]) {
        var work = Evaluation(facts, by: policy.compiled, listener: Listening())
        do throws(Refusal) { try work.run() } catch {
            throw .replayUnfitting("The claim cannot be decided by it. \(error.words(of: facts))")
        }
        return (Verdict(work), work.listener.trace)
    }

    private static func read(_ record: DecisionRecord) throws(PolicyRejection) -> (ClaimFacts, Verdict) {
        do throws(FormFault) {
            return (try FactsForm.facts(from: record.facts), try ResultForm.verdict(from: record.result))
        } catch {
            throw .replayUnfitting("What was kept of the claim cannot be read: \(error.message); see `claim verify`.")
        }
    }

    /// The steps that the other side does not have just so. An act that says the same as another counts as another.
    private static func differing(
        _ old: [TraceStep], _ new: [TraceStep]
    ) -> (old: [TraceStep], new: [TraceStep]) {
        let (before, after) = (Set(old), Set(new))
        return (old.filter { !after.contains($0) }, new.filter { !before.contains($0) })
    }

    /// Some 300 bytes each: both sides fit a reply.
    private static let stepsMax = 400
}

extension ReconsideredSide {
    fileprivate init(_ verdict: Verdict, _ steps: [TraceStep]) {
        self.init(
            waits: verdict.needsEvidence, refused: verdict.isRefused, totals: ClaimTotals(verdict.totals),
            paid: Amount(reckoned: PaidFigures(verdict).fund), steps: steps)
    }
}
