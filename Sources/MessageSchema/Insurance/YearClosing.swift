// The end of a year: what provinces have left goes to the reserve, what they lack comes from it.

/// What closing a year moves between the provinces' care and the reserve.
public struct YearClosing: Codable, Hashable, Sendable {
    public var year: Int
    /// What the year came to, what was moved before left out.
    public var provinces: [ProvinceFund]
    /// What goes to the reserve of the surpluses.
    public var surplus: Amount
    /// What the reserve tops up of the deficits.
    public var deficit: Amount
    /// What the reserve has before and after.
    public var reserve: Amount
    public var reserveAfter: Amount
    public var policyVersion: Int
    public var trace: [TraceStep]
    /// SHA-256 of all the rest, hexadecimal: what `fund close` quotes.
    public var hash: String

    public init(
        year: Int, provinces: [ProvinceFund], surplus: Amount, deficit: Amount, reserve: Amount, reserveAfter: Amount,
        policyVersion: Int, trace: [TraceStep], hash: String = ""
    ) {
        self.year = year
        self.provinces = provinces
        self.surplus = surplus
        self.deficit = deficit
        self.reserve = reserve
        self.reserveAfter = reserveAfter
        self.policyVersion = policyVersion
        self.trace = trace
        self.hash = hash
    }

    static let example = YearClosing(
        year: 2025, provinces: [.example], surplus: .sample, deficit: .zero, reserve: .zero, reserveAfter: .sample,
        policyVersion: 17, trace: [.example], hash: String(repeating: "0", count: 64))
}

/// Draws what closing a year would move; nothing is entered.
public struct DrawClosing: Method {
    public static let name: MethodName = "insurance.fund.closing"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Draw what closing a year would move between the provinces' care and the reserve."

    public var year: Int
    public init(year: Int) { self.year = year }

    public typealias Reply = YearClosing
    public static let example = Example(Self(year: 2025), reply: .example)
}

/// Closes a year that is over, by the hash of the closing that was seen. A year that claims have changed since is
/// closed again: what is left is moved.
public struct CloseYear: Method {
    public static let name: MethodName = "insurance.fund.close"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary =
        "Close a year, by the closing that was seen: surpluses to the reserve, deficits from it."

    public var year: Int
    /// The hash of the closing.
    public var quotes: String

    public init(year: Int, quotes: String) {
        self.year = year
        self.quotes = quotes
    }

    public typealias Reply = LedgerEntry
    public static let example = Example(Self(year: 2025, quotes: String(repeating: "0", count: 64)), reply: .example)
}
