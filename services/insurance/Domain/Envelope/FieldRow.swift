// One row of a table: its fields read by the table, and everything that is wrong with them said with its place.

internal import MessageSchema

/// A row's values by field.
struct FieldRow: Sendable {
    /// Such as `HOSO 1 / XML2 / row 3`.
    let place: String
    private(set) var values: [String: FieldValue] = [:]
    private var lines: [String: Int] = [:]
    private var given: Set<String> = []

    /// Reads a row's elements. Findings go to the list; a field with an error has no value.
    init(_ node: XMLNode, _ table: FieldTable, at place: String, _ findings: inout FindingList) {
        self.place = place
        var texts: [String: String] = [:]
        for element in node.children {
            guard table.place(of: element.name) != nil else { continue }
            guard lines.updateValue(element.line, forKey: element.name) == nil else {
                findings.add(Self.repeated(element), at: "\(place) / \(element.name)")
                continue
            }
            texts[element.name] = text(of: element, &findings)
        }
        given = Set(texts.filter { !$0.value.isEmpty }.keys)
        for field in table.fields { read(field, texts[field.name] ?? "", table, &findings) }
        warnMissing(table, &findings)
    }

    /// Whether a field has a text, be it right or wrong.
    func isGiven(_ field: String) -> Bool { given.contains(field) }

    /// On which line a field begins.
    func line(of field: String) -> Int? { lines[field] }

    private func text(of element: XMLNode, _ findings: inout FindingList) -> String? {
        guard let inner = element.children.first else { return element.trimmed }
        findings.add(
            Flaw(
                .form, "It holds an element \(inner.name.quoted) instead of a text (line \(inner.line)).",
                hint: "Close \(element.name) after its text."),
            at: "\(place) / \(element.name)")
        return nil
    }

    private mutating func read(
        _ field: EnvelopeField, _ text: String, _ table: FieldTable, _ findings: inout FindingList
    ) {
        let here = "\(place) / \(field.name)"
        guard !text.isEmpty else {
            if field.need == .always { findings.add(missing(field, table), at: here) }
            return
        }
        if let flaw = tooLong(field, text, table) ?? negative(field, text, table) {
            return findings.add(flaw, at: here)
        }
        do throws(ValueError) {
            values[field.name] = try field.form.read(text)
        } catch { findings.add(malformed(field, text, error.message, table), at: here) }
    }

    private func missing(_ field: EnvelopeField, _ table: FieldTable) -> Flaw {
        let what = lines[field.name].map { "It is empty (line \($0))." } ?? "It is missing."
        return Flaw(.missing, what, hint: "Give it; \(table.citation(of: field)).")
    }

    /// Says the length and not the value: the long ones are names and addresses.
    private func tooLong(_ field: EnvelopeField, _ text: String, _ table: FieldTable) -> Flaw? {
        // A character may be several bytes, with its diacritics apart; without a bound on those it could be any size.
        guard let most = field.charactersMax, text.count > most || text.utf8.count > most * 8 else { return nil }
        return Flaw(
            .tooLong, "It has \(text.count) characters\(suffix(field)); \(most) are allowed.",
            hint: "Shorten it; \(table.citation(of: field)).")
    }

    /// An amount may lie below zero elsewhere, as a balance does; nothing in the format may.
    private func negative(_ field: EnvelopeField, _ text: String, _ table: FieldTable) -> Flaw? {
        guard field.form.isNumber, text.hasPrefix("-") else { return nil }
        return Flaw(.negative, "\(text.quoted) lies below zero\(suffix(field)).", hint: hint(field, table))
    }

    private func malformed(_ field: EnvelopeField, _ text: String, _ reason: String, _ table: FieldTable) -> Flaw {
        Flaw(.form, "\(reason)\(suffix(field)).", hint: hint(field, table))
    }

    private func hint(_ field: EnvelopeField, _ table: FieldTable) -> String {
        "\(field.form.hint.dropLast()); \(table.citation(of: field))."
    }

    private func suffix(_ field: EnvelopeField) -> String { lines[field.name].map { " (line \($0))" } ?? "" }

    private static func repeated(_ element: XMLNode) -> Flaw {
        Flaw(
            .repeated, "It stands twice in one row (line \(element.line)).",
            hint: "Leave one; which of them counts cannot be told.")
    }

    /// What lines of this cost group ought to have.
    private func warnMissing(_ table: FieldTable, _ findings: inout FindingList) {
        let group = whole("MA_NHOM")
        for field in table.fields where field.need != .always && field.need.isWanted(in: group) {
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
    func text(_ field: String) -> PlainText? { if case .text(let value) = values[field] { value } else { nil } }
    func raw(_ field: String) -> String { if case .raw(let value) = values[field] { value } else { "" } }
    func whole(_ field: String) -> Int? { if case .whole(let value) = values[field] { value } else { nil } }
    func amount(_ field: String) -> Amount? { if case .amount(let value) = values[field] { value } else { nil } }
    func price(_ field: String) -> UnitPrice? { if case .price(let value) = values[field] { value } else { nil } }
    func quantity(_ field: String) -> Quantity? { if case .quantity(let value) = values[field] { value } else { nil } }
    func rate(_ field: String) -> Rate? { if case .rate(let value) = values[field] { value } else { nil } }
    func day(_ field: String) -> CalendarDate? { if case .day(let value) = values[field] { value } else { nil } }
    func minute(_ field: String) -> LocalMinute? { if case .minute(let value) = values[field] { value } else { nil } }
    func key(_ field: String) -> ClaimKey? { if case .key(let value) = values[field] { value } else { nil } }
    func facility(_ field: String) -> FacilityCode? {
        if case .facility(let value) = values[field] { value } else { nil }
    }
    func routing(_ field: String) -> RoutingCode? { if case .routing(let value) = values[field] { value } else { nil } }
    func visitForm(_ field: String) -> VisitForm? {
        if case .visitForm(let value) = values[field] { value } else { nil }
    }
}
