// What a facility's month or quarter came to, as forms 01/BH and 02/BH have it (Circular 12/2026/TT-BYT), and how a
// quarter is settled.

/// A section of a statement: claims of some forms of a visit that the fund pays.
public struct StatementSection: Codable, Hashable, Sendable {
    /// `I` examinations, `II` outpatient treatment, `III` day stays, `IV` stays, `V` other forms, or `total`.
    public var section: PlainText
    public var visits: Int
    /// Column 2, all costs: columns 3, 6 and 7.
    public var total: Amount
    /// Column 3, in scope: columns 4 and 5.
    public var inScope: Amount
    /// Column 4, the fund's by the header's formula.
    public var fund: Amount
    /// Column 5, the patients' share.
    public var copayment: Amount
    /// Column 6, the patients' own cost.
    public var ownCost: Amount
    /// Column 7, what others pay.
    public var otherSources: Amount
    /// What of column 4 officers took out, or donors paid.
    public var reductions: Amount

    public init(
        section: PlainText, visits: Int = 0, total: Amount = .zero, inScope: Amount = .zero, fund: Amount = .zero,
        copayment: Amount = .zero, ownCost: Amount = .zero, otherSources: Amount = .zero, reductions: Amount = .zero
    ) {
        self.section = section
        self.visits = visits
        self.total = total
        self.inScope = inScope
        self.fund = fund
        self.copayment = copayment
        self.ownCost = ownCost
        self.otherSources = otherSources
        self.reductions = reductions
    }

    static let example = StatementSection(
        section: "I", visits: 1, total: .sample, inScope: .sample, fund: .sample)
}

/// What a facility's month or quarter came to.
public struct Statement: Codable, Hashable, Sendable {
    public var facility: FacilityCode
    public var month: Month?
    public var quarter: Quarter?
    /// Those with visits, in order.
    public var sections: [StatementSection]
    public var total: StatementSection
    /// Claims of the time that wait for evidence, and such as are refused or taken back: in no section.
    public var waiting: Int
    public var refused: Int
    /// What claims' entries of these months come to in the books.
    public var booked: Amount
    /// What of it is of claims of other months, less what of these claims was booked later: `booked` less column 4
    /// less its reductions.
    public var carried: Amount
    /// Of a quarter: what the fund owes the facility up to its end, earlier settlements taken off; below zero, what it
    /// gets back.
    public var due: Amount?
    /// Of a quarter: what the facility holds of advances, as far as it is set off.
    public var advance: Amount?
    /// Of a quarter: what is to be paid.
    public var toPay: Amount?
    public var isSettled: Bool?
    /// SHA-256 of all the rest, which a settlement quotes.
    public var hash: String

    public init(
        facility: FacilityCode, month: Month? = nil, quarter: Quarter? = nil, sections: [StatementSection],
        total: StatementSection, waiting: Int, refused: Int, booked: Amount, carried: Amount, due: Amount? = nil,
        advance: Amount? = nil, toPay: Amount? = nil, isSettled: Bool? = nil, hash: String = ""
    ) {
        self.facility = facility
        self.month = month
        self.quarter = quarter
        self.sections = sections
        self.total = total
        self.waiting = waiting
        self.refused = refused
        self.booked = booked
        self.carried = carried
        self.due = due
        self.advance = advance
        self.toPay = toPay
        self.isSettled = isSettled
        self.hash = hash
    }

    static let example = Statement(
        facility: .sample, month: .sample, sections: [.example], total: .example, waiting: 0, refused: 0,
        booked: .sample, carried: .zero, hash: "a0")
}

/// Draws a facility's statement of a month (01/BH) or of a quarter (02/BH).
public struct DrawStatement: Method {
    public static let name: MethodName = "insurance.statement.draw"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.found
    public static let summary = "Draw a facility's statement of a month (01/BH) or of a quarter (02/BH)."

    public var facility: FacilityCode
    /// Either this,
    public var month: Month?
    /// or this.
    public var quarter: Quarter?

    public init(facility: FacilityCode, month: Month? = nil, quarter: Quarter? = nil) {
        self.facility = facility
        self.month = month
        self.quarter = quarter
    }

    public typealias Reply = Statement
    public static let example = Example(Self(facility: .sample, month: .sample), reply: .example)
}

/// A quarter that was settled.
public struct Settlement: Codable, Hashable, Sendable {
    public var facility: FacilityCode
    public var quarter: Quarter
    /// What was owed; below zero, what the facility keeps as an advance.
    public var due: Amount
    /// What of it advances had paid.
    public var advance: Amount
    public var paid: Amount
    public var posting: PostingID
    public var settledOn: CalendarDate

    public init(
        facility: FacilityCode, quarter: Quarter, due: Amount, advance: Amount, paid: Amount, posting: PostingID,
        settledOn: CalendarDate
    ) {
        self.facility = facility
        self.quarter = quarter
        self.due = due
        self.advance = advance
        self.paid = paid
        self.posting = posting
        self.settledOn = settledOn
    }

    static let example = Settlement(
        facility: .sample, quarter: .sample, due: .sample, advance: .zero, paid: .sample, posting: .sample,
        settledOn: .sample)
}

/// Settles a facility's quarter: what is owed is set off against advances, and the rest is paid.
public struct RunSettlement: Method {
    public static let name: MethodName = "insurance.settlement.run"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Settle a facility's quarter, once, by the statement that was seen."

    public var facility: FacilityCode
    public var quarter: Quarter
    /// The hash of the statement that was seen.
    public var quotes: String

    public init(facility: FacilityCode, quarter: Quarter, quotes: String) {
        self.facility = facility
        self.quarter = quarter
        self.quotes = quotes
    }

    public typealias Reply = Settlement
    public static let example = Example(Self(facility: .sample, quarter: .sample, quotes: "a0"), reply: .example)
}

/// Lists settlements of quarters.
public struct ListSettlements: Method {
    public static let name: MethodName = "insurance.settlement.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.anywhere
    public static let summary = "List settled quarters, of a facility or a quarter if given, in their order."

    public var facility: FacilityCode?
    public var quarter: Quarter?
    public var limit: Int?
    public var cursor: String?

    public init(
        facility: FacilityCode? = nil, quarter: Quarter? = nil, limit: Int? = nil, cursor: String? = nil
    ) {
        self.facility = facility
        self.quarter = quarter
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<Settlement>
    public static let example = Example(Self(), reply: Page(items: [.example]))
}
