// What the fund comes to, by province, and what it will by the end of the year.

/// A province's part of the fund.
public struct ProvinceFund: Codable, Hashable, Sendable {
    /// Two digits, as facilities' codes begin with; `total` for all.
    public var province: PlainText
    /// What was allocated to care of what was paid in there.
    public var allocated: Amount
    /// What facilities there are owed or were paid for claims.
    public var spent: Amount
    /// Above zero a surplus, below it a deficit.
    public var balance: Amount

    public init(province: PlainText, allocated: Amount, spent: Amount) {
        self.province = province
        self.allocated = allocated
        self.spent = spent
        balance = allocated - spent
    }

    static let example = ProvinceFund(province: "31", allocated: .sample, spent: .zero)
}

/// Shows what the fund comes to.
public struct ShowFundBalance: Method {
    public static let name: MethodName = "insurance.fund.balance"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Show what the fund comes to: care by province, reserve, administration, money at hand."

    /// Of this year's entries only, by their months; of all when left out.
    public var year: Int?
    public init(year: Int? = nil) { self.year = year }

    public struct Reply: Codable, Hashable, Sendable {
        public var provinces: [ProvinceFund]
        public var total: ProvinceFund
        public var reserve: Amount
        public var administration: Amount
        /// What is at the bank, paid in less paid out.
        public var cash: Amount
        /// What facilities hold of advances.
        public var advances: Amount
        public init(
            provinces: [ProvinceFund], total: ProvinceFund, reserve: Amount, administration: Amount, cash: Amount,
            advances: Amount
        ) {
            self.provinces = provinces
            self.total = total
            self.reserve = reserve
            self.administration = administration
            self.cash = cash
            self.advances = advances
        }
    }
    public static let example = Example(
        Self(),
        reply: Reply(
            provinces: [.example], total: .example, reserve: .zero, administration: .zero, cash: .sample,
            advances: .zero))
}

/// Forecasts what a year will come to: what its whole months came to, on average, times twelve.
public struct ForecastFund: Method {
    public static let name: MethodName = "insurance.fund.forecast"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Forecast the fund to the end of a year by the average of its whole months."

    public var year: Int
    public init(year: Int) { self.year = year }

    public struct Reply: Codable, Hashable, Sendable {
        public var year: Int
        /// Whole months of the year that have passed, which the forecast goes by.
        public var months: Int
        /// As these months came to.
        public var sofar: [ProvinceFund]
        /// As the year will.
        public var expected: [ProvinceFund]
        public var total: ProvinceFund
        public init(year: Int, months: Int, sofar: [ProvinceFund], expected: [ProvinceFund], total: ProvinceFund) {
            self.year = year
            self.months = months
            self.sofar = sofar
            self.expected = expected
            self.total = total
        }
    }
    public static let example = Example(
        Self(year: 2026),
        reply: Reply(year: 2026, months: 7, sofar: [.example], expected: [.example], total: .example))
}
