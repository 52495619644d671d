// Who pays what of a line (Decision 4750/QĐ-BYT, appendix). The fund's share is rounded,
// half-up; the patient's are what is left, so that every line adds up.

internal import MessageSchema

enum ShareRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        for index in work.lines.indices {
            divide(&work.lines[index])
            note(index, work)
        }
    }

    private static func divide(_ line: inout LineWork) {
        line.fund = Reckoning.part(line.level, of: line.inScope)
        line.copayment = line.inScope - line.fund
        line.ownCost = line.total - line.inScope
    }

    private static func note<L: Listener>(_ index: Int, _ work: Evaluation<L>) {
        guard L.isOn else { return }
        let line = work.lines[index]
        let (total, inScope) = (Amount(reckoned: line.total), Amount(reckoned: line.inScope))
        let (fund, copayment) = (Amount(reckoned: line.fund), Amount(reckoned: line.copayment))
        work.note(
            "line.fund", at: index, by: .format("Phụ lục, T_BHTT"),
            [("inScope", inScope.text), ("level", "\(line.level) %")], "\(inScope) x \(line.level) % = \(fund)",
            fund.text)
        work.note(
            "line.copayment", at: index, by: .format("Phụ lục, T_BNCCT"), [], "\(inScope) - \(fund) = \(copayment)",
            copayment.text)
        work.note(
            "line.ownCost", at: index, by: .format("Phụ lục, T_BNTT"), [],
            "\(total) - \(inScope) = \(Amount(reckoned: line.ownCost))", Amount(reckoned: line.ownCost).text)
    }
}
