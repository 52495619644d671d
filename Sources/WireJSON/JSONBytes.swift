// Scalars as the bytes of a JSON text.  They are appended to the array itself, so that a sink
// (an object) is reached for once a scalar and not once a byte.

extension [UInt8] {
    /// Appends a string with its quotes (RFC 8259, section 7).
    mutating func append(json string: String) {
        append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { utf8 in
            guard var next = utf8.firstIndex(where: StringEscape.isNeeded) else {
                return append(contentsOf: utf8)
            }
            var written = 0
            while next < utf8.endIndex {
                append(contentsOf: utf8[written..<next])
                StringEscape.append(utf8[next], to: &self)
                written = next + 1
                next = utf8[written...].firstIndex(where: StringEscape.isNeeded) ?? utf8.endIndex
            }
            append(contentsOf: utf8[written...])
        }
        append(UInt8(ascii: "\""))
    }

    /// Appends an integer's decimal digits.
    mutating func append<I: FixedWidthInteger>(json integer: I) {
        guard var rest = UInt64(exactly: integer.magnitude) else {
            return append(contentsOf: String(integer).utf8)
        }
        if integer < 0 { append(UInt8(ascii: "-")) }
        let start = count
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }

    /// Appends the shortest digits that read back as the same value, without ".0" at the end.
    mutating func append<F: BinaryFloatingPoint & CustomStringConvertible>(json finite: F) {
        let digits = finite.description.utf8
        let isWhole = digits.suffix(2).elementsEqual(".0".utf8)
        append(contentsOf: isWhole ? digits.dropLast(2) : digits[...])
    }
}
