// What became of a claim: a line for each decision, with its reason, and what each of them entered in the books.

import MessageSchema

enum ClaimHistoryText {
    static func lines(of history: ShowClaimHistory.Reply, on paper: Paper) -> [String] {
        let steps = history.steps.map { step in
            [
                String(step.number), "\(step.at.vietnamDate)", step.state.rawValue, step.outcome.rawValue,
                MoneyText.grouped(step.fund), MoneyText.grouped(step.copayment), step.by.text.onOneLine,
                step.reason?.text.onOneLine ?? "",
            ]
        }
        let columns = [
            Table.Column(heading: "number", isNumeric: true), Table.Column(heading: "day"),
            Table.Column(heading: "state"), Table.Column(heading: "outcome"),
            Table.Column(heading: "fund", isNumeric: true), Table.Column(heading: "share", isNumeric: true),
            Table.Column(heading: "by"), Table.Column(heading: "reason"),
        ]
        return Table(columns, rows: steps).lines(on: paper) + due(history.due) + entries(history.entries, paper)
    }

    private static func due(_ due: DueStep?) -> [String] {
        guard let due else { return [] }
        return ["", "Evidence is due on \(due.dueOn) at the latest (\(due.act): \(due.value.text.onOneLine))."]
    }

    private static func entries(_ entries: [LedgerEntry], _ paper: Paper) -> [String] {
        guard !entries.isEmpty else { return ["", "Nothing stands in the books for it."] }
        let rows = entries.flatMap { entry in
            entry.sides.enumerated().map { number, side in
                [
                    number == 0 ? "\(entry.day)" : "", number == 0 ? entry.month.text : "", side.account.text,
                    MoneyText.grouped(side.debit), MoneyText.grouped(side.credit),
                    number == 0 && entry.reverses != nil ? "takes an earlier one back" : "",
                ]
            }
        }
        let columns = [
            Table.Column(heading: "entered"), Table.Column(heading: "month"), Table.Column(heading: "account"),
            Table.Column(heading: "debit", isNumeric: true), Table.Column(heading: "credit", isNumeric: true),
            Table.Column(heading: "note"),
        ]
        return [""] + Table(columns, rows: rows).lines(on: paper)
    }
}
