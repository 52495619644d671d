// What the rows of the table `deadlines` can say, and which steps there are.

internal import MessageSchema

/// The steps that have deadlines (Circulars 48/2017/TT-BYT and 12/2026/TT-BYT; Decrees 146/2018 and 188/2025/NĐ-CP).
enum DeadlineName: String, CaseIterable, Sendable {
    /// The facility: a visit's file may be corrected; the whole month is sent.
    case correction, monthUpload
    /// The fund's portal answers: a file came late, its structure, its totals. The facility mends it.
    case lateReply, structureReply, totalsReply, repair
    /// The automatic result; the facility's evidence (09/BH); the notice and the minutes of an audit (03/BH).
    case result, evidence, auditNotice, auditMinutes
    /// The facility's reports 01/BH and 02/BH.
    case monthlySummary, quarterlyReport
    /// The fund settles a quarter after its report, pays, advances; settles the year.
    case settlement, payment, advance, yearSettlement
    /// The facility looks into the growth of its costs after a warning.
    case costReview
    /// A change of the lists 01 to 06/DM is handled, and sent again.
    case catalogueChange, catalogueRepair
    /// What a patient paid is paid back.
    case reimbursement
}

/// How a due day is reckoned.
enum DueRule: Hashable, Sendable {
    case days(Int)
    case workingDays(Int)
    case hours(Int)
    case nextMonth(day: Int)
    case nextQuarter(day: Int)
    case nextYear(YearDay)

    init(_ text: String) throws(ValueError) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        func number(_ index: Int, _ most: Int) -> Int? {
            words.indices.contains(index) ? Int(words[index]).flatMap { (1...most).contains($0) ? $0 : nil } : nil
        }
        let rest = words.dropFirst().joined(separator: " ")
        if let count = number(0, SettingForm.numberMax), rest == "days" {
            self = .days(count)
        } else if let count = number(0, SettingForm.numberMax), rest == "working days" {
            self = .workingDays(count)
        } else if let count = number(0, SettingForm.numberMax), rest == "hours" {
            self = .hours(count)
        } else if words.first == "day", let day = number(1, 28), words.dropFirst(2) == ["of", "the", "next", "month"] {
            self = .nextMonth(day: day)
        } else if words.first == "day", let day = number(1, 28), words.dropFirst(2) == ["of", "the", "next", "quarter"]
        {
            self = .nextQuarter(day: day)
        } else if rest == "of the next year", let first = words.first {
            self = .nextYear(try YearDay(first))
        } else {
            throw ValueError("\"\(text.prefix(40))\" is no deadline such as \(Self.forms)")
        }
    }

    static let forms = "7 working days, 30 days, 48 hours, day 15 of the next month or 09-30 of the next year"

    /// The last day on time, counted from a day that itself does not count; nil for hours. Working days pass over days
    /// off, other due days do not move for them.
    func dueOn(from day: CalendarDate, isOff: (CalendarDate) -> Bool) -> CalendarDate? {
        let (year, month, _) = day.civil
        switch self {
        case .hours: return nil
        case .days(let count): return day.advanced(by: count)
        case .workingDays(let count):
            var (last, left) = (day, count)
            while left > 0 {
                last = last.advanced(by: 1)
                if !isOff(last) { left -= 1 }
                // The calendar ends before an absurd count does.
                if last == CalendarDate(9999, 12, 31) { break }
            }
            return last
        case .nextMonth(let dueDay): return day.firstOfMonth.advanced(months: 1).advanced(by: dueDay - 1)
        case .nextQuarter(let dueDay):
            return CalendarDate(year, (month - 1) / 3 * 3 + 1, 1).advanced(months: 3).advanced(by: dueDay - 1)
        case .nextYear(let yearDay): return yearDay.date(in: year + 1)
        }
    }
}

extension CalendarDate {
    fileprivate var firstOfMonth: CalendarDate { CalendarDate(civil.year, civil.month, 1) }

    /// Saturday or Sunday.
    var isWeekend: Bool {
        // 1970-01-01 was a Thursday.
        let weekday = ((days + 3) % 7 + 7) % 7
        return weekday >= 5
    }
}

extension HolidayRow: CheckedRow {
    static let table = "holidays"
    var lastDay: CalendarDate? { until ?? from }
    var keys: [String] { ["the days off from \(from)"] }
    var needsFollower: Bool { false }
    var flaw: String? {
        guard let until, until.days - from.days > 30 else { return nil }
        return "\(from) to \(until) is more than 31 days off."
    }
}

extension DeadlineRow: CheckedRow {
    static let table = "deadlines"
    var keys: [String] { ["the deadline \(name)"] }
    var flaw: String? {
        guard DeadlineName(rawValue: name.text) != nil else {
            let known = DeadlineName.allCases.map { $0.rawValue }.joined(separator: ", ")
            return "There is no deadline \(name.text.prefix(40)); there are \(known)."
        }
        do throws(ValueError) {
            _ = try DueRule(value.text)
            return nil
        } catch { return "The deadline \(name): \(error)." }
    }
}
