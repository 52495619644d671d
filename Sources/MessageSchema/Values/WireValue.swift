// A value that validates itself: one JSON string or number with a form of its own.

public import WireJSON

/// A value with its own wire form; it tells the schema its shape and gives a sample.
public protocol WireValue: Codable, Hashable, Sendable {
    /// How the value looks on the wire.
    static var shape: Shape { get }
    /// A valid value, for examples and for the shape recorder.
    static var sample: Self { get }
}

/// A value whose wire form is a string.
public protocol TextValue: WireValue, DirectEncodable, DirectDecodable, CustomStringConvertible, Comparable {
    /// Reads the wire form; throws a `ValueError` that says what is wrong.
    init(_ text: String) throws(ValueError)
    /// Reads the wire form in UTF-8 without a string in between; nil for what only ``init(_:)`` can read or refuse.
    init?(plain utf8: UnsafeBufferPointer<UInt8>)
    /// The wire form.
    var text: String { get }
    /// Adds the wire form in UTF-8.
    func appendText(to bytes: inout [UInt8])
    /// The JSON Schema `pattern` of the form, if it has one.
    static var pattern: String? { get }
    /// The form in words, for people.
    static var form: String { get }
    /// A sample's wire form.
    static var sampleText: String { get }
}

extension TextValue {
    public static var pattern: String? { nil }
    public static var shape: Shape { .text(Shape.Text(pattern: pattern, form: form, sample: sampleText)) }
    public static var sample: Self {
        do { return try Self(sampleText) } catch { preconditionFailure("the sample of \(Self.self): \(error)") }
    }
    public var description: String { text }
    public func appendText(to bytes: inout [UInt8]) { bytes.append(contentsOf: text.utf8) }
    public static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }
    public init?(plain utf8: UnsafeBufferPointer<UInt8>) { nil }
    public init(from json: JSONReader) throws(WireJSONError) {
        if let value = json.plainString(Self.init(plain:)) {
            self = value
            return
        }
        let text = try json.string()
        do throws(ValueError) { try self.init(text) } catch { throw json.invalid(error.message) }
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
    public func write(to json: inout JSONWriter) { json.string(text) }
}

/// Why a text is not a value; the message says what was expected and what came.
public struct ValueError: Error, Equatable, Sendable, CustomStringConvertible {
    public let message: String
    public init(_ message: String) { self.message = message }
    public var description: String { message }
}

/// A closed list of words on the wire.
public protocol WireEnum: RawRepresentable, CaseIterable, DirectEncodable, DirectDecodable, Hashable, Sendable
where RawValue == String {}

extension WireEnum {
    public init(from decoder: any Decoder) throws {
        self = try Self.named(decoder.singleValueContainer().decode(String.self))
    }
    public init(from json: JSONReader) throws(WireJSONError) {
        let text = try json.string()
        do throws(ValueError) { self = try Self.named(text) } catch { throw json.invalid(error.message) }
    }
    private static func named(_ text: String) throws(ValueError) -> Self {
        if let value = Self(rawValue: text) { return value }
        let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValueError("\"\(text)\" is not one of \(known)")
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
    public func write(to json: inout JSONWriter) { json.string(rawValue) }
}
