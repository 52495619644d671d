// A text in which calls that are made again and again differ: {n} is a number of each call's own, {run} a word of each
// run's own.

/// A text with places for a number.
struct NumberedText: Sendable {
    private let parts: [String]

    init(_ text: String, run: String) {
        parts = Self.split(Self.split(text, at: "{run}").joined(separator: run), at: "{n}")
    }

    func bytes(_ number: Int) -> [UInt8] { Array(parts.joined(separator: "\(number)").utf8) }

    private static func split(_ text: String, at mark: String) -> [String] {
        var parts: [String] = []
        var rest = text[...]
        while let place = rest.firstRange(of: mark) {
            parts.append(String(rest[..<place.lowerBound]))
            rest = rest[place.upperBound...]
        }
        return parts + [String(rest)]
    }
}
