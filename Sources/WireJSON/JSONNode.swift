// A look at one value of a checked text, without decoding it.

/// One value of a parsed text.  It shares the text with its document, so a copy costs nothing.
public struct JSONNode: Sendable {
    /// The six kinds of value (RFC 8259, section 3), both booleans being one.
    public enum Kind: Sendable { case object, array, string, number, bool, null }

    let document: Document
    let index: Int

    private var token: Token { document.tokens[index] }

    /// Which of the six kinds the value is.
    public var kind: Kind {
        switch token.kind {
        case .object: .object
        case .array: .array
        case .plainString, .escapedString: .string
        case .integer, .decimal: .number
        case .yes, .no: .bool
        case .null: .null
        }
    }

    /// The value's first byte, counted from the start of the whole text.
    public var offset: Int { document.offset(index) }

    /// The member of a name, the last if several have it; nil if there is none or this is no
    /// object.
    public subscript(_ key: String) -> JSONNode? {
        guard token.kind == .object,
            let name = document.name(key, in: index, from: index + 1)
        else { return nil }
        return JSONNode(document: document, index: name + 1)
    }

    /// The elements of an array in order; none if this is no array.
    public var elements: [JSONNode] {
        guard token.kind == .array else { return [] }
        return document.elements(index).map { JSONNode(document: document, index: $0) }
    }

    /// The members of an object in order; none if this is no object.  Of several with one name
    /// only the last is among them.
    public var members: [(key: String, value: JSONNode)] {
        guard token.kind == .object else { return [] }
        return document.names(index).map {
            (key: document.string($0), value: JSONNode(document: document, index: $0 + 1))
        }
    }

    /// The string, escapes undone; nil if this is none.
    public var string: String? { token.isString ? document.string(index) : nil }

    /// The integer; nil if this is none (`1.0` is none) or it does not fit 64 bits.
    public var integer: Int64? {
        token.kind == .integer ? document.integer(index, as: Int64.self) : nil
    }

    /// The boolean; nil if this is none.
    public var bool: Bool? {
        switch token.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// Whether this is `null`.
    public var isNull: Bool { token.kind == .null }

    /// The bytes of the value exactly as they came, without whitespace around them.
    public var raw: [UInt8] { Array(document.raw(index)) }

    /// Makes a value of a type from this one.
    ///
    /// `exempt` names members of this very object that the type is not given and that never count
    /// as unknown, such as `_meta`.  (``RawJSON`` takes the exact bytes and so has them all.)
    ///
    /// Throws `.typeMismatch`, `.missingMember`, `.outOfRange`, `.invalidValue`, and if asked to
    /// `.unknownMember` for the first member nobody asked for.  Errors of a type's own
    /// `init(from:)` become `.invalidValue`.  Offset and path are counted from the whole text.
    public func decode<T: Decodable>(
        _ type: T.Type, unknownMembers: WireJSON.UnknownMembers = .ignored,
        exempt: Set<String> = []
    ) throws(WireJSONError) -> T {
        try decode(type, DecodingSession(self, unknownMembers: unknownMembers, exempt: exempt))
    }

    /// Makes a value as ``decode(_:unknownMembers:exempt:)`` does, by `Codable` alone: no value reads itself. The two
    /// give the same value or the same error.
    package func decodeByCodable<T: Decodable>(
        _ type: T.Type, unknownMembers: WireJSON.UnknownMembers = .ignored, exempt: Set<String> = []
    ) throws(WireJSONError) -> T {
        try decode(
            type, DecodingSession(self, unknownMembers: unknownMembers, exempt: exempt, prefersDirect: false))
    }

    private func decode<T: Decodable>(_ type: T.Type, _ session: DecodingSession) throws(WireJSONError) -> T {
        let value = try session.decode(type, at: index)
        try session.refuseUnknownMembers(under: index)
        return value
    }
}
