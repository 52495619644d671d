// The 63 provinces and their merger into 34 on 2025-07-01, made from data/provinces-63-to-34.csv.

internal import MessageSchema

/// The provinces before and after.
struct ProvinceMerger {
    private struct Row {
        let old: UnitCode
        let oldName: PlainText
        let new: UnitCode
        let newName: PlainText
    }
    private let rows: [Row]
    /// Since 2008-08-01 there were 63; names are those of the eve of the merger.
    private static let since = "2008-08-01"

    init(_ examples: ExampleFolder) throws {
        rows = try examples.rows("data/provinces-63-to-34.csv").map { row in
            guard let old = row["old_code"], let oldName = row["old_full_name"], let new = row["new_code"],
                let newName = row["new_full_name"]
            else { throw DemoError("data/provinces-63-to-34.csv has a row without codes or names") }
            return Row(
                old: try UnitCode(old), oldName: try PlainText(oldName), new: try UnitCode(new),
                newName: try PlainText(newName))
        }
    }

    var codes: [UnitCode] { rows.map(\.old) }

    /// What founds the 63.
    func provinces() throws -> [EstablishUnit] {
        let (parent, from) = (try UnitCode("VN"), try CalendarDate(Self.since))
        return rows.map { row in
            EstablishUnit(
                code: row.old, name: LocalizedText(vi: row.oldName), kind: .province, parent: parent,
                from: from)
        }
    }

    /// What makes them 34: a province that keeps its code survives, the others are dissolved into it; where the
    /// new province bears another name than the survivor had, the survivor is renamed.
    func reorganisation() throws -> PlanReorganisation {
        let sources = Dictionary(grouping: rows.filter { $0.old != $0.new }, by: \.new)
        let steps = rows.filter { $0.old == $0.new }.compactMap { survivor -> ReorganisationStep? in
            guard let merged = sources[survivor.old] else { return nil }
            return ReorganisationStep(
                kind: .merge, unit: survivor.old,
                name: survivor.oldName == survivor.newName ? nil : LocalizedText(vi: survivor.newName),
                from: merged.map(\.old))
        }
        return PlanReorganisation(
            title: LocalizedText(
                vi: "Sắp xếp đơn vị hành chính cấp tỉnh năm 2025",
                en: "Rearrangement of the provinces in 2025"),
            document: try DocumentNumber("202/2025/QH15"), effective: try CalendarDate("2025-07-01"),
            steps: steps)
    }
}
