// What an act changes: the policy without it and the policy with it, held against each other figure by figure at every
// day where either changes. Days after each other with the same two figures are one change.

public import MessageSchema

/// The changes that an act makes.
public enum PolicyDiff {
    /// What is otherwise with the act than without it, by day, table and key.
    public static func changes(by act: PolicyAct, beside published: [PolicyAct]) -> [PolicyChange] {
        let others = Policy.current(published).filter { $0.act != act.act }
        let before = Policy(version: 0, acts: others)
        let after = Policy(version: 0, acts: Policy.acts(published, with: act))
        let days = Set(before.allChanges + after.allChanges).sorted()
        let keys = PolicyFigure.all(of: [before, after])
        return keys.flatMap { changes(of: $0, before, after, days) }.enumerated()
            .sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
    }

    private struct Stretch {
        var from: CalendarDate
        var before: String?
        var after: String?
    }

    private static func changes(
        of figure: PolicyFigure, _ before: Policy, _ after: Policy, _ days: [CalendarDate]
    ) -> [PolicyChange] {
        var stretches: [Stretch] = []
        for day in days {
            let (old, new) = (figure.value(before, day), figure.value(after, day))
            if let last = stretches.last, last.before == old, last.after == new { continue }
            stretches.append(Stretch(from: day, before: old, after: new))
        }
        return stretches.indices.compactMap { index in
            let stretch = stretches[index]
            guard stretch.before != stretch.after else { return nil }
            let next = index + 1 < stretches.count ? stretches[index + 1].from.advanced(by: -1) : nil
            let words = PolicyChangeWords(figure: figure, from: stretch.from, lastDay: next)
            return PolicyChange(
                from: stretch.from, lastDay: next, table: figure.table, key: figure.key, before: stretch.before,
                after: stretch.after, vi: words.vietnamese(stretch.before, stretch.after),
                en: words.english(stretch.before, stretch.after))
        }
    }
}

/// Something that a policy sets for a day.
enum PolicyFigure: Hashable {
    case baseSalary
    /// Of cards of a group, or of all groups without a row of their own.
    case level(CardGroup?, Int)
    case routing(RoutingCode, isStay: Bool)
    case setting(PolicySetting)
    case option(PolicyOption)
    /// A place of the list of entitlements.
    case entitlement(Int)
    case deadline(DeadlineName)
    /// The days off that begin on a day.
    case holiday(CalendarDate)
    case cap(CappedFacility, isStay: Bool)
    case fundShare(FundShare)
    case freeVisit(FreeVisitKey)
    case contribution(CardGroup)
    /// Of persons without letters of their own.
    case conditionContribution(PlainText)
    case ladder(Int)
    case support(SupportKey)
    /// Of a group, or of all groups without a row of their own.
    case period(PeriodName, CardGroup?)

    /// All that some of the policies set, table by table.
    static func all(of policies: [Policy]) -> [PolicyFigure] {
        let groups = [nil] + Set(policies.flatMap(\.groups)).sorted()
        let codes = Set(policies.flatMap(\.codes)).sorted()
        return [.baseSalary]
            + groups.flatMap { group in (1...5).map { .level(group, $0) } }
            + codes.flatMap { code in [false, true].map { .routing(code, isStay: $0) } }
            + PolicySetting.allCases.map { .setting($0) } + PolicyOption.allCases.map { .option($0) }
            + Set(policies.flatMap(\.places)).sorted().map { .entitlement($0) }
            + DeadlineName.allCases.map { .deadline($0) }
            + Set(policies.flatMap(\.times.holidays).map(\.row.from)).sorted().map { .holiday($0) }
            + CappedFacility.allCases.flatMap { facility in [false, true].map { .cap(facility, isStay: $0) } }
            + FundShare.allCases.map { .fundShare($0) }
            + Set(policies.flatMap(\.freeVisits).flatMap(\.row.whom)).sorted().map { .freeVisit($0) }
            + members(of: policies)
    }

    var table: String {
        switch self {
        case .baseSalary: BaseSalaryRow.table
        case .level: BenefitLevelRow.table
        case .routing: RoutingRow.table
        case .setting: PolicySettingRow.table
        case .option: PolicyOptionRow.table
        case .entitlement: EntitlementRow.table
        case .deadline: DeadlineRow.table
        case .holiday: HolidayRow.table
        case .cap: CapRow.table
        case .fundShare: FundShareRow.table
        case .freeVisit: FreeVisitRow.table
        case .contribution, .conditionContribution: ContributionRow.table
        case .ladder: LadderRow.table
        case .support: SupportRow.table
        case .period: PeriodRow.table
        }
    }

    var key: String {
        switch self {
        case .baseSalary: "baseSalary"
        case .level(let group, let digit): "\(group?.text ?? "")\(digit)"
        case .routing(let code, let isStay): "\(code) \((isStay ? VisitSetting.inpatient : .outpatient).rawValue)"
        case .setting(let name): name.rawValue
        case .option(let option): option.rawValue
        case .entitlement(let place): "\(place)"
        case .deadline(let name): name.rawValue
        case .holiday(let day): day.text
        case .cap(let facility, let isStay):
            "\(facility.rawValue) \((isStay ? VisitSetting.inpatient : .outpatient).rawValue)"
        case .fundShare(let share): share.rawValue
        case .freeVisit(let key): key.text
        case .contribution(let group): group.text
        case .conditionContribution(let condition): condition.text
        case .ladder(let position): "\(position)"
        case .support(let key): key.text
        case .period(let name, let group): name.rawValue + (group.map { " \($0)" } ?? "")
        }
    }

    /// The figure of a day as a text; nil where nothing sets it.
    func value(_ policy: Policy, _ day: CalendarDate) -> String? {
        switch self {
        case .baseSalary: policy.baseSalary(on: day)?.row.amount.text
        case .level(let group, let digit): policy.level(group: group, digit: digit, on: day)?.row.figure
        case .routing(let code, let isStay): policy.routing(code, isStay: isStay, on: day)?.row.figure
        case .setting(let name): policy.setting(name, on: day)?.row.value.text
        case .option(let option): policy.option(option, on: day)?.row.value.text
        case .entitlement(let place): policy.entitlement(at: place, on: day)?.row.figure
        case .deadline(let name): policy.deadline(name, on: day)?.row.value.text
        case .holiday(let first): policy.holiday(from: first, on: day)?.row.name.vi.text
        case .cap(let facility, let isStay):
            policy.cap(of: facility, isStay ? .inpatient : .outpatient, on: day)?.row.salaries.text
        case .fundShare(let share): policy.share(share, on: day)?.row.share.text
        case .freeVisit(let key): policy.freeVisit(key, on: day).map { "\($0.row.timesAYear)" }
        case .contribution, .conditionContribution, .ladder, .support, .period: memberValue(policy, day)
        }
    }
}

extension BenefitLevelRow {
    /// Such as `100 %, ignoresPaymentRates`.
    fileprivate var figure: String {
        "\(level) %" + (ignoresPaymentRates == true ? ", ignoresPaymentRates" : "")
            + (coversOutOfList == true ? ", coversOutOfList" : "")
    }
}

extension RoutingRow {
    /// Such as `50 %` or `0 %, refuses`.
    fileprivate var figure: String {
        "\(rate) %" + (decision.map { $0 == .pays ? "" : ", \($0.rawValue)" } ?? "")
            + (ignoresLevel == true ? ", ignoresLevel" : "")
    }
}
