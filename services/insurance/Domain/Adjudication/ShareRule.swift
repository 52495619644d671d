// Who pays what of a line (Decision 4750/QĐ-BYT, appendix). The fund's share is rounded,
// half-up; the patient's are what is left, so that every line adds up.

internal import MessageSchema

enum ShareRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        for index in state.lines.indices {
            divide(index, &state)
        }
    }

    private static func divide(_ index: Int, _ state: inout AdjudicationState) {
        var line = state.lines[index]
        guard let fund = Reckoning.part(line.level, of: line.inScope) else {
            preconditionFailure("a part of an amount is an amount")
        }
        line.fund = fund
        line.copayment = line.inScope - fund
        line.ownCost = line.total - line.inScope
        state.lines[index] = line
        state.note(
            "line.fund", at: line.place, by: .format("Phụ lục, T_BHTT"),
            [("inScope", line.inScope.text), ("level", "\(line.level) %")],
            "\(line.inScope) x \(line.level) % = \(line.fund)", line.fund.text)
        state.note(
            "line.copayment", at: line.place, by: .format("Phụ lục, T_BNCCT"), [],
            "\(line.inScope) - \(line.fund) = \(line.copayment)", line.copayment.text)
        state.note(
            "line.ownCost", at: line.place, by: .format("Phụ lục, T_BNTT"), [],
            "\(line.total) - \(line.inScope) = \(line.ownCost)", line.ownCost.text)
    }
}
