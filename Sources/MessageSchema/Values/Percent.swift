// Whole percents.

/// A whole percent from 0 to 100, a JSON integer.
public struct Percent: WireValue, Comparable, ExpressibleByIntegerLiteral {
    public let value: Int

    public init(_ value: Int) throws(ValueError) {
        guard (0...100).contains(value) else { throw ValueError("\(value) is no percent; 0 to 100 are") }
        self.value = value
    }
    public init(integerLiteral value: Int) {
        precondition((0...100).contains(value), "a percent literal lies between 0 and 100")
        self.value = value
    }
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(Int.self))
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
    public static let shape = Shape.integer(minimum: 0, maximum: 100)
    public static let sample: Percent = 100
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
