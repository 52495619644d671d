// What the registry's tests start from: a small sector of two provinces that are to be merged. Each constructor has
// everything defaulted, so that what a test sets is what it is about.

import MessageSchema
import RegistryDomain

/// A date from its text.
func day(_ text: String) -> CalendarDate { try! CalendarDate(text) }

/// Codes from their text.
func code(_ text: String) -> UnitCode { try! UnitCode(text) }
func codes(_ texts: String...) -> Set<UnitCode> { Set(texts.map(code)) }

/// The identifier of a number.
func identifier<Subject>(_ number: Int) -> Identifier<Subject> {
    let digits = String(number)
    return try! Identifier(
        "0197c5a0-7b00-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
}

func share(_ text: String) -> Share { try! Share(text) }

func name(_ text: String) -> LocalizedText { LocalizedText(vi: try! PlainText(text)) }

func healthUnit(
    _ unit: String, _ text: String? = nil, kind: UnitKind = .other, under parent: String? = "VN",
    from: String = "2010-01-01", until: String? = nil
) -> HealthUnit {
    HealthUnit(
        code: code(unit), name: name(text ?? unit), kind: kind, parent: parent.map(code), from: day(from),
        until: until.map(day))
}

func row(
    _ predecessor: String, _ successor: String, from: String = "2025-07-01", share: Share = .whole,
    primary: Bool = true
) -> LineageRow {
    LineageRow(
        predecessor: code(predecessor), successor: code(successor), from: day(from), share: share,
        primary: primary)
}

/// Hải Dương (30) and Hải Phòng (31) with their departments and hospitals, and a clinic that was dissolved in 2020.
let sectorUnits: [HealthUnit] = [
    healthUnit("VN", "Việt Nam", kind: .state, under: nil),
    healthUnit("30", "Hải Dương", kind: .province), healthUnit("31", "Hải Phòng", kind: .province),
    healthUnit("HD-DOH", "Sở Y tế Hải Dương", kind: .provincialDepartment, under: "30"),
    healthUnit("HP-DOH", "Sở Y tế Hải Phòng", kind: .provincialDepartment, under: "31"),
    healthUnit("HD-GH", "Bệnh viện Đa khoa Hải Dương", kind: .hospital, under: "HD-DOH"),
    healthUnit("HP-VT", "Bệnh viện Việt Tiệp", kind: .hospital, under: "HP-DOH"),
    healthUnit("OLD", "Phòng khám cũ", under: "HP-DOH", until: "2020-01-01"),
    healthUnit("SOON", "Bệnh viện mới", under: "HP-DOH", from: "2030-01-01"),
]

func sector(_ units: [HealthUnit] = sectorUnits, lineage: [LineageRow] = []) -> UnitStructure {
    UnitStructure(versions: units, lineage: lineage)
}

func post(
    _ number: Int = 1, staff: Int? = nil, unit: String = "HD-DOH", position: Position = .practitioner,
    main: Bool = true, fullTime: Percent = 100, from: String = "2020-01-01", until: String? = nil
) -> Post {
    Post(
        id: identifier(number), staff: identifier(staff ?? number), unit: code(unit), position: position,
        main: main, fullTime: fullTime, from: day(from), until: until.map(day))
}

/// The merger of the two departments, unless told otherwise.
func document(
    _ steps: [ReorganisationStep] = [mergeDepartments], effective: String = "2025-07-01",
    number: DocumentNumber = .sample
) -> PlanReorganisation {
    PlanReorganisation(
        title: name("Hợp nhất ngành y tế"), document: number, effective: day(effective), steps: steps)
}

let mergeDepartments = step(.merge, "HP-DOH", from: ["HD-DOH"])

func step(
    _ kind: ReorganisationStep.Kind, _ unit: String, name text: String? = nil, kind unitKind: UnitKind? = nil,
    parent: String? = nil, from: [String]? = nil, into: [(String, String, Bool)]? = nil
) -> ReorganisationStep {
    ReorganisationStep(
        kind: kind, unit: code(unit), name: text.map { name($0) }, unitKind: unitKind, parent: parent.map(code),
        from: from?.map(code),
        into: into?.map { .init(unit: code($0.0), share: share($0.1), primary: $0.2) })
}

/// A new unit under a parent.
func founding(_ unit: String, under parent: String = "HP-DOH") -> ReorganisationStep {
    step(.establish, unit, name: unit, kind: .hospital, parent: parent)
}

func situation(
    today: String = "2025-06-10", units: UnitStructure = sector(), posts: [Post] = [],
    pending: [ReorganisationSituation.Pending] = []
) -> ReorganisationSituation {
    ReorganisationSituation(today: day(today), units: units, posts: posts, pending: pending)
}

/// What a call throws, as the type expected.
func refusal<Refusal: Error>(
    _ type: Refusal.Type = Refusal.self, of body: () throws -> Void
) -> Refusal? {
    do { try body() } catch { return error as? Refusal }
    return nil
}
