// Co-payment of a year that counts towards the exemption after five years, and how it adds up over claims.

public import MessageSchema

/// Co-payment of a year that counts towards the exemption after five years.
public struct CountedCopayment: Hashable, Sendable {
    public var year: Int
    /// The base salary under which it was paid.
    public var baseSalary: Amount
    public var amount: Amount

    public init(year: Int, baseSalary: Amount, amount: Amount) {
        self.year = year
        self.baseSalary = baseSalary
        self.amount = amount
    }
}

extension [CountedCopayment] {
    /// With what further claims count, by year and base salary. What passes an amount stays at the most one can be,
    /// which is above any ceiling.
    public func adding(_ others: [CountedCopayment]) -> [CountedCopayment] {
        var sums = self
        for other in others {
            let place = sums.firstIndex { $0.year == other.year && $0.baseSalary == other.baseSalary }
            guard let place else {
                sums.append(other)
                continue
            }
            sums[place].amount = Amount(
                reckoned: Reckoning.bound(Int128(sums[place].amount.units) + Int128(other.amount.units)))
        }
        return sums.sorted { ($0.year, $0.baseSalary) < ($1.year, $1.baseSalary) }
    }
}

extension CountedCopayment {
    init(_ work: CountedWork) {
        self.init(
            year: work.year, baseSalary: Amount(reckoned: work.baseSalary), amount: Amount(reckoned: work.amount))
    }
}
