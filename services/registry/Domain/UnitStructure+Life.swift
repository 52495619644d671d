// Whether a unit, or what took it over, lasts through a period.

internal import MessageSchema

extension UnitStructure {
    /// The day in a period on which a unit and what took it over have come to an end; nil if there is none.
    func vanishing(of code: UnitCode, from: CalendarDate, until: CalendarDate?) -> CalendarDate? {
        var date = from
        // Each round follows one unit of a chain of successors; no chain has as many links.
        for _ in 0..<64 {
            let holder = primary(of: code, on: date)
            guard version(of: holder, on: date) != nil else { return date }
            guard let end = life(of: holder)?.until, until.map({ end < $0 }) ?? true else { return nil }
            date = end
        }
        return nil
    }
}
