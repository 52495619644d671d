// What is paid for a claim once it is settled, and sums of that over claims. Claims that wait for evidence are
// settled at nothing; of refused ones the fund pays nothing (LedgerRules).

/// Who pays what of a claim, in hundredths of a đồng.
public struct PaidFigures: Hashable, Sendable {
    public var fund: Int64 = 0
    public var copayment: Int64 = 0
    public var ownCost: Int64 = 0
    /// Whether anybody knows it yet.
    public var isSettled = true

    /// The patient's, inside the scope and outside.
    var patient: Int64 { copayment + ownCost }
}

extension PaidFigures {
    init(_ verdict: Verdict) {
        guard !verdict.needsEvidence else {
            isSettled = false
            return
        }
        fund = verdict.isRefused ? 0 : verdict.totals.paid
        copayment = verdict.totals.copayment
        ownCost = verdict.totals.ownCost
    }
}

/// Claims added up, as they were decided and by a draft. In 128 bits: no number of claims passes them.
struct ReplaySum: Hashable, Sendable {
    /// A figure on both sides.
    struct Pair: Hashable, Sendable {
        var before: Int128 = 0
        var after: Int128 = 0
    }
    var claims = 0
    var changed = 0
    var fund = Pair()
    var copayment = Pair()
    var ownCost = Pair()

    mutating func add(_ before: PaidFigures, _ after: PaidFigures) {
        claims += 1
        if before != after { changed += 1 }
        fund.add(before.fund, after.fund)
        copayment.add(before.copayment, after.copayment)
        ownCost.add(before.ownCost, after.ownCost)
    }
}

extension ReplaySum {
    mutating func add(_ other: ReplaySum) {
        claims += other.claims
        changed += other.changed
        fund.add(other.fund)
        copayment.add(other.copayment)
        ownCost.add(other.ownCost)
    }
}

extension ReplaySum.Pair {
    mutating func add(_ other: Self) {
        before += other.before
        after += other.after
    }

    mutating func add(_ before: Int64, _ after: Int64) {
        self.before += Int128(before)
        self.after += Int128(after)
    }
}
