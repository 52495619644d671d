// What a year will come to: the average of its whole months, times twelve. No season and no trend is in it, which the
// reader is told by the number of months.

public import MessageSchema

/// The rules about forecasts.
public enum ForecastRules {
    /// Whole months of a year that have passed on a day, 0 to 12.
    public static func months(of year: Int, passedOn day: CalendarDate) -> Int {
        let (thisYear, month, _) = day.civil
        return year < thisYear ? 12 : year > thisYear ? 0 : month - 1
    }

    /// The forecast of the provinces by what the whole months came to.
    public static func forecast(
        year: Int, months: Int, sofar: [ProvinceFund]
    ) throws(FundRejection) -> ForecastFund.Reply {
        guard months > 0 else { throw .unfitting("No month of \(year) is over that a forecast could go by.") }
        let expected = try sofar.map { fund throws(FundRejection) in
            ProvinceFund(
                province: fund.province, allocated: try whole(fund.allocated, of: months),
                spent: try whole(fund.spent, of: months))
        }
        return ForecastFund.Reply(
            year: year, months: months, sofar: sofar, expected: expected, total: try total(of: expected))
    }

    /// All provinces together.
    public static func total(of provinces: [ProvinceFund]) throws(FundRejection) -> ProvinceFund {
        ProvinceFund(
            province: "total", allocated: try sum(provinces.map(\.allocated)), spent: try sum(provinces.map(\.spent)))
    }

    // Half-up, and as far from zero below it.
    private static func whole(_ amount: Amount, of months: Int) throws(FundRejection) -> Amount {
        let product = Int128(amount.units) * 12
        let half = Int128(months) / 2
        return try checked((product + (product < 0 ? -half : half)) / Int128(months))
    }

    static func sum(_ amounts: [Amount]) throws(FundRejection) -> Amount {
        try checked(amounts.reduce(Int128(0)) { $0 + Int128($1.units) })
    }

    private static func checked(_ units: Int128) throws(FundRejection) -> Amount {
        guard let units = Int64(exactly: units), let amount = try? Amount(units: units) else {
            throw .unfitting("The sum has more than 15 digits.")
        }
        return amount
    }
}
