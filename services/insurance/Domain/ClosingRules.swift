// What the end of a year moves between the provinces' care and the reserve. Pure: everything is given.

public import MessageSchema

/// The rules about the end of a year.
public enum ClosingRules {
    /// The account of the reserve.
    public static let reserve = "fund:reserve"

    /// What closing a year moves, by the shares of its last day. `reserve` is what the reserve has.
    public static func closing(
        of year: Int, provinces: [ProvinceFund], reserve: Amount, by policy: Policy
    ) throws(FundRejection) -> YearClosing {
        let day = try lastDay(of: year)
        let (up, down) = (try policy.needed(.surplus, on: day), try policy.needed(.deficit, on: day))
        let moved = provinces.map { Self.moved($0.balance, up.row.share, down.row.share) }
        let surplus = try ForecastRules.sum(moved.map { max($0, .zero) })
        let deficit = try ForecastRules.sum(moved.map { max(.zero - $0, .zero) })
        return YearClosing(
            year: year, provinces: provinces, surplus: surplus, deficit: deficit, reserve: reserve,
            reserveAfter: try ForecastRules.sum([reserve, surplus, .zero - deficit]), policyVersion: policy.version,
            trace: [
                step("fund.surplus", up, surplus, provinces.map { max($0.balance, .zero) }),
                step("fund.deficit", down, deficit, provinces.map { max(.zero - $0.balance, .zero) }),
            ])
    }

    /// The sides of the entry that makes it so. Refused where nothing is moved and where the reserve has too little.
    public static func sides(of closing: YearClosing, by policy: Policy) throws(FundRejection) -> [LedgerPosted.Side] {
        guard closing.surplus != .zero || closing.deficit != .zero else {
            throw .unfitting("\(closing.year) has neither surplus nor deficit left that could be moved.")
        }
        guard closing.reserveAfter >= .zero else {
            throw .unfitting(
                "The reserve has \(closing.reserve), and \(closing.surplus) come to it; the deficits of "
                    + "\(closing.year) take \(closing.deficit).")
        }
        let day = try lastDay(of: closing.year)
        let (up, down) = (try policy.needed(.surplus, on: day), try policy.needed(.deficit, on: day))
        var sides: [LedgerPosted.Side] = []
        for fund in closing.provinces {
            let amount = moved(fund.balance, up.row.share, down.row.share)
            if amount != .zero { sides.append(side("fund:care:\(fund.province)", debit: amount)) }
        }
        let net = closing.surplus - closing.deficit
        if net != .zero { sides.append(side(reserve, debit: .zero - net)) }
        guard LedgerRules.isBalanced(sides) else { throw .unfitting("It is more than one entry can hold.") }
        return sides
    }

    /// What leaves a province's care for the reserve; below zero what comes from there.
    private static func moved(_ balance: Amount, _ up: Rate, _ down: Rate) -> Amount {
        balance >= .zero
            ? Reckoning.part(up, of: balance) ?? .zero : .zero - (Reckoning.part(down, of: .zero - balance) ?? .zero)
    }

    private static func lastDay(of year: Int) throws(FundRejection) -> CalendarDate {
        guard let day = try? CalendarDate(year: year, month: 12, day: 31) else {
            throw .unfitting("\(year) is no year.")
        }
        return day
    }

    private static func step(
        _ rule: String, _ cited: Cited<FundShareRow>, _ result: Amount, _ amounts: [Amount]
    ) -> TraceStep {
        let sum = amounts.reduce(Amount.zero, +)
        return TraceStep(
            rule: rule, act: cited.act, article: cited.row.article,
            arithmetic: "\(sum) x \(cited.row.share) % = \(result)", result: result.text)
    }

    private static func side(_ account: String, debit: Amount) -> LedgerPosted.Side {
        LedgerPosted.Side(
            account: LedgerRules.account(account), debit: max(debit, .zero), credit: max(.zero - debit, .zero))
    }
}
