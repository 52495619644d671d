// Strings: RFC 8259 section 7 for the grammar, RFC 3629 section 4 for the bytes.

extension Parser {
    mutating func string(isName: Bool) throws(WireJSONError) {
        let start = at
        var isEscaped = false
        at += 1
        while true {
            skipPlain()
            guard at < text.count else { break }
            switch text[at] {
            case UInt8(ascii: "\""):
                at += 1
                return append(
                    isEscaped ? .escapedString : .plainString, from: start, isName: isName)
            case UInt8(ascii: "\\"):
                isEscaped = true
                try escape()
            case 0x00..<0x20: throw unexpected("an escape in place of a control character")
            default: try multibyteCharacter()
            }
        }
        throw unexpected("the string's closing quote")
    }

    /// Skips what stands for itself in ASCII.
    private mutating func skipPlain() {
        var next = at
        while next < text.count {
            let byte = text[next]
            guard byte &- 0x20 < 0x60, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { break }
            next += 1
        }
        at = next
    }

    private mutating func escape() throws(WireJSONError) {
        let start = at
        at += 1
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 1
        case UInt8(ascii: "u"):
            at += 1
            try unicodeEscape(from: start)
        default: throw unexpected("an escape of RFC 8259, section 7")
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(WireJSONError) {
        let first = try fourHexDigits()
        if !UTF16.isSurrogate(first) { return }
        let hasSecond =
            current == UInt8(ascii: "\\") && at + 1 < text.count
            && text[at + 1] == UInt8(ascii: "u")
        guard UTF16.isLeadSurrogate(first), hasSecond else { throw loneSurrogate(start) }
        at += 2
        guard UTF16.isTrailSurrogate(try fourHexDigits()) else { throw loneSurrogate(start) }
    }

    private func loneSurrogate(_ start: Int) -> WireJSONError {
        failure(.invalidUTF8, at: start, "the escaped surrogate lacks its other half")
    }

    private mutating func fourHexDigits() throws(WireJSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = StringEscape.hexDigit(byte) else {
                throw unexpected("four hexadecimal digits")
            }
            unit = unit << 4 | UInt16(digit)
            at += 1
        }
        return unit
    }

    private mutating func multibyteCharacter() throws(WireJSONError) {
        let lead = text[at]
        // What may follow a lead byte: no overlong forms, no surrogates, nothing past U+10FFFF.
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0x80...0xBF)
            }
        guard length > 0, at + length <= text.count, second.contains(text[at + 1]),
            text[(at + 2)..<(at + length)].allSatisfy({ 0x80...0xBF ~= $0 })
        else { throw failure(.invalidUTF8, "the string is not UTF-8") }
        at += length
    }
}
