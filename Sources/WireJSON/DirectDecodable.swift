// Values that read their JSON themselves, for the messages that carry the load: what Codable reads,
// refused where Codable refuses it and in the same words, without a container for each value.

/// A value that reads its own JSON. It takes what its `init(from:)` for a `Decoder` takes and throws
/// what that leads to; `WireJSON` prefers this way, another decoder takes the other.
public protocol DirectDecodable: Decodable {
    /// Reads the value, which is one JSON value whole.
    init(from json: JSONReader) throws(WireJSONError)
}

/// A value that reads its own JSON, which is an object.
public protocol DirectDecodableObject: DirectDecodable {
    /// Reads the members, in the order in which `Codable` does.
    init(from members: inout JSONMembers) throws(WireJSONError)
}

extension DirectDecodableObject {
    @inlinable
    public init(from json: JSONReader) throws(WireJSONError) {
        var members = try JSONMembers(json)
        try self.init(from: &members)
    }
}

/// A checked JSON value that is being read.
public struct JSONReader {
    let session: DecodingSession
    let index: Int

    @usableFromInline var isNull: Bool { session.isNull(index) }

    /// The string, escapes undone; throws `.typeMismatch` for another value.
    public func string() throws(WireJSONError) -> String { try session.string(at: index) }

    /// What `read` makes of the bytes of a string that has no escapes; nil for any other value.
    @inlinable
    public func plainString<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? {
        guard let place = plainPlace else { return nil }
        return text.withUnsafeBufferPointer { read(UnsafeBufferPointer(rebasing: $0[place])) }
    }

    /// The whole text, and where in it the inside of a string without escapes stands.
    @usableFromInline var text: [UInt8] { session.document.bytes }
    @usableFromInline var plainPlace: Range<Int>? { session.document.plainPlace(index) }

    /// The error of a value whose own rules refuse it.
    public func invalid(_ message: String) -> WireJSONError { session.failure(.invalidValue, at: index, message) }
}

/// The members of a JSON object that is being read. They may stand in any order; those asked for in the order of the
/// text are each found at once.
public struct JSONMembers {
    private let session: DecodingSession
    private let object: Int
    /// The name after the one found last.
    private var hint: Int

    @usableFromInline init(_ json: JSONReader) throws(WireJSONError) {
        session = json.session
        object = json.index
        hint = object + 1
        try session.expect(.object, at: object, "an object")
    }

    /// The member of a name, which must be there.
    @inlinable
    public mutating func value<Value: DirectDecodable>(_ name: StaticString) throws(WireJSONError) -> Value {
        guard let json = find(name) else { throw missing(name) }
        return try Value(from: json)
    }

    /// The member of a name; nil if it is not there or null.
    @inlinable
    public mutating func optional<Value: DirectDecodable>(_ name: StaticString) throws(WireJSONError) -> Value? {
        guard let json = find(name), !json.isNull else { return nil }
        return try Value(from: json)
    }

    @usableFromInline func missing(_ name: StaticString) -> WireJSONError {
        session.missing(JSONKey("\(name)"), in: object, "the member \"\(name)\" is missing")
    }

    /// A member's value.
    @usableFromInline mutating func find(_ name: StaticString) -> JSONReader? {
        let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        guard let found = session.document.name(wanted, in: object, from: hint), !session.isExempt(found) else {
            return nil
        }
        hint = session.document.next(found + 1)
        session.markSeen(found)
        return JSONReader(session: session, index: found + 1)
    }
}

/// The elements of a JSON array that is being read.
@usableFromInline
struct JSONElements {
    private let session: DecodingSession
    private var at: Int
    private let end: Int

    @usableFromInline init(_ json: JSONReader) throws(WireJSONError) {
        try json.session.expect(.array, at: json.index, "an array")
        session = json.session
        at = json.index + 1
        end = json.session.document.next(json.index)
    }

    @usableFromInline mutating func next() -> JSONReader? {
        guard at < end else { return nil }
        let element = JSONReader(session: session, index: at)
        at = session.document.next(at)
        return element
    }
}

extension String: DirectDecodable {
    public init(from json: JSONReader) throws(WireJSONError) { self = try json.string() }
}

extension Int: DirectDecodable {
    public init(from json: JSONReader) throws(WireJSONError) {
        self = try json.session.integer(Int.self, at: json.index)
    }
}

extension Int64: DirectDecodable {
    public init(from json: JSONReader) throws(WireJSONError) {
        self = try json.session.integer(Int64.self, at: json.index)
    }
}

extension Bool: DirectDecodable {
    public init(from json: JSONReader) throws(WireJSONError) { self = try json.session.bool(at: json.index) }
}

extension Array: DirectDecodable where Element: DirectDecodable {
    @inlinable
    public init(from json: JSONReader) throws(WireJSONError) {
        var elements = try JSONElements(json)
        self = []
        while let element = elements.next() { append(try Element(from: element)) }
    }
}
