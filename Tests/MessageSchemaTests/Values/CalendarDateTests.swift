// Dates of the proleptic Gregorian calendar, against a calendar counted by hand.

import MessageSchema
import Testing

@Suite struct CalendarDateTests {
    @Test(arguments: ["2025-07-01", "1970-01-01", "0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "1900-02-28"])
    func aDayOfTheCalendarIsAccepted(text: String) { expectAccepted(CalendarDate.self, text) }

    @Test(arguments: [
        "", "2025", "2025-7-1", "2025-07-1", "25-07-01", "2025/07/01", "2025-07-01 ", " 2025-07-01", "2025-07-01Z",
        "2025-13-01", "2025-00-01", "2025-01-00", "2025-01-32", "2025-04-31", "2025-02-29", "1900-02-29", "2100-02-29",
        "0000-01-01", "-001-01-01", "+025-07-01", "2025-0a-01", "٢٠٢٥-07-01", "10000-01-01", "01/07/2025",
    ])
    func whatIsNoDayIsRefused(text: String) { expectRefused(CalendarDate.self, text) }

    @Test(arguments: [
        (1900, false), (1904, true), (2000, true), (2023, false), (2024, true), (2100, false), (2400, true),
    ])
    func leapYearsHaveTwentyNineDaysInFebruary(year: Int, isLeap: Bool) {
        #expect(CalendarDate.daysInMonth(year: year, month: 2) == (isLeap ? 29 : 28))
    }

    @Test func everyDayFrom1900To2100ComesBackAndFollowsTheOneBefore() throws {
        // 1900-01-01 is 25,567 days before 1970-01-01: 70 years and the 17 leap days of 1904 to 1968.
        var days = -25_567
        var astray: [String] = []
        for year in 1900...2100 {
            for month in 1...12 {
                for day in 1...CalendarDate.daysInMonth(year: year, month: month) {
                    let date = try CalendarDate(year: year, month: month, day: day)
                    let comesBack = date.days == days && date.civil == (year, month, day)
                    let again = try CalendarDate(date.text)
                    if !comesBack || again != date { astray.append(date.text) }
                    days += 1
                }
            }
        }
        #expect(astray == [])
        // 201 years, of which 49 are leap years: 1904 to 2096 without 1900 and 2100.
        #expect(days == -25_567 + 201 * 365 + 49)
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2025-07-01", 20_270), ("0001-01-01", -719_162),
        ("9999-12-31", 2_932_896),
    ])
    func daysAreCountedFromTheEpoch(text: String, days: Int) {
        #expect(day(text).days == days)
        #expect((try? CalendarDate(days: days)) == day(text))
    }

    @Test func daysOutsideTheCalendarAreRefused() {
        #expect(throws: ValueError.self) { try CalendarDate(days: -719_163) }
        #expect(throws: ValueError.self) { try CalendarDate(days: 2_932_897) }
    }

    @Test func addingDaysCrossesMonthsAndYearsAndEndsWithTheCalendar() {
        #expect(day("2025-12-31").adding(days: 1) == day("2026-01-01"))
        #expect(day("2024-03-01").adding(days: -1) == day("2024-02-29"))
        #expect(day("2025-07-01").adding(days: 0) == day("2025-07-01"))
        #expect(day("9999-12-31").adding(days: 1) == nil)
        #expect(day("0001-01-01").adding(days: -1) == nil)
        #expect(day("2025-07-01").adding(days: .max) == nil)
    }

    @Test func datesAreOrderedByTime() {
        #expect(day("2025-06-30") < day("2025-07-01"))
        #expect(day("0999-12-31") < day("1000-01-01"))
        #expect(day("2025-07-01").distance(to: day("2025-08-01")) == 31)
        #expect(Array(day("2025-02-27")...day("2025-03-01")).map(\.text) == ["2025-02-27", "2025-02-28", "2025-03-01"])
    }
}
