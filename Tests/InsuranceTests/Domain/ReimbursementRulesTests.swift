// What is paid back to a patient, by the acts of the examples and by rows that are wrong.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct ReimbursementRulesTests {
    @Test(
        "Fact 27: what is paid back without a contract is capped (Decree 188/2025/NĐ-CP, article 57)",
        arguments: [
            ("basic", VisitSetting.outpatient, "379500.00"), ("basic", .inpatient, "1265000.00"),
            ("basicTo70", .inpatient, "2530000.00"), ("specialised", .inpatient, "6325000.00"),
        ])
    func acceptanceFact27(facility: String, setting: VisitSetting, cap: String) throws {
        let quote = try quote(facility, setting, cost: "50000000")
        #expect(quote.cap?.text == cap && quote.paid?.text == cap)
        #expect(quote.trace.last?.act == "188/2025/NĐ-CP")
        #expect(try self.quote(facility, setting).paid == nil)
    }

    @Test("Below the cap the card's level of the cost is paid, and the cap follows the base salary of the day")
    func belowTheCap() throws {
        #expect(try quote("basic", .outpatient, cost: "400000", card: "DN4313123456789").paid == "320000")
        #expect(try quote("basic", .outpatient, cost: "474375.01", card: "DN4313123456789").paid == "379500")
        #expect(try quote("basic", .outpatient, cost: "300000").paid == "300000")
        #expect(try quote("basic", .outpatient, on: "2026-06-30").cap == "351000")
        let emergency = try quote("basic", .outpatient, cost: "1000000", card: "DN4313123456789", emergency: true)
        #expect(emergency.cap == nil && emergency.paid == "800000")
    }

    @Test("Another cap of an act counts from its day")
    func setting() throws {
        let row = CapRow(
            facility: "basic", setting: .outpatient, from: "2027-01-01", salaries: "0.2", article: "Điều 1")
        let act = PolicyAct(act: "1/2027/NĐ-CP", title: LocalizedText(vi: "Trần", en: "Caps"), caps: [row])
        let policy = ExamplePolicy.with(act)
        #expect(try quote("basic", .outpatient, on: "2027-01-01", by: policy).cap == "506000")
        #expect(try quote("basic", .outpatient, on: "2026-12-31", by: policy).cap == "379500")
        #expect(PolicyDiff.changes(by: act, beside: ExamplePolicy.acts).map(\.key) == ["basic outpatient"])
    }

    @Test("What the policy does not say, and what is no visit, is refused")
    func refused() {
        let before = #expect(throws: ReimbursementRejection.self) {
            try quote("basic", .outpatient, on: "2025-01-01")
        }
        #expect(before?.name == "insurance.reimbursement.unsettled")
        let clinic = #expect(throws: ReimbursementRejection.self) { try quote("clinic", .outpatient) }
        #expect(clinic?.message == "There is no facility clinic; there are basic, basicTo70, specialised.")
        let any = #expect(throws: ReimbursementRejection.self) { try quote("basic", .any) }
        #expect(any?.name == "insurance.reimbursement.unfitting")
        #expect(throws: ReimbursementRejection.self) { try quote("specialised", .outpatient) }
    }

    private func quote(
        _ facility: String, _ setting: VisitSetting, cost: Amount? = nil, card: CardCode? = nil,
        emergency: Bool? = nil, on day: CalendarDate = "2026-08-10", by policy: Policy = ExamplePolicy.policy
    ) throws -> ReimbursementQuote {
        try ReimbursementRules.quote(
            QuoteReimbursement(
                facility: PlainText(known: facility), setting: setting, day: day, cost: cost, card: card,
                emergency: emergency),
            by: policy, today: day)
    }
}
