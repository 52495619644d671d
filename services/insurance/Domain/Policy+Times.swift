// Looking up in the published policy when steps are due, and on which days nobody works.

internal import MessageSchema

/// The tables of a policy about days off and deadlines.
struct TimeTables: Sendable {
    var holidays: [Cited<HolidayRow>] = []
    var deadlines: [Cited<DeadlineRow>] = []
}

extension Policy {
    func deadline(_ name: DeadlineName, on day: CalendarDate) -> Cited<DeadlineRow>? {
        Self.last(times.deadlines.filter { $0.row.name.text == name.rawValue }, on: day)
    }

    /// All deadlines of a day, in the order of their names' list.
    func deadlines(on day: CalendarDate) -> [Cited<DeadlineRow>] {
        DeadlineName.allCases.compactMap { deadline($0, on: day) }
    }

    /// The days off that begin on a day, if they last until another.
    func holiday(from first: CalendarDate, on day: CalendarDate) -> Cited<HolidayRow>? {
        times.holidays.first { $0.row.from == first && $0.row.holds(on: day) }
    }

    /// Whether nobody works on a day: a weekend, or a day off.
    func isOff(_ day: CalendarDate) -> Bool { day.isWeekend || times.holidays.contains { $0.row.holds(on: day) } }

    /// Whether an act lists days off of a year.
    func knowsHolidays(of year: Int) -> Bool { times.holidays.contains { $0.row.from.civil.year == year } }
}
