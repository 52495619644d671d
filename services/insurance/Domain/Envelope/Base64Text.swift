// Base64 as the format has it: RFC 4648, section 4, padded, with line breaks and spaces between.

/// Reads base64.
enum Base64Text {
    /// The bytes of a text. Throws for what is none, cut short or empty.
    static func decode(_ text: String) throws(Flaw) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        let characters = Array(text.utf8)
        var (group, count, padding, place) = (UInt32(0), 0, 0, 0)
        while true {
            if count % 4 == 0, padding == 0 {
                let start = place
                Base64Letters.decodeGroups(of: characters, from: &place, to: &bytes)
                count += place - start
            }
            guard place < characters.count else { break }
            let character = characters[place]
            place += 1
            if character.isXMLSpace { continue }
            if character == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = Base64Letters.value(of: character) else { throw refused(character, place) }
            group = group << 6 | UInt32(value)
            count += 1
            guard count % 4 == 0 else { continue }
            bytes += [UInt8(group >> 16 & 0xFF), UInt8(group >> 8 & 0xFF), UInt8(group & 0xFF)]
            group = 0
        }
        guard count > 0 else { throw Flaw(.base64, "There is nothing in it.", hint: hint) }
        try append(rest: group, count % 4, padding, total: count, to: &bytes)
        return bytes
    }

    private static let hint = "Encode the table's UTF-8 text in base64 (RFC 4648) and put all of it in NOIDUNGFILE."

    /// The last group: two characters and `==` are one byte, three and `=` two.
    private static func append(
        rest: UInt32, _ left: Int, _ padding: Int, total: Int, to bytes: inout [UInt8]
    ) throws(Flaw) {
        switch (left, padding) {
        case (0, 0): break
        case (2, 2): bytes.append(UInt8(rest >> 4 & 0xFF))
        case (3, 1): bytes += [UInt8(rest >> 10 & 0xFF), UInt8(rest >> 2 & 0xFF)]
        default:
            throw Flaw(
                .base64, "It is cut or wrongly padded: \(total) characters and \(padding) of =.", hint: hint)
        }
    }

    private static func refused(_ character: UInt8, _ place: Int) -> Flaw {
        let what = (33...126).contains(character) ? "\"\(Character(UnicodeScalar(character)))\"" : "what is no letter"
        return Flaw(.base64, "Character \(place) is \(what), which is none of base64 there.", hint: hint)
    }
}
