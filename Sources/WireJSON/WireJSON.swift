// The front door: bytes to values and back, by Codable, as RFC 8259 has it.
// Promises: every text of the RFC is read, every other is refused with its byte offset, and the
// same value always gives the same bytes.  What the bytes mean is left to the callers' types.

/// JSON (RFC 8259) behind `Codable`, without Foundation.
public enum WireJSON {
    /// The bounds a text must keep to before anything is made of it.
    public struct Options: Sendable {
        /// The most bytes a text may have; a longer one is `.tooLong`.
        /// Whatever is set here, 4 GiB is the end.
        public var bytesMax: Int
        /// The most arrays and objects that may be open at once; one more is `.tooDeep`.
        /// Counts above ``depthCeiling`` are taken as that.
        public var depthMax: Int
        /// What happens when an object names a member twice (RFC 8259, section 4).
        public var duplicateMembers: DuplicateMembers

        /// Bounds that differ from the standard ones only where said.
        public init(
            bytesMax: Int = 1 << 20, depthMax: Int = 64,
            duplicateMembers: DuplicateMembers = .lastWins
        ) {
            self.bytesMax = bytesMax
            self.depthMax = depthMax
            self.duplicateMembers = duplicateMembers
        }

        /// One mebibyte, 64 levels, the last of two equal names wins.
        public static let standard = Options()

        /// The deepest nesting that is ever read or written.  A Codable type recurses on the
        /// stack, so there must be an end; 512 is where Foundation's parser stops as well.
        public static let depthCeiling = 512
    }

    /// What an object with two members of one name is.
    public enum DuplicateMembers: Sendable {
        /// As if only the last of them were there.
        case lastWins
        /// A `.duplicateMember` error at the second name.
        case refused
    }

    /// What a member is that the decoded type never asks for.
    public enum UnknownMembers: Sendable {
        /// Nothing; it is skipped.
        case ignored
        /// An `.unknownMember` error at its name.
        case refused
    }

    /// Writes a value as compact JSON.  Members stand in the order they were encoded in, those of
    /// a dictionary by the bytes of their names, so equal values give equal bytes.
    /// Throws only ``WireJSONError``, mostly `.notEncodable`, its offset being 0.
    public static func encode<T: Encodable>(_ value: T) throws -> [UInt8] {
        try ValueWriter.text(of: value)
    }

    /// Writes a value as ``encode(_:)`` does, by `Codable` alone: no value writes itself. The two give the same bytes.
    package static func encodeByCodable<T: Encodable>(_ value: T) throws -> [UInt8] {
        try ValueWriter.text(of: value, prefersDirect: false)
    }

    /// Writes a value as JSON for people: a line each member and element, indented by two spaces.
    /// Throws as ``encode(_:)`` does.
    public static func encodePretty<T: Encodable>(_ value: T) throws -> [UInt8] {
        PrettyPrinter.indented(try encode(value))
    }

    /// Reads a value from a whole JSON text.
    /// Throws what ``parse(_:options:)`` throws and what
    /// ``JSONNode/decode(_:unknownMembers:exempt:)`` throws.
    public static func decode<T: Decodable>(
        _ type: T.Type, from bytes: [UInt8], options: Options = .standard,
        unknownMembers: UnknownMembers = .ignored
    ) throws(WireJSONError) -> T {
        try parse(bytes, options: options).decode(type, unknownMembers: unknownMembers)
    }

    /// Checks a whole JSON text and gives its root value, in time linear in its length.
    /// Throws `.syntax`, `.invalidUTF8`, `.tooDeep`, `.tooLong` or `.duplicateMember`.
    public static func parse(
        _ bytes: [UInt8], options: Options = .standard
    ) throws(WireJSONError) -> JSONNode {
        JSONNode(document: try Parser.document(bytes, options: options), index: 0)
    }
}
