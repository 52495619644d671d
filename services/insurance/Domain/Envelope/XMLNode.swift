// XML as a small tree, by Foundation's parser: the one file of the service that knows it. Bounded in depth, elements
// and text, and without a way to a file or a socket.

internal import Foundation
internal import FoundationXML

/// An element with its text and the elements in it. Attributes are left aside: the format has none.
struct XMLNode: Sendable {
    let name: String
    /// The line it begins on, from 1.
    let line: Int
    /// Its own text, that of elements within left out.
    fileprivate(set) var text = ""
    fileprivate(set) var children: [XMLNode] = []

    /// The elements within of that name.
    func children(named name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// The text without white space at either end.
    var trimmed: String { text.trimmingXMLSpace }

    /// Parses a text. Throws what is not well formed and what is too much.
    static func parse(_ text: XMLText, textBytesMax: Int, errors: ParserErrors) throws(Flaw) -> XMLNode {
        guard !errors.areTooMany else { throw errors.flaw(line: 1) }
        let builder = XMLTreeBuilder(textBytesMax: textBytesMax, errors: errors)
        let parser = XMLParser(data: Data(text.bytes))
        parser.shouldProcessNamespaces = false
        parser.shouldResolveExternalEntities = false
        parser.externalEntityResolvingPolicy = .never
        parser.delegate = builder
        let isWellFormed = parser.parse()
        if let flaw = builder.flaw { throw flaw }
        guard isWellFormed, let root = builder.root else { throw malformed(parser) }
        return root
    }

    private static func malformed(_ parser: XMLParser) -> Flaw {
        let code = (parser.parserError as NSError?)?.code
        // Codes of libxml2 (xmlerror.h), XML_ERR_DOCUMENT_EMPTY and those after it.
        let reason =
            switch code {
            case 4: "it does not begin with an element"
            case 5, 74, 77: "it ends too early"
            case 76: "an element is closed by another name"
            default: "something stands where it cannot"
            }
        return Flaw(
            .malformed, "It is no well-formed XML: \(reason), line \(max(1, parser.lineNumber)).",
            hint: "Export the file again; it may have been cut or edited.")
    }
}

/// The errors of the parser in one envelope, those included that do not end a text, such as an undeclared prefix.
final class ParserErrors {
    private var count = 0
    var areTooMany: Bool { count > EnvelopeBounds.parserErrorsMax }

    func add() { count += 1 }

    func flaw(line: Int) -> Flaw {
        Flaw(
            .malformed, "It has more than \(EnvelopeBounds.parserErrorsMax) errors of XML, line \(line).",
            hint: "Export the file again; it may have been cut or edited.")
    }
}

extension String {
    /// The text without the white space of XML at either end.
    var trimmingXMLSpace: String {
        let bytes = utf8
        guard bytes.first.map(XMLText.isSpace) ?? false || bytes.last.map(XMLText.isSpace) ?? false else { return self }
        guard let start = bytes.firstIndex(where: { !XMLText.isSpace($0) }),
            let end = bytes.lastIndex(where: { !XMLText.isSpace($0) })
        else { return "" }
        return String(self[start...end])
    }
}

/// Builds the tree, or gives up at the first thing that is too much.
private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
    private(set) var root: XMLNode?
    private(set) var flaw: Flaw?
    private let textBytesMax: Int
    private let errors: ParserErrors
    private var open: [XMLNode] = []
    private var elements = 0

    init(textBytesMax: Int, errors: ParserErrors) {
        self.textBytesMax = textBytesMax
        self.errors = errors
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements += 1
        guard elements <= EnvelopeBounds.elementsMax else {
            return stop(parser, "more than \(EnvelopeBounds.elementsMax) elements")
        }
        guard open.count < EnvelopeBounds.depthMax else {
            return stop(parser, "elements nested deeper than \(EnvelopeBounds.depthMax)")
        }
        guard name.utf8.count <= EnvelopeBounds.nameBytesMax else {
            return stop(parser, "an element's name of more than \(EnvelopeBounds.nameBytesMax) bytes")
        }
        open.append(XMLNode(name: name, line: parser.lineNumber))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { add(text, parser) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { add(String(decoding: block, as: UTF8.self), parser) }

    private func add(_ text: String, _ parser: XMLParser) {
        guard let last = open.indices.last else { return }
        open[last].text += text
        guard open[last].text.utf8.count <= textBytesMax else {
            return stop(parser, "a text of more than \(textBytesMax) bytes in \(open[last].name)")
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        guard let node = open.popLast() else { return }
        if let parent = open.indices.last { open[parent].children.append(node) } else { root = node }
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
        errors.add()
        guard errors.areTooMany, flaw == nil else { return }
        flaw = errors.flaw(line: parser.lineNumber)
        parser.abortParsing()
    }

    private func stop(_ parser: XMLParser, _ what: String) {
        if flaw == nil {
            flaw = Flaw(
                .tooLarge, "It has \(what), line \(parser.lineNumber).", hint: "Split it into several envelopes.")
        }
        parser.abortParsing()
    }
}
