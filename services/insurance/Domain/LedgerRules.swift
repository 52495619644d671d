// What a decided claim posts in the fund's books.

public import MessageSchema

/// The rules about the ledger.
public enum LedgerRules {
    /// The sides of a claim's posting: the fund's expense for care against what it owes the facility. None for a claim
    /// that is refused or waits for evidence; amounts of zero for one that the fund pays nothing of, so that every
    /// decided claim has its posting.
    public static func sides(facility: FacilityCode, adjudication: Adjudication) -> [LedgerPosted.Side] {
        switch adjudication.outcome {
        case .refused, .needsEvidence: []
        case .accepted, .corrected: sides(facility: facility, fund: adjudication.fundPays)
        }
    }

    /// The sides of the posting that takes another back: debits and credits exchanged.
    public static func reversed(_ sides: [LedgerPosted.Side]) -> [LedgerPosted.Side] {
        sides.map { LedgerPosted.Side(account: $0.account, debit: $0.credit, credit: $0.debit) }
    }

    private static func sides(facility: FacilityCode, fund: Amount) -> [LedgerPosted.Side] {
        let sides = [
            LedgerPosted.Side(account: account("expense:care"), debit: fund, credit: .zero),
            LedgerPosted.Side(account: payable(to: facility), debit: .zero, credit: fund),
        ]
        precondition(isBalanced(sides), "a posting's debits equal its credits")
        return sides
    }

    /// The account of what the fund owes a facility.
    public static func payable(to facility: FacilityCode) -> AccountName { account("payable:\(facility)") }

    /// Whether debits equal credits, and nothing lies below zero.
    public static func isBalanced(_ sides: [LedgerPosted.Side]) -> Bool {
        let debit = Reckoning.sum(sides.map(\.debit))
        return debit != nil && debit == Reckoning.sum(sides.map(\.credit))
            && sides.allSatisfy { $0.debit >= .zero && $0.credit >= .zero }
    }

    static func account(_ name: String) -> AccountName {
        do { return try AccountName(name) } catch {
            preconditionFailure("a facility's code is a part of an account's name: \(error)")
        }
    }
}
