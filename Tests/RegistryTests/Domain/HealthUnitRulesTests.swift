// The rules about single units: every yes, and every refusal by its row.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct HealthUnitRulesTests {
    private let rules = HealthUnitRules(sector(sectorUnits + [merged], lineage: [row("HD-BV", "HP-VT")]))
    private static let merged = healthUnit("HD-BV", under: "HD-DOH", until: "2025-07-01")

    private func request(
        _ unit: String = "HP-NEW", parent: String? = "HP-DOH", from: String = "2025-01-01"
    ) -> EstablishUnit {
        EstablishUnit(
            code: code(unit), name: name("Mới"), kind: .hospital, parent: parent.map(code), from: day(from),
            document: .sample)
    }

    @Test func `a unit is founded as asked`() throws {
        let event = try rules.establish(request())
        #expect(
            event
                == UnitEstablished(
                    code: code("HP-NEW"), name: name("Mới"), kind: .hospital, parent: code("HP-DOH"),
                    from: day("2025-01-01"), document: .sample))
    }

    @Test func `a parent that will be merged is as good as its successor`() throws {
        let merging = HealthUnitRules(PostRulesTests.merged)
        #expect(try merging.establish(request(parent: "HD-DOH", from: "2025-06-30")).parent == code("HD-DOH"))
    }

    @Test func `a root needs no parent`() throws {
        #expect(try rules.establish(request(parent: nil)).parent == nil)
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var unit = "HP-NEW"
        var parent: String? = "HP-DOH"
        var from = "2025-01-01"
        var rejection: HealthUnitRejection
    }

    @Test(arguments: [
        Refusal(testDescription: "codeTaken", unit: "HD-GH", rejection: .codeTaken(code("HD-GH"))),
        Refusal(testDescription: "codeTaken by one long gone", unit: "OLD", rejection: .codeTaken(code("OLD"))),
        Refusal(
            testDescription: "parentMissing", parent: "NOWHERE",
            rejection: .parentMissing(code("NOWHERE"), on: day("2025-01-01"))),
        Refusal(
            testDescription: "parentMissing, gone before", parent: "OLD",
            rejection: .parentMissing(code("OLD"), on: day("2025-01-01"))),
        Refusal(
            testDescription: "parentMissing, gone later without successor", parent: "OLD", from: "2019-06-01",
            rejection: .parentMissing(code("OLD"), on: day("2020-01-01"))),
        Refusal(
            testDescription: "parentMissing, the day before its first", parent: "SOON", from: "2029-12-31",
            rejection: .parentMissing(code("SOON"), on: day("2029-12-31"))),
        Refusal(testDescription: "ownAncestor", parent: "HP-NEW", rejection: .ownAncestor(code("HP-NEW"))),
    ])
    func `a founding is refused`(row: Refusal) {
        let found = refusal(HealthUnitRejection.self) {
            _ = try rules.establish(request(row.unit, parent: row.parent, from: row.from))
        }
        #expect(found == row.rejection)
    }

    @Test func `a unit is renamed from its first day on`() throws {
        let event = try rules.rename(
            RenameUnit(unit: code("SOON"), name: name("Khác"), from: day("2030-01-01")))
        #expect(event?.from == day("2030-01-01"))
        #expect(event?.name == name("Khác"))
    }

    @Test(arguments: [
        (
            "OLD", "2020-01-01",
            HealthUnitRejection.alreadyDissolved(code("OLD"), on: day("2020-01-01"), successor: nil)
        ),
        (
            "HD-BV", "2025-08-01",
            .alreadyDissolved(code("HD-BV"), on: day("2025-07-01"), successor: code("HP-VT"))
        ),
        ("SOON", "2029-12-31", .notYet(code("SOON"), firstDay: day("2030-01-01"))),
    ])
    func `a unit that is not there is refused`(unit: String, date: String, expected: HealthUnitRejection) {
        let renaming = refusal(HealthUnitRejection.self) {
            _ = try rules.rename(RenameUnit(unit: code(unit), name: name("Khác"), from: day(date)))
        }
        #expect(renaming == expected)
        let looking = refusal(HealthUnitRejection.self) { _ = try rules.existing(code(unit), on: day(date)) }
        #expect(looking == expected)
    }

    @Test func `the refusal of a merged unit names successor and date`() {
        let rejection = refusal(HealthUnitRejection.self) {
            _ = try rules.existing(code("HD-BV"), on: day("2025-08-01"))
        }
        #expect(rejection?.message == "HD-BV was dissolved on 2025-07-01; its successor is HP-VT.")
    }

    @Test func `a code never issued is nobody's`() throws {
        #expect(try rules.existing(code("NOWHERE"), on: day("2025-01-01")) == nil)
    }

    @Test(arguments: [
        ("so y te hai duong", true), ("HẢI DƯƠNG", true), ("duong sở", true), ("hd-doh", true),
        ("hai phong", false), ("duong vien", false),
    ])
    func `search folds case, marks and đ, and wants every word`(text: String, finds: Bool) {
        let unit = healthUnit("HD-DOH", "Sở Y tế Hải Dương")
        #expect(NameSearch(try! PlainText(text)).finds(unit) == finds)
    }

    @Test func `the codes served by a unit are its predecessors', however far back`() {
        let units = sector(
            [
                healthUnit("A", until: "2021-01-01"), healthUnit("B", until: "2025-07-01"), healthUnit("C"),
                healthUnit("D"),
            ],
            lineage: [
                row("A", "B", from: "2021-01-01"), row("B", "C", share: share("0.6")),
                row("B", "D", share: share("0.4"), primary: false),
            ])
        #expect(units.codesServed(by: codes("C"), on: day("2025-07-01")) == codes("A", "B", "C"))
        #expect(units.codesServed(by: codes("D"), on: day("2025-07-01")) == codes("D"))
        #expect(units.codesServed(by: codes("B"), on: day("2025-06-30")) == codes("A", "B"))
    }
}
