// What the tests of this service start from: a small sector, a directive, and one clear task with everything
// defaulted, so that what a test sets is what it is about.

import MessageSchema

@testable import TasksDomain

/// A ministry, two provinces' departments of health of which one is merged into the other on 2025-07-01, a hospital
/// that is gone without successor since 2025-03-01 and a centre that begins on 2026-01-01.
enum Sector {
    static let ministry: UnitCode = "MOH"
    static let department: UnitCode = "HP-DOH"
    static let hospital: UnitCode = "HP-HOSPITAL"
    static let merged: UnitCode = "HD-DOH"
    static let mergedHospital: UnitCode = "HD-HOSPITAL"
    static let gone: UnitCode = "HP-GONE"
    static let coming: UnitCode = "HP-COMING"
    static let unknown: UnitCode = "NOBODY"

    static let units = UnitStructure(
        versions: [
            unit(ministry, .ministry), unit(department, .provincialDepartment, under: ministry),
            unit(hospital, .hospital, under: department),
            unit(merged, .provincialDepartment, under: ministry, until: "2025-07-01"),
            unit(mergedHospital, .hospital, under: merged),
            unit(gone, .hospital, under: department, until: "2025-03-01"),
            unit(coming, .centre, under: department, from: "2026-01-01"),
        ],
        lineage: [
            LineageRow(
                predecessor: merged, successor: department, from: "2025-07-01", share: .whole, primary: true)
        ])

    private static func unit(
        _ code: UnitCode, _ kind: UnitKind, under parent: UnitCode? = nil, from: CalendarDate = "2000-01-01",
        until: CalendarDate? = nil
    ) -> HealthUnit {
        HealthUnit(
            code: code, name: LocalizedText(vi: PlainText(known: "Đơn vị \(code)")), kind: kind, parent: parent,
            from: from, until: until)
    }
}

/// The directive of the tests: the Politburo's resolution 72-NQ/TW of 9 September 2025.
func aDirective(
    number: DocumentNumber = "72-NQ/TW", issuedOn: CalendarDate = "2025-09-09", unit: UnitCode = Sector.ministry
) -> Directive {
    Directive(
        key: DirectiveKey(number: number, year: issuedOn.civil.year),
        title: LocalizedText(vi: "Một số giải pháp đột phá"), kind: .resolution, issuer: "Bộ Chính trị",
        issuedOn: issuedOn, unit: unit)
}

/// A task with all six clarities.
func aTask(
    id: TaskID = .sample, directive: DirectiveKey = "72-NQ/TW@2025", ordinal: PlainText? = "I.1.a",
    title: PlainText = "Ban hành thông tư về trạm y tế xã", description: PlainText? = "Soạn, lấy ý kiến, ban hành",
    assigner: UnitCode = Sector.ministry, hosts: [UnitCode] = [Sector.department], coordinators: [UnitCode] = [],
    leader: ResponsiblePerson? = ResponsiblePerson(name: "Nguyễn Văn An"),
    officer: ResponsiblePerson? = ResponsiblePerson(name: "Trần Thị Bình"),
    product: TaskProduct? = TaskProduct(kind: .circular, description: "Thông tư"), deadline: Deadline? = "Q4/2025",
    authority: TaskAuthority? = TaskAuthority(level: .minister), stage: TaskStage = .drafted,
    submittedOn: CalendarDate? = nil, percent: Percent = 0
) -> AssignedTask {
    AssignedTask(
        id: id, directive: directive, ordinal: ordinal, title: title, description: description, assigner: assigner,
        hosts: hosts, coordinators: coordinators, leader: leader, officer: officer, product: product,
        deadline: deadline, authority: authority, stage: stage, submittedOn: submittedOn, percent: percent)
}

/// A minted id that only differs by its number.
func taskID(_ number: Int) -> TaskID {
    let digits = String(number)
    return TaskID(known: "0197c5a0-7b00-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
}

extension TextValue {
    /// A value that the test's author knows to be well formed.
    init(known text: String) { try! self.init(text) }
}

// Tests write values as they look on the wire.
extension UnitCode: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension CalendarDate: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension Deadline: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension DirectiveKey: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension DocumentNumber: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
extension Month: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(known: text) }
}
