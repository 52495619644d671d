// SYNTHETIC claims across the dates on which policy changed: names, codes and prices are invented.

import Foundation
internal import MessageSchema
internal import Surroundings

/// A made claim with what its facility reckoned.
struct SyntheticClaim {
    struct Line {
        let isDrug: Bool
        let costGroup: Int
        let quantity: Int64
        let price: Int64
        let fundPrice: Int64
        let serviceRate: Int64
        let paymentRate: Int64
        var money = ReckonedLine(total: 0, inScope: 0, copayment: 0, fund: 0)
    }
    let key: String
    let serial: Int
    let card: String
    let routing: String
    let date: CalendarDate
    let isStay: Bool
    var level: Int64 = 0
    var lines: [Line]

    func sum(_ part: (ReckonedLine) -> Int64) -> Int64 { lines.reduce(0) { $0 + part($1.money) } }
}

/// Makes claims, each from its serial and the seed.
struct ClaimGenerator {
    private var random: SeededRandom
    /// Days right before and after each change of law, and days between.
    private static let days = [
        "2025-03-10", "2025-11-05", "2025-12-31", "2026-01-01", "2026-02-20", "2026-05-05", "2026-06-30", "2026-07-01",
        "2026-07-15", "2026-08-05", "2026-08-20",
    ]
    private static let cards = ["DN4", "DN4", "GD4", "HT3", "CN3", "HN2", "TE1", "HS4"]
    private static let outpatient = ["1.1", "1.1", "1.2", "1.3", "1.12", "1.13", "1.18", "2"]
    private static let inpatient = ["1.1", "1.3", "1.15", "2", "3.1", "3.2"]

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func claims(_ count: Int) throws -> [SyntheticClaim] {
        try (1...count).map { serial in try claim(serial) }
    }

    private mutating func claim(_ serial: Int) throws -> SyntheticClaim {
        let isStay = pick(0..<4) == 0
        let date = try CalendarDate(Self.days[pick(0..<Self.days.count)])
        let codes = isStay ? Self.inpatient : Self.outpatient
        let number = "31" + String(format: "%08d", 40_000_000 + serial)
        let lineCount = pick(1..<7)
        let group = Self.cards[pick(0..<Self.cards.count)]
        var claim = SyntheticClaim(
            key: "DEMO-\(date.text.filter { $0 != "-" })-\(String(format: "%05d", serial))", serial: serial,
            card: group + "31" + number, routing: codes[pick(0..<codes.count)], date: date, isStay: isStay,
            lines: (0..<lineCount).map { _ in line(areRatesBinding: group != "TE1") })
        reckon(&claim)
        return claim
    }

    // Payment rates of single drugs do not bind the bearers of digit 1 (Decree 146/2018, article 14).
    private mutating func line(areRatesBinding: Bool) -> SyntheticClaim.Line {
        if pick(0..<2) == 0 {
            return SyntheticClaim.Line(
                isDrug: true, costGroup: 4, quantity: Int64(pick(1..<61)) * 1000, price: Int64(pick(500..<90_000_000)),
                fundPrice: 0, serviceRate: 100,
                paymentRate: areRatesBinding ? [100, 100, 100, 50, 70][pick(0..<5)] : 100)
        }
        let price = Int64(pick(20_000..<1_500_000)) * 1000
        let isCapped = pick(0..<5) == 0
        return SyntheticClaim.Line(
            isDrug: false, costGroup: [1, 2, 18][pick(0..<3)], quantity: 1000, price: price,
            fundPrice: isCapped ? price * 8 / 10 : price, serviceRate: [100, 100, 100, 50][pick(0..<4)],
            paymentRate: 100)
    }

    private func reckon(_ claim: inout SyntheticClaim) {
        for index in claim.lines.indices {
            let line = claim.lines[index]
            claim.lines[index].money.total = ClaimOracle.amount(
                line.quantity, line.price, serviceRate: line.serviceRate, paymentRate: 100)
            claim.lines[index].money.inScope = ClaimOracle.amount(
                line.quantity, line.isDrug ? line.price : line.fundPrice, serviceRate: line.serviceRate,
                paymentRate: line.paymentRate)
        }
        claim.level = ClaimOracle.level(
            card: claim.card, routing: claim.routing, on: claim.date, inScope: claim.sum(\.inScope))
        for index in claim.lines.indices {
            let inScope = claim.lines[index].money.inScope
            claim.lines[index].money.fund = ClaimOracle.fund(inScope, level: claim.level)
            claim.lines[index].money.copayment = inScope - claim.lines[index].money.fund
        }
    }

    private mutating func pick(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
}
