// How many units stand at or under each unit of a date, counted once for all.

internal import MessageSchema

/// The sizes of all subtrees on a date.
struct SubtreeSizes {
    private let units: UnitStructure
    private let date: CalendarDate
    private var counted: [UnitCode: Int] = [:]

    init(of units: UnitStructure, on date: CalendarDate) {
        self.units = units
        self.date = date
        for code in units.versions.keys where units.version(of: code, on: date) != nil {
            for above in units.ancestry(of: code, on: date) { counted[above, default: 0] += 1 }
        }
    }

    /// The number of units that a principal with this scope may act in.
    subscript(scope: UnitCode) -> Int {
        units.version(of: units.primary(of: scope, on: date), on: date) == nil
            ? 0 : counted[units.primary(of: scope, on: date)] ?? 0
    }
}

extension UnitStructure {
    /// The unit that a code has become and all above it, from below; each once, even if the data has a circle.
    func ancestry(of code: UnitCode, on date: CalendarDate) -> [UnitCode] {
        var path: [UnitCode] = []
        var current: UnitCode? = primary(of: code, on: date)
        while let next = current, !path.contains(next) {
            path.append(next)
            current = parent(of: next, on: date)
        }
        return path
    }
}
