// Claims under load: each decided, stored and posted once.

import Fabric
import MessageSchema
import Testing

/// Claims are handed in.
struct ClaimWorkload: Workload {
    typealias Owner = InsuranceContract
    let event = ClaimAdjudicated.name

    func prepare(_ client: Client) async throws {
        let act = PolicyAct(
            act: try ActNumber("1/2025/TEST"), title: LocalizedText(vi: "Quy định thử"),
            baseSalaries: [
                BaseSalaryRow(from: try CalendarDate("2024-07-01"), amount: try Amount("2340000"), article: "1")
            ],
            levels: [
                BenefitLevelRow(digit: 4, from: try CalendarDate("2024-07-01"), level: try Rate("80"), article: "2")
            ],
            routings: [
                RoutingRow(
                    code: try RoutingCode("1.1"), setting: .any, from: try CalendarDate("2024-07-01"),
                    rate: try Rate("100"), article: "3")
            ],
            settings: try settings())
        let proposed = try await insist(ProposePolicy(act), key: "propose", client)
        _ = try await insist(PublishPolicy(act: act.act, hash: proposed.hash), as: "publisher", key: "publish", client)
    }

    private func settings() throws -> [PolicySettingRow] {
        let values: [(PolicySetting, PlainText)] = [
            (.smallCostPercent, "15"), (.decidingDate, "arrival"), (.inpatientForms, "03 04 09"),
            (.examinationRates, "100 30 30 30 10 0"), (.graceDays, "15"), (.unknownMember, "stated"),
        ]
        return try values.map { name, value in
            PolicySettingRow(name: name, from: try CalendarDate("2024-07-01"), value: value, article: "4")
        }
    }

    func write(_ text: String, _ client: Client, _ metadata: CallMetadata) async throws -> String {
        let key = "K-" + text.filter { $0.isNumber || $0 == " " }.split(separator: " ").joined(separator: "-")
        let claim = try Self.claim(key: key, name: text)
        return try await client.call(SubmitClaim(claim: claim), metadata: metadata).value.id.text
    }

    /// A claim of a million for one examination.
    static func claim(key: String, name: String) throws -> Claim {
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

    func verify(_ count: Int, _ client: Client) async throws {
        let trial = try await client.call(DrawTrialBalance()).value
        #expect(trial.balanced)
        #expect(trial.postings == count)
        // 80 percent of a million each.
        #expect(trial.debit.units == Int64(count) * 80_000_000)
    }
}
