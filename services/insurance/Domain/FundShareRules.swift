// The shares of the fund's money: what of a contribution goes where, and what of a quarter is advanced.

internal import MessageSchema

/// What a share is for. The raw value is the name in an act.
enum FundShare: String, CaseIterable, Sendable {
    case care, reserve, administration
    /// Of what a facility's last quarter came to.
    case advance
    /// Of what a province's care has left of a year, to the reserve.
    case surplus
    /// Of what it lacks, from the reserve.
    case deficit
}

extension FundShareRow: CheckedRow {
    static let table = "fundShares"
    var keys: [String] { ["the share \(name)"] }
    var flaw: String? {
        guard FundShare(rawValue: name.text) == nil else { return nil }
        let known = FundShare.allCases.map { $0.rawValue }.joined(separator: ", ")
        return "There is no share \(name.text.prefix(40)); there are \(known)."
    }
}

extension Policy {
    func share(_ share: FundShare, on day: CalendarDate) -> Cited<FundShareRow>? {
        Self.last(fundShares.filter { $0.row.name.text == share.rawValue }, on: day)
    }

    /// The share of a day; refused where nobody says it.
    func needed(_ share: FundShare, on day: CalendarDate) throws(FundRejection) -> Cited<FundShareRow> {
        guard let found = self.share(share, on: day) else { throw .unsettled(share.rawValue, day) }
        return found
    }
}
