// What a draft would have cost, as a page for a browser: one file that needs no other, no script, every text escaped,
// light or dark as the reader has it.

import MessageSchema

enum PolicyReplayPageText {
    /// The page of a report.
    static func text(of report: PolicyReplayReport) -> String {
        let totals = report.totals
        let title = report.heading
        var body = "<h1>\(title.inHTML)</h1>\n"
        body += paragraph(report.policy.title.vi.text)
        body += paragraph("\(report.sentence) As known at sequence \(totals.known). Amounts are in đồng.")
        body += sums(totals.all) + report.remarks.map(paragraph).joined()
        for dimension in ReplayDimension.allCases { body += section(dimension, totals) }
        body += most(totals)
        for reply in report.explanations { body += explanation(reply) }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(title.inHTML)</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            \(body)</body>
            </html>

            """
    }

    private static func paragraph(_ text: String) -> String { "<p>\(text.inHTML)</p>\n" }

    private static func sums(_ all: ReplayTotal) -> String {
        let cells = all.figures.map { label, pair in
            [label] + figures(pair) + [MoneyText.percent(pair.change, of: pair.before) ?? ""]
        }
        return table(["", "as decided", "by the draft", "change", ""], cells.map { ($0, nil) })
    }

    private static func figures(_ pair: ReplayPair) -> [String] {
        [MoneyText.grouped(pair.before), MoneyText.grouped(pair.after), MoneyText.signed(pair.change)]
    }

    private static func section(_ dimension: ReplayDimension, _ totals: ReplayTotals) -> String {
        let rows = totals.sorted(dimension)
        guard let first = rows.first else { return "" }
        let most = first.total.fund.change.magnitude
        let cells = rows.map { row -> (cells: [String], bar: String?) in
            let (fund, patients) = (row.total.fund, row.total.patients)
            let cells =
                [row.key, String(row.total.claims), String(row.total.changed)] + figures(fund)
                + [MoneyText.percent(fund.change, of: fund.before) ?? "", MoneyText.signed(patients.change)]
            return (cells, bar(fund.change, of: most))
        }
        let heads = [
            dimension.heading, "claims", "change", "fund as decided", "fund by the draft", "fund's change", "",
            "patients' change", "",
        ]
        return "<h2>By \(dimension.heading.inHTML)</h2>\n" + table(heads, cells)
    }

    /// A bar in hundredths of the widest one.
    private static func bar(_ change: Int128, of most: UInt128) -> String {
        let length = PolicyReplayText.bar(change, of: most, room: 100).count
        let kind = change < 0 ? "less" : "more"
        return length == 0 ? "" : "<div class=\"bar \(kind)\" style=\"width:\(length)%\"></div>"
    }

    private static func most(_ totals: ReplayTotals) -> String {
        guard !totals.most.isEmpty else { return "" }
        let cells = totals.most.map { claim -> (cells: [String], bar: String?) in
            let patient = MoneyText.signed(claim.patient.change)
            let names = [claim.claim.text, claim.facility.text, claim.arrivedOn.text, claim.group]
            return (names + figures(ReplayPair(claim.fund)) + [patient], nil)
        }
        let heads = [
            "claim", "facility", "arrived", "group", "fund as decided", "fund by the draft", "fund's change",
            "patient's change",
        ]
        return "<h2>The claims of which the fund's part changes most</h2>\n" + table(heads, cells, texts: 4)
    }

    private static func explanation(_ reply: ReconsiderClaim.Reply) -> String {
        let sides = [("As decided", reply.before), ("By the draft", reply.after)].map { title, side in
            let steps = side.steps.map { step in
                let notes = [step.arithmetic, step.act.map { "\($0) \(step.article?.text ?? "")" }].compactMap(\.self)
                let small = notes.map { "<br><small>\($0.inHTML)</small>" }.joined()
                return "<dt>\(ClaimWords.step(step).inHTML)</dt><dd>\(step.result.inHTML)\(small)</dd>\n"
            }
            let sums =
                "The fund pays \(MoneyText.grouped(side.paid)), the patient "
                + "\(MoneyText.grouped(side.totals.copayment + side.totals.ownCost))."
            return "<div><h3>\(title)</h3>\n\(paragraph(sums))<dl>\n\(steps.joined())</dl></div>\n"
        }
        let head = "<h2>Claim \(reply.key.text.inHTML) of \(reply.facility.text.inHTML)</h2>\n"
        return head + "<div class=\"sides\">\n\(sides.joined())</div>\n"
    }

    /// A table; the first columns are texts, the others figures. A bar is markup of our own.
    private static func table(
        _ heads: [String], _ rows: [(cells: [String], bar: String?)], texts: Int = 1
    ) -> String {
        func cell(_ tag: String, _ index: Int, _ text: String) -> String {
            "<\(tag)\(index < texts ? "" : " class=\"figure\"")>\(text.inHTML)</\(tag)>"
        }
        let head = heads.enumerated().map { cell("th", $0, $1) }.joined()
        let lines = rows.map { row in
            let cells = row.cells.enumerated().map { cell("td", $0, $1) }.joined()
            return "<tr>\(cells)\(row.bar.map { "<td class=\"bars\">\($0)</td>" } ?? "")</tr>\n"
        }
        return "<div class=\"wide\"><table>\n<tr>\(head)</tr>\n\(lines.joined())</table></div>\n"
    }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --line: #d0d7de; --more: #b35900; \
        --less: #0969da; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #30363d; \
        --more: #f0883e; --less: #58a6ff; } }
        body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: var(--ink); background: var(--paper); \
        font: 1rem/1.5 system-ui, sans-serif; }
        table { border-collapse: collapse; }
        th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid var(--line); text-align: left; }
        .figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .wide { overflow-x: auto; }
        .bars { min-width: 10rem; }
        .bar { height: 0.9rem; }
        .more { background: var(--more); }
        .less { background: var(--less); }
        .sides { display: flex; flex-wrap: wrap; gap: 2rem; }
        .sides > div { flex: 1 1 25rem; }
        dd { margin: 0 0 0.5rem 1rem; }
        @media print { body { margin: 0; max-width: none; } }
        """
}

extension String {
    /// The text as HTML shows it, in an element or an attribute in quotes; without control characters.
    var inHTML: String {
        onOneLine.reduce(into: "") { html, character in
            switch character {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.append(character)
            }
        }
    }
}
