// `ledger export`: the text that is printed, and that hledger and beancount accept it and refuse it when it is cut off
// or wrong.

import Fabric
import MessageSchema
import Synchronization
import TestGround
import Testing
import WireJSON

@testable import GatewayCommandLine

@Suite("Exporting the ledger")
struct LedgerExportTests {
    private static let id = "0197c5a0-7b00-7000-8000-000000000001"

    /// An entry of an expense for a facility.
    private static func entry(
        _ fund: Int64, facility: String = "31999", day: String = "2026-08-10", month: String = "2026-08"
    ) throws -> LedgerEntry {
        let fund = try Amount(units: fund)
        return LedgerEntry(
            posting: try PostingID(id), claim: try ClaimID(id), day: try CalendarDate(day), month: try Month(month),
            sides: [
                LedgerPosted.Side(account: try AccountName("expense:care"), debit: fund, credit: .zero),
                LedgerPosted.Side(account: try AccountName("payable:\(facility)"), debit: .zero, credit: fund),
            ])
    }

    /// An entry that no claim asked for.
    private static func contribution(_ note: PlainText?) throws -> LedgerEntry {
        func side(_ account: String, debit: String = "0", credit: String = "0") throws -> LedgerPosted.Side {
            LedgerPosted.Side(
                account: try AccountName(account), debit: try Amount(debit), credit: try Amount(credit))
        }
        return LedgerEntry(
            posting: try PostingID(id), day: try CalendarDate("2026-08-10"), month: try Month("2026-08"),
            sides: [
                try side("cash:bank", debit: "100.01"), try side("income:employer", credit: "100.01"),
                try side("income:allocated", debit: "100.01"), try side("fund:care:31", credit: "92.01"),
                try side("fund:reserve", credit: "4"), try side("fund:administration", credit: "4"),
                try side("advance:31999", debit: "0"),
            ], note: note)
    }

    @Test("an entry that no claim asked for says what it was made for, without what a format gives a meaning")
    func notes() throws {
        let entry = try Self.contribution("contribution UNC \"1\"; |x")
        #expect(text(.hledger, [entry]).contains("(\(Self.id)) contribution UNC '1'' 'x\n"))
        #expect(text(.beancount, [entry]).contains("* \"contribution UNC '1'' 'x\"\n"))
        #expect(text(.beancount, [entry]).contains("Equity:Fund:Care:31  -92.01 VND"))
        #expect(text(.beancount, [entry]).contains("Assets:Cash:Bank  100.01 VND"))
        #expect(text(.hledger, [try Self.contribution(nil)]).contains(") posting\n"))
    }

    private func text(_ form: LedgerText.Form, _ entries: [LedgerEntry]) -> String {
        var text = LedgerText(form)
        let lines = text.head() + entries.flatMap { text.lines(of: $0) } + text.foot()
        return lines.joined(separator: "\n") + "\n"
    }

    @Test("a journal of hledger declares what it uses and ends with the balances")
    func hledger() throws {
        let entries = [try Self.entry(37_337_312), try Self.entry(5, facility: "31A01", day: "2026-09-02")]
        #expect(
            text(.hledger, entries)
                == """
                ; The books of the health insurance fund.

                commodity 1000.00 VND

                account expense:care  ; type: X

                account payable:31999  ; type: L

                2026-08-10 * (\(Self.id)) claim \(Self.id)
                    ; month: 2026-08
                    expense:care  373373.12 VND
                    payable:31999  -373373.12 VND

                account payable:31A01  ; type: L

                2026-09-02 * (\(Self.id)) claim \(Self.id)
                    ; month: 2026-08
                    expense:care  0.05 VND
                    payable:31A01  -0.05 VND

                2026-09-03 * the balances
                    expense:care  0 VND = 373373.17 VND
                    payable:31999  0 VND = -373373.12 VND
                    payable:31A01  0 VND = -0.05 VND

                """)
    }

    @Test("a journal of beancount has its roots and capitals")
    func beancount() throws {
        #expect(
            text(.beancount, [try Self.entry(37_337_312)])
                == """
                ; The books of the health insurance fund.

                option "title" "The books of the health insurance fund"
                option "operating_currency" "VND"

                1970-01-01 open Expenses:Care VND

                1970-01-01 open Liabilities:Payable:31999 VND

                2026-08-10 * "claim \(Self.id)"
                    posting: "\(Self.id)"
                    month: "2026-08"
                    Expenses:Care  373373.12 VND
                    Liabilities:Payable:31999  -373373.12 VND

                2026-08-11 balance Expenses:Care  373373.12 VND
                2026-08-11 balance Liabilities:Payable:31999  -373373.12 VND

                """)
    }

    /// Whether the program accepts a journal, checked as its manual has it.
    private func accepts(_ form: LedgerText.Form, _ text: String) throws -> Bool {
        let folder = TemporaryFolder()
        let file = folder.write(text, to: "books.journal")
        let check =
            switch form {
            case .hledger: try Command.run("hledger", ["-f", file, "check", "--strict"])
            case .beancount: try Command.run("bean-check", [file])
            }
        return check.status == 0
    }

    @Test(
        "a thousand entries of any size are accepted; cut off or changed they are not",
        arguments: LedgerText.Form.allCases)
    func accepted(form: LedgerText.Form) throws {
        var seed: UInt64 = 7
        func next(_ bound: UInt64) -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (seed >> 33) % bound
        }
        var entries = try (0..<1000).map { _ in
            let fund = [0, next(100), next(1_000_000), next(1 << 31) * next(1 << 25)][Int(next(4))]
            let accounts = ["31999", "31A01", "48001", "01005", "79"]
            return try Self.entry(
                Int64(fund), facility: accounts[Int(next(5))], day: "2026-0\(next(9) + 1)-1\(next(10))",
                month: "2026-0\(next(9) + 1)")
        }
        entries[500] = try Self.entry(12_345)
        entries += [try Self.contribution("contribution UNC \"1\"; |x"), try Self.contribution(nil)]
        var text = LedgerText(form)
        var blocks = [text.head()] + entries.map { text.lines(of: $0) }
        blocks.append(text.foot())
        func journal() -> String { blocks.joined().joined(separator: "\n") + "\n" }
        #expect(try accepts(form, journal()))
        // By now every account is declared, so that a block is an entry and nothing else.
        let block = blocks[501]
        blocks[501] = []
        #expect(try !accepts(form, journal()))
        blocks[501] = block.dropLast() + [try #require(block.last).replacing("123.45", with: "123.54")]
        #expect(try !accepts(form, journal()))
        blocks[501] = block
        #expect(try accepts(form, journal()))
    }

    @Test("every page is read as the first one was known, and no answer half way is said")
    func pages() async throws {
        let suite = try FakeSuite()
        let knew = Mutex<[KnownAt?]>([])
        let isAway = Mutex(false)
        try await suite.add("insurance") { request in
            knew.withLock { $0.append(request.metadata.knownAt) }
            let isFirst = request.params?["cursor"] == nil
            if !isFirst, isAway.withLock({ $0 }) { return .failure(.fabric(.unavailable, "nobody is there")) }
            do {
                let entry = try Self.entry(isFirst ? 100 : 250)
                let items = try WireJSON.decode(JSONValue.self, from: WireJSON.encode([entry]))
                return .success([
                    "items": items, "nextCursor": isFirst ? "second" : nil, "_meta": ["sequence": 42],
                ])
            } catch { return .failure(.fabric(.internalError, "\(error)")) }
        }
        let whole = await suite.shell().sauro(["ledger", "export"])
        #expect(whole.code == .ok)
        #expect(whole.output == text(.hledger, [try Self.entry(100), try Self.entry(250)]))
        #expect(knew.withLock { $0 } == [nil, .sequence(42)])
        isAway.withLock { $0 = true }
        let broken = await suite.shell().sauro(["ledger", "export", "--format", "beancount"])
        #expect(broken.code == .unavailable)
        #expect(broken.errors.contains("the journal above is not whole"))
        #expect(!broken.output.contains(" balance "))
    }

    @Test("a format or a month that is none is refused before anything is asked")
    func wrong() async throws {
        for words in [["--format", "gnucash"], ["--month", "2026"]] {
            let refused = await Shell().sauro(["ledger", "export"] + words)
            #expect(refused.code == .usage)
            #expect(refused.output.isEmpty && refused.errors.contains(words[1]))
        }
    }
}
