// A policy for tests: three acts that decide the claims of these tests and no more.

import MessageSchema

enum SmallPolicy {
    static let acts = [salaries, benefits, defaults]

    /// The base salary across the step of 2026-07-01.
    static let salaries = PolicyAct(
        act: "161/2026/NĐ-CP", title: LocalizedText(vi: "Mức lương cơ sở", en: "Base salary"),
        baseSalaries: [
            BaseSalaryRow(from: "2024-07-01", lastDay: "2026-06-30", amount: "2340000", article: "Nghị định 73/2024"),
            BaseSalaryRow(from: "2026-07-01", amount: "2530000", article: "Điều 3"),
        ])

    /// What a household pays of, for acts with a ladder of their own.
    static let household = ContributionRow(
        groups: ["GD"], order: 5, from: "2018-12-01", basis: .baseSalary,
        shares: [ContributionShare(payer: .insured, rate: "4.5")], salaryDay: .payment, byLadder: true,
        article: "Điều 5")

    /// Levels of cards and ways to a facility.
    static let benefits = PolicyAct(
        act: "188/2025/NĐ-CP", title: LocalizedText(vi: "Mức hưởng", en: "Benefit levels"),
        levels: [
            level(1, "100"), level(2, "100"), level(3, "95"), level(4, "80"), level(5, "100"),
            BenefitLevelRow(group: "CN", from: "2026-01-01", level: "100", article: "Nghị quyết 261/2025/QH15"),
        ],
        routings: [
            RoutingRow(code: "1.1", setting: .any, from: "2025-01-01", rate: "100", article: "Phụ lục 1"),
            RoutingRow(code: "1.3", setting: .any, from: "2025-01-01", rate: "100", article: "Phụ lục 1"),
            RoutingRow(code: "3.1", setting: .inpatient, from: "2025-01-01", rate: "40", article: "Phụ lục 1"),
            RoutingRow(code: "3.1", setting: .outpatient, from: "2025-01-01", rate: "0", article: "Phụ lục 1"),
            RoutingRow(
                code: "10", setting: .any, from: "2025-01-01", rate: "100", decision: .needsEvidence,
                article: "Phụ lục 1"),
        ])

    /// What no act settles.
    static let defaults = PolicyAct(
        act: "project-defaults", title: LocalizedText(vi: "Mặc định", en: "Defaults"),
        settings: [
            setting(.smallCostPercent, "15"), setting(.decidingDate, "arrival"), setting(.inpatientForms, "03 04 09"),
            setting(.examinationRates, "100 30 30 30 10 0"), setting(.graceDays, "15"),
            setting(.unknownMember, "stated"), setting(.unlistedRouting, "refuse"),
            setting(.supplyCeilingSalaries, "45"), setting(.fiveYearsSalaries, "6"),
        ])

    private static func level(_ digit: Int, _ level: Rate) -> BenefitLevelRow {
        BenefitLevelRow(
            digit: digit, from: "2025-01-01", level: level, ignoresPaymentRates: digit == 1 || digit == 5,
            coversOutOfList: digit == 5, article: "Điều 14")
    }

    private static func setting(_ name: PolicySetting, _ value: PlainText) -> PolicySettingRow {
        PolicySettingRow(name: name, from: "2025-01-01", value: value, article: "project default")
    }
}
