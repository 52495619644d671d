// What a person's year would have counted otherwise by a draft: carried from claim to claim, since what was co-paid
// before decides when the exemption after five years begins.

internal import MessageSchema

/// How much more (or less) co-payment of a year counts under a base salary. In hundredths of a đồng.
public struct CountDifference: Hashable, Sendable {
    public var year: Int
    public var baseSalary: Int64
    public var amount: Int64

    public init(year: Int, baseSalary: Int64, amount: Int64) {
        self.year = year
        self.baseSalary = baseSalary
        self.amount = amount
    }
}

extension [CountDifference] {
    /// With what a claim counts by the draft more than it counted as decided; sums of nothing fall away.
    func adding(_ after: [CountedWork], instead before: [CountedWork]) -> [CountDifference] {
        guard after != before else { return self }
        let differences =
            after.map { CountDifference(year: $0.year, baseSalary: $0.baseSalary, amount: $0.amount) }
            + before.map { CountDifference(year: $0.year, baseSalary: $0.baseSalary, amount: -$0.amount) }
        var sums = self
        for difference in differences {
            let place = sums.firstIndex {
                $0.year == difference.year && $0.baseSalary == difference.baseSalary
            }
            guard let place else {
                sums.append(difference)
                continue
            }
            sums[place].amount = Self.bound(Int128(sums[place].amount) + Int128(difference.amount))
        }
        return sums.filter { $0.amount != 0 }.sorted { ($0.year, $0.baseSalary) < ($1.year, $1.baseSalary) }
    }

    /// As far as an amount goes, to both sides.
    private static func bound(_ units: Int128) -> Int64 {
        let most = Int128(Amount.unitsMax)
        return Int64(Swift.max(-most, Swift.min(most, units)))
    }
}

extension ClaimFacts {
    /// The facts as they would have been: what was counted before, with the differences in the years of the visit.
    func counting(_ differences: [CountDifference]) -> ClaimFacts {
        guard !differences.isEmpty else { return self }
        let years = arrivedAt.date.civil.year...max(arrivedAt.date.civil.year, leftAt.date.civil.year)
        let own = differences.filter { years.contains($0.year) }
        guard !own.isEmpty else { return self }
        var facts = self
        for difference in own {
            let place = facts.history.firstIndex {
                $0.year == difference.year && $0.baseSalary == difference.baseSalary
            }
            guard let place else {
                let counted = CountedWork(
                    year: difference.year, baseSalary: difference.baseSalary, amount: max(0, difference.amount))
                facts.history.append(counted)
                continue
            }
            let sum = Int128(facts.history[place].amount) + Int128(difference.amount)
            facts.history[place].amount = Int64(max(0, min(Int128(Amount.unitsMax), sum)))
        }
        facts.history.sort { ($0.year, $0.baseSalary) < ($1.year, $1.baseSalary) }
        return facts
    }
}
