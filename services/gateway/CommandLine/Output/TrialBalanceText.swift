// The trial balance as a page: a row a class of accounts, the sums below, and whether they are equal.

import MessageSchema

/// Renders the trial balance.
struct TrialBalanceText {
    private let paper: Paper
    init(_ paper: Paper) { self.paper = paper }

    func lines(of reply: DrawTrialBalance.Reply) -> [String] {
        let numbers = ["debit", "credit", "balance", "postings"].map { Table.Column(heading: $0, isNumeric: true) }
        let rows = reply.classes.map { row in
            [row.account.text] + [row.debit, row.credit, row.balance].map(MoneyText.grouped) + [String(row.postings)]
        }
        let sums =
            ["all", MoneyText.grouped(reply.debit), MoneyText.grouped(reply.credit)]
            + [MoneyText.grouped(reply.debit - reply.credit), String(reply.postings)]
        let verdict =
            reply.balanced
            ? "balanced: debits equal credits" : paper.alarming("not balanced: debits and credits differ")
        return Table([Table.Column(heading: "accounts")] + numbers, rows: rows + [sums]).lines(on: paper) + [
            "", verdict,
        ]
    }
}
