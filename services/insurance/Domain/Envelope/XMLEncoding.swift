// The encoding of an XML text, looked at before it is parsed: UTF-8, whatever it says of itself.

/// What a text is written in.
enum XMLEncoding {
    /// Throws for an empty text and for another encoding than UTF-8.
    static func check(_ bytes: [UInt8]) throws(Flaw) {
        try refuseOtherMarks(bytes)
        guard bytes.contains(where: { !$0.isXMLSpace }), bytes != [0xEF, 0xBB, 0xBF] else {
            throw Flaw(.malformed, "It is empty.", hint: "Export the file again.")
        }
        try refuseNonUTF8(bytes)
    }

    /// Throws if a text's own declaration names another encoding.
    static func check(named name: String?) throws(Flaw) {
        guard let name, name.lowercased() != "utf-8" else { return }
        throw Flaw(.encoding, "It says that its encoding is \(name.quoted); UTF-8 is taken.", hint: hint)
    }

    private static let hint = "Save the file as UTF-8 and say so, or say nothing."

    private static let otherMarks: [(mark: [UInt8], name: String)] = [
        ([0, 0, 0xFE, 0xFF], "UTF-32"), ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0xFE, 0xFF], "UTF-16"),
        ([0xFF, 0xFE], "UTF-16"),
    ]

    private static func refuseOtherMarks(_ bytes: [UInt8]) throws(Flaw) {
        guard let first = bytes.first, first == 0 || first >= 0xFE else { return }
        guard let found = otherMarks.first(where: { bytes.starts(with: $0.mark) }) else { return }
        throw Flaw(.encoding, "It begins with the mark of \(found.name); UTF-8 is taken.", hint: hint)
    }

    private static func refuseNonUTF8(_ bytes: [UInt8]) throws(Flaw) {
        guard !bytes.prefix(4).contains(0) else {
            throw Flaw(.encoding, "It begins with a zero byte, as UTF-16 may; UTF-8 is taken.", hint: hint)
        }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let line = line(of: error.byteOffsets.lowerBound, in: bytes)
            throw Flaw(.encoding, "It is not UTF-8 on line \(line).", hint: hint)
        }
    }

    /// The line on which a byte stands, from 1.
    private static func line(of offset: Int, in bytes: [UInt8]) -> Int { bytes[..<offset].count { $0 == 10 } + 1 }
}
