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

    private static let otherMarks: [(mark: [UInt8], name: String)] = [
        ([0, 0, 0xFE, 0xFF], "UTF-32"), ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0xFE, 0xFF], "UTF-16"),
        ([0xFF, 0xFE], "UTF-16"),
    ]

    private static func refuseOtherMarks(_ bytes: [UInt8]) throws(Flaw) {
        guard let first = bytes.first, first == 0 || first >= 0xFE else { return }
        guard let found = otherMarks.first(where: { bytes.starts(with: $0.mark) }) else { return }
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
        var scan = DeclarationScan(bytes: bytes.prefix(bytesMax))
        guard let encoding = scan.encoding() else {
            throw Flaw(
                .malformed, "Its XML declaration is malformed.",
                hint: "Begin with <?xml version=\"1.0\" encoding=\"utf-8\"?>.")
        }
        if let encoding = encoding.name, encoding.lowercased() != "utf-8" {
            throw Flaw(
                .encoding, "It says that its encoding is \(encoding.quoted); UTF-8 is taken.",
                hint: "Save the file as UTF-8 and say so, or say nothing.")
        }
        return scan.at
    }
}

/// Reads a declaration part by part: `<?xml`, version, perhaps encoding, perhaps standalone, `?>` (XML 1.0, 2.8). By
/// hand, since every document of every record begins with one and a regular expression is made anew each time.
private struct DeclarationScan {
    /// What a declaration says of the encoding.
    struct Named {
        var name: String?
    }

    let bytes: ArraySlice<UInt8>
    private(set) var at = 0

    init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// The encoding that it names, if it names one; nil if it is malformed. `at` is its end then.
    mutating func encoding() -> Named? {
        guard word("<?xml"), spaces(), word("version"), equals(), value(among: ["1.0"]) != nil else { return nil }
        var name: String?
        var mark = at
        if spaces(), word("encoding") {
            guard equals(), let value = value() else { return nil }
            (name, mark) = (value, at)
        }
        at = mark
        if spaces(), word("standalone") {
            guard equals(), value(among: ["yes", "no"]) != nil else { return nil }
            mark = at
        }
        at = mark
        _ = spaces()
        return word("?>") ? Named(name: name) : nil
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let isThere = word.withUTF8Buffer { bytes[at...].starts(with: $0) }
        if isThere { at += word.utf8CodeUnitCount }
        return isThere
    }

    private mutating func spaces() -> Bool {
        let start = at
        while at < bytes.count, XMLText.isSpace(bytes[at]) { at += 1 }
        return at > start
    }

    private mutating func equals() -> Bool {
        _ = spaces()
        guard word("=") else { return false }
        _ = spaces()
        return true
    }

    /// A value in quotes of either kind; nil if there is none, or none of those that can stand there.
    private mutating func value(among known: [String]? = nil) -> String? {
        guard at < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[at]) else { return nil }
        let rest = bytes[(at + 1)...]
        guard let end = rest.firstIndex(of: bytes[at]), !rest[..<end].contains(where: Self.isAngle) else { return nil }
        let value = String(decoding: rest[..<end], as: UTF8.self)
        guard known?.contains(value) ?? true else { return nil }
        at = end + 1
        return value
    }

    private static func isAngle(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") }
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
        guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "!") || bytes[at + 1] == UInt8(ascii: "?") else {
            return at + 1
        }
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
