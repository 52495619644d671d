// The whole cost in scope is paid if that of the visit lies strictly below a part of the base salary, where the way to
// the facility is right (Law on Health Insurance, article 22). It is so only with a routing rate of 100 %.

internal import MessageSchema

enum SmallCostRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        guard work.isOnTheWay, !work.isRefused else { return }
        let setting = work.rules.smallCostPercent
        let percent = try work.value(setting, .smallCostPercent)
        guard let cost = Reckoning.sum(work.lines, \.inScope) else { return }
        // Not by the rounded threshold, though base salaries leave nothing to round.
        let isBelow = Int128(cost) * Reckoning.wholeRate < Int128(work.baseSalary) * Int128(percent.units)
        noteBound(cost, percent, isBelow, by: setting.source, work)
        guard isBelow else { return }
        for index in work.lines.indices where work.lines[index].isCovered { work.lines[index].level = .whole }
    }

    private static func noteBound<L: Listener>(
        _ cost: Int64, _ percent: Rate, _ isBelow: Bool, by source: RuleSource.Number,
        _ work: Evaluation<L>
    ) {
        guard L.isOn else { return }
        let (cost, salary) = (Amount(reckoned: cost), Amount(reckoned: work.baseSalary))
        let threshold = Amount(reckoned: Reckoning.part(percent, of: work.baseSalary))
        work.note(
            "level.smallCost", by: work.citation(source),
            [("inScope", cost.text), ("baseSalary", salary.text)],
            "\(cost) \(isBelow ? "is below" : "is not below") \(percent) % of \(salary) = \(threshold)",
            isBelow ? "100 %" : "as before")
    }
}
