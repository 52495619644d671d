// Entries of the fund's books as text that an accounting program reads: hledger's journal format (hledger(1), JOURNAL
// FORMAT) or beancount's (Beancount Language Syntax). At the end each account's balance is asserted, so that the
// program finds out for itself whether the text is whole.

import MessageSchema

/// Writes entries as a journal; an account is declared where it is first used.
struct LedgerText {
    enum Form: String, CaseIterable, Sendable { case hledger, beancount }

    private let form: Form
    /// What each account that was used comes to, in hundredths of a đồng.
    private var balances: [AccountName: Int128] = [:]
    private var lastDay: CalendarDate?

    init(_ form: Form) { self.form = form }

    func head() -> [String] {
        switch form {
        case .hledger: ["; The books of the health insurance fund.", "", "commodity 1000.00 VND"]
        case .beancount:
            [
                "; The books of the health insurance fund.", "",
                "option \"title\" \"The books of the health insurance fund\"",
                "option \"operating_currency\" \"VND\"",
            ]
        }
    }

    mutating func lines(of entry: LedgerEntry) -> [String] {
        lastDay = max(lastDay ?? entry.day, entry.day)
        let declared = entry.sides.map(\.account).filter { balances[$0] == nil }.map(declaration)
        for side in entry.sides { balances[side.account, default: 0] += Int128(side.debit.units - side.credit.units) }
        let sides = entry.sides.map { "    \(name($0.account))  \(($0.debit - $0.credit).text) VND" }
        return declared + [""] + heading(entry) + sides
    }

    /// The balance of every account, on the day after the last entry.
    func foot() -> [String] {
        guard let day = lastDay?.advanced(by: 1) else { return [] }
        let sums = balances.sorted { $0.key < $1.key }.map { (name($0.key), Self.amount($0.value)) }
        return switch form {
        case .hledger: ["", "\(day) * the balances"] + sums.map { "    \($0)  0 VND = \($1) VND" }
        case .beancount: [""] + sums.map { "\(day) balance \($0)  \($1) VND" }
        }
    }

    private func heading(_ entry: LedgerEntry) -> [String] {
        let claim = entry.claim.map { "claim \($0)" } ?? entry.note.map { Self.plain($0.text) } ?? "posting"
        return switch form {
        case .hledger: ["\(entry.day) * (\(entry.posting)) \(claim)", "    ; month: \(entry.month)"]
        case .beancount:
            [
                "\(entry.day) * \"\(claim)\"", "    posting: \"\(entry.posting)\"",
                "    month: \"\(entry.month)\"",
            ]
        }
    }

    private func declaration(_ account: AccountName) -> String {
        switch form {
        case .hledger: "\naccount \(name(account))  ; type: \(Self.kind(account).letter)"
        // Accounts are open from before any entry can have been made.
        case .beancount: "\n1970-01-01 open \(name(account)) VND"
        }
    }

    private func name(_ account: AccountName) -> String {
        guard form == .beancount else { return account.text }
        // Five roots, and every part begins with a capital letter or a digit.
        let parts = account.text.split(separator: ":").map { part in part.prefix(1).uppercased() + part.dropFirst() }
        let kind = Self.kind(account)
        return ([kind.root] + (kind.isRootItself ? Array(parts.dropFirst()) : parts)).joined(separator: ":")
    }

    /// Where an account stands in a balance sheet.
    private struct Kind {
        /// The root of beancount.
        var root: String
        /// The account type of hledger.
        var letter: String
        var isRootItself = false
    }

    private static func kind(_ account: AccountName) -> Kind {
        switch account.text.prefix(while: { $0 != ":" }) {
        case "expense": Kind(root: "Expenses", letter: "X", isRootItself: account.text.contains(":"))
        case "income": Kind(root: "Income", letter: "R", isRootItself: account.text.contains(":"))
        case "payable": Kind(root: "Liabilities", letter: "L")
        case "fund": Kind(root: "Equity", letter: "E")
        default: Kind(root: "Assets", letter: "A")
        }
    }

    /// A note without what either format gives a meaning.
    private static func plain(_ note: String) -> String {
        String(note.onOneLine.map { "\";|".contains($0) ? "'" : $0 })
    }

    /// Hundredths as an amount; a sum of many may have more digits than one.
    private static func amount(_ units: Int128) -> String {
        let (whole, part) = (units.magnitude / 100, units.magnitude % 100)
        return "\(units < 0 ? "-" : "")\(whole).\(part < 10 ? "0" : "")\(part)"
    }
}
