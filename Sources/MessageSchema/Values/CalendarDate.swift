// A day of the calendar, without a time of day. Dates on the wire are Asia/Ho_Chi_Minh's.

public import WireJSON

/// A calendar date of the proleptic Gregorian calendar, `2025-07-01`, from year 1 to 9999.
public struct CalendarDate: TextValue, Strideable {
    /// Days since 1970-01-01.
    public let days: Int

    public init(days: Int) throws(ValueError) {
        guard Self.dayRange.contains(days) else { throw ValueError("the date lies outside years 1 to 9999") }
        self.days = days
    }

    public init(year: Int, month: Int, day: Int) throws(ValueError) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.daysInMonth(year: year, month: month)).contains(day)
        else { throw ValueError("\(year)-\(month)-\(day) is no day of the calendar") }
        days = Self.daysFromCivil(year: year, month: month, day: day)
    }

    public init(_ text: String) throws(ValueError) {
        guard text.utf8.count == 10, let (year, month, day) = Self.parts(of: text.utf8) else {
            throw ValueError("\"\(text)\" is no date; write it like 2025-07-01")
        }
        do { try self.init(year: year, month: month, day: day) } catch {
            throw ValueError("\"\(text)\" is no day of the calendar")
        }
    }

    public init?(plain utf8: UnsafeBufferPointer<UInt8>) {
        guard utf8.count == 10, let (year, month, day) = Self.parts(of: utf8),
            let date = try? CalendarDate(year: year, month: month, day: day)
        else { return nil }
        self = date
    }

    /// Year, month and day of `2025-07-01`, which need be no day of the calendar; nil for another form.
    private static func parts(of text: some Sequence<UInt8>) -> (year: Int, month: Int, day: Int)? {
        var (parts, at) = ([0, 0, 0] as InlineArray<3, Int>, 0)
        for (place, byte) in text.enumerated() {
            if place == 4 || place == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                at += 1
            } else {
                guard (48...57).contains(byte) else { return nil }
                parts[at] = parts[at] * 10 + Int(byte - 48)
            }
        }
        return (parts[0], parts[1], parts[2])
    }

    public var text: String { digitText }

    public func write(to json: inout JSONWriter) { json.plainString { appendText(to: &$0) } }

    public func appendText(to bytes: inout [UInt8]) {
        let (year, month, day) = civil
        bytes.append(digits: UInt64(year), width: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(digits: UInt64(month), width: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(digits: UInt64(day), width: 2)
    }

    public static let pattern: String? = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    public static let form = "a date such as 2025-07-01"
    public static let sampleText = "2025-07-01"

    /// Year, month and day.
    public var civil: (year: Int, month: Int, day: Int) { Self.civilFromDays(days) }

    /// The date that many days later (or earlier); nil outside years 1 to 9999.
    public func adding(days count: Int) -> CalendarDate? {
        let (sum, overflow) = days.addingReportingOverflow(count)
        return overflow ? nil : try? CalendarDate(days: sum)
    }

    public static func < (left: Self, right: Self) -> Bool { left.days < right.days }
    public func distance(to other: CalendarDate) -> Int { other.days - days }
    public func advanced(by count: Int) -> CalendarDate {
        CalendarDate(uncheckedDays: min(max(days + count, Self.dayRange.lowerBound), Self.dayRange.upperBound))
    }

    private init(uncheckedDays: Int) { days = uncheckedDays }

    /// Days in a month of the Gregorian calendar.
    public static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    private static let dayRange = -719_162...2_932_896

    // Howard Hinnant's civil-calendar arithmetic: years begin in March, so the leap day is a year's last.
    private static func daysFromCivil(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civilFromDays(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    static func number(_ digits: some Sequence<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        return value
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
