// A reorganisation and its plan as a page to read before it is approved.

import MessageSchema

/// Renders a reorganisation.
struct ReorganisationText {
    private let paper: Paper
    init(_ paper: Paper) { self.paper = paper }

    /// What it is, what it would do, what to look at, and how to go on.
    func lines(of reorganisation: Reorganisation) -> [String] {
        var lines = [
            paper.strong(reorganisation.title.vi.text.onOneLine),
            "\(reorganisation.state.rawValue), act \(reorganisation.document), "
                + "in force from \(reorganisation.effective)",
            "reorganisation  \(reorganisation.id)",
            "planned by      \(reorganisation.plannedBy)",
        ]
        if let approver = reorganisation.approvedBy { lines.append("approved by     \(approver)") }
        lines += ["hash            \(reorganisation.hash)", "", counts(reorganisation.plan.counts)]
        lines += ["", paper.strong("Steps")] + steps(reorganisation.steps).lines(on: paper)
        let plan = reorganisation.plan
        if !plan.access.isEmpty {
            lines += ["", paper.strong("Units a principal with this scope may act in")]
            lines += access(plan.access).lines(on: paper)
        }
        if !plan.findings.isEmpty {
            lines += ["", paper.strong("Findings")] + FindingsText(paper).lines(of: plan.findings)
        }
        if reorganisation.state == .planned {
            lines += ["", "somebody else approves it:", "  " + approval(reorganisation)]
        }
        return lines
    }

    private func approval(_ reorganisation: Reorganisation) -> String {
        "sauro reorganisation approve \(reorganisation.id) \(reorganisation.hash) --as NAME"
    }

    private func counts(_ counts: ReorganisationPlan.Counts) -> String {
        let kinds = [
            ("established", counts.established), ("merged", counts.merged), ("split", counts.split),
            ("renamed", counts.renamed), ("moved", counts.moved), ("dissolved", counts.dissolved),
        ]
        let done = kinds.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        return "units: \(done.isEmpty ? "none changed" : done); "
            + "\(counts.posts) posts of \(counts.persons) persons "
            + "(\(counts.fullTimePercent)% of full time) serve elsewhere"
    }

    private func steps(_ steps: [ReorganisationStep]) -> Table {
        Table(
            [
                .init(heading: "no.", isNumeric: true), .init(heading: "step"), .init(heading: "unit"),
                .init(heading: "detail"),
            ],
            rows: steps.enumerated().map { index, step in
                [String(index + 1), step.kind.rawValue, step.unit.text, detail(step)]
            })
    }

    private func detail(_ step: ReorganisationStep) -> String {
        var parts: [String] = []
        if let from = step.from { parts.append("from " + from.map(\.text).joined(separator: ", ")) }
        if let into = step.into {
            parts.append(
                "into " + into.map { "\($0.unit) \($0.share)\($0.primary ? " primary" : "")" }.joined(separator: ", "))
        }
        if let parent = step.parent { parts.append("under \(parent)") }
        if let kind = step.unitKind { parts.append(kind.rawValue) }
        if let name = step.name { parts.append("named \(name.vi.text.onOneLine)") }
        return parts.joined(separator: "; ")
    }

    private func access(_ rows: [ReorganisationPlan.AccessDifference]) -> Table {
        Table(
            [
                .init(heading: "scope"), .init(heading: "before", isNumeric: true),
                .init(heading: "after", isNumeric: true),
            ],
            rows: rows.map { [$0.scope.text, String($0.before), String($0.after)] })
    }
}
