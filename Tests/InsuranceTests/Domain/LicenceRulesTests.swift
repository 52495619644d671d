// Whether a licence to practise is valid on a day.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct LicenceRulesTests {
    @Test("Fact E13: a doctor's licence of 2024-03-01 has expired on 2029-03-02 unless renewed (Law 15/2023/QH15)")
    func acceptanceFactE13() throws {
        let expired = try check(issuedOn: "2024-03-01", on: "2029-03-02")
        #expect(!expired.isValid && expired.lastDay == "2029-03-01" && expired.act == "15/2023/QH15")
        let renewed = try check(issuedOn: "2024-03-01", renewedOn: ["2029-01-15"], on: "2029-03-02")
        #expect(renewed.isValid && renewed.lastDay == "2034-01-15")
    }

    @Test(
        "The days of a licence",
        arguments: [
            ("2024-02-29", true), ("2024-03-01", true), ("2029-02-28", true), ("2024-02-28", false),
            ("2029-03-01", false),
        ])
    func days(day: String, isValid: Bool) throws {
        #expect(try check(issuedOn: "2024-02-29", on: CalendarDate(known: day)).isValid == isValid)
    }

    @Test("A renewal counts from its day on")
    func laterRenewal() throws {
        let reply = try check(issuedOn: "2024-03-01", renewedOn: ["2030-01-01", "2029-06-01"], on: "2029-05-31")
        #expect(!reply.isValid && reply.lastDay == "2029-03-01")
    }

    @Test("How long is the policy's to say: another span gives another day")
    func otherSpan() throws {
        let row = PeriodRow(name: "licence", from: "2027-01-01", value: "36 months", article: "Điều 1")
        let act = PolicyAct(act: "1/2027/QH15", title: LocalizedText(vi: "Luật", en: "Law"), periods: [row])
        let policy = ExamplePolicy.with(act)
        #expect(try check(issuedOn: "2027-03-01", on: "2030-03-01", by: policy).isValid)
        #expect(try !check(issuedOn: "2027-03-01", on: "2030-03-02", by: policy).isValid)
        #expect(try check(issuedOn: "2026-03-01", on: "2030-03-02", by: policy).isValid)
    }

    @Test("A certificate of before 2024 and a renewal before the issue are refused")
    func refused() {
        let old = #expect(throws: LicenceRejection.self) { try check(issuedOn: "2020-03-01", on: "2026-01-01") }
        #expect(old == .unsettled("2020-03-01"))
        let early = #expect(throws: LicenceRejection.self) {
            try check(issuedOn: "2025-03-01", renewedOn: ["2024-12-31"], on: "2026-01-01")
        }
        #expect(early?.message == "It was renewed on 2024-12-31, before it was issued on 2025-03-01.")
    }

    private func check(
        issuedOn: CalendarDate, renewedOn: [CalendarDate]? = nil, on day: CalendarDate,
        by policy: Policy = ExamplePolicy.policy
    ) throws -> CheckLicence.Reply {
        try LicenceRules.check(
            CheckLicence(issuedOn: issuedOn, renewedOn: renewedOn, day: day), by: policy, today: "2026-08-10")
    }
}
