// Claims of every kind that a seed makes, with what stands beside them: several cards that begin and end, members and
// strangers, stays over the steps of the base salary and of the year, donors, packages of supplies, exemptions.

import MessageSchema

@testable import InsuranceDomain

/// A claim with all that is known beside it, always the same for a seed.
struct SeededCase {
    private var random: SeededGenerator
    private let isStay: Bool
    private let arrival: CalendarDate
    private let days: Int

    private init(_ seed: UInt64) {
        random = SeededGenerator(state: seed &* 7919)
        isStay = Bool.random(using: &random)
        let first: CalendarDate = "2024-11-15"
        arrival = first.advanced(by: Int.random(in: 0..<700, using: &random))
        days = isStay ? Int.random(in: 1...24, using: &random) : 1
    }

    static func make(_ seed: UInt64) -> ClaimCase {
        var maker = SeededCase(seed)
        return maker.claimCase()
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
    private mutating func amount(_ most: Int64) -> Amount {
        try! Amount(units: Int64.random(in: 0...most, using: &random))
    }

    private mutating func claimCase() -> ClaimCase {
        let claim = claim()
        let hasMember = chance(3)
        let covered = (0..<(hasMember ? Int.random(in: 1...3, using: &random) : 0)).map { _ in
            Coverage(
                group: CardGroup(known: pick(["DN", "HT", "QN", "TE"])), digit: pick([1, 3, 4, 5]), facility: "31999",
                from: arrival.advanced(by: -Int.random(in: 0...900, using: &random)),
                lastDay: chance(2) ? nil : arrival.advanced(by: Int.random(in: -10...30, using: &random)))
        }
        let fiveYears = chance(2) ? arrival.advanced(by: Int.random(in: -400...20, using: &random)) : nil
        let context = ClaimContext(
            paid_before_step: chance(3) ? amount(900_000_000) : nil,
            paid_after_step: chance(3) ? amount(1_600_000_000) : nil,
            donor: pick([nil, .personal, .facility, .arv]))
        return ClaimCase(
            claim: claim, context: context,
            member: hasMember ? MemberFacts(coverages: covered, fiveYearsFrom: fiveYears) : nil)
    }

    private mutating func claim() -> Claim {
        let routing = pick(
            [
                "1.1", "1.1", "1.2", "1.3", "1.3", "1.11", "1.13", "1.16", "2", "3.1", "3.2", "3.3", "7.2", "9", "8",
                "3.5",
            ])
        let cards = (0..<pick([1, 1, 1, 2, 3])).map { _ in
            aCard(
                pick(["TE1", "HN2", "HT3", "DN4", "QN5", "CN3", "LH4"]), facility: pick(["31999", "31999", "31000"]),
                from: arrival.advanced(by: pick([-3000, -400, -2, 3])),
                lastDay: chance(3) ? arrival.advanced(by: Int.random(in: -3...20, using: &random)) : nil)
        }
        let count = Int.random(in: 1...9, using: &random)
        let lines = (1...count).map { line($0) }
        let form: VisitForm = isStay ? pick(["03", "04", "09"]) : pick(["01", "02", "05", "08"])
        return aClaim(
            cards: cards, routing: RoutingCode(known: routing), form: form,
            arrivedAt: LocalMinute(known: "\(arrival)T08:00"),
            leftAt: LocalMinute(known: "\(arrival.advanced(by: days))T07:00"),
            treatmentDays: Int.random(in: 0...25, using: &random),
            fiveYearsFrom: chance(3) ? nil : arrival.advanced(by: Int.random(in: -2000...10, using: &random)),
            exemptFrom: chance(12) ? arrival.advanced(by: Int.random(in: -2...days, using: &random)) : nil,
            lines: lines)
    }

    private mutating func line(_ number: Int) -> ClaimLine {
        let most: Int64 = pick([99_999, 5_000_000, 500_000_000, 90_000_000_000])
        let price = Int64.random(in: 0...most, using: &random)
        let quantity = Int64.random(in: 0...4_000, using: &random)
        let fundPrice: Int64? = chance(2) ? nil : Int64.random(in: 0...(price + price / 10), using: &random)
        let rates: [Rate?] = [nil, "100", "100", "100", "50", "33", "0"]
        let service = pick(rates)
        let isDrug = chance(3)
        let total = Reckoning.product(
            try! Quantity(units: quantity), try! UnitPrice(units: price), [service ?? .whole])!
        let donor: Amount? = chance(3) ? pick([total, amount(max(total.units, 1) - 1)]) : nil
        let day = arrival.advanced(by: Int.random(in: 0..<days, using: &random))
        return aLine(
            try! UnitPrice(units: price), table: isDrug ? .drugs : .services, number: number,
            costGroup: isDrug ? 4 : pick([1, 10, 10, 13, 18]),
            scope: pick([.inScope, .inScope, .inScope, .outOfScope, .forcesOnly]),
            quantity: try! Quantity(units: quantity), fundPrice: fundPrice.map { try! UnitPrice(units: $0) },
            serviceRate: service, paymentRate: pick(rates),
            orderedAt: LocalMinute(known: "\(day)T\(pick(["08:00", "12:30", "23:59"]))"),
            paymentMethod: pick([nil, .feeForService, .capitation]), warWound: chance(8) ? true : nil,
            supplyPackage: isDrug || chance(2) ? nil : pick(["G1", "G2"]), otherSources: donor,
            stated: chance(6) ? StatedLine(total: "1", level: "80") : nil)
    }
}
