// What the lines come to (Decision 4750/QĐ-BYT, appendix): sums of rounded lines, and the fund's as what they leave.

internal import MessageSchema

enum TotalRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        let lines = state.lines
        let drugs = lines.filter { $0.line.table == .drugs }
        let supplies = lines.filter { $0.line.table == .services && supplyGroups.contains($0.line.costGroup) }
        let singly = lines.filter { ($0.line.paymentMethod ?? .feeForService) == .feeForService }
        var totals = ClaimTotals.nothing
        totals.drugs = add("total.drugs", "T_THUOC", drugs.map(\.total), &state)
        totals.supplies = add("total.supplies", "T_VTYT", supplies.map(\.total), &state)
        totals.total = add("total.total", "T_TONGCHI_BV", lines.map(\.total), &state)
        totals.inScope = add("total.inScope", "T_TONGCHI_BH", lines.map(\.inScope), &state)
        totals.ownCost = add("total.ownCost", "T_BNTT", lines.map(\.ownCost), &state)
        totals.copayment = add("total.copayment", "T_BNCCT", lines.map(\.copayment), &state)
        totals.otherSources = add(
            "total.otherSources", "T_NGUONKHAC", lines.map { $0.line.otherSources ?? .zero }, &state)
        totals.fund = totals.inScope - totals.copayment
        state.note(
            "total.fund", by: .format("Phụ lục, T_BHTT"), [],
            "\(totals.inScope) - \(totals.copayment) = \(totals.fund)", totals.fund.text)
        totals.fundFeeForService = add("total.fundFeeForService", "T_BHTT_GDV", singly.map(\.fund), &state)
        state.totals = totals
    }

    // Sums of nothing are not worth a step.
    private static func add(
        _ rule: String, _ field: PlainText, _ amounts: [Amount], _ state: inout AdjudicationState
    ) -> Amount {
        guard let sum = Reckoning.sum(amounts) else { preconditionFailure("the claim's sums were not too large") }
        let parts = amounts.filter { $0 != .zero }
        guard !parts.isEmpty else { return sum }
        let shown = parts.prefix(partsShownMax).map(\.text) + (parts.count > partsShownMax ? ["..."] : [])
        state.note(
            rule, by: .format(field), [("lines", String(parts.count))],
            shown.joined(separator: " + ") + " = \(sum)", sum.text)
        return sum
    }

    /// Supplies, and supplies with a payment rate (MA_NHOM).
    private static let supplyGroups: Set<Int> = [10, 11]
    /// Longer sums are written with dots; every part stands in its line's step.
    private static let partsShownMax = 20
}
