// A month of the calendar.

public import WireJSON

/// A month of a year, `2025-06`.
public struct Month: TextValue {
    public let firstDay: CalendarDate

    public init(_ text: String) throws(ValueError) {
        guard text.utf8.count == 7, let day = try? CalendarDate(text + "-01") else {
            throw ValueError("\"\(text)\" is no month; write it like 2025-06")
        }
        firstDay = day
    }

    public init(containing date: CalendarDate) {
        firstDay = date.advanced(by: 1 - date.civil.day)
    }

    public var text: String { digitText }

    public func write(to json: inout JSONWriter) { json.plainString { appendText(to: &$0) } }

    public func appendText(to bytes: inout [UInt8]) {
        firstDay.appendText(to: &bytes)
        bytes.removeLast(3)
    }

    /// The last day of the month.
    public var lastDay: CalendarDate {
        let (year, month, _) = firstDay.civil
        return firstDay.advanced(by: CalendarDate.daysInMonth(year: year, month: month) - 1)
    }

    public static let pattern: String? = "^[0-9]{4}-[0-9]{2}$"
    public static let form = "a month such as 2025-06"
    public static let sampleText = "2025-06"
    public static func < (left: Self, right: Self) -> Bool { left.firstDay < right.firstDay }
}
