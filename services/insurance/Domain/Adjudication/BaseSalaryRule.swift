// The base salary of the day, from which thresholds and ceilings are reckoned.

internal import MessageSchema

enum BaseSalaryRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        guard let row = state.policy.baseSalary(on: state.day) else { throw state.missing("the base salary") }
        state.baseSalary = row.row.amount
        state.note(
            "policy.baseSalary", by: row.citation, [("day", state.day.text)], "in force since \(row.row.from)",
            row.row.amount.text)
    }
}
