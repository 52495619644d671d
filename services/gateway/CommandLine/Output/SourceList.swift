// The sources of a page that shows how something was reckoned: a number stands beside a step, the list at the end.

import MessageSchema

/// Acts and articles, numbered as they come up.
struct SourceList {
    private(set) var all: [String] = []
    private static let defaults = "project-defaults"

    /// The list, no wider than so many columns.
    func lines(width: Int) -> [String] {
        all.enumerated().flatMap { index, source -> [String] in
            let number = "  [\(index + 1)] "
            let text = source.wrapped(to: width - number.columns)
            let indent = String(repeating: " ", count: number.columns)
            return [number + text[0]] + text.dropFirst().map { indent + $0 }
        }
    }

    /// The number of a step's source; nil for mere arithmetic.
    mutating func number(of step: TraceStep) -> Int? {
        guard let act = step.act else { return nil }
        let article = step.article?.text.onOneLine
        // What no act settles says so itself.
        let isDefault = act.text == Self.defaults
        let source =
            isDefault ? article ?? act.text : [act.text.onOneLine, article].compactMap(\.self).joined(separator: ", ")
        if let known = all.firstIndex(of: source) { return known + 1 }
        all.append(source)
        return all.count
    }
}
