// The compiled policy says what the published one says: of every day on which something changes and of the days around
// it, of every group, digit, entitlement and setting.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite("The compiled policy") struct CompiledPolicyTests {
    private let policy = ExamplePolicy.policy
    private var compiled: CompiledPolicy { policy.compiled }

    /// The days on which the acts of the examples change something, those beside them, and far ones.
    private var days: [CalendarDate] {
        let changes = policy.changes.flatMap { [$0.advanced(by: -1), $0, $0.advanced(by: 1)] }
        return ["2000-01-01", "2013-01-01"] + changes + ["2028-12-31", "2099-01-01"]
    }

    @Test("base salaries are those of the acts, with where they stand")
    func salaries() {
        #expect(policy.changes.count == 14)
        for day in days {
            let (row, cell) = (policy.baseSalary(on: day), compiled.rules(on: day).baseSalary)
            #expect(cell?.units == row?.row.amount.units, "\(day)")
            #expect(cell.flatMap { compiled.source($0.source)?.citation } == row?.citation, "\(day)")
            #expect(cell.flatMap { compiled.source($0.source)?.from } == row?.row.from, "\(day)")
        }
    }

    @Test("levels are those of the acts for every group that a card can name, and every digit")
    func levels() {
        for day in days {
            let rules = compiled.rules(on: day)
            for packed in stride(from: 0, to: UInt16(CardGroup.packedCount), by: 7) { check(packed, day, rules) }
            for group: CardGroup in ["CN", "LH", "TE", "DN", "QN"] { check(group.packed, day, rules) }
        }
        #expect(compiled.level(group: 0, digit: 0, by: compiled.rules(on: "2026-01-01")) == nil)
        #expect(compiled.level(group: 0, digit: 6, by: compiled.rules(on: "2026-01-01")) == nil)
    }

    private func check(_ packed: UInt16, _ day: CalendarDate, _ rules: DayRules) {
        for digit in 1...5 {
            let row = policy.level(group: CardGroup(packed: packed), digit: digit, on: day)
            let cell = compiled.level(group: packed, digit: digit, by: rules)
            #expect(cell?.rate == row?.row.level, "\(day) \(digit)")
            #expect(cell?.ignoresPaymentRates == row.map { $0.row.ignoresPaymentRates == true }, "\(day) \(digit)")
            #expect(cell?.coversOutOfList == row.map { $0.row.coversOutOfList == true }, "\(day) \(digit)")
            #expect(cell.flatMap { compiled.source($0.source)?.citation } == row?.citation, "\(day) \(digit)")
            #expect(cell.flatMap { compiled.source($0.source)?.key } == row?.row.keys.joined(), "\(day) \(digit)")
        }
    }

    @Test("entitlements are those of the acts for both kinds of visit, and none is made up")
    func routings() {
        let codes = policy.codes.union(["4", "1.99", "01.1", "1.01", "99.99"])
        for day in days {
            let rules = compiled.rules(on: day)
            for code in codes {
                for isStay in [false, true] {
                    let row = policy.routing(code, isStay: isStay, on: day)
                    let cell = compiled.routing(code.packed, isStay: isStay, by: rules)
                    #expect(cell?.rate == row?.row.rate, "\(day) \(code)")
                    #expect(cell?.decision == row.map { $0.row.decision ?? .pays }, "\(day) \(code)")
                    #expect(cell?.ignoresLevel == row.map { $0.row.ignoresLevel == true }, "\(day) \(code)")
                    #expect(cell.flatMap { compiled.source($0.source)?.citation } == row?.citation, "\(day) \(code)")
                }
            }
        }
    }

    @Test("settings have the values that their texts mean")
    func settings() throws {
        for day in days {
            let rules = compiled.rules(on: day)
            func text(_ name: PolicySetting) -> PlainText? { policy.setting(name, on: day)?.row.value }
            #expect(rules.decidingDay.value?.rawValue == text(.decidingDate)?.text)
            #expect(rules.inpatientForms.value?.text == text(.inpatientForms)?.text)
            #expect(try rules.examinationRates.value == text(.examinationRates).map(SettingForm.rates))
            #expect(try rules.smallCostPercent.value == text(.smallCostPercent).map(SettingForm.rate))
            #expect(try rules.graceDays.value == text(.graceDays).map(SettingForm.number))
            #expect(rules.unknownMember.value?.rawValue == text(.unknownMember)?.text)
            #expect(rules.unlistedRouting.value?.rawValue == text(.unlistedRouting)?.text)
            #expect(try rules.supplyCeilingSalaries.value == text(.supplyCeilingSalaries).map(SettingForm.number))
            #expect(try rules.fiveYearsSalaries.value == text(.fiveYearsSalaries).map(SettingForm.number))
            let source = compiled.source(rules.graceDays.source)?.citation
            #expect(source == policy.setting(.graceDays, on: day)?.citation)
        }
    }

    @Test("a policy of no acts has no rules, and an unreadable setting has a source without a value")
    func emptyAndUnreadable() {
        let none = Policy(version: 0, acts: []).compiled.rules(on: "2026-01-01")
        #expect(none.baseSalary == nil)
        #expect(none.graceDays.source == RuleSource.none)
        let setting = PolicySettingRow(name: .graceDays, from: "2026-01-01", value: "many", article: "Điều 1")
        let rules = Policy(version: 1, acts: [anAct(settings: [setting])]).compiled.rules(on: "2026-01-01")
        #expect(rules.graceDays.value == nil)
        #expect(rules.graceDays.source != RuleSource.none)
    }

    @Test(
        "codes come back from their numbers as they were, each from one of its own",
        arguments: ["0", "00", "1", "01", "1.1", "01.1", "1.01", "9.9", "09.09", "10", "10.10", "99.99"])
    func routingCodes(text: String) {
        let code = RoutingCode(known: text)
        #expect(RoutingCode(packed: code.packed).text == text)
        #expect(Int(code.packed) < RoutingCode.packedCount)
    }

    @Test("so do groups, facilities and forms of a visit")
    func otherCodes() {
        for packed in 0..<UInt16(CardGroup.packedCount) { #expect(CardGroup(packed: packed).packed == packed) }
        for text in ["31999", "00000", "01000", "99ZZZ", "0100A", "79024"] {
            #expect(FacilityCode(packed: FacilityCode(known: text).packed).text == text)
        }
        for packed: UInt8 in 1...99 { #expect(VisitForm(packed: packed).packed == packed) }
    }
}
