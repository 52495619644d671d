// Quarters of a year, in which facilities are settled with.

/// A quarter, `"2026-Q3"`.
public struct Quarter: TextValue {
    public let firstDay: CalendarDate

    public init(_ text: String) throws(ValueError) {
        let bytes = Array(text.utf8)
        let hasForm = bytes.count == 7 && bytes[4] == UInt8(ascii: "-") && bytes[5] == UInt8(ascii: "Q")
        guard hasForm, (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(bytes[6]),
            let year = Int(text.prefix(4)),
            let day = try? CalendarDate(year: year, month: Int(bytes[6] - UInt8(ascii: "1")) * 3 + 1, day: 1)
        else { throw ValueError("\"\(text.prefix(20))\" is no quarter; write it like 2026-Q3") }
        firstDay = day
    }

    public init(containing date: CalendarDate) {
        let (_, month, day) = date.civil
        // The first day of the month, then of the months before it within the quarter.
        var first = date.advanced(by: 1 - day)
        for _ in 0..<((month - 1) % 3) { first = Month(containing: first.advanced(by: -1)).firstDay }
        firstDay = first
    }

    public var text: String {
        let (_, month, _) = firstDay.civil
        return "\(firstDay.text.prefix(4))-Q\((month - 1) / 3 + 1)"
    }

    /// The three months, in order.
    public var months: [Month] {
        var months = [Month(containing: firstDay)]
        while months.count < 3 { months.append(Month(containing: months[months.count - 1].lastDay.advanced(by: 1))) }
        return months
    }
    public var lastDay: CalendarDate { months[2].lastDay }
    /// The quarter before this one.
    public var previous: Quarter { Quarter(containing: firstDay.advanced(by: -1)) }

    public static let pattern: String? = "^[0-9]{4}-Q[1-4]$"
    public static let form = "a quarter such as 2026-Q3"
    public static let sampleText = "2026-Q3"
    public static func < (left: Self, right: Self) -> Bool { left.firstDay < right.firstDay }
}
