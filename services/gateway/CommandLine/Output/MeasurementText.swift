// What a measurement saw, as a table for people and as JSON.

import MessageSchema
import WireJSON

/// Rows of a measurement: one for each number of callers.
struct MeasurementText {
    /// What was called.
    let method: String
    let rows: [MeasuredCalls]
    /// Whether calls bring events.
    let hasEvents: Bool

    private static let shares = [("p50", 500), ("p90", 900), ("p99", 990), ("p999", 999)]

    /// The table. Times are milliseconds.
    func lines(on paper: Paper) -> [String] {
        var headings = ["callers", "calls", "calls/s"]
        if hasEvents { headings += ["events", "events/s"] }
        headings += ["failed", "mean ms", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms"]
        let cells = rows.map { row in
            var cells = ["\(row.callers)", "\(row.calls)", "\(row.perSecond(row.times.count))"]
            if hasEvents { cells += ["\(row.events)", "\(row.perSecond(row.events))"] }
            cells.append("\(row.calls - row.times.count)")
            let shares = Self.shares.map { row.times.within($0.1) }
            let highest = row.times.count == 0 ? nil : row.times.highest
            return cells + ([row.times.mean] + shares + [highest]).map { $0.map(Self.milliseconds) ?? "-" }
        }
        return Table(headings.map { .init(heading: $0, isNumeric: true) }, rows: cells).lines(on: paper)
    }

    /// An object a row. Without an answered call there are no times.
    var json: [JSONValue] {
        rows.map { row in
            var times: [(String, JSONValue?)] = [("mean", Self.number(row.times.mean))]
            times += Self.shares.map { ($0.0, Self.number(row.times.within($0.1))) }
            times.append(("max", Self.number(row.times.highest)))
            return .members([
                ("method", .string(method)), ("callers", .integer(Int64(row.callers))),
                ("calls", .integer(Int64(row.calls))), ("seconds", Self.seconds(row.microseconds)),
                ("callsPerSecond", .integer(row.perSecond(row.times.count))),
                ("events", hasEvents ? .integer(Int64(row.events)) : nil),
                ("eventsPerSecond", hasEvents ? .integer(row.perSecond(row.events)) : nil),
                ("milliseconds", row.times.count == 0 ? nil : .members(times)),
                (
                    "failed",
                    .members(row.failed.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })
                ),
            ])
        }
    }

    private static func number(_ microseconds: Int64?) -> JSONValue? {
        microseconds.map { .number(milliseconds($0)) }
    }

    private static func seconds(_ microseconds: Int64) -> JSONValue { .number(thousandths(microseconds / 1000)) }

    private static func milliseconds(_ microseconds: Int64) -> String { thousandths(microseconds) }

    /// A thousandth of a whole number, with three digits behind the point.
    private static func thousandths(_ value: Int64) -> String {
        let rest = "\(value % 1000)"
        return "\(value / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
