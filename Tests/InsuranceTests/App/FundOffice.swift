// An office whose policy says how the fund is shared, for the tests of its books.

import MessageSchema
import ServiceTesting
import Storage
import Testing

@testable import InsuranceApp
@testable import InsuranceDomain

/// Shares as the examples have them.
private let shares = PolicyAct(
    act: "46/2014/QH13", title: LocalizedText(vi: "Luật", en: "Law"),
    fundShares: [
        FundShareRow(name: "care", from: "2015-01-01", share: "90", article: "Điều 35"),
        FundShareRow(name: "reserve", from: "2015-01-01", share: "5", article: "Điều 35"),
        FundShareRow(name: "administration", from: "2015-01-01", share: "5", article: "Điều 35"),
        FundShareRow(name: "care", from: "2025-07-01", share: "92", article: "Luật 51/2024/QH15"),
        FundShareRow(name: "reserve", from: "2025-07-01", share: "4", article: "Luật 51/2024/QH15"),
        FundShareRow(name: "administration", from: "2025-07-01", share: "4", article: "Luật 51/2024/QH15"),
        FundShareRow(name: "advance", from: "2015-01-01", share: "80", article: "Điều 32"),
        FundShareRow(name: "surplus", from: "2021-01-01", share: "100", article: "Điều 35"),
        FundShareRow(name: "deficit", from: "2021-01-01", share: "100", article: "Điều 35"),
    ])

extension Office {
    /// On a day, with shares.
    static func withShares(at start: String = "2026-08-10T05:00:00Z") async throws -> Office {
        try await Office(at: start, acts: SmallPolicy.acts + [shares])
    }

    @discardableResult
    func pay(
        _ amount: Amount, on day: CalendarDate = "2026-08-01", province: PlainText = "31", _ reference: PlainText
    ) async throws -> LedgerEntry {
        try await insurance.call(
            RecordContribution(
                payer: .employer, province: province, receivedOn: day, amount: amount, reference: reference),
            as: Caller.insurer)
    }

    @discardableResult
    func advance(
        _ amount: Amount, _ quarter: Quarter = "2026-Q3", _ reference: PlainText = "UNC-1"
    ) async throws -> LedgerEntry {
        try await insurance.call(
            RecordAdvance(facility: "31999", quarter: quarter, amount: amount, reference: reference),
            as: Caller.insurer)
    }

    func statement(_ quarter: Quarter) async throws -> Statement {
        try await insurance.call(DrawStatement(facility: "31999", quarter: quarter), as: Caller.insurer)
    }

    func settle(_ quarter: Quarter, _ quotes: String) async throws -> Settlement {
        try await insurance.call(
            RunSettlement(facility: "31999", quarter: quarter, quotes: quotes), as: Caller.insurer)
    }

    func balance(_ account: AccountName) async throws -> Amount {
        try await insurance.call(ShowBalance(account: account)).items.reduce(.zero) { $0 + $1.balance }
    }

    func expectSound() async throws {
        let failed = try await insurance.store.read { reader in
            [try InvariantStore(reader).paidOtherwise()].compactMap(\.self)
        }
        #expect(failed == [])
        #expect(try await insurance.call(DrawTrialBalance()).balanced)
    }
}
