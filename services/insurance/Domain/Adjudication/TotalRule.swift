// What the lines come to (Decision 4750/QĐ-BYT, appendix): sums of rounded lines, and the fund's as what they leave.

internal import MessageSchema

enum TotalRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        for index in work.lines.indices { add(index, &work) }
        work.totals.fund = work.totals.inScope - work.totals.copayment
        if work.options.donorHeader == .header { work.totals.paid = work.totals.fund - work.refused }
        if work.totals.paid + work.refused != work.totals.fund { work.remark(.headerFund) }
        note(work)
    }

    private static func add<L: Listener>(_ index: Int, _ work: inout Evaluation<L>) {
        let (line, facts) = (work.lines[index], work.facts.lines[index])
        if facts.table == .drugs { work.totals.drugs += line.total }
        if facts.isSupply { work.totals.supplies += line.total }
        if facts.method == .feeForService { work.totals.fundFeeForService += line.fund }
        work.totals.total += line.total
        work.totals.inScope += line.inScope
        work.totals.ownCost += line.ownCost
        work.totals.copayment += line.patientShare
        work.totals.paid += line.fund
        work.totals.otherSources += facts.otherSources.units
    }

    private static func note<L: Listener>(_ work: Evaluation<L>) {
        guard L.isOn else { return }
        let pairs = zip(work.lines, work.facts.lines).map { (work: $0, facts: $1) }
        let totals = ClaimTotals(work.totals)
        note("total.drugs", "T_THUOC", pairs.filter { $0.facts.table == .drugs }.map(\.work.total), work)
        note("total.supplies", "T_VTYT", pairs.filter { $0.facts.isSupply }.map(\.work.total), work)
        note("total.total", "T_TONGCHI_BV", work.lines.map(\.total), work)
        note("total.inScope", "T_TONGCHI_BH", work.lines.map(\.inScope), work)
        note("total.ownCost", "T_BNTT", work.lines.map(\.ownCost), work)
        note("total.copayment", "T_BNCCT", work.lines.map(\.patientShare), work)
        note("total.otherSources", "T_NGUONKHAC", work.facts.lines.map(\.otherSources.units), work)
        work.note(
            "total.fund", by: .format("Phụ lục, T_BHTT"), [],
            "\(totals.inScope) - \(totals.copayment) = \(totals.fund)", totals.fund.text)
        if work.totals.paid != work.totals.fund {
            note("total.paid", "T_BHTT", work.lines.map(\.fund), work)
        }
        let singly = pairs.filter { $0.facts.method == .feeForService }.map(\.work.fund)
        note("total.fundFeeForService", "T_BHTT_GDV", singly, work)
    }

    // Sums of nothing are not worth a step.
    private static func note<L: Listener>(
        _ rule: String, _ field: PlainText, _ amounts: [Int64], _ work: Evaluation<L>
    ) {
        let parts = amounts.filter { $0 != 0 }
        guard !parts.isEmpty else { return }
        let sum = Amount(reckoned: parts.reduce(0, +))
        let shown =
            parts.prefix(partsShownMax).map { Amount(reckoned: $0).text } + (parts.count > partsShownMax ? ["..."] : [])
        work.note(
            rule, by: .format(field), [("lines", String(parts.count))],
            shown.joined(separator: " + ") + " = \(sum)", sum.text)
    }

    /// Longer sums are written with dots; every part stands in its line's step.
    private static let partsShownMax = 20
}
