// Exact decimals: a fixed number of places, kept as an integer, written as a decimal text on the wire.

public import WireJSON

/// A decimal of fixed precision. On the wire a text such as `"373373.12"`, since national totals pass what a double
/// keeps exactly; nothing is ever rounded when it is read.
public protocol DecimalValue: TextValue {
    /// How many decimal places it keeps.
    static var places: Int { get }
    /// The smallest number of decimal places it is written with; what is zero beyond them is left out.
    static var placesWritten: Int { get }
    /// The value in units of its last place.
    var units: Int64 { get }
    /// Throws if the value lies outside what the type allows.
    init(units: Int64) throws(ValueError)
    /// What the value is called in a sentence, such as `an amount`.
    static var noun: String { get }
    /// Whether it may lie below zero.
    static var isSigned: Bool { get }
}

extension DecimalValue {
    /// Fifteen digits before the point: what the claim format allows, and a thousandth of what 64 bits hold.
    public static var unitsMax: Int64 { 999_999_999_999_999 * scale + scale - 1 }
    /// Units in one.
    public static var scale: Int64 { (0..<places).reduce(1) { scale, _ in scale * 10 } }

    public static var pattern: String? { "^\(isSigned ? "-?" : "")[0-9]{1,15}(\\.[0-9]{1,\(places)})?$" }
    public static var form: String {
        "\(noun) is a decimal text with at most 15 digits and \(places) places, such as \(sampleText)"
    }

    public init(_ text: String) throws(ValueError) {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        guard Self.isSigned || !isNegative else { throw ValueError("\"\(text)\" lies below zero; \(Self.form)") }
        guard let units = Self.units(of: text.utf8.dropFirst(isNegative ? 1 : 0)) else {
            throw ValueError("\"\(text.prefix(40))\" is none; \(Self.form)")
        }
        try self.init(units: isNegative ? -units : units)
    }

    public init?(plain utf8: UnsafeBufferPointer<UInt8>) {
        let isNegative = utf8.first == UInt8(ascii: "-")
        guard Self.isSigned || !isNegative, let units = Self.units(of: utf8.dropFirst(isNegative ? 1 : 0)),
            let value = try? Self(units: isNegative ? -units : units)
        else { return nil }
        self = value
    }

    /// What one to fifteen digits, and perhaps a point and some more, come to; nil for anything else.
    private static func units(of text: some Sequence<UInt8>) -> Int64? {
        var (units, whole, decimals, hasPoint) = (Int64(0), 0, 0, false)
        for byte in text {
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
                continue
            }
            guard (48...57).contains(byte) else { return nil }
            if hasPoint { decimals += 1 } else { whole += 1 }
            guard whole <= 15, decimals <= places else { return nil }
            units = units * 10 + Int64(byte - 48)
        }
        guard whole > 0, hasPoint == (decimals > 0) else { return nil }
        return (decimals..<places).reduce(units) { units, _ in units * 10 }
    }

    public var text: String { digitText }

    public func write(to json: inout JSONWriter) { json.plainString { appendText(to: &$0) } }

    public func appendText(to bytes: inout [UInt8]) {
        if units < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: UInt64(Self.scale))
        bytes.append(digits: whole)
        bytes.append(UInt8(ascii: "."))
        bytes.append(digits: fraction, width: Self.places)
        var written = Self.places
        while written > Self.placesWritten, bytes.last == UInt8(ascii: "0") {
            bytes.removeLast()
            written -= 1
        }
        if written == 0 { bytes.removeLast() }
    }

    public static func < (left: Self, right: Self) -> Bool { left.units < right.units }

    /// Passes units that the type allows.
    static func checked(_ units: Int64) throws(ValueError) -> Int64 {
        guard isSigned || units >= 0 else { throw ValueError("\(noun) does not lie below zero") }
        guard units.magnitude <= UInt64(unitsMax) else { throw ValueError("\(noun) has at most 15 digits") }
        return units
    }
}

/// Money in đồng with two places, as claims have it: `"373373.12"`. May lie below zero, as a balance does.
public struct Amount: DecimalValue {
    public let units: Int64
    public init(units: Int64) throws(ValueError) { self.units = try Self.checked(units) }
    public static let places = 2
    public static let placesWritten = 2
    public static let isSigned = true
    public static let noun = "an amount"
    public static let sampleText = "373373.12"

    private init(unchecked units: Int64) { self.units = units }
    public static let zero = Amount(unchecked: 0)
    /// The sum; a claim's is bounded by its lines, a ledger's by ``unitsMax``.
    public static func + (left: Amount, right: Amount) -> Amount { Amount(unchecked: left.units + right.units) }
    public static func - (left: Amount, right: Amount) -> Amount { Amount(unchecked: left.units - right.units) }
    public static prefix func - (amount: Amount) -> Amount { Amount(unchecked: -amount.units) }
}

/// The price of one unit of a drug, service or supply, in đồng with three places (Decision 4750/QĐ-BYT, DON_GIA).
public struct UnitPrice: DecimalValue {
    public let units: Int64
    public init(units: Int64) throws(ValueError) { self.units = try Self.checked(units) }
    public static let places = 3
    public static let placesWritten = 0
    public static let isSigned = false
    public static let noun = "a unit price"
    public static let sampleText = "3150.555"
}

/// How many units of something were given, with three places (Decision 4750/QĐ-BYT, SO_LUONG).
public struct Quantity: DecimalValue {
    public let units: Int64
    public init(units: Int64) throws(ValueError) { self.units = try Self.checked(units) }
    public static let places = 3
    public static let placesWritten = 0
    public static let isSigned = false
    public static let noun = "a quantity"
    public static let sampleText = "30"
}

/// A rate in percent with two places, `"47.5"`, from 0 to 100.
public struct Rate: DecimalValue {
    public let units: Int64
    public init(units: Int64) throws(ValueError) {
        guard (0...10_000).contains(units) else { throw ValueError("a rate lies between 0 and 100 percent") }
        self.units = units
    }
    public static let places = 2
    public static let placesWritten = 0
    public static let isSigned = false
    public static let noun = "a rate"
    public static let sampleText = "80"

    private init(unchecked units: Int64) { self.units = units }
    public static let zero = Rate(unchecked: 0)
    public static let whole = Rate(unchecked: 10_000)
}

/// The value of an indicator, with three places; its unit of measure is the indicator's.
public struct Measure: DecimalValue {
    public let units: Int64
    public init(units: Int64) throws(ValueError) { self.units = try Self.checked(units) }
    public static let places = 3
    public static let placesWritten = 0
    public static let isSigned = true
    public static let noun = "a measure"
    public static let sampleText = "93.35"
}
