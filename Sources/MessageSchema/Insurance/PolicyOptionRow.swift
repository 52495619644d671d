// Choices where the texts are silent or disagree: a name of a known list with a value, from a day on. New choices come
// with releases, so the name is a text that is checked when an act is proposed, not a closed list of the wire.

/// A choice from a day on.
public struct PolicyOptionRow: Codable, Hashable, Sendable {
    /// One of the options that `docs/policy.md` lists, such as `supplyExcess`.
    public var name: PlainText
    public var from: CalendarDate
    /// The last day it holds; left out, it holds until a later row begins.
    public var lastDay: CalendarDate?
    public var value: PlainText
    /// The article that says so, or the reason for a project default.
    public var article: PlainText?

    public init(
        name: PlainText, from: CalendarDate, lastDay: CalendarDate? = nil, value: PlainText, article: PlainText?
    ) {
        self.name = name
        self.from = from
        self.lastDay = lastDay
        self.value = value
        self.article = article
    }
}
