// The published policy as a whole: the rows of all acts that count, looked up by day.
// Of the rows of one key the one counts that began last; a row that has ended gives way to none before it.

public import MessageSchema

/// The published policy: the acts in order of publication, without those that later ones replace.
public struct Policy: Sendable {
    /// Counted from 1; each publication makes the next one. Zero before the first.
    public let version: Int
    private let baseSalaries: [Cited<BaseSalaryRow>]
    private let levels: [Cited<BenefitLevelRow>]
    private let routings: [RoutingCode: [Cited<RoutingRow>]]
    private let settings: [PolicySetting: [Cited<PolicySettingRow>]]
    let members: MemberTables
    private let options: [String: [Cited<PolicyOptionRow>]]
    private let entitlements: [Int: [Cited<EntitlementRow>]]
    let times: TimeTables
    /// What is paid back at most.
    let caps: [Cited<CapRow>]
    /// How the fund's money is shared out.
    let fundShares: [Cited<FundShareRow>]
    /// Visits that are free so often a year.
    let freeVisits: [Cited<FreeVisitRow>]
    /// The same, ready for deciding.
    private(set) var compiled: CompiledPolicy

    public init(version: Int, acts: [PolicyAct]) {
        self.version = version
        let current = Self.current(acts)
        func rows<Row>(_ table: (PolicyAct) -> [Row]?) -> [Cited<Row>] {
            current.flatMap { act in (table(act) ?? []).map { Cited(row: $0, act: act.act) } }
        }
        baseSalaries = rows { $0.baseSalaries }
        levels = rows { $0.levels }
        routings = Dictionary(grouping: rows { $0.routings }, by: \.row.code)
        settings = Dictionary(grouping: rows { $0.settings }, by: \.row.name)
        members = MemberTables(
            contributions: rows { $0.contributions }, ladders: rows { $0.ladders }, supports: rows { $0.supports },
            periods: rows { $0.periods })
        options = Dictionary(grouping: rows { $0.options }, by: \.row.name.text)
        entitlements = Dictionary(grouping: rows { $0.entitlements }, by: \.row.place)
        times = TimeTables(holidays: rows { $0.holidays }, deadlines: rows { $0.deadlines })
        caps = rows { $0.caps }
        fundShares = rows { $0.fundShares }
        freeVisits = rows { $0.freeVisits }
        compiled = .empty
        compiled = CompiledPolicy(self)
    }

    /// The acts that count: an act counts no longer once a later one replaces it.
    public static func current(_ acts: [PolicyAct]) -> [PolicyAct] {
        let replaced = Set(acts.flatMap { $0.replaces ?? [] })
        return acts.filter { !replaced.contains($0.act) }
    }

    /// The published acts that count, with a further one; with the number of one of them it stands in its place.
    static func acts(_ published: [PolicyAct], with act: PolicyAct) -> [PolicyAct] {
        let replaces = Set(act.replaces ?? [])
        return current(published).filter { $0.act != act.act && !replaces.contains($0.act) } + [act]
    }

    /// The benefit level of a coverage on a day; nil without a row for it.
    public func level(of coverage: Coverage, on day: CalendarDate) -> Rate? {
        level(group: coverage.group, digit: coverage.digit, on: day)?.row.level
    }

    func baseSalary(on day: CalendarDate) -> Cited<BaseSalaryRow>? { Self.last(baseSalaries, on: day) }

    /// The most specific row that holds: of the group with the digit, then of the group, then of the digit.
    /// No group stands for all that have no rows of their own.
    func level(group: CardGroup?, digit: Int, on day: CalendarDate) -> Cited<BenefitLevelRow>? {
        let keys: [(CardGroup?, Int?)] = [(group, digit), (group, nil), (nil, digit)]
        for (group, digit) in keys where group != nil || digit != nil {
            let rows = levels.filter { $0.row.group == group && $0.row.digit == digit }
            if let row = Self.last(rows, on: day) { return row }
        }
        return nil
    }

    /// The row of an entitlement; `isStay` for a visit that counts as one with a bed.
    func routing(_ code: RoutingCode, isStay: Bool, on day: CalendarDate) -> Cited<RoutingRow>? {
        let setting = isStay ? VisitSetting.inpatient : .outpatient
        return Self.last(
            (routings[code] ?? []).filter { $0.row.setting == .any || $0.row.setting == setting }, on: day)
    }

    func setting(_ name: PolicySetting, on day: CalendarDate) -> Cited<PolicySettingRow>? {
        Self.last(settings[name] ?? [], on: day)
    }

    func option(_ option: PolicyOption, on day: CalendarDate) -> Cited<PolicyOptionRow>? {
        Self.last(options[option.rawValue] ?? [], on: day)
    }

    /// What stands in a place of the list of entitlements.
    func entitlement(at place: Int, on day: CalendarDate) -> Cited<EntitlementRow>? {
        Self.last(entitlements[place] ?? [], on: day)
    }

    /// The list of entitlements from the top.
    func entitlements(on day: CalendarDate) -> [Cited<EntitlementRow>] {
        places.sorted().compactMap { entitlement(at: $0, on: day) }
    }

    /// The groups that have levels of their own.
    var groups: Set<CardGroup> { Set(levels.compactMap(\.row.group)) }
    /// The entitlements that have rows.
    var codes: Set<RoutingCode> { Set(routings.keys) }
    /// The places of the list of entitlements.
    var places: Set<Int> { Set(entitlements.keys) }
    /// The days on which a row begins by which claims are decided, or the day after one ends, in order.
    var changes: [CalendarDate] {
        let days =
            Self.days(baseSalaries) + Self.days(levels) + routings.values.flatMap(Self.days)
            + settings.values.flatMap(Self.days) + options.values.flatMap(Self.days) + Self.days(freeVisits)
        return Set(days).sorted()
    }

    /// Those of all tables.
    var allChanges: [CalendarDate] {
        let days =
            entitlements.values.flatMap(Self.days) + Self.days(times.holidays) + Self.days(times.deadlines)
            + Self.days(members.contributions) + Self.days(members.ladders) + Self.days(members.supports)
            + Self.days(members.periods) + Self.days(caps) + Self.days(fundShares)
        return Set(changes + days).sorted()
    }

    private static func days<Row: PolicyRow>(_ rows: [Cited<Row>]) -> [CalendarDate] {
        rows.flatMap { [$0.row.from, $0.row.lastDay?.advanced(by: 1)].compactMap(\.self) }
    }

    static func last<Row: PolicyRow>(_ rows: [Cited<Row>], on day: CalendarDate) -> Cited<Row>? {
        let begun = rows.filter { $0.row.from <= day }
        guard let last = begun.max(by: { $0.row.from < $1.row.from }) else { return nil }
        return last.row.holds(on: day) ? last : nil
    }
}
