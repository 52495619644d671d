// Builds the tree of an XML text by Expat: the one file of the service that knows the parser. Expat opens neither files
// nor sockets by itself, and with the first declaration of a document type the reading ends; the rest are bounds.

internal import CExpat

/// Builds one tree, or gives up at the first thing that is too much or not taken.
struct XMLTreeBuilder {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>
    private let textBytesMax: Int
    fileprivate let parser: XML_Parser
    fileprivate private(set) var root: XMLNode?
    fileprivate private(set) var flaw: Flaw?
    private var open: [XMLNode] = []
    private var elements = 0
    /// Text of the element that is open, since its last child.
    private var text: [UInt8] = []
    /// Bytes that were looked through for line breaks, and how many there were.
    private var counted = (bytes: 0, breaks: 0)

    /// The root of a text in UTF-8, whose elements may have texts of so many bytes.
    static func tree(_ bytes: [UInt8], textBytesMax: Int) throws(Flaw) -> XMLNode {
        // Named, UTF-8 is what is read whatever the text's declaration says.
        guard let parser = XML_ParserCreate("UTF-8") else { preconditionFailure("no memory is left to parse XML") }
        defer { XML_ParserFree(parser) }
        let result: Result<XMLNode, Flaw> = bytes.withUnsafeBufferPointer { bytes in
            var builder = XMLTreeBuilder(bytes: bytes, textBytesMax: textBytesMax, parser: parser)
            return withUnsafeMutablePointer(to: &builder) { $0.parse() }
        }
        return try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, textBytesMax: Int, parser: XML_Parser) {
        (self.bytes, self.textBytesMax, self.parser) = (bytes, textBytesMax, parser)
    }
}

private typealias Builder = UnsafeMutablePointer<XMLTreeBuilder>

extension Builder {
    /// Parses the text while the parser tells the builder what it finds.
    fileprivate func parse() -> Result<XMLNode, Flaw> {
        let (parser, bytes) = (pointee.parser, pointee.bytes)
        XML_SetUserData(parser, self)
        XML_SetElementHandler(
            parser, { builder, name, _ in Builder.of(builder)?.pointee.begin(name) },
            { builder, _ in Builder.of(builder)?.pointee.end() })
        XML_SetCharacterDataHandler(parser) { Builder.of($0)?.pointee.add($1, $2) }
        XML_SetXmlDeclHandler(parser) { builder, version, encoding, _ in
            Builder.of(builder)?.pointee.declare(version: version, encoding: encoding)
        }
        XML_SetStartDoctypeDeclHandler(parser) { builder, _, _, _, _ in
            Builder.of(builder)?.pointee.refuseDeclaration()
        }
        let isWellFormed = bytes.withMemoryRebound(to: XML_Char.self) {
            XML_Parse(parser, $0.baseAddress, Int32($0.count), 1) == XML_STATUS_OK
        }
        if let flaw = pointee.flaw { return .failure(flaw) }
        guard isWellFormed, let root = pointee.root else { return .failure(pointee.malformed()) }
        return .success(root)
    }

    /// The builder that the parser was given. Nil once it has a flaw: the parser may still have something to tell.
    fileprivate static func of(_ pointer: UnsafeMutableRawPointer?) -> Builder? {
        guard let builder = pointer?.assumingMemoryBound(to: XMLTreeBuilder.self) else { return nil }
        return builder.pointee.flaw == nil ? builder : nil
    }
}

// What the parser tells.
extension XMLTreeBuilder {
    fileprivate mutating func begin(_ name: UnsafePointer<XML_Char>?) {
        keepText()
        elements += 1
        guard elements <= EnvelopeBounds.elementsMax else {
            return refuse("more than \(EnvelopeBounds.elementsMax) elements")
        }
        guard open.count < EnvelopeBounds.depthMax else {
            return refuse("elements nested deeper than \(EnvelopeBounds.depthMax)")
        }
        let name = name.map { String(cString: $0) } ?? ""
        guard name.utf8.count <= EnvelopeBounds.nameBytesMax else {
            return refuse("an element's name of more than \(EnvelopeBounds.nameBytesMax) bytes")
        }
        open.append(XMLNode(name: name, line: line()))
    }

    fileprivate mutating func end() {
        keepText()
        guard let node = open.popLast() else { return }
        if let parent = open.indices.last { open[parent].children.append(node) } else { root = node }
    }

    fileprivate mutating func add(_ piece: UnsafePointer<XML_Char>?, _ count: Int32) {
        guard let last = open.last else { return }
        text.append(contentsOf: UnsafeRawBufferPointer(start: piece, count: Int(count)))
        guard last.text.utf8.count + text.count <= textBytesMax else {
            return refuse("a text of more than \(textBytesMax) bytes in \(last.name)")
        }
    }

    /// Gives the text to the element it stands in, but for white space alone, as between two elements.
    private mutating func keepText() {
        guard !text.isEmpty else { return }
        if let last = open.indices.last, !text.allSatisfy(\.isXMLSpace) {
            open[last].text += String(decoding: text, as: UTF8.self)
        }
        text.removeAll(keepingCapacity: true)
    }

    fileprivate mutating func declare(version: UnsafePointer<XML_Char>?, encoding: UnsafePointer<XML_Char>?) {
        guard version.map({ String(cString: $0) }) == "1.0" else { return stop(Self.malformedDeclaration) }
        do throws(Flaw) { try XMLEncoding.check(named: encoding.map { String(cString: $0) }) } catch { stop(error) }
    }

    fileprivate mutating func refuseDeclaration() { stop(declaration()) }

    private mutating func refuse(_ what: String) {
        stop(Flaw(.tooLarge, "It has \(what), line \(line()).", hint: "Split it into several envelopes."))
    }

    private mutating func stop(_ flaw: Flaw) {
        self.flaw = flaw
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    /// The byte at which the parser is, or has stopped.
    private var place: Int { min(max(0, Int(XML_GetCurrentByteIndex(parser))), bytes.count) }

    /// The line at which the parser is, from 1. Counted here, since the parser itself goes byte by byte.
    private mutating func line() -> Int {
        let place = place
        if place > counted.bytes {
            var breaks = 0
            for byte in bytes[counted.bytes..<place] { breaks &+= byte == 10 ? 1 : 0 }
            counted = (place, counted.breaks + breaks)
        }
        return counted.breaks + 1
    }
}

// What keeps a text from being well formed, by the parser's word for it and the bytes where it stopped.
extension XMLTreeBuilder {
    fileprivate mutating func malformed() -> Flaw {
        let code = XML_GetErrorCode(parser)
        if code == XML_ERROR_XML_DECL { return Self.malformedDeclaration }
        if isDeclaration(at: place) { return declaration() }
        if code == XML_ERROR_UNDEFINED_ENTITY || code == XML_ERROR_INVALID_TOKEN && isInReference(place) {
            return Flaw(
                .entity,
                "Line \(line()) has an & that begins none of &amp; &lt; &gt; &quot; &apos; and no number of a "
                    + "character.",
                hint: "Write &amp; for a plain &.")
        }
        let reason =
            switch code {
            case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
                XML_ERROR_UNCLOSED_CDATA_SECTION:
                "it ends too early"
            case XML_ERROR_BAD_CHAR_REF: "a number stands for no character"
            case XML_ERROR_TAG_MISMATCH: "an element is closed by another name"
            case _ where elements == 0: "it does not begin with an element"
            default: "something stands where it cannot"
            }
        return Flaw(
            .malformed, "It is no well-formed XML: \(reason), line \(line()).",
            hint: "Export the file again; it may have been cut or edited.")
    }

    private static var malformedDeclaration: Flaw {
        Flaw(
            .malformed, "Its XML declaration is malformed.",
            hint: "Begin with <?xml version=\"1.0\" encoding=\"utf-8\"?>.")
    }

    private mutating func declaration() -> Flaw {
        Flaw(
            .declaration,
            "Line \(line()) has a DOCTYPE or another declaration; none is taken, and nothing that it names was opened.",
            hint: "Leave <!DOCTYPE and <!ENTITY out.")
    }

    /// Whether the parser stopped at a declaration, `<!` and a letter: before it, or before its letter.
    private func isDeclaration(at place: Int) -> Bool {
        [place, place - 2].contains { start in
            start >= 0 && bytes[start...].starts(with: "<!".utf8)
                && bytes[start...].dropFirst(2).first.map(Self.isLetter) ?? false
        }
    }

    /// Whether the parser stopped in a reference, behind its `&`.
    private func isInReference(_ place: Int) -> Bool {
        let name = bytes[..<place].reversed().prefix(EnvelopeBounds.nameBytesMax)
        let before = name.drop { Self.isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "#") }
        return before.first == UInt8(ascii: "&")
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }
}
