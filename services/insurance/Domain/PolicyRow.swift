// What the rows of all tables of a policy have in common: days, an article, and the key they answer to.

internal import MessageSchema

/// A row of an act: it holds from a day to its last one, and cites where it stands.
protocol PolicyRow: Hashable, Sendable {
    var from: CalendarDate { get }
    var lastDay: CalendarDate? { get }
    var article: PlainText? { get }
    /// The table's name in the document.
    static var table: String { get }
    /// What the row answers to, in words; rows of one key follow each other in time. A row may answer to several.
    var keys: [String] { get }
    /// Whether days without a row of the key are a gap.
    var needsFollower: Bool { get }
}

extension PolicyRow {
    var needsFollower: Bool { true }

    /// Whether the day lies within the row's days, both ends included.
    func holds(on day: CalendarDate) -> Bool {
        from <= day && lastDay.map { day <= $0 } ?? true
    }
}

/// A row with the act it stands in.
struct Cited<Row: PolicyRow>: Hashable, Sendable {
    var row: Row
    var act: ActNumber
    /// Where the row stands.
    var citation: Citation { Citation(act: act, article: row.article) }
}

/// An act with one of its articles, as a step of a trace names it.
struct Citation: Hashable, Sendable {
    var act: ActNumber
    var article: PlainText?
    /// Both in words.
    var text: String { article.map { "\(act), \($0)" } ?? act.text }
}

extension BaseSalaryRow: PolicyRow {
    static let table = "baseSalaries"
    var keys: [String] { ["the base salary"] }
}

extension BenefitLevelRow: PolicyRow {
    static let table = "levels"
    var keys: [String] {
        switch (group, digit) {
        case (let group?, let digit?): ["the level of cards \(group)\(digit)"]
        case (let group?, nil): ["the level of the group \(group)"]
        case (nil, let digit?): ["the level of the digit \(digit)"]
        case (nil, nil): []
        }
    }
    // Where a group's own row ends, its digit's row counts again.
    var needsFollower: Bool { group == nil }
}

extension RoutingRow: PolicyRow {
    static let table = "routings"
    // Written out, since a row for both settings and one for stays meet in the latter.
    var keys: [String] {
        let settings: [VisitSetting] = setting == .any ? [.outpatient, .inpatient] : [setting]
        return settings.map { "the entitlement \(code), \($0.rawValue)" }
    }
}

extension PolicySettingRow: PolicyRow {
    static let table = "settings"
    var keys: [String] { ["the setting \(name.rawValue)"] }
}
