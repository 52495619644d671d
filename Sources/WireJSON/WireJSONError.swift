// The one error of this module: what is wrong, at which byte, in which member, and a sentence.

/// Why a text was refused, or a value could not be written.
public struct WireJSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The sort of trouble.
    public enum Kind: String, Sendable {
        /// The text breaks the grammar of RFC 8259; the offset is its first byte that does.
        case syntax
        /// A string is not Unicode: malformed UTF-8 (RFC 3629, section 4) or an escaped surrogate
        /// without its other half (RFC 8259, section 8.2).
        case invalidUTF8
        /// More arrays and objects are open at once than `Options.depthMax`.
        case tooDeep
        /// The text has more bytes than `Options.bytesMax`.
        case tooLong
        /// An object names a member twice; the offset is the second name's.
        case duplicateMember
        /// The value is of another type than was asked for; `1.0` is no integer.
        case typeMismatch
        /// A member or element that must be there is not.  The path is the one it would have,
        /// the offset that of the object or array.
        case missingMember
        /// The type never asked for this member; the offset is its name's.
        case unknownMember
        /// The number does not fit the type that was asked for.
        case outOfRange
        /// The value was of the right type but its type's own rules refused it.
        case invalidValue
        /// JSON has no way to write this value.
        case notEncodable
    }

    /// The sort of trouble.
    public var kind: Kind
    /// Where, in bytes from the start of the whole text; 0 when writing.
    public var offset: Int
    /// Where, as a JSON pointer (RFC 6901); the root is "".
    public var path: String
    /// A sentence for people.
    public var message: String

    /// An error made of its parts.
    public init(kind: Kind, offset: Int, path: String, message: String) {
        self.kind = kind
        self.offset = offset
        self.path = path
        self.message = message
    }

    /// All of it on one line.
    public var description: String {
        let place = path.isEmpty ? "" : " in \(path)"
        return "\(kind.rawValue) at byte \(offset)\(place): \(message)"
    }
}
