// A moment, to the microsecond, in UTC on the wire (RFC 3339).

/// A moment: microseconds since 1970-01-01T00:00:00Z, written `2025-07-01T00:00:00Z`.
public struct Instant: TextValue {
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Reads RFC 3339, section 5.6, with any offset and up to six digits of a second's fraction.
    public init(_ text: String) throws(ValueError) {
        let malformed = ValueError("\"\(text)\" is no instant; write it like 2025-07-01T00:00:00Z")
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            bytes[13] == 58, bytes[16] == 58,
            let hour = CalendarDate.number(bytes[11..<13]), hour < 24,
            let minute = CalendarDate.number(bytes[14..<16]), minute < 60,
            let second = CalendarDate.number(bytes[17..<19]), second < 60
        else { throw malformed }
        let date = try CalendarDate(String(decoding: bytes[0..<10], as: UTF8.self))
        var index = 19
        var fraction = 0
        if bytes[index] == UInt8(ascii: ".") {
            let digits = bytes[(index + 1)...].prefix { (48...57).contains($0) }
            guard (1...6).contains(digits.count), let value = CalendarDate.number(digits) else { throw malformed }
            fraction = (digits.count..<6).reduce(value) { value, _ in value * 10 }
            index = digits.endIndex
        }
        guard let offset = Self.offsetMinutes(bytes[index...]) else { throw malformed }
        let seconds = Int64(date.days) * 86400 + Int64(hour * 3600 + (minute - offset) * 60 + second)
        // An offset may lead out of the years that can be written.
        guard (try? CalendarDate(days: Int(seconds.quotientAndRemainderFloored(by: 86400).quotient))) != nil else {
            throw malformed
        }
        microseconds = seconds * 1_000_000 + Int64(fraction)
    }

    public var text: String { digitText }

    public func appendText(to bytes: inout [UInt8]) {
        let (seconds, fraction) = microseconds.quotientAndRemainderFloored(by: 1_000_000)
        let (days, second) = seconds.quotientAndRemainderFloored(by: 86400)
        guard let date = try? CalendarDate(days: Int(days)) else {
            return bytes.append(contentsOf: "outside the calendar".utf8)
        }
        date.appendText(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        bytes.append(digits: UInt64(second / 3600), width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(digits: UInt64(second / 60 % 60), width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(digits: UInt64(second % 60), width: 2)
        if fraction > 0 {
            bytes.append(UInt8(ascii: "."))
            bytes.append(digits: UInt64(fraction), width: 6)
            while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
        }
        bytes.append(UInt8(ascii: "Z"))
    }

    public static let form = "an instant of RFC 3339 such as 2025-07-01T00:00:00Z"
    public static let sampleText = "2025-07-01T00:00:00Z"
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// The calendar date in Vietnam at this moment. Asia/Ho_Chi_Minh has been UTC+7 without summer time since
    /// 1975-06-13 (IANA time zone database); earlier moments are read with the same offset.
    public var vietnamDate: CalendarDate {
        let (here, _) = microseconds.addingReportingOverflow(7 * 3_600_000_000)
        let days = max(here, microseconds).quotientAndRemainderFloored(by: 86_400_000_000).quotient
        let bounded = min(max(days, -719_162), 2_932_896)
        return CalendarDate.sample.advanced(by: Int(bounded) - CalendarDate.sample.days)
    }

    /// Midnight in Vietnam at the beginning of a date.
    public init(startOf date: CalendarDate) {
        microseconds = (Int64(date.days) * 24 - 7) * 3_600_000_000
    }

    private static func offsetMinutes(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        let rest = Array(bytes.dropFirst())
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return rest.isEmpty ? 0 : nil }
        guard sign == 43 || sign == 45, rest.count == 5, rest[2] == 58,
            let hours = CalendarDate.number(rest[0..<2]), hours < 24,
            let minutes = CalendarDate.number(rest[3..<5]), minutes < 60
        else { return nil }
        return (sign == 45 ? -1 : 1) * (hours * 60 + minutes)
    }
}

extension Int64 {
    /// Division that rounds down, so that the remainder is never negative.
    func quotientAndRemainderFloored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
