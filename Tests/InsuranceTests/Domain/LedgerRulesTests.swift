// What a decided claim posts: debits equal credits, and what is not decided posts nothing.

import MessageSchema
import Testing

@testable import InsuranceDomain

@Suite struct LedgerRulesTests {
    private func sides(_ outcome: ClaimOutcome, fund: Amount) -> [LedgerPosted.Side] {
        var totals = ClaimTotals.nothing
        totals.fund = fund
        return LedgerRules.sides(
            facility: "31999",
            adjudication: Adjudication(
                outcome: outcome, policyVersion: 1, decidingDate: "2026-08-10", lines: [], totals: totals,
                treatmentDays: 0))
    }

    @Test(
        "What the fund pays is its expense and its debt to the facility",
        arguments: [ClaimOutcome.accepted, .corrected])
    func paid(outcome: ClaimOutcome) {
        let sides = sides(outcome, fund: "373373.12")
        #expect(sides.map(\.account.text) == ["expense:care", "payable:31999"])
        #expect(sides.map(\.debit) == ["373373.12", "0"])
        #expect(sides.map(\.credit) == ["0", "373373.12"])
        #expect(LedgerRules.isBalanced(sides))
    }

    @Test("A claim of which the fund pays nothing is posted all the same")
    func nothingPaid() {
        #expect(sides(.accepted, fund: "0").map(\.debit) == ["0", "0"])
    }

    @Test("What is refused or waits for evidence is not posted", arguments: [ClaimOutcome.refused, .needsEvidence])
    func notPosted(outcome: ClaimOutcome) {
        #expect(sides(outcome, fund: "1") == [])
    }

    @Test("Sides that differ, or lie below zero, do not balance")
    func unbalanced() {
        let account = AccountName.sample
        #expect(!LedgerRules.isBalanced([.init(account: account, debit: "1", credit: "0")]))
        #expect(!LedgerRules.isBalanced([.init(account: account, debit: "-1", credit: "-1")]))
        #expect(LedgerRules.isBalanced([]))
    }
}
