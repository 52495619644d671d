// Which backups of a schedule are kept: the newest of each of the last days, weeks, months. Pure.

import MessageSchema

/// `7d/4w/12m`: a number of hours, days, weeks, months and years.
struct Retention: Sendable, Equatable {
    static let form = "--keep wants numbers with h, d, w, m or y and strokes between them, such as 7d/4w/12m"
    static let standard = "7d/4w/12m"

    private enum Span: Character, CaseIterable {
        case hour = "h"
        case day = "d"
        case week = "w"
        case month = "m"
        case year = "y"
    }

    private let counts: [Span: Int]

    init(_ text: String) throws(UsageError) {
        var counts: [Span: Int] = [:]
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            guard let span = part.last.flatMap(Span.init), let count = Int(part.dropLast()), (1...1000).contains(count),
                counts[span] == nil
            else { throw UsageError("\(Self.form), not \"\(text)\"") }
            counts[span] = count
        }
        self.counts = counts
    }

    /// The times that are kept, of those given. The newest always is; of each hour, day, week, month or year the last.
    func kept(_ times: [Instant]) -> Set<Instant> {
        let newestFirst = times.sorted(by: >)
        var kept = Set(newestFirst.prefix(1))
        for (span, count) in counts {
            var seen: [String] = []
            for time in newestFirst where seen.count <= count {
                let key = Self.key(of: time, span)
                guard seen.last != key else { continue }
                seen.append(key)
                if seen.count <= count { kept.insert(time) }
            }
        }
        return kept
    }

    /// What all times of one hour, day, week, month or year have in common; by days in Vietnam, weeks from Monday on.
    private static func key(of time: Instant, _ span: Span) -> String {
        let day = time.vietnamDate.text
        switch span {
        case .hour: return "\(time.microseconds / 3_600_000_000)"
        case .day: return day
        // 1970-01-01 was a Thursday; seven hours bring Vietnam's days.
        case .week: return "\(((time.microseconds / 3_600_000_000 + 7) / 24 + 3) / 7)"
        case .month: return String(day.prefix(7))
        case .year: return String(day.prefix(4))
        }
    }
}
