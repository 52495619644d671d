// What a draft would have cost, as a page of the terminal: the sums, a bar a row for whom it changes most, the claims
// that change most. Amounts are never cut: what has no room beside stands below.

import MessageSchema

/// Renders a replay.
struct PolicyReplayText {
    private let paper: Paper
    private let width: Int

    init(_ paper: Paper) {
        self.paper = paper
        // Without a terminal it is a page of eighty columns.
        width = max(40, paper.width ?? 80)
    }

    func lines(of report: PolicyReplayReport) -> [String] {
        let totals = report.totals
        var lines = head(report)
        lines += [""] + sums(totals.all) + remarks(report)
        for dimension in ReplayDimension.allCases { lines += chart(dimension, totals) }
        lines += most(totals)
        for reply in report.explanations { lines += [""] + ReconsiderText(paper).lines(of: reply) }
        return lines
    }

    private func head(_ report: PolicyReplayReport) -> [String] {
        report.heading.wrapped(to: width).map(paper.strong) + report.sentence.wrapped(to: width)
    }

    /// Who pays what: beside each other where there is room.
    private func sums(_ all: ReplayTotal) -> [String] {
        let cells = all.figures.map { label, pair in
            [
                label, MoneyText.grouped(pair.before), MoneyText.grouped(pair.after), MoneyText.signed(pair.change),
                MoneyText.percent(pair.change, of: pair.before) ?? "",
            ]
        }
        let heads = ["", "as decided", "by the draft", "change", ""]
        let widths = heads.indices.map { column in ([heads] + cells).map { $0[column].columns }.max() ?? 0 }
        guard widths.reduce(2 * heads.count, +) <= width else { return stacked(cells, heads) }
        return [paper.faint(row(heads, widths))] + cells.map { row($0, widths) }
    }

    private func stacked(_ cells: [[String]], _ heads: [String]) -> [String] {
        cells.flatMap { row -> [String] in
            let lines = (1...3).map { column -> String in "    " + heads[column].padded(to: 13) + row[column] }
            let percent = row[4].isEmpty ? "" : "  " + row[4]
            return ["  " + row[0]] + lines.dropLast() + [lines[2] + percent]
        }
    }

    private func remarks(_ report: PolicyReplayReport) -> [String] {
        report.remarks.flatMap { remark in
            let lines = remark.onOneLine.wrapped(to: width - 4)
            return ["", "  ! " + lines[0]] + lines.dropFirst().map { "    " + $0 }
        }
    }

    private static let rowsShown = 12

    /// A bar a row, as long as the fund's part changes; rows that change nothing are counted only.
    private func chart(_ dimension: ReplayDimension, _ totals: ReplayTotals) -> [String] {
        let rows = totals.sorted(dimension).filter { $0.total.changed > 0 }
        guard let first = rows.first else { return [] }
        let most = first.total.fund.change.magnitude
        let cells = rows.prefix(Self.rowsShown).map { row in
            [
                row.key.onOneLine, "\(row.total.changed)/\(row.total.claims)",
                MoneyText.signed(row.total.fund.change),
                MoneyText.percent(row.total.fund.change, of: row.total.fund.before) ?? "",
            ]
        }
        let heads = [dimension.heading, "claims", "fund", ""]
        let widths = heads.indices.map { column in ([heads] + cells).map { $0[column].columns }.max() ?? 0 }
        let used = widths.reduce(2 * widths.count, +)
        guard used <= width else { return [""] + narrow(dimension, cells, left: rows.count - cells.count) }
        let room = min(40, width - used - 2)
        var lines = ["", paper.faint(row(heads, widths))]
        for (row, cells) in zip(rows, cells) {
            let bar = room < 8 ? "" : Self.bar(row.total.fund.change, of: most, room: room)
            lines.append(self.row(cells, widths) + (bar.isEmpty ? "" : "  " + bar))
        }
        return lines + more(rows.count - cells.count)
    }

    /// Each row in two lines.
    private func narrow(_ dimension: ReplayDimension, _ cells: [[String]], left: Int) -> [String] {
        let rows = cells.flatMap { ["  \($0[0])  \($0[1]) claims", "    \($0[2])  \($0[3])"] }
        return [paper.faint("  " + dimension.heading)] + rows + more(left)
    }

    private func more(_ left: Int) -> [String] {
        left > 0 ? "and \(left) more; -o json or --html has all".wrapped(to: width - 2).map { "  " + $0 } : []
    }

    private func row(_ cells: [String], _ widths: [Int]) -> String {
        var line = "  " + cells[0].padded(to: widths[0])
        for column in 1..<cells.count { line += "  " + cells[column].paddedLeft(to: widths[column]) }
        return String(line.trimmingSuffix { $0 == " " })
    }

    /// Full blocks where the fund pays more, shaded ones where it pays less; anything but nothing has one.
    static func bar(_ change: Int128, of most: UInt128, room: Int) -> String {
        guard change != 0, most > 0 else { return "" }
        // Shares of a bar need no more than the leading digits.
        let shift = max(0, 64 - most.leadingZeroBitCount)
        let length = Int((change.magnitude >> shift) * UInt128(room) / max(1, most >> shift))
        return String(repeating: change > 0 ? "█" : "▒", count: max(1, min(room, length)))
    }

    private func most(_ totals: ReplayTotals) -> [String] {
        guard !totals.most.isEmpty else { return [] }
        let rows = totals.most.flatMap { claim -> [String] in
            let change = MoneyText.signed(ReplayPair(claim.fund).change)
            let head = "  \(claim.facility)  \(claim.arrivedOn)  \(claim.group.onOneLine.padded(to: 4))"
            let line = head + change.paddedLeft(to: 18)
            let isWide = line.columns + 2 + claim.claim.text.columns <= width
            if isWide { return ["\(line)  \(claim.claim)"] }
            return (line.columns <= width ? [line] : [head, "    " + change]) + ["    \(claim.claim)"]
        }
        let title = "The claims of which the fund's part changes most".wrapped(to: width).map(paper.strong)
        return [""] + title + rows
    }
}

extension ReplayDimension {
    var heading: String {
        switch self {
        case .group: "group (nhóm)"
        case .digit: "digit (mã quyền lợi)"
        case .province: "province (tỉnh)"
        case .facility: "facility (cơ sở)"
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
