// What the tests of this service start from: a small sector with a merger, short ways to write values, a template.

import MessageSchema
import ServiceTesting

@testable import NotificationsDomain

/// A ministry, two provinces' departments of health of which one is merged into the other on 2025-07-01, a hospital
/// each, one that is gone without successor since 2025-03-01 and a centre that begins on 2026-01-01.
enum Sector {
    static let ministry: UnitCode = "MOH"
    static let department: UnitCode = "HP-DOH"
    static let hospital: UnitCode = "HP-HOSPITAL"
    static let merged: UnitCode = "HD-DOH"
    static let mergedHospital: UnitCode = "HD-HOSPITAL"
    static let gone: UnitCode = "HP-GONE"
    static let coming: UnitCode = "HP-COMING"
    static let unknown: UnitCode = "NOBODY"
    static let empty: UnitCode = "HP-EMPTY"

    static let established = [
        TellRegistry.unit(ministry), TellRegistry.unit(department, under: ministry),
        TellRegistry.unit(hospital, under: department), TellRegistry.unit(merged, under: ministry),
        TellRegistry.unit(mergedHospital, under: merged), TellRegistry.unit(gone, under: department),
        TellRegistry.unit(empty, under: department), TellRegistry.unit(coming, under: department, from: "2026-01-01"),
    ]
    static let dissolved = [UnitDissolved(code: gone, from: "2025-03-01")]
    static let merger = LineageRow(
        predecessor: merged, successor: department, from: "2025-07-01", share: .whole, primary: true)

    /// As it is known once the merger is decided.
    static let units = UnitStructure(
        versions: established.map { event in
            let until: CalendarDate? = event.code == gone ? "2025-03-01" : event.code == merged ? "2025-07-01" : nil
            return HealthUnit(
                code: event.code, name: event.name, kind: .other, parent: event.parent, from: event.from, until: until)
        }, lineage: [merger])
}

/// A template that takes one text, one date and, if there is one, an amount.
func aTemplate(
    _ name: TemplateName = "task.due-soon", titleVietnamese: PlainText = "Sắp đến hạn: {{title}}",
    titleEnglish: PlainText? = "Due soon: {{title}}",
    vietnamese: PlainText = "\"{{title}}\" đến hạn ngày {{lastDay}}.{{#cost}} Kinh phí {{cost}} đồng.{{/cost}}",
    english: PlainText? = "\"{{title}}\" is due on {{lastDay}}.{{#cost}} It costs {{cost}} VND.{{/cost}}",
    variables: [TemplateVariable] = dueSoonVariables, unit: UnitCode = Sector.department
) -> PublishTemplate {
    PublishTemplate(
        name: name, unit: unit, title: LocalizedText(vi: titleVietnamese, en: titleEnglish),
        body: LocalizedText(vi: vietnamese, en: english), variables: variables)
}

let dueSoonVariables = [
    TemplateVariable(name: "title", kind: .text), TemplateVariable(name: "lastDay", kind: .date),
    TemplateVariable(name: "cost", kind: .amount, required: false),
]

/// A person, a post by a number.
func staffID(_ number: Int) -> StaffID { identifier(1, number) }
func postID(_ number: Int) -> PostID { identifier(2, number) }
func taskID(_ number: Int) -> TaskID { identifier(3, number) }

private func identifier<Subject>(_ kind: Int, _ number: Int) -> Identifier<Subject> {
    let digits = String(number)
    let padded = String(repeating: "0", count: 11 - digits.count) + digits
    return known("0197c5a0-7b00-7000-8000-\(kind)\(padded)")
}

private func known<Value: TextValue>(_ text: String) -> Value {
    do { return try Value(text) } catch { preconditionFailure("\(error)") }
}

extension UnitCode: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self = known(text) }
}
extension CalendarDate: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self = known(text) }
}
extension Instant: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self = known(text) }
}
extension PlainText {
    /// A text that a test knows to be well formed.
    init(known text: String) { self = NotificationsTests.known(text) }
}
