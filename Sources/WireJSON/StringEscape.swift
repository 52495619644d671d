// The escapes of RFC 8259, section 7, both ways.

enum StringEscape {
    /// The UTF-8 of a string's inside with its escapes undone.  The inside was checked by the
    /// parser, or written by this module.
    static func undone(_ inner: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(inner.count)
        var at = inner.startIndex
        while at < inner.endIndex {
            guard inner[at] == UInt8(ascii: "\\") else {
                plain.append(inner[at])
                at += 1
                continue
            }
            if inner[at + 1] == UInt8(ascii: "u") {
                let (scalar, length) = scalar(inner, at)
                plain.append(contentsOf: UTF8.encode(scalar) ?? .init())
                at += length
            } else {
                plain.append(character(inner[at + 1]))
                at += 2
            }
        }
        return plain
    }

    private static func character(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "r"): 0x0D
        default: letter
        }
    }

    private static func scalar(
        _ inner: ArraySlice<UInt8>, _ at: Int
    ) -> (scalar: UnicodeScalar, length: Int) {
        let first = unit(inner, at)
        guard UTF16.isLeadSurrogate(first) else {
            return (UnicodeScalar(first) ?? "\u{FFFD}", 6)
        }
        let second = unit(inner, at + 6)
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        return (UnicodeScalar(value) ?? "\u{FFFD}", 12)
    }

    private static func unit(_ inner: ArraySlice<UInt8>, _ at: Int) -> UInt16 {
        inner[(at + 2)..<(at + 6)].reduce(0) { $0 << 4 | UInt16(hexDigit($1) ?? 0) }
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    static func isNeeded(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// The shortest escape of a byte that needs one.
    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x00..<0x20:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(UInt8(ascii: byte < 0x10 ? "0" : "1"))
            let low = byte & 0xF
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        default: bytes.append(byte)
        }
    }
}
