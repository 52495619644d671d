// What the insurance service is given under load: a policy with one row of each kind, and claims for one examination.

public import MessageSchema

/// Synthetic insurance of the least size that is decided, posted and paid.
public enum InsuranceFixture {
    /// 80 percent at digit 4 from July 2024 on.
    public static func policy() throws -> PolicyAct {
        let from = try CalendarDate("2024-07-01")
        let values: [(PolicySetting, PlainText)] = [
            (.smallCostPercent, "15"), (.decidingDate, "arrival"), (.inpatientForms, "03 04 09"),
            (.examinationRates, "100 30 30 30 10 0"), (.graceDays, "15"), (.unknownMember, "stated"),
            (.fiveYearsSalaries, "6"),
        ]
        return PolicyAct(
            act: try ActNumber("1/2025/TEST"), title: LocalizedText(vi: "Quy định thử"),
            baseSalaries: [BaseSalaryRow(from: from, amount: try Amount("2340000"), article: "1")],
            levels: [BenefitLevelRow(digit: 4, from: from, level: try Rate("80"), article: "2")],
            routings: [
                RoutingRow(
                    code: try RoutingCode("1.1"), setting: .any, from: from, rate: try Rate("100"), article: "3")
            ],
            settings: values.map { PolicySettingRow(name: $0, from: from, value: $1, article: "4") })
    }

    /// A claim of a million đồng for one examination; 800,000 are the fund's.
    public static func claim(key: String, name: String) throws -> Claim {
        let day = try CalendarDate("2025-03-10")
        return Claim(
            key: try ClaimKey(key), facility: try FacilityCode("31999"),
            patient: Patient(
                number: "BN1", name: try PlainText(name), birthDate: try CalendarDate("1980-02-14"), sex: .male,
                diagnosis: "I10"),
            cards: [
                StatedCard(
                    card: try CardCode("DN4313123456789"), facility: try FacilityCode("31999"),
                    from: try CalendarDate("2025-01-01"), lastDay: try CalendarDate("2025-12-31"))
            ],
            routing: try RoutingCode("1.1"), form: try VisitForm("01"),
            arrivedAt: try LocalMinute(date: day, minute: 480), leftAt: try LocalMinute(date: day, minute: 600),
            treatmentDays: 0, month: try Month("2025-03"),
            lines: [
                ClaimLine(
                    table: .services, number: 1, code: "02.1896", name: "Khám", costGroup: 13, scope: .inScope,
                    quantity: try Quantity("1"), price: try UnitPrice("1000000"),
                    orderedAt: try LocalMinute(date: day, minute: 500))
            ])
    }
}
