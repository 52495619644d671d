// A claim's explanation as a page that a patient can follow: what was charged, who pays which part, how that was
// reckoned and where it is written. Figures are in đồng; numbers in brackets lead to the list of sources at the end.

import MessageSchema

/// Renders the explanation of a claim.
struct ClaimExplanationText {
    private let paper: Paper
    private let width: Int
    private var sources = SourceList()

    init(_ paper: Paper) {
        self.paper = paper
        // Without a terminal it is a page of eighty columns.
        width = max(60, paper.width ?? 80)
    }

    /// Who, how it was decided, each line, the sums, what was found, the sources.
    static func lines(of reply: ExplainClaim.Reply, on paper: Paper) -> [String] {
        var text = ClaimExplanationText(paper)
        let (record, trace) = (reply.record, reply.trace)
        let steps = trace.filter { $0.place == nil && !$0.rule.hasPrefix(Self.totalPrefix) }
        var lines = text.head(record)
        if !steps.isEmpty { lines += ["", paper.strong("How it was decided")] + steps.flatMap { text.row($0) } }
        for line in record.adjudication.lines {
            lines += [""] + text.block(line, trace.filter { $0.place == line.place })
            lines += text.outcome(reply.outcomes?.first { $0.table == line.table && $0.number == line.number })
        }
        lines += [""] + text.totals(record.adjudication, trace)
        lines += text.findings(record.adjudication.findings)
        if !text.sources.all.isEmpty {
            lines += ["", paper.strong("Where it is written")] + text.sources.lines(width: text.width)
        }
        return lines
    }

    private static let totalPrefix = "total."
    private static let labelWidth = 32
    private static let valueWidth = 16

    private func head(_ record: ClaimRecord) -> [String] {
        let decided = record.adjudication
        let facts: [(String, String?)] = [
            ("patient", record.patient.map { "\($0.name.text.onOneLine), born \($0.birthDate)" }),
            ("facility", "\(record.facility) (cơ sở khám chữa bệnh)"), ("visit", visit(record)),
            ("card", record.card.map { "\($0) (thẻ BHYT)" } ?? "none"),
            ("entitlement", "\(record.routing) (đối tượng khám chữa bệnh)"), ("settled in", record.month.text),
            ("policy", "version \(decided.policyVersion), by the rules of \(decided.decidingDate)"),
            ("claim", record.id.text),
        ]
        let rows = facts.flatMap { name, fact in fact.map { self.fact(name, $0) } ?? [] }
        return [paper.strong("Claim \(record.key)")] + ClaimWords.sentence(decided.outcome).wrapped(to: width) + [""]
            + rows
    }

    private func fact(_ name: String, _ text: String) -> [String] {
        let lines = text.wrapped(to: width - 15)
        let indent = String(repeating: " ", count: 15)
        return [paper.faint("  " + name.padded(to: 13)) + lines[0]] + lines.dropFirst().map { indent + $0 }
    }

    private func visit(_ record: ClaimRecord) -> String {
        let form = ClaimWords.visit(record.form) ?? "form \(record.form)"
        let days = record.adjudication.treatmentDays
        let count = days == 0 ? "" : days == 1 ? ", 1 day of treatment" : ", \(days) days of treatment"
        return "\(form), \(moment(record.arrivedAt)) to \(moment(record.leftAt))\(count)"
    }

    private func moment(_ minute: LocalMinute) -> String { minute.text.split(separator: "T").joined(separator: " ") }

    /// A line of the claim: its name, its figures, and whatever else was applied to it.
    private mutating func block(_ line: AdjudicatedLine, _ steps: [TraceStep]) -> [String] {
        var lines = [paper.strong("\(line.table.rawValue) line \(line.number): \(line.name.text.onOneLine)")]
        let figures: [(ClaimWords.Figure, String, Amount)] = [
            (.total, "line.total", line.total), (.inScope, "line.inScope", line.inScope),
            (.ownCost, "line.ownCost", line.ownCost), (.copayment, "line.copayment", line.copayment),
            (.fund, "line.fund", line.fund),
        ]
        for (figure, rule, amount) in figures {
            lines += rows(figure.label, amount, steps.filter { $0.rule == rule })
            if figure == .inScope { lines += row(ClaimWords.level, "\(line.level) %", nil) }
        }
        if let refused = line.refused { lines += row(ClaimWords.refused, MoneyText.grouped(refused), nil) }
        if line.otherSources != .zero {
            lines += row(ClaimWords.Figure.otherSources.label, MoneyText.grouped(line.otherSources), nil)
        }
        let known = Set(figures.map { $0.1 })
        return lines + steps.filter { !known.contains($0.rule) }.flatMap { row($0) }
    }

    /// What came of a line that is not simply paid, and why.
    private func outcome(_ outcome: LineOutcome?) -> [String] {
        guard let outcome, outcome.result != .paid else { return [] }
        let head = "  " + ClaimWords.result.padded(to: Self.labelWidth)
        let reasons = outcome.reasons.flatMap { reason -> [String] in
            let words = [reason.text.en?.text, reason.text.en == nil ? reason.text.vi.text : "(\(reason.text.vi))"]
            return words.compactMap(\.self).joined(separator: " ").onOneLine.wrapped(to: width - 6)
                .map { paper.faint("      " + $0) }
        }
        return [head + outcome.result.rawValue.paddedLeft(to: Self.valueWidth)] + reasons
    }

    /// A figure with its step, or with each of them where further rules changed it.
    private mutating func rows(_ label: String, _ amount: Amount, _ steps: [TraceStep]) -> [String] {
        guard steps.count > 1 else { return row(label, MoneyText.grouped(amount), steps.first) }
        return steps.enumerated().flatMap { row($0 == 0 ? label : ClaimWords.then, $1.result.onOneLine, $1) }
    }

    private mutating func totals(_ decided: Adjudication, _ trace: [TraceStep]) -> [String] {
        let totals = decided.totals
        let figures: [(ClaimWords.Figure, String, Amount)] = [
            (.total, "total", totals.total), (.inScope, "inScope", totals.inScope),
            (.ownCost, "ownCost", totals.ownCost), (.copayment, "copayment", totals.copayment),
            (.fund, "fund", totals.fund), (.otherSources, "otherSources", totals.otherSources),
        ]
        var lines = [paper.strong("All lines together")]
        for (figure, name, amount) in figures where figure != .otherSources || amount != .zero {
            let step = trace.last { $0.rule == Self.totalPrefix + name }
            lines += row(figure.label, MoneyText.grouped(amount), step, isSum: figure != .fund)
        }
        if let paid = decided.paid {
            lines += row(ClaimWords.paid, MoneyText.grouped(paid), trace.last { $0.rule == "total.paid" }, isSum: true)
        }
        let patient = MoneyText.grouped(totals.ownCost + totals.copayment)
        let start = decided.outcome == .needsEvidence ? "As reckoned so far, you pay" : "You pay"
        let sentence = "\(start) \(patient) đồng; the fund pays \(MoneyText.grouped(decided.fundPays)) đồng."
        return lines + [""] + sentence.wrapped(to: width).map(paper.strong)
    }

    private func findings(_ findings: [Finding]) -> [String] {
        guard !findings.isEmpty else { return [] }
        let lines = findings.flatMap { finding -> [String] in
            let message = finding.message.onOneLine.wrapped(to: width - 4)
            let hint = finding.hint.onOneLine.wrapped(to: width - 4)
            return ["  - " + message[0]] + (message.dropFirst() + hint).map { "    " + $0 }
        }
        return ["", paper.strong("What was found")] + lines
    }

    /// A step of its own.
    private mutating func row(_ step: TraceStep) -> [String] {
        row(ClaimWords.rule(step.rule), step.result.onOneLine, step)
    }

    /// A figure with how it came about: beside it where there is room, else below.
    private mutating func row(
        _ label: String, _ value: String, _ step: TraceStep?, isSum: Bool = false
    ) -> [String] {
        let shown = value == step?.result ? MoneyText.groupedIfAmount(value) : value
        let head = "  " + label.padded(to: Self.labelWidth) + shown.paddedLeft(to: Self.valueWidth)
        guard let step else { return [head] }
        let source = sources.number(of: step).map { " [\($0)]" } ?? ""
        var how = reckoning(step)
        if isSum, how == step.result { how = "of one line" }
        if isSum, head.columns + 2 + how.columns + source.columns > width { how = "the lines added up" }
        let beside = head + "  " + how + source
        if beside.columns <= width { return [head + paper.faint("  " + how + source)] }
        return [head] + (how + source).wrapped(to: width - 6).map { paper.faint("      " + $0) }
    }

    /// The arithmetic without the result that stands before it already.
    private func reckoning(_ step: TraceStep) -> String {
        let text = step.arithmetic.onOneLine
        let end = " = \(step.result.onOneLine)"
        return text.hasSuffix(end) ? String(text.dropLast(end.count)) : text
    }
}

extension AdjudicatedLine {
    /// Its place as steps name it.
    fileprivate var place: String { "\(table.rawValue)/\(number)" }
}
