// Visits that are free so often a year: the check-ups and screenings that a policy owes to groups of the insured.

/// Visits of a form of which the fund pays the whole cost in scope, so often a year, whatever the card's level and the
/// way's rate are. Of several rows the one for the card's group counts, else the one for everybody.
public struct FreeVisitRow: Codable, Hashable, Sendable {
    /// `15` for check-ups, `16` for screenings (Decision 4750/QĐ-BYT, MA_LOAI_KCB).
    public var form: VisitForm
    /// Whose; left out, everybody's.
    public var groups: [CardGroup]?
    /// How many within a calendar year, by the day of arrival. A whole number.
    public var timesAYear: Int
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    public var article: PlainText?

    public init(
        form: VisitForm, groups: [CardGroup]? = nil, timesAYear: Int, from: CalendarDate,
        lastDay: CalendarDate? = nil, article: PlainText?
    ) {
        self.form = form
        self.groups = groups
        self.timesAYear = timesAYear
        self.from = from
        self.lastDay = lastDay
        self.article = article
    }
}
