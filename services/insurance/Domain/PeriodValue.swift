// What the rows of the table `periods` can set, and how their values are read: spans of days or months, and days of
// the year.

internal import MessageSchema

/// The periods that rules ask for.
enum PeriodName: String, CaseIterable {
    case waiting, newAfter, gap, fiveYears, childAge, childTurn, schoolStart, schoolEnd, pupilEnd, licence

    /// Throws what is wrong with a value.
    func check(_ value: PlainText) throws(ValueError) {
        switch self {
        case .waiting, .newAfter, .gap, .fiveYears, .childAge, .licence: _ = try Span(value.text)
        case .childTurn, .schoolStart, .schoolEnd, .pupilEnd: _ = try YearDay(value.text)
        }
    }
}

/// A number of days, or of months of the calendar.
enum Span: Hashable, Sendable {
    case days(Int)
    case months(Int)

    init(_ text: String) throws(ValueError) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, let number = Int(words[0]), (1...SettingForm.numberMax).contains(number) else {
            throw ValueError("\"\(text.prefix(40))\" is no span such as 30 days or 3 months")
        }
        switch words[1] {
        case "days": self = .days(number)
        case "months": self = .months(number)
        default: throw ValueError("\"\(text.prefix(40))\" is no span such as 30 days or 3 months")
        }
    }

    /// The day that lies the span after another: after 31 January one month is the last day of February.
    func after(_ day: CalendarDate) -> CalendarDate {
        switch self {
        case .days(let count): day.advanced(by: count)
        case .months(let count): day.advanced(months: count)
        }
    }
}

/// A day of every year.
struct YearDay: Hashable, Sendable {
    let month: Int
    let day: Int

    init(_ text: String) throws(ValueError) {
        // No leap year, so that every year has the day.
        do {
            let civil = try CalendarDate("2001-\(text)").civil
            (month, day) = (civil.month, civil.day)
        } catch { throw ValueError("\"\(text.prefix(40))\" is no day of the year such as 09-30") }
    }

    /// That day in a year.
    func date(in year: Int) -> CalendarDate { CalendarDate(year, month, day) }
}

extension CalendarDate {
    /// A day that the year has, or the nearest one that dates can be.
    init(_ year: Int, _ month: Int, _ day: Int) {
        let day = min(day, Self.daysInMonth(year: year, month: month))
        do { try self.init(year: min(max(year, 1), 9999), month: month, day: day) } catch {
            preconditionFailure("the day lies in its month: \(error)")
        }
    }

    /// The same day so many months later, or the last one of that month.
    func advanced(months count: Int) -> CalendarDate {
        let (year, month, day) = civil
        let months = year * 12 + month - 1 + count
        return CalendarDate(months / 12, months % 12 + 1, day)
    }

    /// The last day of its month.
    var monthEnd: CalendarDate { CalendarDate(civil.year, civil.month, 31) }
}
