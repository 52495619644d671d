// The check of an act of policy: every rule, what triggers it and what does not.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct PolicyCheckTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var why: String
        var act: PolicyAct
        var published: [PolicyAct] = []
        var findings: [String] = []
        var testDescription: String { why }
    }

    @Test("What is found, and where", arguments: byThemselves + besideOthers + replacing)
    func findings(_ row: Row) {
        let found = PolicyCheck.findings(of: row.act, beside: row.published)
        #expect(found.map { "\($0.rule) \($0.place)" } == row.findings)
        #expect(found.allSatisfy { $0.severity == .error && !$0.hint.isEmpty && $0.message.hasSuffix(".") })
    }

    private static let name = "1/2030/NĐ-CP"

    private static func level(
        _ group: CardGroup? = nil, _ digit: Int? = nil, from: CalendarDate = "2025-01-01",
        lastDay: CalendarDate? = nil
    ) -> BenefitLevelRow {
        BenefitLevelRow(group: group, digit: digit, from: from, lastDay: lastDay, level: "80", article: "Điều 1")
    }
    private static func routing(
        _ code: RoutingCode = "1.1", _ setting: VisitSetting = .any, from: CalendarDate = "2025-01-01",
        lastDay: CalendarDate? = nil, rate: Rate = "100", decision: RoutingDecision? = nil
    ) -> RoutingRow {
        RoutingRow(
            code: code, setting: setting, from: from, lastDay: lastDay, rate: rate, decision: decision,
            article: "Điều 1")
    }
    private static func setting(
        _ name: PolicySetting, _ value: PlainText, from: CalendarDate = "2025-01-01", lastDay: CalendarDate? = nil
    ) -> PolicySettingRow {
        PolicySettingRow(name: name, from: from, lastDay: lastDay, value: value, article: "Điều 1")
    }

    static let byThemselves = [
        Row(why: "one sound row", act: anAct(baseSalaries: [aSalary()])),
        Row(why: "no rows", act: anAct(), findings: ["act.empty \(name)"]),
        Row(why: "empty tables", act: anAct(levels: [], routings: []), findings: ["act.empty \(name)"]),
        Row(
            why: "a number without a citation", act: anAct(baseSalaries: [aSalary(article: nil)]),
            findings: ["row.uncited \(name) baseSalaries/1"]),
        Row(
            why: "citations are looked for in every table",
            act: anAct(
                levels: [BenefitLevelRow(digit: 4, from: "2025-01-01", level: "80", article: nil)],
                routings: [RoutingRow(code: "1.1", setting: .any, from: "2025-01-01", rate: "100", article: nil)],
                settings: [
                    PolicySettingRow(name: .graceDays, from: "2025-01-01", value: "15", article: "Điều 1"),
                    PolicySettingRow(name: .smallCostPercent, from: "2025-01-01", value: "15", article: nil),
                ]),
            findings: [
                "row.uncited \(name) levels/1", "row.uncited \(name) routings/1", "row.uncited \(name) settings/2",
            ]),
        Row(
            why: "a row that ends before it begins",
            act: anAct(baseSalaries: [aSalary(from: "2025-01-02", lastDay: "2025-01-01")]),
            findings: ["row.datesReversed \(name) baseSalaries/1"]),
        Row(
            why: "a base salary of nothing", act: anAct(baseSalaries: [aSalary("0")]),
            findings: ["row.unreadable \(name) baseSalaries/1"]),
        Row(
            why: "digits 0 and 6", act: anAct(levels: [level(nil, 0), level("DN", 6), level(nil, 1), level(nil, 5)]),
            findings: ["row.unreadable \(name) levels/1", "row.unreadable \(name) levels/2"]),
        Row(
            why: "a level of nothing in particular", act: anAct(levels: [level()]),
            findings: ["row.unreadable \(name) levels/1"]),
        Row(
            why: "a refusal with a rate", act: anAct(routings: [routing("9", rate: "50", decision: .refuses)]),
            findings: ["row.unreadable \(name) routings/1"]),
        Row(
            why: "settings that cannot be read",
            act: anAct(settings: [
                setting(.smallCostPercent, "fifteen"), setting(.decidingDate, "yesterday"),
                setting(.inpatientForms, "03 4"), setting(.examinationRates, "100 130"), setting(.graceDays, "-1"),
                setting(.unknownMember, "maybe"), setting(.unlistedRouting, "stated"),
                setting(.supplyCeilingSalaries, "1001"), setting(.fiveYearsSalaries, "6.5"),
            ]),
            findings: (1...9).map { "row.unreadable \(name) settings/\($0)" }),
        Row(
            why: "settings that can be read",
            act: anAct(settings: [
                setting(.smallCostPercent, "15.5"), setting(.decidingDate, "departure"), setting(.inpatientForms, "03"),
                setting(.examinationRates, "100 30 30 30 10 0"), setting(.graceDays, "0"),
                setting(.unknownMember, "refuse"), setting(.unlistedRouting, "evidence"),
                setting(.supplyCeilingSalaries, "45"), setting(.fiveYearsSalaries, "6"),
            ])),
        Row(
            why: "rows that follow each other, in any order",
            act: anAct(baseSalaries: [
                aSalary(from: "2026-01-01"), aSalary(from: "2024-01-01", lastDay: "2024-12-31"),
                aSalary(from: "2025-01-01"),
            ])),
        Row(
            why: "a day without a row",
            act: anAct(baseSalaries: [
                aSalary(from: "2024-01-01", lastDay: "2024-12-30"), aSalary(from: "2025-01-01"),
            ]),
            findings: ["row.gap \(name) baseSalaries/1"]),
        Row(
            why: "an end without a follower",
            act: anAct(
                levels: [level(nil, 4, lastDay: "2025-12-31")], routings: [routing(lastDay: "2025-12-31")],
                settings: [setting(.graceDays, "15", lastDay: "2025-12-31")]),
            findings: [
                "row.gap \(name) levels/1", "row.gap \(name) routings/1", "row.gap \(name) routings/1",
                "row.gap \(name) settings/1",
            ]),
        Row(
            why: "a group's level that ends, for the digit's counts again",
            act: anAct(levels: [level("CN", lastDay: "2025-12-31"), level("CN", 3, lastDay: "2025-12-31")])),
        Row(
            why: "two rows on one day",
            act: anAct(baseSalaries: [
                aSalary(from: "2024-01-01", lastDay: "2025-01-01"), aSalary(from: "2025-01-01"),
            ]),
            findings: ["row.overlap \(name) baseSalaries/2"]),
        Row(
            why: "the same row twice", act: anAct(baseSalaries: [aSalary(), aSalary()]),
            findings: ["row.overlap \(name) baseSalaries/2"]),
        Row(
            why: "for both settings, and for one of them too",
            act: anAct(routings: [routing("1.1"), routing("1.1", .inpatient), routing("3.1", .outpatient)]),
            findings: ["row.overlap \(name) routings/2"]),
        Row(
            why: "both settings apart",
            act: anAct(routings: [routing("3.1", .outpatient), routing("3.1", .inpatient)])),
        Row(
            why: "for both settings, later for each apart",
            act: anAct(routings: [
                routing("1.1"), routing("1.1", .inpatient, from: "2026-01-01"),
                routing("1.1", .outpatient, from: "2026-01-01"),
            ])),
        Row(
            why: "levels of a digit, a group and both are different keys",
            act: anAct(levels: [level(nil, 3), level("CN"), level("CN", 3)])),
    ]

    private static let before = anAct("73/2024/NĐ-CP", baseSalaries: [aSalary(from: "2024-07-01")])

    static let besideOthers = [
        Row(
            why: "a later act supersedes", act: anAct(baseSalaries: [aSalary(from: "2026-07-01")]),
            published: [before]),
        Row(
            why: "an earlier act comes late", act: anAct(baseSalaries: [aSalary(from: "2023-07-01")]),
            published: [before]),
        Row(
            why: "another act of the same day", act: anAct(baseSalaries: [aSalary(from: "2024-07-01")]),
            published: [before], findings: ["row.overlap \(name) baseSalaries/1"]),
        Row(
            why: "it ends within another act's time",
            act: anAct(baseSalaries: [aSalary(from: "2023-07-01", lastDay: "2024-07-01")]), published: [before],
            findings: ["row.overlap \(name) baseSalaries/1"]),
        Row(
            why: "it ends where another act begins",
            act: anAct(baseSalaries: [aSalary(from: "2023-07-01", lastDay: "2024-06-30")]), published: [before]),
        Row(
            why: "it ends a while before another act begins",
            act: anAct(baseSalaries: [aSalary(from: "2023-07-01", lastDay: "2024-06-29")]), published: [before],
            findings: ["row.gap \(name) baseSalaries/1"]),
        Row(
            why: "it cuts another act's time and ends",
            act: anAct(baseSalaries: [aSalary(from: "2025-01-01", lastDay: "2025-12-31")]), published: [before],
            findings: ["row.gap \(name) baseSalaries/1"]),
        Row(
            why: "what counts no longer does not overlap", act: anAct(baseSalaries: [aSalary(from: "2024-07-01")]),
            published: [
                before, anAct("2/2029/NĐ-CP", replaces: ["73/2024/NĐ-CP"], settings: [setting(.graceDays, "15")]),
            ]),
    ]

    static let replacing = [
        Row(
            why: "it states anew what it replaces",
            act: anAct(replaces: ["73/2024/NĐ-CP"], baseSalaries: [aSalary("2350000", from: "2024-07-01")]),
            published: [before]),
        Row(
            why: "it begins later than what it replaces",
            act: anAct(replaces: ["73/2024/NĐ-CP"], baseSalaries: [aSalary(from: "2024-07-02")]),
            published: [before], findings: ["row.gap \(name)"]),
        Row(
            why: "it leaves out what it replaces",
            act: anAct(replaces: ["73/2024/NĐ-CP"], settings: [setting(.graceDays, "15")]), published: [before],
            findings: ["row.gap \(name)"]),
        Row(
            why: "another act has what it leaves out",
            act: anAct(replaces: ["73/2024/NĐ-CP"], settings: [setting(.graceDays, "15")]),
            published: [anAct("24/2023/NĐ-CP", baseSalaries: [aSalary(from: "2023-07-01")]), before]),
        Row(
            why: "it takes the follower of another act's last day away",
            act: anAct(replaces: ["73/2024/NĐ-CP"], baseSalaries: [aSalary(from: "2024-08-01")]),
            published: [
                anAct("24/2023/NĐ-CP", baseSalaries: [aSalary(from: "2023-07-01", lastDay: "2024-06-30")]), before,
            ],
            findings: ["row.gap 24/2023/NĐ-CP baseSalaries/1"]),
        Row(
            why: "it replaces what nobody published",
            act: anAct(replaces: ["9/1999/NĐ-CP"], baseSalaries: [aSalary()]),
            findings: ["act.replacesUnknown \(name)"]),
        Row(
            why: "it replaces itself", act: anAct(replaces: ["1/2030/NĐ-CP"], baseSalaries: [aSalary()]),
            findings: ["act.replacesUnknown \(name)"]),
        Row(
            why: "it replaces what was replaced before",
            act: anAct(replaces: ["73/2024/NĐ-CP"], baseSalaries: [aSalary(from: "2030-01-01")]),
            published: [before, anAct("2/2029/NĐ-CP", replaces: ["73/2024/NĐ-CP"], baseSalaries: [aSalary()])],
            findings: ["act.replacesUnknown \(name)"]),
    ]

    @Test("A finding says the day and both rows")
    func sentences() {
        let gap = anAct(baseSalaries: [
            aSalary(from: "2024-01-01", lastDay: "2024-12-30"), aSalary(from: "2025-01-01"),
        ])
        #expect(
            PolicyCheck.findings(of: gap, beside: []).map(\.message) == [
                "From 2024-12-31 nothing sets the base salary, until 1/2030/NĐ-CP baseSalaries/2 begins on 2025-01-01."
            ])
        let overlap = anAct(baseSalaries: [aSalary(from: "2024-07-01")])
        #expect(
            PolicyCheck.findings(of: overlap, beside: [Self.before]).map(\.message) == [
                "On 2024-07-01 it and 73/2024/NĐ-CP baseSalaries/1 both set the base salary."
            ])
    }
}
