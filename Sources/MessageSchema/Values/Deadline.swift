// When a task is due, as action programmes write it.

/// A deadline: a date `2025-12-31`, a month `2025-11`, a quarter `Q4/2025`, a year `2026`, a period `2025-2030`, or
/// `yearly`. Its normal form is the last day it allows; `yearly` has none, since it recurs.
public struct Deadline: TextValue {
    public let text: String
    /// The last day that is still on time; nil for what recurs.
    public let lastDay: CalendarDate?

    public init(_ text: String) throws(ValueError) {
        self.text = text
        if text == "yearly" {
            lastDay = nil
        } else if let day = Self.lastDay(of: text) {
            lastDay = day
        } else {
            throw ValueError("\"\(text)\" is no deadline; \(Self.form)")
        }
    }

    public static let form =
        "a deadline is a date 2025-12-31, a month 2025-11, a quarter Q4/2025, a year 2026, a period 2025-2030 or yearly"
    public static let sampleText = "Q4/2025"

    private static func lastDay(of text: String) -> CalendarDate? {
        let bytes = Array(text.utf8)
        switch bytes.count {
        case 10: return try? CalendarDate(text)
        case 4: return year(bytes[...]).flatMap(lastDayOfYear)
        case 9 where bytes[4] == 45:
            guard let first = year(bytes[0..<4]), let last = year(bytes[5..<9]), first <= last else { return nil }
            return lastDayOfYear(last)
        case 7 where bytes[0] == UInt8(ascii: "Q"):
            guard (49...52).contains(bytes[1]), bytes[2] == 47, let year = year(bytes[3..<7]) else { return nil }
            let month = Int(bytes[1] - 48) * 3
            return try? Month("\(CalendarDate.padded(year, 4))-\(CalendarDate.padded(month, 2))").lastDay
        case 7: return try? Month(text).lastDay
        default: return nil
        }
    }
    private static func year(_ digits: ArraySlice<UInt8>) -> Int? { CalendarDate.number(digits) }
    private static func lastDayOfYear(_ year: Int) -> CalendarDate? {
        try? CalendarDate(year: year, month: 12, day: 31)
    }
}
