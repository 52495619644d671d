// Who pays what of a line (Decision 4750/QĐ-BYT, appendix). The fund's share is rounded,
// half-up; the patient's are what is left, so that every line adds up.

internal import MessageSchema

enum ShareRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        for index in work.lines.indices {
            // What a donor gave to the whole facility is nobody's cost any more; other donors come later.
            let gift = work.facts.donor == .facility ? work.facts.lines[index].otherSources.units : 0
            divide(&work.lines[index], gift)
            note(index, gift, work)
        }
    }

    private static func divide(_ line: inout LineWork, _ gift: Int64) {
        line.fund = Reckoning.part(line.level, of: line.base)
        line.copayment = line.base - line.fund
        line.ownCost = line.total - gift - line.inScope
    }

    private static func note<L: Listener>(_ index: Int, _ gift: Int64, _ work: Evaluation<L>) {
        guard L.isOn else { return }
        let line = work.lines[index]
        let (total, inScope, base) = (Amount(reckoned: line.total), Amount(reckoned: line.inScope), line.base)
        let (fund, share) = (Amount(reckoned: line.fund), Amount(reckoned: line.patientShare))
        let paid = Amount(reckoned: base)
        let ceiling = line.excess == 0 ? [] : [("withinCeiling", paid.text)]
        work.note(
            "line.fund", at: index, by: .format("Phụ lục, T_BHTT"),
            [("inScope", inScope.text)] + ceiling + [("level", "\(line.level) %")],
            "\(paid) x \(line.level) % = \(fund)", fund.text)
        work.note(
            "line.copayment", at: index, by: .format("Phụ lục, T_BNCCT"), [], "\(inScope) - \(fund) = \(share)",
            share.text)
        let others = gift == 0 ? "" : " - \(Amount(reckoned: gift))"
        work.note(
            "line.ownCost", at: index, by: .format("Phụ lục, T_BNTT"), [],
            "\(total)\(others) - \(inScope) = \(Amount(reckoned: line.ownCost))", Amount(reckoned: line.ownCost).text)
    }
}
