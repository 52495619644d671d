// The fund's books beside claims: contributions, advances, statements of months and quarters, settlements, and what the
// fund comes to.

import MessageSchema
import ServiceTesting
import Storage
import Testing
import WireJSON

@testable import InsuranceApp
@testable import InsuranceDomain

@Suite("The fund's books") struct FundTests {
    @Test("A contribution is allocated by the shares of the day it came, and nothing of it is lost")
    func contributions() async throws {
        let office = try await Office.withShares()
        let entry = try await office.pay("1000000.03", "UNC-1")
        #expect(entry.month == "2026-08" && entry.claim == nil && entry.note == "contribution UNC-1")
        #expect(try await office.balance("cash:bank") == "1000000.03")
        #expect(try await office.balance("income:employer") == "-1000000.03")
        #expect(try await office.balance("fund:care:31") == "-920000.03")
        #expect(try await office.balance("fund:reserve") == "-40000")
        #expect(try await office.balance("fund:administration") == "-40000")
        try await office.pay("1000", on: "2025-06-30", province: "48", "UNC-2")
        #expect(try await office.balance("fund:care:48") == "-900")
        let exported = try await office.insurance.call(ExportLedger())
        #expect(exported.items.map(\.note) == ["contribution UNC-1", "contribution UNC-2"])
        #expect(exported.items.first == entry)
        #expect(try await office.events().filter { $0.type == FundEntered.name }.count == 2)
        try await office.expectSound()
    }

    @Test("A contribution that is none, still to come, known, or has no shares is refused, and nothing is kept")
    func refusedContributions() async throws {
        let office = try await Office.withShares()
        try await office.pay("1000", "UNC-1")
        let head = try await office.head()
        let known = try await refusal { try await office.pay("2000", "UNC-1") }
        #expect(known?.name == "insurance.fund.known")
        let coming = try await refusal { try await office.pay("2000", on: "2026-08-11", "UNC-2") }
        #expect(coming?.name == "insurance.fund.unfitting")
        let nothing = try await refusal { try await office.pay("0", "UNC-2") }
        #expect(nothing?.name == "insurance.fund.unfitting")
        let nowhere = try await refusal { try await office.pay("2000", province: "HP", "UNC-2") }
        #expect(nowhere?.message.contains("two digits") == true)
        let early = try await refusal { try await office.pay("2000", on: "2014-12-31", "UNC-2") }
        #expect(early?.name == "insurance.fund.unsettled")
        let scoped = try await refusal {
            try await office.insurance.call(
                RecordContribution(
                    payer: .budget, province: "31", receivedOn: "2026-08-01", amount: "1", reference: "X"),
                as: Caller.insurer(of: "31"))
        }
        #expect(scoped?.kind == .forbidden || scoped?.kind == .notFound)
        #expect(try await office.head() == head)
    }

    @Test("A month's statement has a section a form of visit, and what is carried makes it what the books say")
    func monthly() async throws {
        let office = try await Office.withShares()
        try await office.submit(HandedIn.claim("K1"))
        try await office.submit(HandedIn.claim("K2", form: "07"))
        try await office.submit(HandedIn.claim("K3", form: "05"))
        let stay = HandedIn.claim("K4", form: "03", lines: [HandedIn.line(1, price: "10000000")])
        let record = try await office.submit(stay)
        try await office.submit(HandedIn.claim("K5", routing: "10"))
        try await office.submit(HandedIn.claim("K6", month: "2026-07"))
        let august = try await office.insurance.call(DrawStatement(facility: "31999", month: "2026-08"))
        #expect(august.sections.map(\.section) == ["I", "II", "IV"])
        #expect(august.sections.map(\.visits) == [2, 1, 1])
        #expect(august.total.visits == 4 && august.waiting == 1 && august.refused == 0)
        #expect(august.total.total == "11500000")
        for section in august.sections + [august.total] {
            #expect(section.total == section.inScope + section.ownCost + section.otherSources)
            #expect(section.inScope == section.fund + section.copayment)
        }
        #expect(august.booked == august.total.fund && august.carried == .zero)
        // A line is taken out, and a claim of July is refused in August.
        _ = try await office.insurance.call(
            ReviewClaim(
                claim: record.id, decision: .pay, reason: "Đã xem", quotes: 1,
                refused: [LineRefusal(table: .services, number: 1, reason: .price)]), as: Caller.insurer)
        let july = try #require(
            try await office.insurance.call(ListClaims(facility: "31999", month: "2026-07")).items.first)
        _ = try await office.insurance.call(
            ReviewClaim(claim: july.id, decision: .refuse, reason: "Sai", quotes: 1), as: Caller.insurer)
        let after = try await office.insurance.call(DrawStatement(facility: "31999", month: "2026-08"))
        #expect(after.sections.last?.reductions == "8000000")
        #expect(after.total.fund == august.total.fund)
        #expect(after.booked == after.total.fund - after.total.reductions + after.carried)
        #expect(after.carried == "-400000")
        #expect(after.hash != august.hash)
        let both = try await refusal {
            try await office.insurance.call(DrawStatement(facility: "31999", month: "2026-08", quarter: "2026-Q3"))
        }
        #expect(both?.name == "insurance.fund.unfitting")
        let elsewhere = try await refusal {
            try await office.insurance.call(
                DrawStatement(facility: "31999", month: "2026-08"), as: Caller.insurer(of: "48"))
        }
        #expect(elsewhere?.kind == .notFound || elsewhere?.kind == .forbidden)
    }

    @Test("A claim of before decisions were kept stands in the statement as it was shown")
    func notKept() async throws {
        let office = try await Office.withShares()
        try await office.submit(HandedIn.claim("K1"))
        let kept = try await office.insurance.call(DrawStatement(facility: "31999", month: "2026-08"))
        try await office.change("DELETE FROM claim_decision")
        #expect(try await office.insurance.call(DrawStatement(facility: "31999", month: "2026-08")) == kept)
    }

    @Test("A quarter is settled once, after its end, by the statement that was seen; advances are set off")
    func settlement() async throws {
        let office = try await Office.withShares()
        try await office.submit(HandedIn.claim("K1", lines: [HandedIn.line(1, price: "10000000")]))
        try await office.advance("3000000")
        let early = try await refusal { try await office.settle("2026-Q3", "a") }
        #expect(early?.message.contains("lasts until 2026-09-30") == true)
        try office.insurance.advance(to: "2026-10-12T03:00:00Z")
        let drawn = try await office.statement("2026-Q3")
        #expect(drawn.due == "8000000" && drawn.advance == "3000000" && drawn.toPay == "5000000")
        #expect(drawn.isSettled == false)
        try await office.submit(HandedIn.claim("K2", lines: [HandedIn.line(1, price: "1000000")]))
        let stale = try await refusal { try await office.settle("2026-Q3", drawn.hash) }
        #expect(stale?.name == "insurance.fund.stale")
        let settled = try await office.settle("2026-Q3", try await office.statement("2026-Q3").hash)
        #expect(settled.due == "8800000" && settled.advance == "3000000" && settled.paid == "5800000")
        #expect(settled.settledOn == "2026-10-12")
        #expect(try await office.balance("payable:31999") == .zero)
        #expect(try await office.balance("advance:31999") == .zero)
        #expect(try await office.balance("cash:bank") == "-8800000")
        let after = try await office.statement("2026-Q3")
        #expect(after.isSettled == true && after.due == .zero)
        let twice = try await refusal { try await office.settle("2026-Q3", after.hash) }
        #expect(twice?.name == "insurance.fund.known")
        #expect(try await office.insurance.call(ListSettlements()).items == [settled])
        #expect(try await office.insurance.call(ListSettlements(quarter: "2026-Q2")).items == [])
        #expect(try await office.insurance.call(ListSettlements(), as: Caller.insurer(of: "48")).items == [])
        try await office.expectSound()
    }

    @Test("What is refused after its quarter was settled is taken off the next, and kept as an advance if it is more")
    func later() async throws {
        let office = try await Office.withShares()
        let record = try await office.submit(HandedIn.claim("K1", lines: [HandedIn.line(1, price: "10000000")]))
        try office.insurance.advance(to: "2026-10-12T03:00:00Z")
        _ = try await office.settle("2026-Q3", try await office.statement("2026-Q3").hash)
        _ = try await office.insurance.call(
            ReviewClaim(claim: record.id, decision: .refuse, reason: "Sai", quotes: 1), as: Caller.insurer)
        let third = try await office.statement("2026-Q3")
        #expect(third.due == .zero && third.refused == 1 && third.carried == "8000000")
        try office.insurance.advance(to: "2027-01-12T03:00:00Z")
        let fourth = try await office.statement("2026-Q4")
        #expect(fourth.due == "-8000000" && fourth.toPay == .zero)
        let settled = try await office.settle("2026-Q4", fourth.hash)
        #expect(settled.due == "-8000000" && settled.advance == .zero && settled.paid == .zero)
        #expect(try await office.balance("payable:31999") == .zero)
        #expect(try await office.balance("advance:31999") == "8000000")
        try await office.expectSound()
    }

    @Test("An advance is quoted as the share of what the quarter before came to, and its reference recorded once")
    func advances() async throws {
        let office = try await Office.withShares()
        try await office.submit(HandedIn.claim("K1", lines: [HandedIn.line(1, price: "10000000")]))
        let quote = try await office.insurance.call(QuoteAdvance(facility: "31999", quarter: "2026-Q4"))
        #expect(quote.base == "8000000" && quote.amount == "6400000")
        #expect(quote.trace.map(\.arithmetic) == ["8000000.00 x 80 % = 6400000.00"])
        #expect(try await office.insurance.call(QuoteAdvance(facility: "31999", quarter: "2026-Q3")).amount == .zero)
        let entry = try await office.advance("6400000", "2026-Q4")
        #expect(entry.note == "advance 31999 2026-Q4 UNC-1")
        let known = try await refusal { try await office.advance("1", "2026-Q4") }
        #expect(known?.name == "insurance.fund.known")
        let hospital = try await refusal {
            try await office.insurance.call(
                RecordAdvance(facility: "31999", quarter: "2026-Q4", amount: "1", reference: "X"),
                as: Caller.hospital)
        }
        #expect(hospital?.kind == .forbidden)
    }

    @Test("The fund's balance is by province, and the forecast the average of whole months times twelve")
    func balance() async throws {
        let office = try await Office.withShares()
        try await office.pay("70000000", on: "2026-03-05", "UNC-1")
        try await office.pay("14000000", on: "2026-07-31", province: "48", "UNC-2")
        try await office.pay("999", on: "2026-08-01", "UNC-3")
        try await office.pay("999", on: "2025-12-31", "UNC-4")
        try await office.submit(
            HandedIn.claim("K1", month: "2026-07", lines: [HandedIn.line(1, price: "10000000")]))
        let year = try await office.insurance.call(ShowFundBalance(year: 2026))
        #expect(year.provinces.map(\.province) == ["31", "48"])
        #expect(year.provinces.map(\.allocated) == ["64400919.08", "12880000"])
        #expect(year.provinces.map(\.balance) == ["56400919.08", "12880000"])
        #expect(year.total.spent == "8000000" && year.cash == "84000999")
        #expect(year.reserve == "3360039.96")
        let all = try await office.insurance.call(ShowFundBalance())
        #expect(all.cash == "84001998" && all.advances == .zero)
        let forecast = try await office.insurance.call(ForecastFund(year: 2026))
        #expect(forecast.months == 7)
        #expect(forecast.sofar.map(\.allocated) == ["64400000", "12880000"])
        #expect(forecast.expected.map(\.allocated) == ["110400000", "22080000"])
        #expect(forecast.expected.map(\.spent) == ["13714285.71", "0"])
        #expect(forecast.total.balance == "118765714.29")
        let next = try await refusal { try await office.insurance.call(ForecastFund(year: 2027)) }
        #expect(next?.name == "insurance.fund.unfitting")
        let scoped = try await refusal {
            try await office.insurance.call(ShowFundBalance(), as: Caller.insurer(of: "31"))
        }
        #expect(scoped?.kind == .forbidden || scoped?.kind == .notFound)
    }

    @Test("Shares that do not add up to a hundred are no shares")
    func unfitting() throws {
        let act = PolicyAct(
            act: "1/2030/NĐ-CP", title: LocalizedText(vi: "Luật", en: "Law"),
            fundShares: [FundShareRow(name: "care", from: "2030-01-01", share: "93", article: "Điều 1")])
        let policy = ExamplePolicy.with(act)
        let request = RecordContribution(
            payer: .insured, province: "31", receivedOn: "2030-01-01", amount: "100", reference: "X")
        let failure = #expect(throws: FundRejection.self) { try FundRules.sides(of: request, by: policy) }
        #expect(failure?.message.contains("do not add up to 100 %") == true)
        #expect(PolicyDiff.changes(by: act, beside: ExamplePolicy.acts).map(\.key) == ["care"])
        let unknown = PolicyAct(
            act: "2/2030/NĐ-CP", title: LocalizedText(vi: "Luật", en: "Law"),
            fundShares: [FundShareRow(name: "gold", from: "2030-01-01", share: "93", article: "Điều 1")])
        #expect(PolicyCheck.findings(of: unknown, beside: []).map(\.rule) == ["row.unreadable"])
    }

    @Test("Whatever is paid in, the parts are the whole, and no part lies below zero")
    func property() throws {
        var random = SeededGenerator(state: 7)
        for _ in 1...2000 {
            let amount = try Amount(units: Int64.random(in: 1...(Amount.unitsMax / 2), using: &random))
            let request = RecordContribution(
                payer: .insured, province: "31", receivedOn: "2026-01-01", amount: amount, reference: "X")
            let sides = try FundRules.sides(of: request, by: ExamplePolicy.policy)
            #expect(LedgerRules.isBalanced(sides))
            let parts = sides.filter { $0.account.text.hasPrefix("fund:") }.reduce(Amount.zero) { $0 + $1.credit }
            #expect(parts == amount)
        }
        let most = RecordContribution(
            payer: .insured, province: "31", receivedOn: "2026-01-01", amount: try Amount(units: Amount.unitsMax),
            reference: "X")
        #expect(throws: FundRejection.self) { try FundRules.sides(of: most, by: ExamplePolicy.policy) }
    }
}
