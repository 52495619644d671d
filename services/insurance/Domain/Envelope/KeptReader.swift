// A document that is kept as it comes, XML0 and XML4 to XML15: held against its table. It decides no money, so that all
// that is found is a warning.

internal import MessageSchema

/// Looks through one document.
struct KeptReader {
    let table: FieldTable
    /// Such as `HOSO 1 / XML4`.
    let place: String

    /// Warns of what the rows of a document lack, have too much of, or have in another form.
    func check(_ root: XMLNode, _ findings: inout FindingList) {
        let rows = root.rows(of: table)
        guard !rows.isEmpty else {
            let flaw = Flaw(
                .element, "It has none of the fields of \(table.name).",
                hint: "Put the right document under each LOAIHOSO; it was kept all the same.")
            return findings.warn(flaw, at: place)
        }
        var found = FindingList()
        TableReader(table: table, place: place).warnStrange(rows, &found)
        for (index, row) in rows.enumerated() {
            _ = FieldRow(row, table, at: "\(place) / row \(index + 1)", &found)
        }
        findings.warn(of: found)
    }
}

extension XMLNode {
    /// The elements that hold a field of a table, at any depth: documents differ in how many lists lie around a row.
    fileprivate func rows(of table: FieldTable) -> [XMLNode] {
        if children.contains(where: { table.place(of: $0.name) != nil }) { return [self] }
        return children.flatMap { $0.rows(of: table) }
    }
}
