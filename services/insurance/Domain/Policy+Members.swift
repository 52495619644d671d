// Looking up in the published policy what is paid in for somebody, and how long coverages wait, last and count.

internal import MessageSchema

/// The tables of a policy about members.
struct MemberTables: Sendable {
    var contributions: [Cited<ContributionRow>] = []
    var ladders: [Cited<LadderRow>] = []
    var supports: [Cited<SupportRow>] = []
    var periods: [Cited<PeriodRow>] = []
}

extension Policy {
    /// What is paid in for a group.
    func contribution(of group: CardGroup, on day: CalendarDate) -> Cited<ContributionRow>? {
        Self.last(members.contributions.filter { $0.row.groups?.contains(group) == true }, on: day)
    }

    /// What is paid in for a kind of persons without letters of their own.
    func contribution(of condition: PlainText, on day: CalendarDate) -> Cited<ContributionRow>? {
        Self.last(members.contributions.filter { $0.row.conditions?.contains(condition) == true }, on: day)
    }

    /// The step of the ladder for a member of a household, counted from 1.
    func ladder(_ position: Int, on day: CalendarDate) -> Cited<LadderRow>? {
        let steps = Set(members.ladders.map(\.row.position)).filter { $0 <= position }.sorted(by: >)
        for step in steps {
            if let row = Self.last(members.ladders.filter { $0.row.position == step }, on: day) { return row }
        }
        return nil
    }

    /// The most specific support: of the group under the condition, of the group, of the condition.
    func support(of group: CardGroup?, as condition: PlainText?, on day: CalendarDate) -> Cited<SupportRow>? {
        func row(_ group: CardGroup?, _ condition: PlainText?) -> Cited<SupportRow>? {
            guard group != nil || condition != nil else { return nil }
            let rows = members.supports.filter { cited in
                let isOfGroup = group.map { cited.row.groups?.contains($0) == true } ?? (cited.row.groups == nil)
                return isOfGroup && cited.row.condition == condition
            }
            return Self.last(rows, on: day)
        }
        return row(group, condition) ?? (group == nil ? nil : row(group, nil)) ?? row(nil, condition)
    }

    /// A group's own period, else the one of all groups.
    func period(_ name: PeriodName, of group: CardGroup? = nil, on day: CalendarDate) -> Cited<PeriodRow>? {
        let rows = members.periods.filter { $0.row.name.text == name.rawValue }
        let own = group.flatMap { group in
            Self.last(rows.filter { $0.row.groups?.contains(group) == true }, on: day)
        }
        return own ?? Self.last(rows.filter { $0.row.groups == nil }, on: day)
    }

    /// A span as a period sets it, and where it stands; nil where none does.
    func span(
        _ name: PeriodName, of group: CardGroup? = nil, on day: CalendarDate
    ) -> (value: Span, citation: Citation)? {
        guard let row = period(name, of: group, on: day) else { return nil }
        // The policy's check lets no other value pass.
        guard let value = try? Span(row.row.value.text) else { return nil }
        return (value, row.citation)
    }

    /// A day of the year as a period sets it, and where it stands; nil where none does.
    func yearDay(
        _ name: PeriodName, of group: CardGroup? = nil, on day: CalendarDate
    ) -> (value: YearDay, citation: Citation)? {
        guard let row = period(name, of: group, on: day) else { return nil }
        // The policy's check lets no other value pass.
        guard let value = try? YearDay(row.row.value.text) else { return nil }
        return (value, row.citation)
    }
}
