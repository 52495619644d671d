// The table of checks at the end.

/// What was checked, what was measured, and whether it holds.
@MainActor
final class CheckTable {
    private struct Row {
        let check: String
        let measured: String
        let holds: Bool
    }
    private var rows: [Row] = []

    var allHold: Bool { rows.allSatisfy(\.holds) }

    func add(_ check: String, _ measured: String, holds: Bool) {
        rows.append(Row(check: check, measured: measured, holds: holds))
        Console.say("\(holds ? "ok " : "NOT") \(check): \(measured)")
    }

    func equal<Value: Equatable>(_ check: String, _ measured: Value, _ expected: Value) {
        let holds = measured == expected
        add(check, holds ? "\(measured)" : "\(measured) instead of \(expected)", holds: holds)
    }

    /// Lists are printed as people write them; a long one only by its length.
    func equal(_ check: String, _ measured: [String], _ expected: [String]) {
        let holds = measured == expected
        let shown = measured.count > 8 ? "\(measured.count) as expected" : measured.joined(separator: ", ")
        let differing = "\(measured.joined(separator: ", ")) instead of \(expected.joined(separator: ", "))"
        add(check, holds ? shown : differing, holds: holds)
    }

    func print() {
        Console.title("Checks")
        let width = rows.map(\.check.count).max() ?? 0
        for row in rows {
            let padding = String(repeating: " ", count: width - row.check.count)
            Swift.print("\(row.holds ? "ok " : "NOT")  \(row.check)\(padding)  \(row.measured)")
        }
        let failed = rows.count { !$0.holds }
        Swift.print("\n\(rows.count) checks, \(failed == 0 ? "all hold" : "\(failed) do NOT hold")")
    }
}
