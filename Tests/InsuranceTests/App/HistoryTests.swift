// Co-payment of a year over several claims of a person: what the suite counted is what the next claim is decided by.

import MessageSchema
import ServiceTesting
import Storage
import Testing
import WireJSON

@testable import InsuranceApp
@testable import InsuranceDomain

/// Claims of a person with five years, one line each.
private func visit(
    _ key: ClaimKey, on day: CalendarDate, cost: UnitPrice, card: CardCode = "DN4313123456789",
    routing: RoutingCode = "1.1", fiveYearsFrom: CalendarDate? = "2020-01-01"
) -> Claim {
    var claim = HandedIn.claim(
        key, card: card, routing: routing, on: day, lines: [HandedIn.line(1, price: cost)])
    claim.fiveYearsFrom = fiveYearsFrom
    claim.cards[0].lastDay = nil
    return claim
}

extension Office {
    /// What is counted of the person with a number.
    func counted(_ number: InsuranceNumber = "3123456789") async throws -> [CountedCopayment] {
        try await insurance.store.read { reader in
            guard let person = try DecisionStore(reader).person(of: number) else { return [] }
            return try YearCountStore(reader).copayments(of: person)
        }
    }

    /// What of the data does not hold.
    func faults() async throws -> [String] {
        try await insurance.store.read { reader in
            let store = InvariantStore(reader)
            return [try store.miscounted(), try store.decidedOtherwise()].compactMap(\.self)
        }
    }

    /// What of books, counts and decisions does not hold.
    func allFaults() async throws -> [String] {
        let books = try await insurance.store.read { try InvariantStore($0).paidOtherwise() }
        return try await faults() + [books].compactMap(\.self)
    }
}

@Suite struct HistoryTests {
    @Test(
        "Fact 17: the visit that passes six base salaries is trimmed, and those after it in the year are paid in full")
    func sixSalaries() async throws {
        let office = try await Office()
        let first = try await office.submit(visit("K1", on: "2026-02-10", cost: "69500000"))
        #expect(first.adjudication.totals.copayment == "13900000")
        let second = try await office.submit(visit("K2", on: "2026-03-10", cost: "2000000"))
        #expect(second.adjudication.fundPays == "1860000")
        #expect(second.adjudication.totals.copayment == "140000")
        for (key, day) in [("K3", "2026-03-11"), ("K4", "2026-12-31")] as [(ClaimKey, CalendarDate)] {
            let later = try await office.submit(visit(key, on: day, cost: "2000000"))
            #expect(later.adjudication.fundPays == "2000000", "\(day)")
            #expect(later.adjudication.lines.map(\.level) == ["100"], "\(day)")
        }
        let next = try await office.submit(visit("K5", on: "2027-01-02", cost: "2000000"))
        #expect(next.adjudication.totals.copayment == "400000")
        #expect(
            try await office.counted() == [
                CountedCopayment(year: 2026, baseSalary: "2340000", amount: "14040000"),
                CountedCopayment(year: 2027, baseSalary: "2530000", amount: "400000"),
            ])
        #expect(try await office.faults() == [])
    }

    @Test("Fact 18: what was paid before and since the base salary rose is counted apart, and converted")
    func converted() async throws {
        let office = try await Office()
        try await office.submit(visit("K1", on: "2026-06-30", cost: "6983790"))
        try await office.submit(visit("K2", on: "2026-07-01", cost: "12327040"))
        #expect(
            try await office.counted() == [
                CountedCopayment(year: 2026, baseSalary: "2340000", amount: "1396758"),
                CountedCopayment(year: 2026, baseSalary: "2530000", amount: "2465408"),
            ])
        let third = try await office.submit(visit("K3", on: "2026-08-10", cost: "60000000"))
        #expect(third.adjudication.totals.copayment == "11204422.03")
        #expect(third.adjudication.fundPays == "48795577.97")
        let explained = try await office.insurance.call(ExplainClaim(claim: third.id))
        #expect(explained.trace.first { $0.rule == "fiveYears.ceiling" }?.result == "15066588.03")
        #expect(explained.trace.first { $0.rule == "fiveYears.left" }?.result == "11204422.03")
        #expect(try await office.faults() == [])
    }

    @Test("A stay over the year's end counts each year for itself, by the day of the order (project default)")
    func yearBoundary() async throws {
        let office = try await Office()
        try await office.submit(visit("K1", on: "2025-11-10", cost: "69000000"))
        var stay = visit("K2", on: "2025-12-30", cost: "1000000")
        stay.form = "03"
        stay.leftAt = "2026-01-02T08:00"
        stay.treatmentDays = 4
        stay.lines = (1...3).map { HandedIn.line($0, price: "1000000") }
        for (index, day) in ["2025-12-30", "2025-12-31", "2026-01-01"].enumerated() {
            stay.lines[index].orderedAt = LocalMinute(known: day + "T09:00")
        }
        let decided = try await office.submit(stay)
        #expect(decided.adjudication.lines.map(\.copayment) == ["200000", "40000", "200000"])
        #expect(
            try await office.counted() == [
                CountedCopayment(year: 2025, baseSalary: "2340000", amount: "14040000"),
                CountedCopayment(year: 2026, baseSalary: "2340000", amount: "200000"),
            ])
        let next = try await office.submit(visit("K3", on: "2026-02-01", cost: "70000000"))
        #expect(next.adjudication.totals.copayment == "13840000")
        #expect(try await office.faults() == [])
    }

    @Test("What is told beside the claim wins over the suite's own count, which goes on all the same (project default)")
    func contextWins() async throws {
        let office = try await Office()
        try await office.submit(visit("K1", on: "2026-08-01", cost: "75900000"))
        let told = try await office.submit(
            visit("K2", on: "2026-08-02", cost: "2000000"), context: ClaimContext(paid_after_step: "15080000"))
        #expect(told.adjudication.totals.copayment == "100000")
        let silent = try await office.submit(visit("K3", on: "2026-08-03", cost: "2000000"))
        #expect(silent.adjudication.totals.copayment == "0")
        #expect(try await office.counted().map(\.amount) == ["15280000"])
        #expect(try await office.faults() == [])
    }

    @Test("A claim that waits for evidence adds nothing, nor does one out of the way, and each person has an own count")
    func others() async throws {
        let office = try await Office()
        let waiting = try await office.submit(visit("K1", on: "2026-08-01", cost: "75900000", routing: "10"))
        #expect(waiting.adjudication.outcome == .needsEvidence)
        #expect(waiting.adjudication.totals.copayment == "15180000")
        var stay = visit("K2", on: "2026-08-01", cost: "75900000", routing: "3.1")
        stay.form = "03"
        stay.treatmentDays = 1
        try await office.submit(stay)
        try await office.submit(visit("K3", on: "2026-08-01", cost: "75900000", card: "DN4313123456780"))
        #expect(try await office.counted() == [])
        #expect(try await office.counted("3123456780").map(\.amount) == ["15180000"])
        let paid = try await office.submit(visit("K4", on: "2026-08-02", cost: "2000000"))
        #expect(paid.adjudication.totals.copayment == "400000")
        #expect(try await office.faults() == [])
    }

    @Test("Who has no five years pays on, and is counted all the same")
    func withoutFiveYears() async throws {
        let office = try await Office()
        for number in 1...3 {
            let claim = visit(
                ClaimKey(known: "K\(number)"), on: "2026-08-01", cost: "50000000", fiveYearsFrom: nil)
            #expect(try await office.submit(claim).adjudication.totals.copayment == "10000000")
        }
        #expect(try await office.counted().map(\.amount) == ["30000000"])
        let exempt = try await office.submit(visit("K4", on: "2026-08-02", cost: "2000000"))
        #expect(exempt.adjudication.totals.copayment == "0")
    }

    @Test("Claims of one commit see one another, and one that is refused leaves nothing")
    func oneCommit() async throws {
        let office = try await Office()
        var uncovered = visit("K2", on: "2026-08-02", cost: "75900000")
        uncovered.cards[0].from = "2027-01-01"
        let claims =
            [visit("K1", on: "2026-08-01", cost: "75000000"), uncovered]
            + [visit("K3", on: "2026-08-03", cost: "2000000"), visit("K4", on: "2026-08-04", cost: "2000000")]
        let answers = try await office.insurance.batch(
            claims.map { try BatchEntry(SubmitClaim(claim: $0)) }, as: .administrator)
        let copayments = answers.map { $0["result"]?["adjudication"]?["totals"]?["copayment"]?.string }
        #expect(copayments == ["15000000.00", nil, "180000.00", "0.00"])
        #expect(try await office.counted().map(\.amount) == ["15180000"])
        #expect(try await office.faults() == [])
    }

    @Test("Sums that no amount can hold stay at the most that one can be, far above any ceiling")
    func most() async throws {
        let office = try await Office()
        for number in 1...8 {
            try await office.submit(
                visit(
                    ClaimKey(known: "K\(number)"), on: "2026-08-01", cost: "999999999999999", fiveYearsFrom: nil))
        }
        #expect(try await office.counted().map(\.amount) == ["999999999999999.99"])
        #expect(try await office.faults() == [])
    }

    @Test("A total that is not what the decisions come to is found")
    func miscounted() async throws {
        let office = try await Office()
        try await office.submit(visit("K1", on: "2026-08-01", cost: "2000000"))
        #expect(try await office.faults() == [])
        for (statement, mended) in [
            ("UPDATE year_count SET total = total + 1", "UPDATE year_count SET total = total - 1"),
            ("UPDATE year_count SET year = 2025", "UPDATE year_count SET year = 2026"),
            (
                "INSERT INTO year_count (person, kind, year, basis, total, sequence) VALUES (1, 1, 2026, 1, 1, 1)",
                "DELETE FROM year_count WHERE person = 1"
            ),
        ] {
            try await office.change(statement)
            #expect(try await office.faults().first?.contains("is not what the decisions come to") == true)
            try await office.change(mended)
            #expect(try await office.faults() == [])
        }
        try await office.change("DELETE FROM year_count")
        #expect(try await office.faults().count == 1)
    }
}
