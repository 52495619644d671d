// The trial balance as a page, and amounts as pages group them.

import MessageSchema
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Balances to read")
struct TrialBalanceTextTests {
    private func page(_ reply: DrawTrialBalance.Reply) throws -> [String] {
        let value = json(of: reply)
        return ReplyText(of: value, method: DrawTrialBalance.name.text, on: Paper(width: nil, hasColour: false)).lines
    }

    @Test("the trial balance has a row a class, the sums below, and its verdict; unbalanced is exit code 6")
    func trialBalance() async throws {
        let classes = try [
            AccountBalance(
                account: AccountName("expense"), debit: Amount("1234567.89"), credit: .zero, postings: 2),
            AccountBalance(
                account: AccountName("payable"), debit: .zero, credit: Amount("1234567.89"), postings: 2),
        ]
        let sum = try Amount("1234567.89")
        let balanced = DrawTrialBalance.Reply(classes: classes, debit: sum, credit: sum, postings: 2)
        #expect(
            try page(balanced).joined(separator: "\n") == """
                ACCOUNTS         DEBIT        CREDIT        BALANCE  POSTINGS
                expense   1,234,567.89          0.00   1,234,567.89         2
                payable           0.00  1,234,567.89  -1,234,567.89         2
                all       1,234,567.89  1,234,567.89           0.00         2

                balanced: debits equal credits
                """)
        let torn = DrawTrialBalance.Reply(classes: [classes[0]], debit: sum, credit: .zero, postings: 1)
        #expect(try page(torn).last == "not balanced: debits and credits differ")
        let suite = try FakeSuite()
        let reply = json(of: torn)
        try await suite.add("insurance") { _ in .success(reply) }
        #expect(await suite.sauro("ledger", "trial", "-o", "none").code == .findings)
    }

    @Test(
        "amounts are grouped by thousands, what is none stays",
        arguments: [
            ("0.00", "0.00"), ("999.99", "999.99"), ("1000.00", "1,000.00"), ("-1234567.89", "-1,234,567.89"),
            ("123456789012345.00", "123,456,789,012,345.00"), ("80", "80"), ("word", "word"), ("", ""), ("-", "-"),
            (".5", ".5"),
        ])
    func grouping(text: String, grouped: String) {
        #expect(MoneyText.grouped(text) == grouped)
    }

    @Test(
        "only what is an amount with its two places is grouped in a step",
        arguments: ["2026-08-10", "1000", "80 %", "1000.5"])
    func ungrouped(text: String) {
        #expect(MoneyText.groupedIfAmount(text) == text)
        #expect(MoneyText.groupedIfAmount("1000.50") == "1,000.50")
    }
}
