// A document of the envelope as rows of its table. Structure that could hide a line is an error; what is only strange,
// an unknown field or another order, is a warning, told once a table.

internal import MessageSchema

/// Reads the document of one table.
struct TableReader {
    let table: FieldTable
    /// Such as `HOSO 1 / XML2`.
    let place: String

    /// The rows of a document whose root was found to be the table's.
    func rows(of root: XMLNode, _ findings: inout FindingList) -> [FieldRow] {
        var nodes = [root]
        for name in table.path.dropFirst() {
            for node in nodes { refuseStrangers(in: node, butFor: name, &findings) }
            nodes = nodes.flatMap { $0.children(named: name) }
        }
        warnStrange(nodes, &findings)
        let isSingle = table.path.count == 1
        return nodes.enumerated().map { index, node in
            FieldRow(node, table, at: isSingle ? place : "\(place) / row \(index + 1)", &findings)
        }
    }

    private func refuseStrangers(in node: XMLNode, butFor name: String, _ findings: inout FindingList) {
        guard let stranger = node.children.first(where: { $0.name != name }) else { return }
        findings.add(
            Flaw(
                .element,
                "\(node.name) holds \(stranger.name.quoted) (line \(stranger.line)), where only \(name) can stand.",
                hint: "Put every row into \(table.path.joined(separator: " / "))."),
            at: place)
    }

    /// Warns of fields that the table does not have, and of the first that stands out of its order.
    func warnStrange(_ nodes: [XMLNode], _ findings: inout FindingList) {
        var known: Set<String> = []
        var isOrderTold = false
        for (index, node) in nodes.enumerated() {
            var last = -1
            for element in node.children {
                guard let at = table.place(of: element.name, after: last) else {
                    // Bounded, so that a file of invented names costs no more than one of the known.
                    if known.count < EnvelopeBounds.findingsMax, known.insert(element.name).inserted {
                        findings.warn(unknown(element), at: "\(rowPlace(index)) / \(element.name.unquoted)")
                    }
                    continue
                }
                if at < last, !isOrderTold {
                    isOrderTold = true
                    findings.warn(misplaced(element), at: "\(rowPlace(index)) / \(element.name)")
                }
                last = at
            }
        }
    }

    private func rowPlace(_ index: Int) -> String { table.path.count == 1 ? place : "\(place) / row \(index + 1)" }

    private func unknown(_ element: XMLNode) -> Flaw {
        Flaw(
            .unknown, "Table \(table.name) has no field of this name (line \(element.line)); it was left aside.",
            hint: "Check the spelling against Decision \(FieldDecision.amended.rawValue).")
    }

    private func misplaced(_ element: XMLNode) -> Flaw {
        Flaw(
            .order, "It stands after a field that it should precede (line \(element.line)); it was read all the same.",
            hint: "Write the fields in the order of Decision \(FieldDecision.amended.rawValue).")
    }
}

extension String {
    /// A name as a place has it: cut, on one line, without quotes.
    var unquoted: String { String(quoted.dropFirst().dropLast()) }
}
