// What comes into the fund and goes out of it beside claims: contributions and advances; and the shares by which
// contributions are allocated, as rows of a policy act.

/// A share of the fund's money.
public struct FundShareRow: Codable, Hashable, Sendable {
    /// `care`, `reserve` or `administration` of what is paid in, which add up to 100; `advance` of what a facility's
    /// last quarter came to; `surplus` and `deficit` of what a province's year comes to, which go to the reserve and
    /// are topped up from it.
    public var name: PlainText
    public var from: CalendarDate
    /// The last day it holds; left out, it holds until a later row begins.
    public var lastDay: CalendarDate?
    /// Percent.
    public var share: Rate
    public var article: PlainText?

    public init(
        name: PlainText, from: CalendarDate, lastDay: CalendarDate? = nil, share: Rate, article: PlainText?
    ) {
        self.name = name
        self.from = from
        self.lastDay = lastDay
        self.share = share
        self.article = article
    }
}

/// Why an entry stands in the fund's books that was made for no claim.
public enum FundEntryKind: String, WireEnum {
    case contribution, advance, settlement
    /// A year's surpluses went to the reserve, and its deficits were topped up from it.
    case closing
}

/// Records what a payer paid into the fund: allocated at once to care, reserve and administration by the shares of the
/// day it was received on.
public struct RecordContribution: Method {
    public static let name: MethodName = "insurance.contribution.record"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Record what was paid into the fund, allocated by the shares of the day."

    public var payer: ContributionPayer
    /// Two digits, as facilities' codes begin with.
    public var province: PlainText
    public var receivedOn: CalendarDate
    public var amount: Amount
    /// What the bank or the treasury calls it; a payer's reference is recorded once.
    public var reference: PlainText

    public init(
        payer: ContributionPayer, province: PlainText, receivedOn: CalendarDate, amount: Amount, reference: PlainText
    ) {
        self.payer = payer
        self.province = province
        self.receivedOn = receivedOn
        self.amount = amount
        self.reference = reference
    }

    public typealias Reply = LedgerEntry
    public static let example = Example(
        Self(payer: .employer, province: "31", receivedOn: .sample, amount: .sample, reference: "UNC-0001"),
        reply: .example)
}

/// What a facility is to be advanced for a quarter.
public struct AdvanceQuote: Codable, Hashable, Sendable {
    public var facility: FacilityCode
    public var quarter: Quarter
    /// What the quarter before came to by the books.
    public var base: Amount
    public var amount: Amount
    public var policyVersion: Int
    public var trace: [TraceStep]

    public init(
        facility: FacilityCode, quarter: Quarter, base: Amount, amount: Amount, policyVersion: Int,
        trace: [TraceStep]
    ) {
        self.facility = facility
        self.quarter = quarter
        self.base = base
        self.amount = amount
        self.policyVersion = policyVersion
        self.trace = trace
    }

    static let example = AdvanceQuote(
        facility: .sample, quarter: .sample, base: .sample, amount: .sample, policyVersion: 17, trace: [.example])
}

/// Quotes what a facility is to be advanced for a quarter.
public struct QuoteAdvance: Method {
    public static let name: MethodName = "insurance.advance.quote"
    public static let effect = Effect.reads
    public static let permission = Permission.readLedger
    public static let scope = Scope<Self>.found
    public static let summary = "Quote what a facility is to be advanced for a quarter, from what the last one came to."

    public var facility: FacilityCode
    public var quarter: Quarter

    public init(facility: FacilityCode, quarter: Quarter) {
        self.facility = facility
        self.quarter = quarter
    }

    public typealias Reply = AdvanceQuote
    public static let example = Example(Self(facility: .sample, quarter: .sample), reply: .example)
}

/// Records what was advanced to a facility.
public struct RecordAdvance: Method {
    public static let name: MethodName = "insurance.advance.record"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Record what was advanced to a facility for a quarter."

    public var facility: FacilityCode
    public var quarter: Quarter
    public var amount: Amount
    /// What the bank or the treasury calls it; a reference is recorded once.
    public var reference: PlainText

    public init(facility: FacilityCode, quarter: Quarter, amount: Amount, reference: PlainText) {
        self.facility = facility
        self.quarter = quarter
        self.amount = amount
        self.reference = reference
    }

    public typealias Reply = LedgerEntry
    public static let example = Example(
        Self(facility: .sample, quarter: .sample, amount: .sample, reference: "UNC-0002"), reply: .example)
}

/// An entry was made in the fund's books that no claim asked for.
public struct FundEntered: Event {
    public static let name = "insurance.ledger.entered"
    public static let summary =
        "A contribution, an advance, a settlement or a year's closing was entered in the fund's books."
    public var posting: PostingID
    public var kind: FundEntryKind
    public var month: Month
    public var sides: [LedgerPosted.Side]
    public var facility: FacilityCode?
    public var quarter: Quarter?

    public init(
        posting: PostingID, kind: FundEntryKind, month: Month, sides: [LedgerPosted.Side],
        facility: FacilityCode? = nil, quarter: Quarter? = nil
    ) {
        self.posting = posting
        self.kind = kind
        self.month = month
        self.sides = sides
        self.facility = facility
        self.quarter = quarter
    }
    public static let example = Self(
        posting: .sample, kind: .advance, month: .sample, sides: LedgerPosted.example.sides, facility: .sample,
        quarter: .sample)
}
