// The code of a unit, kept as it was issued.

/// The official code of a unit: 1 to 32 of `A-Z`, `0-9`, `.` and `-`, beginning with a letter or digit.
/// Codes are never reused and never moved; a code whose unit is gone resolves to its successor.
public struct UnitCode: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        let bytes = text.utf8
        guard (1...32).contains(bytes.count), let first = bytes.first, Self.isLetterOrDigit(first),
            bytes.allSatisfy({ Self.isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
        else { throw ValueError("\"\(text)\" is no unit code; \(Self.form)") }
        self.text = text
    }

    public static let pattern: String? = "^[A-Z0-9][A-Z0-9.-]{0,31}$"
    public static let form = "a unit code is 1 to 32 of A-Z, 0-9, '.' and '-', such as HP-DOH"
    public static let sampleText = "HP-DOH"

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || (48...57).contains(byte)
    }
}
