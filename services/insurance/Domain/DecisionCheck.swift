// Deciding again from what was kept of a decision, and what comes otherwise: nothing, unless bytes were changed or a
// rule of procedure was.

public import MessageSchema

extension DecisionRecord {
    /// What was looked at: whether the bytes can be read, whether the same comes of the facts by the policy of the
    /// decision, and whether that is what is shown of the claim. `policy` is nil where no such version was published.
    public func checks(by policy: Policy?, total: Amount, fund: Amount) -> [Check] {
        let (facts, faults) = readFacts()
        let (kept, keptFaults) = readResult()
        var checks = [Check(name: "bytes", checked: 2, failures: faults + keptFaults)]
        guard let facts, let kept else { return checks }
        checks.append(again(facts, kept, by: policy))
        let shown = [
            difference("total", kept.totals.total, total.units), difference("fund", kept.totals.paid, fund.units),
        ]
        checks.append(Check(name: "shown", checked: shown.count, failures: shown.compactMap(\.self)))
        return checks
    }

    func readFacts() -> (facts: ClaimFacts?, faults: [String]) {
        do throws(FormFault) { return (try FactsForm.facts(from: facts), []) } catch {
            return (nil, ["the facts cannot be read: \(error.message)"])
        }
    }

    private func readResult() -> (result: Verdict?, faults: [String]) {
        do throws(FormFault) { return (try ResultForm.verdict(from: result), []) } catch {
            return (nil, ["the result cannot be read: \(error.message)"])
        }
    }

    private func again(_ facts: ClaimFacts, _ kept: Verdict, by policy: Policy?) -> Check {
        guard let policy, policy.version == policyVersion else {
            return Check(name: "again", checked: 0, failures: ["the policy has no version \(policyVersion)"])
        }
        var work = Evaluation(facts, by: policy.compiled)
        do throws(Refusal) { try work.run() } catch {
            return Check(name: "again", checked: 1, failures: ["the facts are refused: \(error.reason)"])
        }
        let verdict = Verdict(work)
        guard ResultForm.bytes(of: verdict) != result else { return Check(name: "again", checked: 1, failures: []) }
        let figures = differences(facts, kept, verdict)
        return Check(
            name: "again", checked: 1,
            failures: figures.isEmpty ? ["the bytes differ where no amount does"] : figures)
    }

    private func differences(_ facts: ClaimFacts, _ kept: Verdict, _ again: Verdict) -> [String] {
        let totals = [
            difference("total", kept.totals.total, again.totals.total),
            difference("in scope", kept.totals.inScope, again.totals.inScope),
            difference("own cost", kept.totals.ownCost, again.totals.ownCost),
            difference("co-payment", kept.totals.copayment, again.totals.copayment),
            difference("fund", kept.totals.paid, again.totals.paid),
            difference("lines", Int64(kept.lines.count), Int64(again.lines.count)),
        ]
        let lines = facts.lines.indices.prefix(min(kept.lines.count, again.lines.count)).flatMap { index in
            [
                difference(
                    "\(facts.lines[index].place) in scope", kept.lines[index].inScope, again.lines[index].inScope),
                difference("\(facts.lines[index].place) fund", kept.lines[index].fund, again.lines[index].fund),
            ]
        }
        return (totals + lines).compactMap(\.self)
    }

    /// Two figures in hundredths of a đồng, if they are not the same.
    private func difference(_ what: String, _ kept: Int64, _ other: Int64) -> String? {
        kept == other ? nil : "\(what): \(kept) hundredths were decided, now it is \(other)"
    }
}
