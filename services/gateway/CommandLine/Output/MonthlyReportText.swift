// The monthly report as a page to read.

import MessageSchema
import WireJSON

/// Renders the monthly report.
struct MonthlyReportText {
    private let paper: Paper
    init(_ paper: Paper) { self.paper = paper }

    /// Heading, counts, counts by host, tasks, and how to get the same report again.
    func lines(of report: MonthlyReport, _ reply: JSONValue) -> [String] {
        var lines = [paper.strong("Tasks in \(report.month), as of \(report.asOf)")]
        if let directive = report.directive { lines.append("directive \(directive)") }
        if let unit = report.unit { lines.append("unit \(unit) and those under it") }
        lines += ["", summary(report.counts)]
        if !report.hosts.isEmpty { lines += ["", paper.strong("By host")] + hosts(report.hosts).lines(on: paper) }
        if !report.tasks.isEmpty { lines += ["", paper.strong("Tasks")] + tasks(report.tasks).lines(on: paper) }
        if let sequence = reply[CallMetadata.member]?["sequence"]?.integer {
            lines += ["", paper.faint("the same again: --as-of \(report.asOf) --known-at \(sequence)")]
        }
        return lines
    }

    private func summary(_ counts: StatusCounts) -> String {
        "\(counts.total) tasks: \(counts.onTime) done on time, \(counts.late) done late, \(counts.notDue) not due, "
            + "\(counts.overdue) overdue, \(counts.noDeadline) without deadline"
    }

    private func hosts(_ rows: [MonthlyReport.HostRow]) -> Table {
        let numbers = ["total", "on time", "late", "not due", "overdue", "no deadline"]
        let columns =
            [Table.Column(heading: "unit")] + numbers.map { Table.Column(heading: $0, isNumeric: true) }
            + [Table.Column(heading: "name")]
        return Table(
            columns,
            rows: rows.map { row in
                let counts = row.counts
                let cells = [
                    counts.total, counts.onTime, counts.late, counts.notDue, counts.overdue, counts.noDeadline,
                ]
                return [row.unit.text] + cells.map(String.init) + [row.name?.vi.text.onOneLine ?? "-"]
            })
    }

    private func tasks(_ rows: [MonthlyReport.TaskRow]) -> Table {
        Table(
            [
                .init(heading: "no."), .init(heading: "host"), .init(heading: "status"),
                .init(heading: "%", isNumeric: true), .init(heading: "deadline"), .init(heading: "title"),
                .init(heading: "note"),
            ],
            rows: rows.map { row in
                [
                    row.ordinal?.text.onOneLine ?? "-", row.host.text, row.status.rawValue, String(row.percent.value),
                    row.deadline?.text ?? "-", row.title.text.onOneLine, row.note?.text.onOneLine ?? "-",
                ]
            })
    }
}
