// The picture of `sauro top`: made for a screen of any size. What matters least is left out where it is narrow, and the
// last lines where it is low.

import MessageSchema

/// Lays a picture out.
struct TopText {
    let paper: Paper
    /// Columns and lines there are; nil for as many as it takes.
    var columns: Int?
    var height: Int?

    private struct Column: Sendable {
        var title: String
        /// The higher, the earlier it is left out.
        var rank: Int
        var isNumeric = true
        var cell: @Sendable (TopRow) -> String
    }

    /// The lines of the screen, one for the foot among them. `trouble` stands where the suite does not answer.
    func lines(_ picture: TopPicture?, foot: String, trouble: String? = nil) -> [String] {
        var lines = picture.map(head) ?? [cut("top")]
        if let trouble { lines.append(paper.alarming(cut("! \(trouble)"))) }
        if let picture { lines += [""] + table(picture.rows) + consumers(picture.consumers) }
        guard let height else { return lines }
        let shown = lines.prefix(height - 1)
        let empty = Array(repeating: "", count: max(0, height - 1 - shown.count))
        return shown + empty + [paper.faint(cut(foot))]
    }

    private func head(_ picture: TopPicture) -> [String] {
        let rate = picture.requestsPerSecond.map { "\(Self.rate($0)) calls/s" } ?? "measuring"
        let clock = picture.time.text.dropFirst(11).prefix(8)
        let running = picture.rows.filter { $0.state == "ok" }.count
        let first = "top \(clock)Z  \(rate)  \(running)/\(picture.rows.count) run"
        let names = [
            ("overloaded", "overloaded"), ("deadlineExceeded", "too late"), ("workersLost", "lost"),
            ("repeated", "repeated"), ("violations", "violations"), ("dropped", "dropped"),
        ]
        let counts = names.compactMap { name, words -> String? in
            guard let count = picture.counters[name], count > 0 else { return nil }
            return "\(words) \(count)"
        }
        let said = counts.isEmpty ? "nothing overloaded, late or lost" : counts.joined(separator: "  ")
        return [paper.strong(cut(first)), cut("gateway: \(said)")]
    }

    private static let columns: [Column] = [
        Column(title: "SERVICE", rank: 0, isNumeric: false) { $0.ofService == nil ? "" : $0.service },
        Column(title: "INST", rank: 3, isNumeric: false) { String($0.instance.suffix(4)) },
        Column(title: "STATE", rank: 0, isNumeric: false) { $0.state },
        Column(title: "CALLS/S", rank: 0) { $0.callsPerSecond.map(rate) ?? "" },
        Column(title: "FAIL/S", rank: 2) { $0.failuresPerSecond.map(rate) ?? "" },
        Column(title: "REFUSED/S", rank: 9) { $0.refusalsPerSecond.map(rate) ?? "" },
        Column(title: "P50", rank: 8) { $0.p50Microseconds.map(TraceText.time) ?? "" },
        Column(title: "P99", rank: 1) { $0.p99Microseconds.map(TraceText.time) ?? "" },
        Column(title: "FLIGHT", rank: 4) { $0.inFlight.map(String.init) ?? "" },
        Column(title: "CREDIT", rank: 11) { $0.credit.map(String.init) ?? "" },
        Column(title: "QUEUED", rank: 5) { $0.ofService.map { String($0.queued) } ?? "" },
        Column(title: "HEAD", rank: 7) { $0.ofService?.head.map(String.init) ?? "" },
        Column(title: "LAG", rank: 1) { $0.lag.map(String.init) ?? "" },
        Column(title: "AGE", rank: 6) { $0.ofService?.oldestSeconds.map(age) ?? "" },
        Column(title: "LETTERS", rank: 10) { $0.ofService?.letters.map(String.init) ?? "" },
        Column(title: "RESTARTS", rank: 7) { $0.ofService?.restarts.map(String.init) ?? "" },
        Column(title: "DISK", rank: 12) { $0.diskFreePercent.map { "\(Int64($0)) %" } ?? "" },
        Column(title: "UP", rank: 13) { $0.secondsUp.map(age) ?? "" },
        Column(title: "VERSION", rank: 14, isNumeric: false) { $0.version },
        Column(title: "LOG", rank: 15, isNumeric: false) { $0.log },
    ]

    private func table(_ rows: [TopRow]) -> [String] {
        var kept = Self.columns
        func widths() -> [Int] {
            kept.map { column in max(column.title.columns, rows.map { column.cell($0).columns }.max() ?? 0) }
        }
        while let columns, widths().reduce(kept.count - 1, +) > columns, let last = kept.map(\.rank).max(), last > 0 {
            kept.removeAll { $0.rank == last }
        }
        let fitted = widths()
        func line(_ cells: [String]) -> String {
            let padded = zip(zip(cells, fitted), kept).map { cell, column in
                column.isNumeric ? cell.0.paddedLeft(to: cell.1) : cell.0.padded(to: cell.1)
            }
            return cut(padded.joined(separator: " "))
        }
        let body = rows.map { row in
            let text = line(kept.map { $0.cell(row) })
            return row.state == "ok" ? text : paper.alarming(text)
        }
        return [paper.strong(line(kept.map(\.title)))] + body
    }

    private func consumers(_ consumers: [TopConsumer]) -> [String] {
        guard !consumers.isEmpty else { return [] }
        let isWide = columns.map { $0 >= 60 } ?? true
        let rows = consumers.map { consumer in
            [consumer.name, consumer.service, String(consumer.behind), consumer.oldestSeconds.map(Self.age) ?? ""]
                + (isWide ? [consumer.inFlight.map(String.init) ?? "", consumer.letters.map(String.init) ?? ""] : [])
        }
        let titles = ["CONSUMER", "READS", "BEHIND", "AGE"] + (isWide ? ["FLIGHT", "LETTERS"] : [])
        let widths = titles.indices.map { index in
            max(titles[index].columns, rows.map { $0[index].columns }.max() ?? 0)
        }
        // The name takes what the others leave.
        let others = widths.dropFirst().reduce(widths.count - 1, +)
        let first = columns.map { min(widths[0], max(8, $0 - others)) } ?? widths[0]
        func line(_ cells: [String]) -> String {
            let rest = cells.indices.dropFirst().map { index in
                index == 1 ? cells[index].padded(to: widths[index]) : cells[index].paddedLeft(to: widths[index])
            }
            return cut(([cells[0].cut(to: first).padded(to: first)] + rest).joined(separator: " "))
        }
        return ["", paper.strong(line(titles))] + rows.map(line)
    }

    private func cut(_ line: String) -> String { columns.map { line.cut(to: $0) } ?? line }

    static func rate(_ value: Double) -> String {
        guard value > 0, value < 100 else { return "\(Int64(value.rounded()))" }
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    static func age(_ seconds: Int64) -> String {
        switch seconds {
        case ..<100: "\(seconds)s"
        case ..<6000: "\(seconds / 60)m"
        case ..<172_800: "\(seconds / 3600)h"
        default: "\(seconds / 86_400)d"
        }
    }
}
