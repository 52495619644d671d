// Facts that were read beforehand, for who measures what deciding costs without reading, words and storing.

internal import MessageSchema

/// The facts of some decisions, ready to be decided again.
package struct DecodedClaims: Sendable {
    private let facts: [ClaimFacts]

    /// Those that can be read.
    package init(_ records: [DecisionRecord]) { facts = records.compactMap { $0.readFacts().facts } }

    package var count: Int { facts.count }

    /// What the fund pays of all of them by a policy, in hundredths of a đồng; nothing of those that it cannot decide.
    package func paid(by policy: Policy) -> Int64 {
        let compiled = policy.compiled
        return facts.reduce(0) { sum, facts in
            var work = Evaluation(facts, by: compiled)
            do throws(Refusal) { try work.run() } catch { return sum }
            return sum + work.totals.paid
        }
    }
}

extension PolicyReplay {
    /// What the fund pays of all claims by the draft, in hundredths of a đồng.
    package var fundByDraft: Int128 { tally.all.fund.after }
}
