// Claims of one person that race through two instances: in whatever order they are taken in, what the patient pays over
// the year is the ceiling, to the hundredth.

import InsuranceApp
import InsuranceDomain
import MessageSchema
import ServiceTesting
import Surroundings
import Testing

@Suite struct RaceTests {
    /// Visits on days of 2026 that cost so much, shuffled and dealt to both instances at once.
    private func race(_ office: Office, _ days: [CalendarDate], seed: UInt64) async throws -> [ClaimRecord] {
        var random = SeededRandom(seed: seed)
        let second = try TestService.start(
            InsuranceService.blueprint, sharing: office.insurance, follows: office.registry)
        try await second.followNow()
        var claims = (0..<120).map { number in
            var claim = HandedIn.claim(
                ClaimKey(known: "R\(number)"), on: days[number % days.count],
                lines: [
                    HandedIn.line(
                        1, price: try! UnitPrice(units: .random(in: 500_000_000...2_500_000_000, using: &random))),
                    HandedIn.line(2, price: try! UnitPrice(units: .random(in: 0...500_000_000, using: &random))),
                ])
            claim.fiveYearsFrom = "2020-01-01"
            return claim
        }
        claims.shuffle(using: &random)
        // Eight callers, so that none waits for its turn until the deadline.
        let dealt = (0..<8).map { caller in stride(from: caller, to: claims.count, by: 8).map { claims[$0] } }
        return try await withThrowingTaskGroup(of: [ClaimRecord].self) { group in
            for (caller, claims) in dealt.enumerated() {
                let instance = caller % 2 == 0 ? office.insurance : second
                group.addTask {
                    var records: [ClaimRecord] = []
                    for claim in claims { records.append(try await instance.call(SubmitClaim(claim: claim))) }
                    return records
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func copayment(_ records: [ClaimRecord]) -> Int64 {
        records.reduce(0) { $0 + $1.adjudication.totals.copayment.units }
    }

    @Test("Under one base salary it is six of them exactly, and every line adds up", arguments: [1, 2] as [UInt64])
    func oneSalary(seed: UInt64) async throws {
        let office = try await Office()
        let records = try await race(office, ["2026-08-10", "2026-09-01", "2026-12-30"], seed: seed)
        #expect(records.count == 120)
        #expect(copayment(records) == 15_180_000_00, "seed \(seed)")
        for line in records.flatMap(\.adjudication.lines) {
            #expect(line.fund.units + line.copayment.units + line.ownCost.units == line.total.units, "seed \(seed)")
        }
        let counted = try await office.counted()
        #expect(counted == [CountedCopayment(year: 2026, baseSalary: "2530000", amount: "15180000")])
        #expect(try await office.faults() == [])
    }

    @Test("Where the base salary rose within the year, the parts come to six salaries, each by its own")
    func twoSalaries() async throws {
        let office = try await Office()
        let records = try await race(office, ["2026-06-30", "2026-07-01"], seed: 3)
        let counted = try await office.counted()
        #expect(counted.map(\.baseSalary) == ["2340000", "2530000"])
        #expect(counted.reduce(0) { $0 + $1.amount.units } == copayment(records))
        // paid / 2,340,000 + paid / 2,530,000 = 6, but for half a hundredth of each time that it was converted.
        let parts = counted.map(\.amount.units)
        let salaries = Int128(parts[0]) * 2_530_000 + Int128(parts[1]) * 2_340_000
        #expect((salaries - 6 * 2_340_000 * 2_530_000 * 100).magnitude <= 2 * 2_530_000)
        #expect(try await office.faults() == [])
    }
}
