// Finding units by place: which units a list means, and whose duties lie with them.

public import MessageSchema

extension UnitStructure {
    /// The units of a date at a place, by code: all of them, those directly under a parent, or its whole subtree.
    public func units(on date: CalendarDate, under parent: UnitCode?, subtree: Bool) -> [HealthUnit] {
        guard let parent else { return units(on: date) }
        if subtree {
            return self.subtree(of: parent, on: date).sorted().compactMap { version(of: $0, on: date) }
        }
        let above = primary(of: parent, on: date)
        return units(on: date).filter { self.parent(of: $0.code, on: date) == above }
    }

    /// All codes that lineage leads to one of these, whatever its dates; these included.
    public func codesLeading(to units: Set<UnitCode>) -> Set<UnitCode> {
        var found = units
        var waiting = Array(units)
        while let next = waiting.popLast() {
            for row in predecessors(of: next) where found.insert(row.predecessor).inserted {
                waiting.append(row.predecessor)
            }
        }
        return found
    }

    /// The codes whose duties lie with one of these units on a date; what a roster of theirs is made of.
    public func codesServed(by units: Set<UnitCode>, on date: CalendarDate) -> Set<UnitCode> {
        codesLeading(to: units).filter { units.contains(primary(of: $0, on: date)) }
    }
}
