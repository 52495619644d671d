// Stands where the exemption after five years will: who is insured that long pays of a year's co-payment no more than a
// number of base salaries (Law on Health Insurance, article 22). What counts is co-payment where the routing rate is
// 100 %. Until then a claim with which the year's co-payment passes that limit waits for evidence.

internal import MessageSchema

enum FiveYearsGuard: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        guard state.routing?.row.rate == .whole, state.totals.copayment != .zero else { return }
        let lastDay = state.claim.leftAt.date
        if let exempt = state.claim.exemptFrom, exempt <= lastDay {
            return state.hold("fiveYears.notYet", "XML1.NGAY_MIEN_CCT", "An exemption from \(exempt) is stated.")
        }
        let from = state.member?.fiveYearsFrom ?? state.claim.fiveYearsFrom
        guard let from, from <= lastDay, try passesLimit(state) else { return }
        state.hold(
            "fiveYears.notYet", "XML1.NAM_NAM_LIEN_TUC",
            "With this claim the year's co-payment passes its limit, five years being complete from \(from).")
    }

    // When the base salary has changed within the year, what is left is reckoned in salaries:
    // (salaries - paid before / old salary) x new salary.
    private static func passesLimit(_ state: AdjudicationState) throws(ClaimRejection) -> Bool {
        let salaries = try state.read(state.setting(.fiveYearsSalaries), SettingForm.number)
        let before = Int128((state.context.paid_before_step ?? .zero).units)
        let now = Int128((state.context.paid_after_step ?? .zero).units) + Int128(state.totals.copayment.units)
        let new = Int128(state.baseSalary.units)
        guard let old = salaryAtNewYear(state), old != new else { return before + now > Int128(salaries) * new }
        // An amount as any other, so it is rounded half-up to a hundredth.
        let left = (max(0, Int128(salaries) * old - before) * new + old / 2) / old
        return now > left
    }

    private static func salaryAtNewYear(_ state: AdjudicationState) -> Int128? {
        let (year, _, _) = state.day.civil
        // Every year of the calendar has a first day.
        guard let newYear = try? CalendarDate(year: year, month: 1, day: 1) else { return nil }
        return state.policy.baseSalary(on: newYear).map { Int128($0.row.amount.units) }
    }
}
