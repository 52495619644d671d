// Stands where the exemption after five years will: who is insured that long pays of a year's co-payment no more than a
// number of base salaries (Law on Health Insurance, article 22). What counts is co-payment where the routing rate is
// 100 %. Until then a claim with which the year's co-payment passes that limit waits for evidence.

internal import MessageSchema

enum FiveYearsGuard {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        guard work.isOnTheWay, work.totals.copayment != 0 else { return }
        let lastDay = work.facts.leftAt.date
        if let exempt = work.facts.exemptFrom, exempt <= lastDay { return work.hold(.exemptionNotYet) }
        guard let from = work.facts.fiveYearsFrom, from <= lastDay, try passesLimit(work) else { return }
        work.hold(.fiveYearsNotYet)
    }

    // When the base salary has changed within the year, what is left is reckoned in salaries:
    // (salaries - paid before / old salary) x new salary.
    private static func passesLimit<L: Listener>(_ work: Evaluation<L>) throws(Refusal) -> Bool {
        let salaries = try work.value(work.rules.fiveYearsSalaries, .fiveYearsSalaries)
        let before = Int128((work.facts.paidBeforeStep ?? .zero).units)
        let now = Int128((work.facts.paidAfterStep ?? .zero).units) + Int128(work.totals.copayment)
        let new = Int128(work.baseSalary)
        guard let old = salaryAtNewYear(work), old != new else { return before + now > Int128(salaries) * new }
        // An amount as any other, so it is rounded half-up to a hundredth.
        let left = (max(0, Int128(salaries) * old - before) * new + old / 2) / old
        return now > left
    }

    private static func salaryAtNewYear<L: Listener>(_ work: Evaluation<L>) -> Int128? {
        work.policy.rules(on: work.day.newYear).baseSalary.map { Int128($0.units) }
    }
}
