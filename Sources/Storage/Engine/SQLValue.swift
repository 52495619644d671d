// What goes into a statement and comes out of a row: the four kinds both engines have.

public import MessageSchema

/// A value of a column or an argument.
public enum SQLValue: Hashable, Sendable {
    case null
    /// BIGINT.
    case integer(Int64)
    /// TEXT.
    case text(String)
    /// BYTEA.
    case bytes([UInt8])

    /// The wire form of a value, as TEXT.
    public static func value(_ value: some TextValue) -> SQLValue { .text(value.text) }
    /// The wire form of a value as TEXT, or NULL.
    public static func value(_ value: (some TextValue)?) -> SQLValue {
        value.map { .text($0.text) } ?? .null
    }
    /// A text, or NULL.
    public static func optionalText(_ text: String?) -> SQLValue {
        text.map(SQLValue.text) ?? .null
    }
    /// A number, or NULL.
    public static func optionalInteger(_ number: Int64?) -> SQLValue {
        number.map(SQLValue.integer) ?? .null
    }
    /// Bytes, or NULL.
    public static func optionalBytes(_ bytes: [UInt8]?) -> SQLValue {
        bytes.map(SQLValue.bytes) ?? .null
    }
    /// A truth value: 0 or 1, as BIGINT.
    public static func boolean(_ truth: Bool) -> SQLValue { .integer(truth ? 1 : 0) }

    /// The kind's name, for people.
    var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "BIGINT"
        case .text: "TEXT"
        case .bytes: "BYTEA"
        }
    }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    public init(stringLiteral text: String) { self = .text(text) }
    public init(integerLiteral number: Int64) { self = .integer(number) }
    public init(nilLiteral: ()) { self = .null }
}
