// The forms of output, and what is known of the place it goes to.

/// How data is printed.
enum OutputForm: String, CaseIterable, Sendable {
    /// For people.
    case text
    /// The result as it came, laid out.
    case json
    /// A result a line, an item a line for lists.
    case jsonl
    /// Nothing; the exit code says it.
    case none

    static let form = "text, json, jsonl or none"
}

/// What printing for people needs to know.
struct Paper: Sendable {
    /// Columns of the terminal; nil if it is none, then nothing is cut.
    var width: Int?
    var hasColour: Bool

    /// What stands out: headings.
    func strong(_ text: String) -> String { hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    /// What went wrong.
    func alarming(_ text: String) -> String { hasColour ? "\u{1B}[31m\(text)\u{1B}[0m" : text }
    /// What is less important.
    func faint(_ text: String) -> String { hasColour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
