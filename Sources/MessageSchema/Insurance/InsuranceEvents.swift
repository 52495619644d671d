// What the insurance service publishes in its journal. Persons and what ails them are in the private part.

/// A person was enrolled, or a member covered for a further stretch of time.
public struct MemberEnrolled: Event {
    public static let name = "insurance.member.enrolled"
    public static let summary = "A person was enrolled, or a member covered for a further stretch of time."
    public var coverage: Coverage
    public init(coverage: Coverage) { self.coverage = coverage }
    public static let example = Self(coverage: .example)
}

/// A member was registered at another facility for first treatment.
public struct MemberRegistered: Event {
    public static let name = "insurance.member.registered"
    public static let summary = "A member was registered at another facility for first treatment."
    public var facility: FacilityCode
    public var from: CalendarDate
    public init(facility: FacilityCode, from: CalendarDate) {
        self.facility = facility
        self.from = from
    }
    public static let example = Self(facility: .sample, from: .sample)
}

/// It was declared who lives in a household.
public struct HouseholdDeclared: Event {
    public static let name = "insurance.household.declared"
    public static let summary = "It was declared who lives in a household from a day on."
    public var facility: FacilityCode
    public var from: CalendarDate
    /// How many live there.
    public var members: Int
    public init(facility: FacilityCode, from: CalendarDate, members: Int) {
        self.facility = facility
        self.from = from
        self.members = members
    }
    public static let example = Self(facility: .sample, from: .sample, members: 1)
}

/// Members of a household have paid.
public struct HouseholdPaid: Event {
    public static let name = "insurance.household.paid"
    public static let summary = "Members of a household have paid and are covered."
    /// The financial year in which it counts.
    public var year: Int
    public var group: CardGroup
    /// How many have paid.
    public var members: Int
    public var months: Int
    public var total: Amount
    public var policyVersion: Int
    public init(year: Int, group: CardGroup, members: Int, months: Int, total: Amount, policyVersion: Int) {
        self.year = year
        self.group = group
        self.members = members
        self.months = months
        self.total = total
        self.policyVersion = policyVersion
    }
    public static let example = Self(
        year: 2026, group: .sample, members: 1, months: 12, total: .sample, policyVersion: 17)
}

/// Rows of a list were taken over.
public struct CatalogueChanged: Event {
    public static let name = "insurance.catalogue.changed"
    public static let summary = "Rows of a list that claims are held against were taken over."
    public var kind: CatalogueKind
    /// Whose list it is; nil for one of the whole country.
    public var facility: FacilityCode?
    /// How many rows say something new.
    public var items: Int
    /// The first day on which one of them holds.
    public var from: CalendarDate
    public init(kind: CatalogueKind, facility: FacilityCode?, items: Int, from: CalendarDate) {
        self.kind = kind
        self.facility = facility
        self.items = items
        self.from = from
    }
    public static let example = Self(kind: .drugs, facility: .sample, items: 1, from: .sample)
}

/// The rules of an act were proposed.
public struct PolicyProposed: Event {
    public static let name = "insurance.policy.proposed"
    public static let summary = "The rules of an act were proposed."
    public var act: ActNumber
    public var hash: String
    public init(act: ActNumber, hash: String) {
        self.act = act
        self.hash = hash
    }
    public static let example = Self(act: .sample, hash: String(repeating: "0", count: 64))
}

/// The rules of an act were published and count from now on.
public struct PolicyPublished: Event {
    public static let name = "insurance.policy.published"
    public static let summary = "The rules of an act were published and count from now on."
    public var act: ActNumber
    public var hash: String
    public var version: Int
    public init(act: ActNumber, hash: String, version: Int) {
        self.act = act
        self.hash = hash
        self.version = version
    }
    public static let example = Self(act: .sample, hash: String(repeating: "0", count: 64), version: 1)
}

/// A claim was taken in and decided.
public struct ClaimAdjudicated: Event {
    public static let name = "insurance.claim.adjudicated"
    public static let summary = "A claim was taken in and decided."
    public var claim: ClaimID
    public var key: ClaimKey
    public var facility: FacilityCode
    public var month: Month
    public var outcome: ClaimOutcome
    public var policyVersion: Int
    public var total: Amount
    public var fund: Amount
    public var copayment: Amount
    public init(
        claim: ClaimID, key: ClaimKey, facility: FacilityCode, month: Month, outcome: ClaimOutcome,
        policyVersion: Int, total: Amount, fund: Amount, copayment: Amount
    ) {
        self.claim = claim
        self.key = key
        self.facility = facility
        self.month = month
        self.outcome = outcome
        self.policyVersion = policyVersion
        self.total = total
        self.fund = fund
        self.copayment = copayment
    }
    public static let example = Self(
        claim: .sample, key: .sample, facility: .sample, month: .sample, outcome: .accepted, policyVersion: 1,
        total: .sample, fund: .sample, copayment: .zero)
}

/// A posting was entered in the ledger.
public struct LedgerPosted: Event {
    public struct Side: Codable, Hashable, Sendable {
        public var account: AccountName
        public var debit: Amount
        public var credit: Amount
        public init(account: AccountName, debit: Amount, credit: Amount) {
            self.account = account
            self.debit = debit
            self.credit = credit
        }
    }
    public static let name = "insurance.ledger.posted"
    public static let summary = "A posting was entered in the ledger."
    public var posting: PostingID
    public var claim: ClaimID
    public var month: Month
    public var sides: [Side]
    /// The posting that this one reverses.
    public var reverses: PostingID?
    public init(
        posting: PostingID, claim: ClaimID, month: Month, sides: [Side], reverses: PostingID? = nil
    ) {
        self.reverses = reverses
        self.posting = posting
        self.claim = claim
        self.month = month
        self.sides = sides
    }
    public static let example = Self(
        posting: .sample, claim: .sample, month: .sample,
        sides: [Side(account: .sample, debit: .zero, credit: .sample)])
}
