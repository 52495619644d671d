// The base salary of the day, from which thresholds and ceilings are reckoned.

internal import MessageSchema

enum BaseSalaryRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        guard let salary = work.rules.baseSalary else { throw work.refusal(.policyMissing(.baseSalary)) }
        work.baseSalary = salary.units
        work.note(
            "policy.baseSalary", by: work.citation(salary.source), [("day", work.day.text)],
            "in force since \(work.policy.source(salary.source)?.from.text ?? "")",
            Amount(reckoned: salary.units).text)
    }
}
