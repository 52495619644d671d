// What is to be paid in for somebody, by whom, and how that was reckoned.

/// What one payer pays.
public struct ContributionPart: Codable, Hashable, Sendable {
    public var payer: ContributionPayer
    public var amount: Amount

    public init(payer: ContributionPayer, amount: Amount) {
        self.payer = payer
        self.amount = amount
    }
}

/// What is paid for one person, for all months together.
public struct QuotedPerson: Codable, Hashable, Sendable {
    /// The place on the ladder of the household; left out where there is none.
    public var position: Int?
    public var parts: [ContributionPart]
    public var total: Amount

    public init(position: Int? = nil, parts: [ContributionPart], total: Amount) {
        self.position = position
        self.parts = parts
        self.total = total
    }
}

/// A contribution as the published policy has it.
public struct ContributionQuote: Codable, Hashable, Sendable {
    /// The group that is paid for; of several the first by the order of the law.
    public var group: CardGroup?
    public var condition: PlainText?
    public var from: Month
    public var months: Int
    public var paidOn: CalendarDate
    /// The version of the policy by which it was reckoned.
    public var policyVersion: Int
    public var persons: [QuotedPerson]
    /// What each payer pays for all persons.
    public var parts: [ContributionPart]
    public var total: Amount
    public var trace: [TraceStep]

    public init(
        group: CardGroup? = nil, condition: PlainText? = nil, from: Month, months: Int, paidOn: CalendarDate,
        policyVersion: Int, persons: [QuotedPerson], parts: [ContributionPart], total: Amount, trace: [TraceStep]
    ) {
        self.group = group
        self.condition = condition
        self.from = from
        self.months = months
        self.paidOn = paidOn
        self.policyVersion = policyVersion
        self.persons = persons
        self.parts = parts
        self.total = total
        self.trace = trace
    }
}

/// Quotes what is to be paid in for somebody.
public struct QuoteContribution: Method {
    public static let name: MethodName = "insurance.contribution.quote"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Quote what is to be paid in for somebody, and by whom."

    /// All groups that the person belongs to; left out for a condition alone.
    public var groups: [CardGroup]?
    /// What else is true of the person, a word of the policy's supports such as `poorCommune`.
    public var condition: PlainText?
    /// The wage, the pension or the allowance of a month.
    public var income: Amount?
    /// How many members of a household pay; 1 if left out.
    public var members: Int?
    /// The place of the first of them among those who have paid in the year, counted from 1; 1 if left out.
    public var position: Int?
    /// The first month paid for; that of the payment if left out.
    public var from: Month?
    /// 1 if left out.
    public var months: Int?
    /// Today if left out.
    public var paidOn: CalendarDate?

    public init(
        groups: [CardGroup]? = nil, condition: PlainText? = nil, income: Amount? = nil, members: Int? = nil,
        position: Int? = nil, from: Month? = nil, months: Int? = nil, paidOn: CalendarDate? = nil
    ) {
        self.groups = groups
        self.condition = condition
        self.income = income
        self.members = members
        self.position = position
        self.from = from
        self.months = months
        self.paidOn = paidOn
    }

    public typealias Reply = ContributionQuote
    public static let example = Example(
        Self(groups: [.sample], months: 12, paidOn: .sample),
        reply: ContributionQuote(
            group: .sample, from: .sample, months: 12, paidOn: .sample, policyVersion: 1,
            persons: [QuotedPerson(parts: [.example], total: ContributionPart.example.amount)],
            parts: [.example], total: ContributionPart.example.amount, trace: [.example]))
}

extension ContributionPart {
    static let example = ContributionPart(payer: .insured, amount: .sample)
}
