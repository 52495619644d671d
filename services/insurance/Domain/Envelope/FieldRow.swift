// One row of a table: its fields read by the table, and everything that is wrong with them said with its place.

internal import MessageSchema

/// A row's values by field.
struct FieldRow: Sendable {
    /// Such as `HOSO 1 / XML2 / row 3`.
    let place: String
    private let table: FieldTable
    /// What was found of each field, in the table's order.
    private var fields: [Found]

    private struct Found {
        /// On which line it begins; nil if it is not there.
        var line: Int?
        /// Whether it has a text, be it right or wrong.
        var isGiven = false
        var value: FieldValue?
    }

    /// Reads a row's elements. Findings go to the list; a field with an error has no value.
    init(_ node: XMLNode, _ table: FieldTable, at place: String, _ findings: inout FindingList) {
        self.place = place
        self.table = table
        fields = Array(repeating: Found(), count: table.fields.count)
        var texts = Array(repeating: "", count: table.fields.count)
        var last = -1
        for element in node.children {
            guard let at = table.place(of: element.name, after: last) else { continue }
            last = at
            guard fields[at].line == nil else {
                findings.add(Self.repeated(element), at: "\(place) / \(element.name)")
                continue
            }
            fields[at].line = element.line
            texts[at] = text(of: element, &findings)
        }
        for (at, field) in table.fields.enumerated() {
            fields[at].isGiven = !texts[at].isEmpty
            do throws(Flaw) { fields[at].value = try read(field, texts[at]) } catch {
                findings.add(error, at: "\(place) / \(field.name)")
            }
        }
        warnMissing(&findings)
    }

    /// Whether a field has a text, be it right or wrong.
    func isGiven(_ field: String) -> Bool { found(field)?.isGiven ?? false }

    /// On which line a field begins.
    func line(of field: String) -> Int? { found(field)?.line }

    private func found(_ field: String) -> Found? { table.place(of: field).map { fields[$0] } }

    private func value(_ field: String) -> FieldValue? { found(field)?.value }

    private func text(of element: XMLNode, _ findings: inout FindingList) -> String {
        guard let inner = element.children.first else { return element.trimmed }
        findings.add(
            Flaw(
                .form, "It holds an element \(inner.name.quoted) instead of a text (line \(inner.line)).",
                hint: "Close \(element.name) after its text."),
            at: "\(place) / \(element.name)")
        return ""
    }

    private func read(_ field: EnvelopeField, _ text: String) throws(Flaw) -> FieldValue? {
        guard !text.isEmpty else {
            if field.need == .always { throw missing(field) }
            return nil
        }
        if let flaw = tooLong(field, text) ?? negative(field, text) { throw flaw }
        do throws(ValueError) { return try field.form.read(text) } catch { throw malformed(field, error.message) }
    }

    private func missing(_ field: EnvelopeField) -> Flaw {
        let what = line(of: field.name).map { "It is empty (line \($0))." } ?? "It is missing."
        return Flaw(.missing, what, hint: "Give it; \(table.citation(of: field)).")
    }

    /// Says the length and not the value: the long ones are names and addresses.
    private func tooLong(_ field: EnvelopeField, _ text: String) -> Flaw? {
        // A character may be several bytes, with its diacritics apart; without a bound on those it could be any size.
        guard let most = field.charactersMax, text.utf8.count > most else { return nil }
        guard text.utf8.count > most * 8 || text.count > most else { return nil }
        return Flaw(
            .tooLong, "It has \(text.count) characters\(suffix(field)); \(most) are allowed.",
            hint: "Shorten it; \(table.citation(of: field)).")
    }

    /// An amount may lie below zero elsewhere, as a balance does; nothing in the format may.
    private func negative(_ field: EnvelopeField, _ text: String) -> Flaw? {
        guard field.form.isNumber, text.hasPrefix("-") else { return nil }
        return Flaw(.negative, "\(text.quoted) lies below zero\(suffix(field)).", hint: hint(field))
    }

    private func malformed(_ field: EnvelopeField, _ reason: String) -> Flaw {
        Flaw(.form, "\(reason)\(suffix(field)).", hint: hint(field))
    }

    private func hint(_ field: EnvelopeField) -> String {
        "\(field.form.hint.dropLast()); \(table.citation(of: field))."
    }

    private func suffix(_ field: EnvelopeField) -> String { line(of: field.name).map { " (line \($0))" } ?? "" }

    private static func repeated(_ element: XMLNode) -> Flaw {
        Flaw(
            .repeated, "It stands twice in one row (line \(element.line)).",
            hint: "Leave one; which of them counts cannot be told.")
    }

    /// What lines of this cost group ought to have.
    private func warnMissing(_ findings: inout FindingList) {
        let group = whole("MA_NHOM")
        for field in table.conditionalFields where field.need.isWanted(in: group) {
            guard !isGiven(field.name) else { continue }
            findings.warn(
                Flaw(
                    .missing, "Lines of cost group \(group ?? 0) have it.",
                    hint: "Give it; \(table.citation(of: field))."),
                at: "\(place) / \(field.name)")
        }
    }
}

// Values by their type; nil if the field is empty or was refused.
extension FieldRow {
    func text(_ field: String) -> PlainText? { if case .text(let value) = value(field) { value } else { nil } }
    func raw(_ field: String) -> String { if case .raw(let value) = value(field) { value } else { "" } }
    func whole(_ field: String) -> Int? { if case .whole(let value) = value(field) { value } else { nil } }
    func amount(_ field: String) -> Amount? { if case .amount(let value) = value(field) { value } else { nil } }
    func price(_ field: String) -> UnitPrice? { if case .price(let value) = value(field) { value } else { nil } }
    func quantity(_ field: String) -> Quantity? { if case .quantity(let value) = value(field) { value } else { nil } }
    func rate(_ field: String) -> Rate? { if case .rate(let value) = value(field) { value } else { nil } }
    func day(_ field: String) -> CalendarDate? { if case .day(let value) = value(field) { value } else { nil } }
    func minute(_ field: String) -> LocalMinute? { if case .minute(let value) = value(field) { value } else { nil } }
    func key(_ field: String) -> ClaimKey? { if case .key(let value) = value(field) { value } else { nil } }
    func facility(_ field: String) -> FacilityCode? {
        if case .facility(let value) = value(field) { value } else { nil }
    }
    func routing(_ field: String) -> RoutingCode? { if case .routing(let value) = value(field) { value } else { nil } }
    func visitForm(_ field: String) -> VisitForm? {
        if case .visitForm(let value) = value(field) { value } else { nil }
    }
}
