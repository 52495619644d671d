// Changes to a text by its lines, so that everything else of it, comments too, stays as it is.

/// Lines to put in and to take out, by the numbers that the lines have before any change.
struct LineEdit {
    private var lines: [String]
    private var inserted: [Int: [String]] = [:]
    private var removed: Set<Int> = []

    init(_ text: String) {
        // By bytes: to a Character, CR LF is one.
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if lines.last?.isEmpty == true { lines.removeLast() }
    }

    var count: Int { lines.count }

    /// A line by its number, from 1.
    subscript(number: Int) -> String { lines.indices.contains(number - 1) ? lines[number - 1] : "" }

    /// Puts lines after a line; 0 is the beginning.
    mutating func insert(_ new: [String], after number: Int) { inserted[number, default: []] += new }

    mutating func remove(_ numbers: ClosedRange<Int>) { removed.formUnion(numbers) }

    var text: String {
        var all = inserted[0] ?? []
        for (index, line) in lines.enumerated() {
            if !removed.contains(index + 1) { all.append(line) }
            all += inserted[index + 1] ?? []
        }
        return all.map { $0 + "\n" }.joined()
    }
}
