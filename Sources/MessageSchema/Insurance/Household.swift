// Households: who lives together, in which order its members pay for a year, and what they have paid.

/// A stay of a person in a household.
public struct HouseholdMember: Codable, Hashable, Sendable {
    public var number: InsuranceNumber
    public var from: CalendarDate
    /// The last day; nil for who lives there still.
    public var lastDay: CalendarDate?

    public init(number: InsuranceNumber, from: CalendarDate, lastDay: CalendarDate? = nil) {
        self.number = number
        self.from = from
        self.lastDay = lastDay
    }

    static let example = HouseholdMember(number: .sample, from: .sample)
}

/// What is paid for one member of a household.
public struct HouseholdShare: Codable, Hashable, Sendable {
    public var number: InsuranceNumber
    /// The place on the ladder among those who pay in the year, from 1; a member keeps it the whole year.
    public var position: Int
    /// The days that are covered.
    public var from: CalendarDate
    public var lastDay: CalendarDate
    public var amount: Amount
    public var paidOn: CalendarDate

    public init(
        number: InsuranceNumber, position: Int, from: CalendarDate, lastDay: CalendarDate, amount: Amount,
        paidOn: CalendarDate
    ) {
        self.number = number
        self.position = position
        self.from = from
        self.lastDay = lastDay
        self.amount = amount
        self.paidOn = paidOn
    }

    static let example = HouseholdShare(
        number: .sample, position: 1, from: .sample, lastDay: .sample, amount: .sample, paidOn: .sample)
}

/// A household.
public struct Household: Codable, Hashable, Sendable {
    public var household: HouseholdID
    /// Where its members are registered for first treatment if nothing else is known of them. It decides who keeps the
    /// household.
    public var facility: FacilityCode
    /// In the order in which they came; who has left stays in the list.
    public var members: [HouseholdMember]
    /// What was paid in the year of today, in the order in which it was.
    public var paid: [HouseholdShare]

    public init(
        household: HouseholdID, facility: FacilityCode, members: [HouseholdMember], paid: [HouseholdShare] = []
    ) {
        self.household = household
        self.facility = facility
        self.members = members
        self.paid = paid
    }

    static let example = Household(household: .sample, facility: .sample, members: [.example], paid: [.example])
}

/// What the members of a household pay at once, quoted or kept.
public struct HouseholdPayment: Codable, Hashable, Sendable {
    public var household: HouseholdID
    /// The financial year in which it counts, that of the day of payment.
    public var year: Int
    public var group: CardGroup
    public var months: Int
    /// What the bank or the collector calls it; left out of a quote.
    public var reference: PlainText?
    /// In the order of their places on the ladder.
    public var shares: [HouseholdShare]
    public var total: Amount
    /// The version of the policy by which it was reckoned.
    public var policyVersion: Int
    public var trace: [TraceStep]

    public init(
        household: HouseholdID, year: Int, group: CardGroup, months: Int, reference: PlainText? = nil,
        shares: [HouseholdShare], total: Amount, policyVersion: Int, trace: [TraceStep]
    ) {
        self.household = household
        self.year = year
        self.group = group
        self.months = months
        self.reference = reference
        self.shares = shares
        self.total = total
        self.policyVersion = policyVersion
        self.trace = trace
    }

    static func example(reference: PlainText?) -> HouseholdPayment {
        HouseholdPayment(
            household: .sample, year: 2026, group: .sample, months: 12, reference: reference, shares: [.example],
            total: .sample, policyVersion: 17, trace: [.example])
    }
}

/// Declares who lives in a household from a day on.
public struct DeclareHousehold: Method {
    public static let name: MethodName = "insurance.household.declare"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Declare who lives in a household from a day on; a new one if none is named."

    /// The household; a new one if left out.
    public var household: HouseholdID?
    public var facility: FacilityCode
    /// All who live there from the day on, one to forty, whether they are enrolled yet or not.
    public var members: [InsuranceNumber]
    public var from: CalendarDate

    public init(
        household: HouseholdID? = nil, facility: FacilityCode, members: [InsuranceNumber], from: CalendarDate
    ) {
        self.household = household
        self.facility = facility
        self.members = members
        self.from = from
    }

    public typealias Reply = Household
    public static let example = Example(
        Self(facility: .sample, members: [.sample], from: .sample), reply: .example)
}

/// Shows a household, by its identifier or by who lives there today.
public struct GetHousehold: Method {
    public static let name: MethodName = "insurance.household.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readMembers
    public static let scope = Scope<Self>.found
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Show a household, by its identifier or by who lives there."

    /// One of the two.
    public var household: HouseholdID?
    public var member: InsuranceNumber?

    public init(household: HouseholdID? = nil, member: InsuranceNumber? = nil) {
        self.household = household
        self.member = member
    }

    public typealias Reply = Household
    public static let example = Example(Self(household: .sample), reply: .example)
}

/// Quotes what members of a household would pay, and which days that would cover.
public struct QuoteHousehold: Method {
    public static let name: MethodName = "insurance.household.quote"
    public static let effect = Effect.reads
    public static let permission = Permission.readMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Quote what members of a household would pay, and which days that would cover."

    public var household: HouseholdID
    public var group: CardGroup
    /// Who would pay, in this order; all who live there and are not insured otherwise if left out.
    public var members: [InsuranceNumber]?
    public var months: Int
    /// Today if left out.
    public var paidOn: CalendarDate?

    public init(
        household: HouseholdID, group: CardGroup, members: [InsuranceNumber]? = nil, months: Int,
        paidOn: CalendarDate? = nil
    ) {
        self.household = household
        self.group = group
        self.members = members
        self.months = months
        self.paidOn = paidOn
    }

    public typealias Reply = HouseholdPayment
    public static let example = Example(
        Self(household: .sample, group: .sample, months: 12), reply: .example(reference: nil))
}

/// Who a member of a household is that was never enrolled.
public struct Newcomer: Codable, Hashable, Sendable {
    public var number: InsuranceNumber
    public var name: PlainText
    public var birthDate: CalendarDate
    public var sex: Sex
    public var citizenNumber: CitizenNumber?

    public init(
        number: InsuranceNumber, name: PlainText, birthDate: CalendarDate, sex: Sex,
        citizenNumber: CitizenNumber? = nil
    ) {
        self.number = number
        self.name = name
        self.birthDate = birthDate
        self.sex = sex
        self.citizenNumber = citizenNumber
    }
}

/// Keeps what members of a household have paid, and covers each of them for the days that it is for.
public struct PayHousehold: Method {
    public static let name: MethodName = "insurance.household.pay"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Keep what members of a household have paid, and cover them for these days."

    public var household: HouseholdID
    public var group: CardGroup
    /// The benefit digit of their cards, 1 to 5.
    public var digit: Int
    /// Who pays, in this order; all who live there and are not insured otherwise if left out.
    public var members: [InsuranceNumber]?
    /// Who those are that were never enrolled.
    public var newcomers: [Newcomer]?
    public var months: Int
    /// Today if left out.
    public var paidOn: CalendarDate?
    /// What has been paid; it has to be what is reckoned.
    public var amount: Amount
    /// What the bank or the collector calls it; a household's reference is kept once.
    public var reference: PlainText

    public init(
        household: HouseholdID, group: CardGroup, digit: Int, members: [InsuranceNumber]? = nil,
        newcomers: [Newcomer]? = nil, months: Int, paidOn: CalendarDate? = nil, amount: Amount, reference: PlainText
    ) {
        self.household = household
        self.group = group
        self.digit = digit
        self.members = members
        self.newcomers = newcomers
        self.months = months
        self.paidOn = paidOn
        self.amount = amount
        self.reference = reference
    }

    public typealias Reply = HouseholdPayment
    public static let example = Example(
        Self(household: .sample, group: .sample, digit: 4, months: 12, amount: .sample, reference: "BL-0001"),
        reply: .example(reference: "BL-0001"))
}
