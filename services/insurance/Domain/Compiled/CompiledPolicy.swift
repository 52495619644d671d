// The published policy made ready for deciding: days on which nothing changes have one table of rules between them, and
// every lookup is a step into an array. The reading form stays for the check, and for who asks about a card.

internal import MessageSchema

struct CompiledPolicy: Sendable {
    /// The days on which the rules of some key change, in order.
    private let changes: [CalendarDate]
    /// One more than the changes: the first table, an empty one, is that of before.
    private let tables: [DayRules]
    private let places: PolicyPlaces

    init(_ policy: Policy) {
        var places = PolicyPlaces(groups: policy.groups, codes: policy.codes)
        changes = policy.changes
        tables = [DayRules()] + changes.map { DayRules(policy, on: $0, &places) }
        self.places = places
    }

    /// A policy that decides nothing.
    private init() { (changes, tables, places) = ([], [DayRules()], PolicyPlaces(groups: [], codes: [])) }
    static let empty = CompiledPolicy()

    /// The rules of a day.
    func rules(on day: CalendarDate) -> DayRules {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].days <= day.days { low = middle + 1 } else { high = middle }
        }
        return tables[low]
    }

    /// The level of a card; nil without a row for it.
    func level(group: UInt16, digit: Int, by rules: DayRules) -> LevelCell? {
        guard let place = places.level(group: group, digit: digit), place < rules.levels.count else { return nil }
        return rules.levels[place]
    }

    /// What an entitlement leads to; nil where the policy is silent.
    func routing(_ code: UInt16, isStay: Bool, by rules: DayRules) -> RoutingCell? {
        guard let place = places.routing(code, isStay: isStay), place < rules.routings.count else { return nil }
        return rules.routings[place]
    }

    /// Where a cell stands; nil for one that no row fills.
    func source(_ number: RuleSource.Number) -> RuleSource? {
        number == RuleSource.none ? nil : places.sources[Int(number)]
    }
}

extension CalendarDate {
    /// The first day of its year.
    var newYear: CalendarDate {
        do { return try CalendarDate(year: civil.year, month: 1, day: 1) } catch {
            preconditionFailure("every year of the calendar has a first day: \(error)")
        }
    }
}
