// The part of a predecessor that a successor takes.

/// A part of one whole in millionths, written as a decimal text from `"0"` to `"1"`, such as `"0.6"`.
public struct Share: TextValue {
    public let millionths: Int64

    public init(millionths: Int64) throws(ValueError) {
        guard (0...1_000_000).contains(millionths) else { throw ValueError("a share lies between 0 and 1") }
        self.millionths = millionths
    }

    public init(_ text: String) throws(ValueError) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? Array(parts[1].utf8) : []
        guard parts.count <= 2, parts[0] == "0" || parts[0] == "1", decimals.count <= 6,
            parts.count == 1 || !decimals.isEmpty, let fraction = CalendarDate.number(decimals[...])
        else { throw ValueError("\"\(text)\" is no share; \(Self.form)") }
        let scaled = (decimals.count..<6).reduce(fraction) { value, _ in value * 10 }
        try self.init(millionths: (parts[0] == "1" ? 1_000_000 : 0) + Int64(scaled))
    }

    public var text: String {
        if millionths == 1_000_000 { return "1" }
        if millionths == 0 { return "0" }
        var digits = CalendarDate.padded(Int(millionths), 6)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "0." + digits
    }

    public static let whole = Share(unchecked: 1_000_000)
    public static let pattern: String? = "^[01](\\.[0-9]{1,6})?$"
    public static let form = "a share is a decimal from 0 to 1 with at most six places, such as 0.6"
    public static let sampleText = "0.6"
    public static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }

    /// The share of a share, rounded half up to a millionth.
    public func times(_ other: Share) -> Share {
        Share(unchecked: (millionths * other.millionths + 500_000) / 1_000_000)
    }

    /// The sum of two shares, one at most.
    public func plus(_ other: Share) -> Share { Share(unchecked: min(1_000_000, millionths + other.millionths)) }

    private init(unchecked millionths: Int64) { self.millionths = millionths }
}
