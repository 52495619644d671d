// The whole cost in scope is paid if that of the visit lies strictly below a part of the base salary, where the way to
// the facility is right (Law on Health Insurance, article 22). It is so only with a routing rate of 100 %.

internal import MessageSchema

enum SmallCostRule: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        guard let routing = state.routing, routing.row.rate == .whole, !state.isRefused else { return }
        let setting = try state.setting(.smallCostPercent)
        let percent = try state.read(setting, SettingForm.rate)
        guard let cost = Reckoning.sum(state.lines.map(\.inScope)),
            let threshold = Reckoning.part(percent, of: state.baseSalary)
        else { return }
        // Not by the rounded threshold, though base salaries leave nothing to round.
        let isBelow = Int128(cost.units) * Reckoning.wholeRate < Int128(state.baseSalary.units) * Int128(percent.units)
        let bound = "\(percent) % of \(state.baseSalary) = \(threshold)"
        state.note(
            "level.smallCost", by: setting.citation, [("inScope", cost.text), ("baseSalary", state.baseSalary.text)],
            "\(cost) \(isBelow ? "is below" : "is not below") \(bound)", isBelow ? "100 %" : "as before")
        guard isBelow else { return }
        for index in state.lines.indices where state.lines[index].isCovered { state.lines[index].level = .whole }
    }
}
