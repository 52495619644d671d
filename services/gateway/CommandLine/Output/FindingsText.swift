// Findings and verifications as text.

import MessageSchema

/// Renders what checks have found.
struct FindingsText {
    private let paper: Paper
    init(_ paper: Paper) { self.paper = paper }

    /// A task's six clarities.
    func lines(of report: LintReport) -> [String] {
        let verdict = report.clear ? "clear" : paper.alarming("not clear")
        return ["task \(report.task) is \(verdict)"] + lines(of: report.findings)
    }

    /// An act of policy.
    func lines(of report: PolicyLintReport) -> [String] {
        let count = report.findings.count
        let verdict = count == 0 ? "clean" : "not clean, \(count) finding\(count == 1 ? "" : "s")"
        return ["act \(report.act) is \(verdict)"] + lines(of: report.findings)
    }

    /// Each finding with its place and what to do about it.
    func lines(of findings: [Finding]) -> [String] {
        findings.flatMap { finding in
            let severity = finding.severity == .error ? paper.alarming("error") : "warning"
            return [
                "  \(severity) \(finding.rule) at \(finding.place): \(finding.message.onOneLine)",
                "    \(finding.hint.onOneLine)",
            ]
        }
    }

    /// Each check, what it looked at, and what does not hold.
    func lines(of verification: Verification) -> [String] {
        let checks = verification.checks.flatMap { check in
            let word = check.holds ? "holds" : paper.alarming("fails")
            return ["  \(word)  \(check.name) (\(check.checked) checked)"]
                + check.failures.map { "         \($0.onOneLine)" }
        }
        return [verification.holds ? "everything holds" : paper.alarming("something does not hold")] + checks
    }
}
