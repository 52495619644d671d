// The door before the parser: only UTF-8 without declarations and entities of its own goes through. What goes through
// has lost its byte order mark and its XML declaration, so that the parser has nothing to be talked into.

/// A text that may be parsed as XML (XML 1.0, fifth edition).
struct XMLText {
    /// UTF-8; the declaration is blank, so that lines keep their numbers, and each instruction has data.
    let bytes: [UInt8]

    /// Throws for another encoding or a lie about it, for a DOCTYPE or any other declaration, and for entities beyond
    /// the five of XML itself.
    init(_ given: [UInt8]) throws(Flaw) {
        try Self.refuseOtherMarks(given)
        var bytes = given.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(given.dropFirst(3)) : given
        guard bytes.contains(where: { !Self.isSpace($0) }) else {
            throw Flaw(.malformed, "It is empty.", hint: "Export the file again.")
        }
        try Self.refuseNonUTF8(bytes)
        let length = try XMLDeclaration.length(in: bytes)
        for index in 0..<length where bytes[index] != 10 { bytes[index] = 32 }
        var scan = XMLScan(bytes: bytes)
        try scan.run()
        self.bytes = Self.givingData(to: scan.instructionEnds, in: bytes)
    }

    /// The text with a space before each `?>`: Foundation's parser ends the process at an instruction without data.
    private static func givingData(to instructionEnds: [Int], in bytes: [UInt8]) -> [UInt8] {
        guard !instructionEnds.isEmpty else { return bytes }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + instructionEnds.count)
        var at = 0
        for end in instructionEnds {
            text += bytes[at..<end]
            text.append(32)
            at = end
        }
        text += bytes[at...]
        return text
    }

    private static let encodingHint = "Save the file as UTF-8 and say so, or say nothing."

    private static func refuseOtherMarks(_ bytes: [UInt8]) throws(Flaw) {
        let marks: [(mark: [UInt8], name: String)] = [
            ([0, 0, 0xFE, 0xFF], "UTF-32"), ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0xFE, 0xFF], "UTF-16"),
            ([0xFF, 0xFE], "UTF-16"),
        ]
        guard let found = marks.first(where: { bytes.starts(with: $0.mark) }) else { return }
        throw Flaw(.encoding, "It begins with the mark of \(found.name); UTF-8 is taken.", hint: encodingHint)
    }

    private static func refuseNonUTF8(_ bytes: [UInt8]) throws(Flaw) {
        if let zero = bytes.firstIndex(of: 0) {
            throw Flaw(
                .encoding, "It has a zero byte on line \(line(of: zero, in: bytes)), as UTF-16 has; UTF-8 is taken.",
                hint: encodingHint)
        }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let line = line(of: error.byteOffsets.lowerBound, in: bytes)
            throw Flaw(.encoding, "It is not UTF-8 on line \(line).", hint: encodingHint)
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...10).contains(byte) || byte == 13 }

    /// The line on which a byte stands, from 1.
    static func line(of offset: Int, in bytes: [UInt8]) -> Int { bytes[..<offset].count { $0 == 10 } + 1 }
}

/// The declaration that an XML text may begin with: `<?xml version="1.0" encoding="utf-8"?>`.
enum XMLDeclaration {
    private static let bytesMax = 256

    /// How many bytes it takes; 0 if there is none. Throws if it names another encoding than UTF-8.
    static func length(in bytes: [UInt8]) throws(Flaw) -> Int {
        guard bytes.starts(with: "<?xml".utf8), bytes.count > 5, XMLText.isSpace(bytes[5]) else { return 0 }
        // Bytes above ASCII have no place in it, so a cut through a character does not matter.
        let head = String(decoding: bytes.prefix(bytesMax), as: UTF8.self)
        guard let match = head.prefixMatch(of: form) else {
            throw Flaw(
                .malformed, "Its XML declaration is malformed.",
                hint: "Begin with <?xml version=\"1.0\" encoding=\"utf-8\"?>.")
        }
        if let encoding = match.1 ?? match.2, encoding.lowercased() != "utf-8" {
            throw Flaw(
                .encoding, "It says that its encoding is \(String(encoding).quoted); UTF-8 is taken.",
                hint: "Save the file as UTF-8 and say so, or say nothing.")
        }
        return head[match.range].utf8.count
    }

    // Computed, since a regular expression is not Sendable; by scalar, since a line's CR and LF are one character.
    private static var form: Regex<(Substring, Substring?, Substring?)> {
        let form =
            #/
        <\?xml [\ \t\r\n]+ version [\ \t\r\n]*=[\ \t\r\n]* (?: "1\.0" | '1\.0' )
        (?: [\ \t\r\n]+ encoding [\ \t\r\n]*=[\ \t\r\n]* (?: "([^"<>]*)" | '([^'<>]*)' ) )?
        (?: [\ \t\r\n]+ standalone [\ \t\r\n]*=[\ \t\r\n]* (?: "(?:yes|no)" | '(?:yes|no)' ) )?
        [\ \t\r\n]* \?>
        /#
        return form.matchingSemantics(.unicodeScalar)
    }
}

/// Looks through a text for what a parser must not see.
private struct XMLScan {
    let bytes: [UInt8]
    /// Where the `?>` of each instruction stands.
    private(set) var instructionEnds: [Int] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() throws(Flaw) {
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "<"): at = try markup(at)
            case UInt8(ascii: "&"): at = try reference(at)
            default: at += 1
            }
        }
    }

    /// The place behind a comment, a CDATA section or an instruction; other markup is the parser's. One that does not
    /// end is the end of the text, which the parser refuses.
    private mutating func markup(_ at: Int) throws(Flaw) -> Int {
        if has("<!--", at) { return end("-->", from: at + 4) }
        if has("<![CDATA[", at) { return end("]]>", from: at + 9) }
        if has("<?", at) { return instruction(at) }
        guard has("<!", at) else { return at + 1 }
        throw Flaw(
            .declaration,
            "Line \(XMLText.line(of: at, in: bytes)) has a DOCTYPE or another declaration; none is taken, and nothing "
                + "that it names was opened.",
            hint: "Leave <!DOCTYPE and <!ENTITY out.")
    }

    private mutating func instruction(_ at: Int) -> Int {
        let end = end("?>", from: at + 2)
        if end >= at + 4, bytes[..<end].suffix(2).elementsEqual("?>".utf8) { instructionEnds.append(end - 2) }
        return end
    }

    /// The place behind a reference: `&amp;`, `&#272;`, `&#x110;`.
    private func reference(_ at: Int) throws(Flaw) -> Int {
        let body = bytes[(at + 1)...].prefix(12)
        guard let end = body.firstIndex(of: UInt8(ascii: ";")), isKnown(body[..<end]) else {
            throw Flaw(
                .entity,
                "Line \(XMLText.line(of: at, in: bytes)) has an & that begins none of &amp; &lt; &gt; &quot; &apos; "
                    + "and no number of a character.",
                hint: "Write &amp; for a plain &.")
        }
        return end + 1
    }

    private func isKnown(_ name: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: name, as: UTF8.self)
        if ["amp", "lt", "gt", "quot", "apos"].contains(text) { return true }
        guard text.hasPrefix("#") else { return false }
        let isHexadecimal = text.hasPrefix("#x")
        let digits = text.utf8.dropFirst(isHexadecimal ? 2 : 1)
        return !digits.isEmpty && UInt32(String(Substring(digits)), radix: isHexadecimal ? 16 : 10) != nil
    }

    private func has(_ word: StaticString, _ at: Int) -> Bool {
        word.withUTF8Buffer { bytes[at...].starts(with: $0) }
    }

    private func end(_ word: StaticString, from start: Int) -> Int {
        word.withUTF8Buffer { word in
            var at = start
            while at + word.count <= bytes.count {
                if bytes[at] == word[0], bytes[at...].starts(with: word) { return at + word.count }
                at += 1
            }
            return bytes.count
        }
    }
}
