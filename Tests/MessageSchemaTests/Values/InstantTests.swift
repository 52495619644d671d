// Instants of RFC 3339: offsets, fractions, and the date they are in Vietnam.

import MessageSchema
import Testing

@Suite struct InstantTests {
    @Test(arguments: [
        ("2025-07-01T00:00:00Z", "2025-07-01T00:00:00Z"),
        ("2025-07-01t00:00:00z", "2025-07-01T00:00:00Z"),
        ("2025-07-01T07:00:00+07:00", "2025-07-01T00:00:00Z"),
        ("2025-07-01T00:00:00+07:00", "2025-06-30T17:00:00Z"),
        ("2025-06-30T19:30:00-04:30", "2025-07-01T00:00:00Z"),
        ("2025-07-01T00:00:00-00:00", "2025-07-01T00:00:00Z"),
        ("2024-02-29T23:59:59.999999Z", "2024-02-29T23:59:59.999999Z"),
        ("2025-07-01T00:00:00.5Z", "2025-07-01T00:00:00.5Z"),
        ("2025-07-01T00:00:00.120000Z", "2025-07-01T00:00:00.12Z"),
        ("2025-07-01T00:00:00.000001Z", "2025-07-01T00:00:00.000001Z"),
        ("2025-07-01T00:00:00.000Z", "2025-07-01T00:00:00Z"),
        ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
    ])
    func anInstantIsReadAndWrittenInUTC(text: String, normal: String) {
        expectAccepted(Instant.self, text, as: normal)
    }

    @Test(arguments: [
        "", "2025-07-01", "2025-07-01T00:00:00", "2025-07-01 00:00:00Z", "2025-07-01T00:00Z", "2025-07-01T24:00:00Z",
        "2025-07-01T00:60:00Z", "2025-07-01T00:00:60Z", "2025-07-01T00:00:00.Z", "2025-07-01T00:00:00.1234567Z",
        "2025-07-01T00:00:00,5Z", "2025-02-29T00:00:00Z", "2025-07-01T00:00:00Zx", "2025-07-01T00:00:00+7:00",
        "2025-07-01T00:00:00+0700", "2025-07-01T00:00:00+24:00", "2025-07-01T00:00:00+07:60", "2025-07-01T0a:00:00Z",
        "2025-07-01T00:00:00+07:00 ", "1751328000",
        // In UTC these lie outside the years that can be written.
        "0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-07:00",
    ])
    func whatIsNoInstantIsRefused(text: String) { expectRefused(Instant.self, text) }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1), ("1969-12-31T23:59:59.999999Z", -1),
        ("2025-07-01T00:00:00Z", 1_751_328_000_000_000),
    ])
    func microsecondsAreCountedFromTheEpoch(text: String, microseconds: Int64) throws {
        #expect(try Instant(text).microseconds == microseconds)
        #expect(Instant(microseconds: microseconds).text == text)
    }

    @Test(arguments: [
        ("2025-06-30T16:59:59.999999Z", "2025-06-30"), ("2025-06-30T17:00:00Z", "2025-07-01"),
        ("2025-07-01T16:59:59Z", "2025-07-01"), ("2024-12-31T17:00:00Z", "2025-01-01"),
        ("2024-02-28T17:00:00Z", "2024-02-29"), ("1969-12-31T16:59:59Z", "1969-12-31"),
        ("1969-12-31T17:00:00Z", "1970-01-01"),
    ])
    func theVietnameseDayBeginsAtSeventeenHoursUTC(text: String, date: String) throws {
        #expect(try Instant(text).vietnamDate == day(date))
    }

    @Test func theStartOfADateIsItsFirstMoment() {
        let start = Instant(startOf: day("2025-07-01"))
        #expect(start.text == "2025-06-30T17:00:00Z")
        #expect(start.vietnamDate == day("2025-07-01"))
        #expect(Instant(microseconds: start.microseconds - 1).vietnamDate == day("2025-06-30"))
    }

    @Test func momentsBeyondTheCalendarFallOnItsLastAndFirstDays() {
        #expect(Instant(microseconds: .max / 2).vietnamDate == day("9999-12-31"))
        #expect(Instant(microseconds: .min / 2).vietnamDate == day("0001-01-01"))
    }

    @Test func instantsAreOrderedByTimeWhateverTheirTexts() throws {
        #expect(try Instant("2025-07-01T00:00:00Z") < Instant("2025-07-01T00:00:00.5Z"))
        #expect(Instant(microseconds: -1) < Instant(microseconds: 0))
    }

    @Test(arguments: [
        ("7", KnownAt.sequence(7)), ("0", .sequence(0)), ("1970-01-01T00:00:00Z", .instant(.init(microseconds: 0))),
    ])
    func whatWasKnownIsASequenceOrAnInstant(text: String, expected: KnownAt) throws {
        #expect(try KnownAt(text) == expected)
    }

    @Test(arguments: ["-1", "", "yesterday", "2025-07-01"])
    func whatWasKnownIsNothingElse(text: String) {
        #expect(throws: ValueError.self) { try KnownAt(text) }
    }
}
