// How long old and new keys are valid side by side, as it is written: `7d`, `12h`, `30m`, `90s`.

import MessageSchema

/// Reads overlaps.
enum OverlapTime {
    static let form = "an overlap is a number with d, h, m or s, up to 365d"
    static let standard = "7d"

    /// Seconds; nil for what is no overlap. None at all is one: the old key ends at once.
    static func seconds(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["d": 86_400, "h": 3600, "m": 60, "s": 1]
        guard let unit = text.last.flatMap({ units[$0] }), !text.dropLast().isEmpty,
            text.dropLast().allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int64(text.dropLast()),
            number <= 365 * 86_400 / unit
        else { return nil }
        return number * unit
    }

    /// The end of an overlap that begins now, to the second.
    static func end(_ text: String, from now: Instant) throws(UsageError) -> Instant {
        guard let seconds = seconds(text) else { throw UsageError("\(form), not \"\(text)\"") }
        return Instant(microseconds: (now.microseconds / 1_000_000 + seconds) * 1_000_000)
    }
}
