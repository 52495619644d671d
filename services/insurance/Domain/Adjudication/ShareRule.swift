// Who pays what of a line (Decision 4750/QĐ-BYT, appendix). The fund's share is rounded,
// half-up; the patient's are what is left, so that every line adds up.

internal import MessageSchema

enum ShareRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) {
        // Given to the line by themselves: an evaluation beside one of its own lines would be copied for each.
        let options = work.options
        let isUnpaid = options.zeroShare == .ownCost && work.routing?.rate == .zero
        for index in work.lines.indices {
            // What a donor gave to the whole facility is nobody's cost any more; other donors come later.
            let gift = work.donor == .facility ? work.facts.lines[index].otherSources.units : 0
            settle(&work.lines[index], isUnpaid, options)
            let base = work.lines[index].base
            divide(&work.lines[index], gift, options)
            note(index, gift, base, work)
        }
    }

    // What the policy takes out of the scope: a visit of which the fund pays nothing, and what is above a ceiling.
    private static func settle(_ line: inout LineWork, _ isUnpaid: Bool, _ options: DayOptions) {
        if isUnpaid { (line.inScope, line.excess) = (0, 0) }
        guard options.supplyExcess == .ownCost else { return }
        line.inScope -= line.excess
        line.excess = 0
    }

    private static func divide(_ line: inout LineWork, _ gift: Int64, _ options: DayOptions) {
        line.fund = Reckoning.part(line.level, of: line.base, by: options.rounding)
        if options.supplyExcess == .counted { line.excess = 0 }
        line.copayment = line.base - line.fund
        line.ownCost = line.total - gift - line.inScope
    }

    private static func note<L: Listener>(_ index: Int, _ gift: Int64, _ base: Int64, _ work: Evaluation<L>) {
        guard L.isOn else { return }
        let line = work.lines[index]
        let (total, inScope) = (Amount(reckoned: line.total), Amount(reckoned: line.inScope))
        let (fund, share) = (Amount(reckoned: line.fund), Amount(reckoned: line.patientShare))
        let paid = Amount(reckoned: base)
        let ceiling = base == line.inScope ? [] : [("withinCeiling", paid.text)]
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
