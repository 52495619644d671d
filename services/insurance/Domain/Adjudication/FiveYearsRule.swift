// The exemption after five years: who is insured that long pays of a year's co-payment no more than a number of base
// salaries, and what passes it inside a visit is the fund's at once (Law on Health Insurance, article 22(1); Decree
// 146/2018/NĐ-CP, article 27(3); Decree 188/2025/NĐ-CP, article 18(2)). Lines use up what is left in the order in which
// they were ordered (project default), and each year has a count of its own. What counts is co-payment where the
// routing rate is 100 %, without what lies above a ceiling for supplies and without what a donor paid.

internal import MessageSchema

enum FiveYearsRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        guard work.isOnTheWay, let from = work.facts.fiveYearsFrom, from.days <= work.facts.leftAt.date.days,
            work.lines.contains(where: { $0.copayment > 0 })
        else { return }
        var years: [Year] = []
        for index in work.linesInOrder where work.lines[index].copayment + work.given(index) > 0 {
            let day = work.facts.lines[index].orderedAt.date
            let year = try place(of: work.year(of: index), among: &years, work)
            // Until the five years are complete nobody is exempt, but what is paid counts.
            years[year].take(work.given(index))
            if from.days <= day.days { trim(index, &years[year], &work) }
            if work.isCounting { years[year].take(work.lines[index].copayment) }
        }
    }

    /// A year of the visit, and what is left of its co-payment.
    private struct Year {
        var number: Int
        var ceiling: CopaymentCeiling
        var left: Int64
        var isNoted = false

        mutating func take(_ amount: Int64) { left = max(0, left - amount) }
    }

    private static func place<L: Listener>(
        of number: Int, among years: inout [Year], _ work: Evaluation<L>
    ) throws(Refusal) -> Int {
        if let place = years.firstIndex(where: { $0.number == number }) { return place }
        let ceiling = try CopaymentCeiling.of(number, work)
        years.append(Year(number: number, ceiling: ceiling, left: ceiling.left))
        return years.count - 1
    }

    private static func trim<L: Listener>(_ index: Int, _ year: inout Year, _ work: inout Evaluation<L>) {
        let before = work.lines[index]
        let exempt = before.copayment - year.left
        guard exempt > 0 else { return }
        work.lines[index].copayment -= exempt
        work.lines[index].fund += exempt
        // The level stays as long as something of the line is left to pay.
        if work.lines[index].patientShare == 0, work.options.exemptLevel == .whole { work.lines[index].level = .whole }
        if !year.isNoted { year.ceiling.note(year.number, work) }
        year.isNoted = true
        note(index, before, exempt, year.left, work)
    }

    private static func note<L: Listener>(
        _ index: Int, _ before: LineWork, _ exempt: Int64, _ left: Int64, _ work: Evaluation<L>
    ) {
        guard L.isOn else { return }
        let source = work.citation(work.rules.fiveYearsSalaries.source)
        let (after, exempt) = (work.lines[index], Amount(reckoned: exempt))
        let (fund, share) = (Amount(reckoned: after.fund), Amount(reckoned: after.patientShare))
        work.note(
            "line.exempt", at: index, by: source,
            [("copayment", Amount(reckoned: before.copayment).text), ("left", Amount(reckoned: left).text)],
            "\(Amount(reckoned: before.copayment)) - \(Amount(reckoned: left)) = \(exempt)", exempt.text)
        work.note(
            "line.fund", at: index, by: source, [], "\(Amount(reckoned: before.fund)) + \(exempt) = \(fund)", fund.text)
        work.note(
            "line.copayment", at: index, by: source, [],
            "\(Amount(reckoned: before.patientShare)) - \(exempt) = \(share)", share.text)
    }
}
