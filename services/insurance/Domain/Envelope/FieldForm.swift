// The forms that fields have, and the values they are read into.

internal import MessageSchema

/// The form of a field's text.
enum FieldForm: Hashable, Sendable {
    case key, facility, routing, visitForm
    /// A text that is kept; a text of any length that is left aside; a list by `;` that its own reader takes apart.
    case text, prose, list
    case whole(ClosedRange<Int>)
    case amount, price, quantity, rate
    /// Digits, perhaps with a point; nothing is reckoned from it.
    case number
    /// `yyyyMMdd`; `yyyyMMddHHmm`; either; several days by `;`.
    case day, minute, dayOrMinute, days

    /// Reads a text. Throws a sentence that quotes it and says what was expected.
    func read(_ text: String) throws(ValueError) -> FieldValue {
        switch self {
        case .key: .key(try ClaimKey(text))
        case .facility: .facility(try FacilityCode(text))
        case .routing: .routing(try RoutingCode(text))
        case .visitForm: .visitForm(try VisitForm(text))
        case .text: .text(try PlainText(text))
        case .prose, .list: .raw(text)
        case .whole(let range): .whole(try NationalForm.whole(text, in: range))
        case .amount: .amount(try Amount(text))
        case .price: .price(try UnitPrice(text))
        case .quantity: .quantity(try Quantity(text))
        case .rate: .rate(try Rate(text))
        case .number: .raw(try NationalForm.number(text))
        case .day: .day(try NationalForm.day(text))
        case .minute: .minute(try NationalForm.minute(text))
        case .dayOrMinute: .day(try NationalForm.dayOrMinute(text))
        case .days: .raw(try NationalForm.days(text))
        }
    }

    /// Whether it is a number, which does not lie below zero anywhere in the format.
    var isNumber: Bool {
        switch self {
        case .whole, .amount, .price, .quantity, .rate, .number: true
        default: false
        }
    }

    /// What to write instead.
    var hint: String {
        switch self {
        case .whole(let range): "Write a whole number from \(range.lowerBound) to \(range.upperBound)."
        case .number: "Write digits, with a point if need be."
        case .amount: "Write digits with a point and two places at most."
        case .price, .quantity: "Write digits with a point and three places at most."
        case .rate: "Write a percentage from 0 to 100, with a point and two places at most."
        case .day: "Write a day of the calendar as yyyyMMdd."
        case .minute: "Write a day of the calendar and a time as yyyyMMddHHmm."
        case .dayOrMinute: "Write yyyyMMdd or yyyyMMddHHmm."
        case .days: "Write days as yyyyMMdd with ; between."
        default: "Write it in the form that the message names."
        }
    }
}

/// A field's value.
enum FieldValue: Sendable, Hashable {
    case key(ClaimKey)
    case facility(FacilityCode)
    case routing(RoutingCode)
    case visitForm(VisitForm)
    case text(PlainText)
    case raw(String)
    case whole(Int)
    case amount(Amount)
    case price(UnitPrice)
    case quantity(Quantity)
    case rate(Rate)
    case day(CalendarDate)
    case minute(LocalMinute)
}

/// Numbers and times as the national format writes them.
enum NationalForm {
    static func whole(_ text: String, in range: ClosedRange<Int>) throws(ValueError) -> Int {
        let isPlain = (1...10).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
        guard isPlain, let number = Int(text), range.contains(number) else {
            throw ValueError("\(text.quoted) is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// `12` or `1.5`, unchanged.
    static func number(_ text: String) throws(ValueError) -> String {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) else {
            throw ValueError("\(text.quoted) is no number")
        }
        return text
    }

    /// `20260810`.
    static func day(_ text: String) throws(ValueError) -> CalendarDate {
        guard let number = digits(text, count: 8) else {
            throw ValueError("\(text.quoted) is no date of the form yyyyMMdd")
        }
        do { return try date(number) } catch { throw ValueError("\(text.quoted) is no day of the calendar") }
    }

    /// `202608100800`; a birth whose time is not known has 0000.
    static func minute(_ text: String) throws(ValueError) -> LocalMinute {
        guard let number = digits(text, count: 12) else {
            throw ValueError("\(text.quoted) is no time of the form yyyyMMddHHmm")
        }
        let (hour, minute) = (number / 100 % 100, number % 100)
        guard hour < 24, minute < 60 else { throw ValueError("\(text.quoted) has no time of the day") }
        do throws(ValueError) {
            return try LocalMinute(date: date(number / 10_000), minute: hour * 60 + minute)
        } catch {
            throw ValueError("\(text.quoted) is no day of the calendar")
        }
    }

    /// `20260810` or `202608100800`, as a day.
    static func dayOrMinute(_ text: String) throws(ValueError) -> CalendarDate {
        text.utf8.count == 12 ? try minute(text).date : try day(text)
    }

    /// `20260810;20260910`, unchanged.
    static func days(_ text: String) throws(ValueError) -> String {
        for part in text.split(separator: ";") { _ = try day(String(part).trimmingXMLSpace) }
        return text
    }

    private static func date(_ number: Int) throws(ValueError) -> CalendarDate {
        try CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// A text of so many digits as a number.
    private static func digits(_ text: String, count: Int) -> Int? {
        guard text.utf8.count == count else { return nil }
        var number = 0
        for byte in text.utf8 {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        return number
    }
}
