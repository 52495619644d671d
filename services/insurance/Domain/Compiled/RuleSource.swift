// Where the cells of a compiled policy come from. Figures need none of it; explanations look it up by its number.

internal import MessageSchema

struct RuleSource: Hashable, Sendable {
    /// The place of a source in its policy's list.
    typealias Number = Int32
    /// Of a cell that no row fills.
    static let none: Number = -1

    var citation: Citation
    /// What the row answers to, in words.
    var key: String
    var from: CalendarDate

    init<Row: PolicyRow>(_ cited: Cited<Row>) {
        citation = cited.citation
        key = cited.row.keys.joined()
        from = cited.row.from
    }
}
