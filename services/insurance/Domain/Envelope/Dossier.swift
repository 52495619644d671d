// One record (HOSO) of an envelope, its documents decoded. What is wrong here is wrong with the envelope, since it is
// XML, base64 and structure.

internal import MessageSchema

/// The documents of one visit.
struct Dossier: Sendable {
    /// Its place in the envelope, from 1.
    let place: Int
    /// The roots of the documents that are read, by table.
    private(set) var read: [String: XMLNode] = [:]
    /// The documents that decide no money, check-in and XML4 to XML15, in their order.
    private(set) var aside: [(table: String, root: XMLNode)] = []
    /// All documents as they came.
    private(set) var files: [EnvelopeFile] = []

    var name: String { "HOSO \(place)" }

    /// Decodes the documents. Flaws go to the list; a document with one is left out.
    init(_ node: XMLNode, place: Int, _ findings: inout FindingList) {
        self.place = place
        var seen: Set<String> = []
        for (index, file) in node.children.enumerated() {
            let here = "HOSO \(place) / FILEHOSO \(index + 1)"
            do throws(Flaw) {
                let (table, content) = try Self.parts(of: file)
                guard seen.insert(table).inserted || !Self.isRead(table) else { throw Self.repeated(table) }
                let bytes = try Self.bytes(content, table)
                files.append(EnvelopeFile(name: table, content: bytes))
                try take(table, Self.document(bytes, table), at: "\(name) / \(table)", &findings)
            } catch { findings.add(error, at: here) }
        }
        if !seen.contains(FieldTable.summary.name) {
            findings.add(
                Flaw(.table, "It has no XML1, the summary of the visit.", hint: "Put XML1 into every HOSO."), at: name)
        }
    }

    private static let left: Set<String> = Set(["XML0"] + (4...15).map { "XML\($0)" })

    private static func isRead(_ table: String) -> Bool { FieldTable.read.contains { $0.name == table } }

    /// A document's name and its base64.
    private static func parts(of file: XMLNode) throws(Flaw) -> (table: String, content: XMLNode) {
        guard file.name == "FILEHOSO" else {
            throw Flaw(
                .element, "Here stands \(file.name.quoted) (line \(file.line)), where only FILEHOSO can.",
                hint: "Put every document of a HOSO into a FILEHOSO.")
        }
        let name = try file.onlyChild("LOAIHOSO").trimmed
        guard isRead(name) || left.contains(name) else {
            throw Flaw(
                .table, "LOAIHOSO \(name.quoted) (line \(file.line)) is no table.",
                hint: "The tables are XML0 to XML15.")
        }
        return (name, try file.onlyChild("NOIDUNGFILE"))
    }

    private static func repeated(_ table: String) -> Flaw {
        Flaw(.table, "\(table) stands twice in one HOSO.", hint: "Put all its rows into one document.")
    }

    private static func bytes(_ content: XMLNode, _ table: String) throws(Flaw) -> [UInt8] {
        guard content.children.isEmpty else {
            throw Flaw(
                .base64, "NOIDUNGFILE of \(table) holds elements; it is base64 (line \(content.line)).",
                hint: "Encode the table's UTF-8 text in base64.")
        }
        do throws(Flaw) { return try Base64Text.decode(content.text) } catch { throw error.inside(table) }
    }

    /// Parses a document; a flaw in it is told with the line of its own text.
    private static func document(_ bytes: [UInt8], _ table: String) throws(Flaw) -> XMLNode {
        do throws(Flaw) {
            return try XMLNode.parse(bytes, textBytesMax: EnvelopeBounds.fieldBytesMax)
        } catch { throw error.inside(table) }
    }

    private mutating func take(
        _ table: String, _ root: XMLNode, at here: String, _ findings: inout FindingList
    ) throws(Flaw) {
        guard let known = FieldTable.read.first(where: { $0.name == table }) else {
            aside.append((table, root))
            return
        }
        guard root.name == known.path[0] else {
            throw Flaw(
                .root, "The document \(table) is \(root.name.quoted); it has to be \(known.path[0]).",
                hint: "Put the right document under each LOAIHOSO.")
        }
        read[table] = root
    }
}

extension Flaw {
    fileprivate func inside(_ table: String) -> Flaw { Flaw(rule, "The document \(table): \(message)", hint: hint) }
}

extension XMLNode {
    /// The one element of that name. Throws if there is none or are several.
    func onlyChild(_ name: String) throws(Flaw) -> XMLNode {
        let found = children(named: name)
        guard let only = found.first, found.count == 1 else {
            let what = found.isEmpty ? "has no \(name)" : "has \(found.count) of \(name)"
            throw Flaw(
                .element, "\(self.name.quoted) (line \(line)) \(what).",
                hint: "Put one \(name) into every \(self.name).")
        }
        return only
    }
}
