// What an act sets about paying in and being covered, as figures that can be held against each other.

internal import MessageSchema

/// Whom a support is for: a group, those of a condition, or those of a group under a condition.
struct SupportKey: Hashable, Comparable {
    var group: CardGroup?
    var condition: PlainText?

    /// Such as `HS`, `poorCommune` or `GD poorCommune`.
    var text: String { [group?.text, condition?.text].compactMap(\.self).joined(separator: " ") }
    var vietnamese: String {
        [group.map { "nhóm \($0)" }, condition.map { "người thuộc diện \($0)" }].compactMap(\.self)
            .joined(separator: ", ")
    }
    var english: String {
        [group.map { "the group \($0)" }, condition.map { "persons who are \($0)" }].compactMap(\.self)
            .joined(separator: ", ")
    }

    static func < (one: SupportKey, other: SupportKey) -> Bool { one.text < other.text }
}

extension PolicyFigure {
    /// The figures of the tables about members that some of the policies set.
    static func members(of policies: [Policy]) -> [PolicyFigure] {
        let contributions = policies.flatMap(\.members.contributions).map(\.row)
        let groups = Set(contributions.flatMap { $0.groups ?? [] }).sorted()
        let conditions = Set(contributions.flatMap { $0.conditions ?? [] }).sorted { $0.text < $1.text }
        let steps = Set(policies.flatMap(\.members.ladders).map(\.row.position)).sorted()
        let supports = Set(policies.flatMap(\.members.supports).flatMap(\.row.whom)).sorted()
        let periods = policies.flatMap(\.members.periods).map(\.row)
        let spans = PeriodName.allCases.flatMap { name in
            let rows = periods.filter { $0.name.text == name.rawValue }
            let groups = Set(rows.flatMap { $0.groups ?? [] }).sorted()
            return [PolicyFigure.period(name, nil)] + groups.map { .period(name, $0) }
        }
        return groups.map { .contribution($0) } + conditions.map { .conditionContribution($0) }
            + steps.map { .ladder($0) } + supports.map { .support($0) } + spans
    }

    /// The figure of a day as a text; nil where nothing sets it, and for a figure of other tables.
    func memberValue(_ policy: Policy, _ day: CalendarDate) -> String? {
        switch self {
        case .contribution(let group): policy.contribution(of: group, on: day)?.row.figure
        case .conditionContribution(let condition): policy.contribution(of: condition, on: day)?.row.figure
        case .ladder(let position): policy.ladder(position, on: day).map { "\($0.row.rate) %" }
        case .support(let key): policy.support(of: key.group, as: key.condition, on: day)?.row.figure
        case .period(let name, let group): policy.period(name, of: group, on: day)?.row.value.text
        default: nil
        }
    }
}

extension SupportRow {
    fileprivate var whom: [SupportKey] {
        guard let groups else { return [SupportKey(group: nil, condition: condition)] }
        return groups.map { SupportKey(group: $0, condition: condition) }
    }

    /// Such as `50 %, 12 months`.
    fileprivate var figure: String { "\(rate) %" + (months.map { ", \($0) months" } ?? "") }
}

extension ContributionRow {
    /// Such as `employer 3 %, insured 1.5 % of the wage, 20 base salaries at most`.
    fileprivate var figure: String {
        let basis =
            switch basis {
            case .wage: "wage"
            case .pension: "pension"
            case .allowance: "allowance"
            case .baseSalary: "base salary"
            }
        let parts = shares.map { "\($0.payer.rawValue) \($0.rate) %" }.joined(separator: ", ")
        return "\(parts) of the \(basis)" + (capSalaries.map { ", \($0) base salaries at most" } ?? "")
            + (salaryDay == .payment ? ", salary of the day of payment" : "")
            + (byLadder == true ? ", by the ladder" : "")
    }
}
