// What an act of policy changes, as sentences: each in Vietnamese, then in English.

import MessageSchema

enum PolicyDiffText {
    static func lines(of report: PolicyDiffReport) -> [String] {
        guard !report.changes.isEmpty else { return ["act \(report.act) changes nothing"] }
        let count = report.changes.count
        return ["act \(report.act) changes \(count) figure\(count == 1 ? "" : "s")"]
            + report.changes.flatMap { ["  \($0.vi.onOneLine)", "  \($0.en.onOneLine)"] }
    }
}
