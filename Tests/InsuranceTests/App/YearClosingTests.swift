// The end of the fund's year: what is moved to the reserve or from it, and who may do it.

import MessageSchema
import ServiceTesting
import Testing

@testable import InsuranceApp

@Suite("Closing the fund's year") struct YearClosingTests {
    @Test("A year that is over is closed by what was seen, and what claims change later is moved by another closing")
    func closing() async throws {
        let office = try await Office.withShares(at: "2027-02-10T05:00:00Z")
        try await office.pay("1000000", on: "2026-03-01", province: "48", "UNC-1")
        try await office.submit(HandedIn.claim("K1"))
        func draw() async throws -> YearClosing {
            try await office.insurance.call(DrawClosing(year: 2026), as: Caller.insurer)
        }
        func close(_ quotes: String) async throws -> LedgerEntry {
            try await office.insurance.call(CloseYear(year: 2026, quotes: quotes), as: Caller.insurer)
        }
        let drawn = try await draw()
        let spent = try #require(drawn.provinces.first { $0.province == "31" }).spent
        #expect(spent > .zero && drawn.surplus == "920000" && drawn.deficit == spent)
        #expect(drawn.reserve == "40000" && drawn.reserveAfter == Amount("960000") - spent)
        let entry = try await close(drawn.hash)
        #expect(entry.month == "2026-12" && entry.note == "closing 2026")
        #expect(try await office.balance("fund:reserve") == spent - Amount("960000"))
        let after = try await office.insurance.call(ShowFundBalance(year: 2026), as: Caller.insurer)
        #expect(after.provinces.allSatisfy { $0.balance == .zero } && after.total.balance == .zero)
        // What was seen is not there any more; nothing is left to be moved.
        #expect(try await refusal { try await close(drawn.hash) }?.name == "insurance.fund.stale")
        let empty = try await draw()
        #expect(try await refusal { try await close(empty.hash) }?.name == "insurance.fund.unfitting")
        try await office.submit(HandedIn.claim("K2"))
        let late = try await draw()
        #expect(late.deficit == spent && late.surplus == .zero)
        #expect(try await close(late.hash).note == "closing 2026/2")
        try await office.expectSound()
        let exported = try await office.insurance.call(ExportLedger())
        #expect(exported.items.compactMap(\.note).filter { $0.text.hasPrefix("closing") }.count == 2)
    }

    @Test("A year that lasts, and one for who has a scope, is not closed")
    func unclosed() async throws {
        let office = try await Office.withShares()
        let early = try await refusal {
            try await office.insurance.call(CloseYear(year: 2026, quotes: ""), as: Caller.insurer)
        }
        #expect(early?.message == "2026 is not over; it is closed after its end.")
        for caller in [Caller.insurer(of: "31"), Caller.hospital] {
            let denied = try await refusal {
                try await office.insurance.call(CloseYear(year: 2025, quotes: ""), as: caller)
            }
            #expect(denied?.kind == .forbidden || denied?.kind == .notFound)
        }
    }
}
