// What an act changes for whom from which day: the acts of the examples, and changes that end, replace or say nothing
// new.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct PolicyDiffTests {
    private static func changes(_ act: ActNumber) throws -> [PolicyChange] {
        let own = try #require(ExamplePolicy.acts.first { $0.act == act })
        return PolicyDiff.changes(by: own, beside: ExamplePolicy.acts.filter { $0.act != act })
    }

    private static func short(_ changes: [PolicyChange]) -> [String] {
        changes.map { change in
            "\(change.from)\(change.lastDay.map { "..\($0)" } ?? "") \(change.key): "
                + "\(change.before ?? "-") > \(change.after ?? "-")"
        }
    }

    @Test(
        "What the acts of the examples change of how claims are decided, each beside all others",
        arguments: [
            ("24/2023/NĐ-CP", ["2023-07-01..2024-06-30 baseSalary: 1490000.00 > 1800000.00"]),
            ("73/2024/NĐ-CP", ["2024-07-01..2026-06-30 baseSalary: 1800000.00 > 2340000.00"]),
            ("161/2026/NĐ-CP", ["2026-07-01 baseSalary: 2340000.00 > 2530000.00"]),
            (
                "261/2025/QH15",
                [
                    "2026-01-01 CN1: 100 %, ignoresPaymentRates > 100 %", "2026-01-01 CN3: 95 % > 100 %",
                    "2026-01-01 CN4: 80 % > 100 %",
                    "2026-01-01 CN5: 100 %, ignoresPaymentRates, coversOutOfList > 100 %",
                    "2026-01-01 LH1: 100 %, ignoresPaymentRates > 100 %", "2026-01-01 LH3: 95 % > 100 %",
                    "2026-01-01 LH4: 80 % > 100 %",
                    "2026-01-01 LH5: 100 %, ignoresPaymentRates, coversOutOfList > 100 %",
                ]
            ),
            // It states anew what its forerunner stated, and opens three ways without a stay.
            (
                "188/2025/NĐ-CP",
                [
                    "2026-07-01 1.13 outpatient: 0 % > 50 %", "2026-07-01 1.14 outpatient: 0 % > 50 %",
                    "2026-07-01 1.18 outpatient: 0 % > 50 %",
                ]
            ),
        ] as [(ActNumber, [String])])
    func examples(act: ActNumber, changes: [String]) throws {
        let tables = ["baseSalaries", "levels", "routings", "settings", "options"]
        #expect(Self.short(try Self.changes(act).filter { tables.contains($0.table) }) == changes)
    }

    @Test("Every act of the examples changes something, and every change says for whom in two languages")
    func allExamples() throws {
        for act in ExamplePolicy.acts {
            let changes = try Self.changes(act.act)
            #expect(!changes.isEmpty, "\(act.act)")
            for change in changes {
                #expect(change.before != change.after)
                #expect(change.en.hasPrefix("From \(change.from)") && change.en.contains(", for "))
                #expect(change.vi.hasPrefix("Từ ngày \(change.from)") && change.vi.contains(", đối với "))
            }
        }
    }

    @Test("The sentences")
    func sentences() throws {
        let salary = try #require(try Self.changes("73/2024/NĐ-CP").first)
        #expect(
            salary.en == "From 2024-07-01 to 2026-06-30, for all insured: the base salary in đồng is 2340000.00 "
                + "instead of 1800000.00.")
        #expect(
            salary.vi == "Từ ngày 2024-07-01 đến ngày 2026-06-30, đối với mọi người tham gia: mức lương cơ sở (đồng) "
                + "là 2340000.00 thay vì 1800000.00.")
        let levels = try Self.changes("261/2025/QH15")
        #expect(
            levels.map(\.en).prefix(2) == [
                "From 2026-01-01, for cards CN1: the level of what the fund pays is 100 % instead of 100 %, without "
                    + "payment rates.",
                "From 2026-01-01, for cards CN3: the level of what the fund pays is 100 % instead of 95 %.",
            ])
        #expect(levels[1].vi == "Từ ngày 2026-01-01, đối với thẻ CN3: mức hưởng là 100 % thay vì 95 %.")
        let routing = try #require(try Self.changes("188/2025/NĐ-CP").first { $0.table == "routings" })
        #expect(
            routing.en == "From 2026-07-01, for visits under 1.13 without a stay: the rate of the way to the facility "
                + "is 50 % instead of 0 %.")
    }

    @Test("A row that ends is a change back, and one that replaces is held against what it replaces")
    func endAndReplacement() {
        let published = [anAct("1/2024/NĐ-CP", baseSalaries: [aSalary("1000000", from: "2024-01-01")])]
        let pause = anAct(baseSalaries: [
            aSalary("2000000", from: "2025-01-01"), aSalary("1000000", from: "2026-01-01"),
        ])
        #expect(
            Self.short(PolicyDiff.changes(by: pause, beside: published)) == [
                "2025-01-01..2025-12-31 baseSalary: 1000000.00 > 2000000.00"
            ])
        let anew = anAct(replaces: ["1/2024/NĐ-CP"], baseSalaries: [aSalary("1000000", from: "2024-06-01")])
        #expect(
            Self.short(PolicyDiff.changes(by: anew, beside: published)) == [
                "2024-01-01..2024-05-31 baseSalary: 1000000.00 > -"
            ])
    }

    @Test("The same figures under another article change nothing")
    func nothing() {
        let act = anAct(baseSalaries: [aSalary("2530000", from: "2027-01-01")])
        #expect(PolicyDiff.changes(by: act, beside: ExamplePolicy.acts).isEmpty)
        let option = PolicyOptionRow(name: "rounding", from: "2027-01-01", value: "halfEven", article: "Điều 1")
        #expect(
            PolicyDiff.changes(by: anAct(options: [option]), beside: ExamplePolicy.acts).map(\.en) == [
                "From 2027-01-01, for all insured: the option rounding is halfEven instead of halfUp."
            ])
    }
}

extension PolicyDiffTests {
    @Test("What an act changes about paying in and being covered is told table by table, for whom in two languages")
    func memberTables() {
        let act = PolicyAct(
            act: "9/2027/NĐ-CP", title: LocalizedText(vi: "Mức đóng", en: "Contributions"),
            contributions: [
                ContributionRow(
                    groups: ["DN"], order: 1, from: "2027-01-01", basis: .wage, capSalaries: 20,
                    shares: [
                        ContributionShare(payer: .employer, rate: "3.4"),
                        ContributionShare(payer: .insured, rate: "1.7"),
                    ], article: "Điều 1")
            ], ladders: [LadderRow(position: 2, from: "2027-01-01", rate: "60", article: "Điều 2")],
            supports: [SupportRow(groups: ["HS"], from: "2027-01-01", rate: "70", article: "Điều 3")],
            periods: [PeriodRow(name: "gap", from: "2027-01-01", value: "90 days", article: "Điều 4")])
        let changes = PolicyDiff.changes(by: act, beside: ExamplePolicy.acts)
        #expect(
            changes.map { "\($0.table) \($0.key)" } == ["contributions DN", "ladders 2", "supports HS", "periods gap"])
        #expect(changes.map(\.from) == Array(repeating: "2027-01-01", count: 4))
        #expect(changes[0].after == "employer 3.4 %, insured 1.7 % of the wage, 20 base salaries at most")
        #expect(changes[0].before == "employer 3 %, insured 1.5 % of the wage, 20 base salaries at most")
        #expect(changes.map(\.before).suffix(3) == ["70 %", "50 %", "3 months"])
        #expect(changes.map(\.after).suffix(3) == ["60 %", "70 %", "90 days"])
        #expect(
            changes[2].en == "From 2027-01-01, for the group HS: the support by the budget is 70 % instead of 50 %.")
        #expect(changes[2].vi.hasPrefix("Từ ngày 2027-01-01, đối với nhóm HS: mức hỗ trợ của ngân sách là 70 %"))
    }
}
