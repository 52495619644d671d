// XML as a small tree.

/// An element with its text and the elements in it. Attributes are left aside: the format has none.
struct XMLNode: Sendable {
    let name: String
    /// The line it begins on, from 1.
    let line: Int
    /// Its own text, that of elements within left out, and white space alone.
    var text = ""
    var children: [XMLNode] = []

    /// The elements within of that name.
    func children(named name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// The text without white space at either end.
    var trimmed: String { text.trimmingXMLSpace }

    /// Parses a text. Throws what is not well formed, what is too much, and what is not taken: another encoding, a
    /// DOCTYPE or any other declaration, and entities beyond the five of XML itself.
    static func parse(_ bytes: [UInt8], textBytesMax: Int) throws(Flaw) -> XMLNode {
        try XMLEncoding.check(bytes)
        return try XMLTreeBuilder.tree(bytes, textBytesMax: textBytesMax)
    }
}

extension String {
    /// The text without the white space of XML at either end.
    var trimmingXMLSpace: String {
        let bytes = utf8
        guard bytes.first?.isXMLSpace ?? false || bytes.last?.isXMLSpace ?? false else { return self }
        guard let start = bytes.firstIndex(where: { !$0.isXMLSpace }),
            let end = bytes.lastIndex(where: { !$0.isXMLSpace })
        else { return "" }
        return String(self[start...end])
    }
}

extension UInt8 {
    /// White space as XML has it (XML 1.0, fifth edition, 2.3).
    var isXMLSpace: Bool { self == 32 || (9...10).contains(self) || self == 13 }
}
