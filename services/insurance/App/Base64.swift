// Base64 as RFC 4648, section 4, has it: padded, and nothing between.

internal import InsuranceDomain

enum Base64 {
    /// Why a text is no base64, as a sentence.
    struct Flaw: Error {
        let message: String
    }

    /// The bytes of a text.
    static func decode(_ text: String) throws(Flaw) -> [UInt8] {
        let characters = Array(text.utf8)
        guard characters.count % 4 == 0 else {
            throw Flaw(message: "it has \(characters.count) characters, which is no multiple of four: it was cut")
        }
        let padding = characters.suffix(2).count { $0 == UInt8(ascii: "=") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        var start = 0
        Base64Letters.decodeGroups(of: characters, from: &start, to: &bytes)
        while start < characters.count {
            let missing = start + 4 == characters.count ? padding : 0
            try append(characters[start..<(start + 4 - missing)], to: &bytes)
            start += 4
        }
        return bytes
    }

    /// The text of bytes.
    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for index in 0..<4 {
                let value = Int(bits >> UInt32(6 * (3 - index)) & 63)
                text.append(index > group.count ? UInt8(ascii: "=") : Base64Letters.alphabet[value])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds the bytes of two to four characters.
    private static func append(_ group: ArraySlice<UInt8>, to bytes: inout [UInt8]) throws(Flaw) {
        var bits: UInt32 = 0
        for (index, character) in zip(group.indices, group) {
            guard let value = Base64Letters.value(of: character) else {
                throw Flaw(message: "character \(index + 1) is none of base64 there (RFC 4648, section 4)")
            }
            bits = bits << 6 | UInt32(value)
        }
        let spare = UInt32(group.count * 6 % 8)
        guard bits & (1 << spare - 1) == 0 else { throw Flaw(message: "its last character has bits too many") }
        bits >>= spare
        for index in (0..<(group.count * 6 / 8)).reversed() { bytes.append(UInt8(bits >> (8 * UInt32(index)) & 0xFF)) }
    }
}
