// Rows under headings, aligned by spaces, fitted to the terminal.

/// A table of texts.
struct Table: Sendable {
    struct Column: Sendable, Equatable {
        var heading: String
        /// Numbers stand at the right.
        var isNumeric = false

        /// The heading as it is printed: `inFlight` is IN FLIGHT.
        var title: String { VerbFlag.kebab(heading).split(separator: "-").joined(separator: " ").uppercased() }
    }

    var columns: [Column]
    /// As many cells a row as there are columns.
    var rows: [[String]]

    init(_ columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    init(_ headings: [String], rows: [[String]]) {
        self.init(headings.map { Column(heading: $0) }, rows: rows)
    }

    /// No column is made narrower than this; then the last one is left out instead.
    private static let columnMin = 12
    private static let gap = 2

    /// The lines of the table, headings first.
    func lines(on paper: Paper, indent: Int = 0) -> [String] {
        let widths = fitted(to: paper.width.map { $0 - indent })
        let margin = String(repeating: " ", count: indent)
        let head = margin + line(columns.map(\.title), widths)
        return [paper.strong(head)] + rows.map { margin + line($0, widths) }
    }

    /// Headings of the columns that do not fit.
    func leftOut(on paper: Paper, indent: Int = 0) -> [String] {
        columns.dropFirst(fitted(to: paper.width.map { $0 - indent }).count).map(\.heading)
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (index, width) in widths.enumerated() {
            let cell = cells[index].cut(to: width)
            if index > 0 { line += String(repeating: " ", count: Self.gap) }
            let isLast = index == widths.count - 1
            line += columns[index].isNumeric ? cell.paddedLeft(to: width) : isLast ? cell : cell.padded(to: width)
        }
        return line
    }

    /// The widths of the columns that are shown: as wide as they need, the widest narrowed first, and the last left
    /// out when all are as narrow as can be.
    private func fitted(to width: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            max(columns[index].title.columns, rows.map { $0[index].columns }.max() ?? 0)
        }
        guard let width else { return widths }
        while !widths.isEmpty {
            let excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - width
            if excess <= 0 { break }
            if let narrowed = Self.narrowed(widths, by: excess) { return narrowed }
            if widths.count == 1 { return [width] }
            widths.removeLast()
        }
        return widths
    }

    /// The widths with an excess taken from the widest; nil if there is not so much to take.
    private static func narrowed(_ widths: [Int], by excess: Int) -> [Int]? {
        guard widths.reduce(0, { $0 + max(0, $1 - columnMin) }) >= excess else { return nil }
        var widths = widths
        for _ in 0..<excess {
            guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }
}
