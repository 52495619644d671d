// The cards of a visit: four lists by `;` of equal length (MA_THE_BHYT, MA_DKBD, GT_THE_TU, GT_THE_DEN).

internal import MessageSchema

/// Reads the cards that XML1 states.
struct CardListReader {
    private let row: FieldRow

    init(_ row: FieldRow) { self.row = row }

    private static let fields = ["MA_THE_BHYT", "MA_DKBD", "GT_THE_TU", "GT_THE_DEN"]

    /// The cards in their order; none for who is not insured. What is wrong goes to the findings.
    func cards(_ findings: inout FindingList) -> [StatedCard] {
        let lists = Self.fields.map { parts(of: $0, isAlone: isAlone) }
        guard lists.allSatisfy({ $0.count == lists[0].count }) else {
            let counts = zip(Self.fields, lists).map { "\($1.count) in \($0)" }.joined(separator: ", ")
            findings.add(
                Flaw(
                    .cardCounts, "The lists differ in length: \(counts).",
                    hint: "Give each card its facility, its first and its last day, with ; between and none at the end."
                ),
                at: "\(row.place) / MA_THE_BHYT")
            return []
        }
        return lists[0].indices.compactMap { index in card(lists.map { $0[index] }, number: index + 1, &findings) }
    }

    /// A single card's end may be left empty, and is one empty end then.
    private var isAlone: Bool { !row.raw("MA_THE_BHYT").isEmpty && !row.raw("MA_THE_BHYT").contains(";") }

    private func parts(of field: String, isAlone: Bool) -> [String] {
        let text = row.raw(field)
        guard !text.isEmpty || isAlone else { return [] }
        return text.split(separator: ";", omittingEmptySubsequences: false).map { String($0).trimmingXMLSpace }
    }

    private func card(_ parts: [String], number: Int, _ findings: inout FindingList) -> StatedCard? {
        let code = read(0, parts, number, &findings) { text throws(ValueError) in try CardCode(text) }
        let facility = read(1, parts, number, &findings) { text throws(ValueError) in try FacilityCode(text) }
        let from = read(2, parts, number, &findings) { text throws(ValueError) in try NationalForm.day(text) }
        let end: CalendarDate? =
            parts[3].isEmpty
            ? nil : read(3, parts, number, &findings) { text throws(ValueError) in try NationalForm.day(text) }
        guard let code, let facility, let from else { return nil }
        return StatedCard(card: code, facility: facility, from: from, lastDay: end)
    }

    /// One entry of one list.
    private func read<Value>(
        _ list: Int, _ parts: [String], _ number: Int, _ findings: inout FindingList,
        _ read: (String) throws(ValueError) -> Value
    ) -> Value? {
        let field = Self.fields[list]
        let line = row.line(of: field).map { " (line \($0))" } ?? ""
        do throws(ValueError) {
            guard !parts[list].isEmpty else { throw ValueError("it is empty") }
            return try read(parts[list])
        } catch {
            findings.add(
                Flaw(
                    .form, "Card \(number): \(error.message)\(line).",
                    hint: "Give it in that form; \(FieldTable.summary.name), \(field)."),
                at: "\(row.place) / \(field)")
            return nil
        }
    }
}
