// What is entered in the fund's books beside claims, and what facilities are advanced and paid. Pure: everything is
// given.

public import MessageSchema

/// The rules about the fund's money.
public enum FundRules {
    /// The sides of a contribution: money at the bank against income, and its allocation to care of the province,
    /// reserve and administration by the shares of the day. The last two are rounded half-up, care is the rest, so that
    /// nothing is lost.
    public static func sides(
        of contribution: RecordContribution, by policy: Policy
    ) throws(FundRejection) -> [LedgerPosted.Side] {
        let day = contribution.receivedOn
        let province = try self.province(contribution.province)
        try checkPositive(contribution.amount)
        let shares = try [FundShare.care, .reserve, .administration].map { share throws(FundRejection) in
            try policy.needed(share, on: day).row.share
        }
        guard shares.map(\.units).reduce(0, +) == Rate.whole.units else {
            throw .unfitting("The shares for care, reserve and administration on \(day) do not add up to 100 %.")
        }
        let whole = contribution.amount
        guard let reserve = Reckoning.part(shares[1], of: whole),
            let administration = Reckoning.part(shares[2], of: whole)
        else { throw .unfitting("\(whole) has more digits than an amount.") }
        let sides = [
            debit("cash:bank", whole), credit("income:\(contribution.payer.rawValue)", whole),
            debit("income:allocated", whole), credit("fund:care:\(province)", whole - reserve - administration),
            credit("fund:reserve", reserve), credit("fund:administration", administration),
        ]
        // The debits of a posting together are an amount as well.
        guard LedgerRules.isBalanced(sides) else { throw .unfitting("\(whole) is more than one entry can hold.") }
        return sides
    }

    /// The sides of an advance to a facility.
    public static func sides(of advance: RecordAdvance) throws(FundRejection) -> [LedgerPosted.Side] {
        try checkPositive(advance.amount)
        return [debit("advance:\(advance.facility)", advance.amount), credit("cash:bank", advance.amount)]
    }

    /// What a facility is to be advanced for a quarter, by the share of a day, of what the quarter before came to.
    public static func quote(
        _ request: QuoteAdvance, base: Amount, on day: CalendarDate, by policy: Policy
    ) throws(FundRejection) -> AdvanceQuote {
        let row = try policy.needed(.advance, on: day)
        let amount = Reckoning.part(row.row.share, of: max(base, .zero)) ?? .zero
        return AdvanceQuote(
            facility: request.facility, quarter: request.quarter, base: base, amount: amount,
            policyVersion: policy.version,
            trace: [
                TraceStep(
                    rule: "fund.advance", act: row.act, article: row.row.article,
                    inputs: [TraceInput(name: "quarter", value: request.quarter.previous.text)],
                    arithmetic: "\(max(base, .zero)) x \(row.row.share) % = \(amount)", result: amount.text)
            ])
    }

    /// How what is owed is paid: as far as the facility holds advances they are set off, the rest is to be paid. What
    /// is owed below zero, since claims were reversed after they had been settled, the facility holds as an advance.
    public static func settle(due: Amount, advances: Amount) -> (advance: Amount, toPay: Amount) {
        let used = max(.zero, min(due, advances))
        return (used, max(.zero, due - used))
    }

    /// The sides of a settlement.
    public static func sides(of facility: FacilityCode, due: Amount, advances: Amount) -> [LedgerPosted.Side] {
        let payable = "payable:\(facility)"
        guard due >= .zero else {
            return [debit("advance:\(facility)", .zero - due), credit(payable, .zero - due)]
        }
        let (advance, toPay) = settle(due: due, advances: advances)
        return [debit(payable, due)]
            + [("advance:\(facility)", advance), ("cash:bank", toPay)].filter { $0.1 != .zero }.map(credit)
            + (due == .zero ? [credit("cash:bank", .zero)] : [])
    }

    /// Two digits of a province, as facilities' codes begin with.
    static func province(_ text: PlainText) throws(FundRejection) -> String {
        guard text.text.utf8.count == 2, text.text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .unfitting("A province is two digits, as the facilities' codes there begin with.")
        }
        return text.text
    }

    private static func checkPositive(_ amount: Amount) throws(FundRejection) {
        guard amount > .zero else { throw .unfitting("An amount of \(amount) is nothing to be recorded.") }
    }

    private static func debit(_ account: String, _ amount: Amount) -> LedgerPosted.Side {
        LedgerPosted.Side(account: LedgerRules.account(account), debit: amount, credit: .zero)
    }

    private static func credit(_ account: String, _ amount: Amount) -> LedgerPosted.Side {
        LedgerPosted.Side(account: LedgerRules.account(account), debit: .zero, credit: amount)
    }
}
