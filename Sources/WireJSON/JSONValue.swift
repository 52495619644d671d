// Any JSON value, for what has no type of its own.  Numbers keep their digits, objects their order.

/// Any JSON value (RFC 8259, section 3).
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number as it is spelled (RFC 8259, section 6), so that none loses digits; equal if the
    /// spelling is.  Encoding what is no number throws `.notEncodable`.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in order.  Of several with one name the last is written.
    case object([JSONMember])

    /// A number that is an integer.
    public static func integer(_ value: Int64) -> JSONValue { .number(String(value)) }

    /// The value of a member, the last if several have the name; nil if there is none or this is
    /// no object.
    public subscript(key: String) -> JSONValue? { object?.last { $0.key == key }?.value }

    /// The string; nil if this is none.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The integer; nil if this is none (`1.0` is none) or it does not fit 64 bits.
    public var integer: Int64? {
        guard case .number(let digits) = self, !digits.hasPrefix("+") else { return nil }
        return Int64(digits)
    }

    /// The boolean; nil if this is none.
    public var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements; nil if this is no array.
    public var array: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members; nil if this is no object.
    public var object: [JSONMember]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }
}
