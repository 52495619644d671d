// What a draft of policy would have cost: claims that were taken in, decided again by the published policy with the
// draft on top. Asked for a page at a time; whoever asks adds the pages up. Nothing is stored.

/// An amount as it was decided, and by the draft.
public struct ReplayChange: Codable, Hashable, Sendable {
    public var before: Amount
    public var after: Amount

    public init(before: Amount, after: Amount) {
        self.before = before
        self.after = after
    }
    static let example = ReplayChange(before: .sample, after: .sample)
}

/// Claims added up. A claim that waits for evidence is settled at nothing; of a refused one the fund pays nothing.
public struct ReplaySums: Codable, Hashable, Sendable {
    public var claims: Int
    /// Those of which somebody pays another amount, or that are settled on one side only.
    public var changed: Int
    /// What the fund pays (T_BHTT).
    public var fund: ReplayChange
    /// The patients' share inside the scope (T_BNCCT).
    public var copayment: ReplayChange
    /// The patients', outside the scope (T_BNTT).
    public var ownCost: ReplayChange

    public init(claims: Int, changed: Int, fund: ReplayChange, copayment: ReplayChange, ownCost: ReplayChange) {
        self.claims = claims
        self.changed = changed
        self.fund = fund
        self.copayment = copayment
        self.ownCost = ownCost
    }
    static let example = ReplaySums(claims: 1, changed: 0, fund: .example, copayment: .example, ownCost: .example)
}

/// The claims of a group, a benefit digit, a province or a facility.
public struct ReplayRow: Codable, Hashable, Sendable {
    /// Such as `DN`, `4`, `31`, `31999`; `none` for claims without a card.
    public var key: String
    public var sums: ReplaySums

    public init(key: String, sums: ReplaySums) {
        self.key = key
        self.sums = sums
    }
}

/// A claim that changes.
public struct ReplayedClaim: Codable, Hashable, Sendable {
    public var claim: ClaimID
    public var facility: FacilityCode
    public var arrivedOn: CalendarDate
    /// The two letters of the card that paid as it was decided; `none` without a card.
    public var group: String
    public var fund: ReplayChange
    public var copayment: ReplayChange
    public var ownCost: ReplayChange

    public init(
        claim: ClaimID, facility: FacilityCode, arrivedOn: CalendarDate, group: String, fund: ReplayChange,
        copayment: ReplayChange, ownCost: ReplayChange
    ) {
        self.claim = claim
        self.facility = facility
        self.arrivedOn = arrivedOn
        self.group = group
        self.fund = fund
        self.copayment = copayment
        self.ownCost = ownCost
    }
}

/// Claims that the draft cannot decide; they stand in no other sum.
public struct ReplayUndecided: Codable, Hashable, Sendable {
    public var claims: Int
    /// What the fund pays of them as they were decided.
    public var fund: Amount
    /// One of them, and why it cannot be decided.
    public var first: ClaimID?
    public var reason: String?

    public init(claims: Int, fund: Amount, first: ClaimID? = nil, reason: String? = nil) {
        self.claims = claims
        self.fund = fund
        self.first = first
        self.reason = reason
    }
}

/// Claims to which more would come than the draft: acts were published since they were decided.
public struct ReplayDrift: Codable, Hashable, Sendable {
    /// Those that the published policy without the draft decides otherwise by now.
    public var claims: Int
    /// The fund's part of these, as it was decided and by the published policy alone.
    public var fund: ReplayChange

    public init(claims: Int, fund: ReplayChange) {
        self.claims = claims
        self.fund = fund
    }
}

/// What a page of claims came to.
public struct PolicyReplayPage: Codable, Hashable, Sendable {
    /// The version of the published policy under the draft.
    public var policyVersion: Int
    /// The journal sequence up to which claims and acts are seen; the cursor holds on to it.
    public var known: Int64
    /// How many claims there are in all parts; on the first page of the first part.
    public var inAll: Int?
    /// Claims of these days that were taken in before facts were kept, and are not seen; where `inAll` stands.
    public var notKept: Int?
    public var sums: ReplaySums
    /// By the two letters of the card that paid as it was decided.
    public var byGroup: [ReplayRow]
    /// By the benefit digit of that card.
    public var byDigit: [ReplayRow]
    /// By the first two digits of the facility.
    public var byProvince: [ReplayRow]
    public var byFacility: [ReplayRow]
    /// Ten claims of the page at most of which the fund's part changes most, then the patient's.
    public var most: [ReplayedClaim]
    public var undecided: ReplayUndecided
    public var withoutDraft: ReplayDrift
    public var nextCursor: String?

    public init(
        policyVersion: Int, known: Int64, inAll: Int? = nil, notKept: Int? = nil, sums: ReplaySums,
        byGroup: [ReplayRow] = [], byDigit: [ReplayRow] = [], byProvince: [ReplayRow] = [],
        byFacility: [ReplayRow] = [], most: [ReplayedClaim] = [], undecided: ReplayUndecided,
        withoutDraft: ReplayDrift, nextCursor: String? = nil
    ) {
        self.policyVersion = policyVersion
        self.known = known
        self.inAll = inAll
        self.notKept = notKept
        self.sums = sums
        self.byGroup = byGroup
        self.byDigit = byDigit
        self.byProvince = byProvince
        self.byFacility = byFacility
        self.most = most
        self.undecided = undecided
        self.withoutDraft = withoutDraft
        self.nextCursor = nextCursor
    }

    static let example = PolicyReplayPage(
        policyVersion: 1, known: 1, inAll: 1, notKept: 0, sums: .example,
        byGroup: [ReplayRow(key: "DN", sums: .example)], byDigit: [ReplayRow(key: "4", sums: .example)],
        byProvince: [ReplayRow(key: "31", sums: .example)], byFacility: [ReplayRow(key: "31999", sums: .example)],
        most: [
            ReplayedClaim(
                claim: .sample, facility: .sample, arrivedOn: .sample, group: "DN", fund: .example,
                copayment: .example, ownCost: .example)
        ],
        undecided: ReplayUndecided(claims: 0, fund: .zero),
        withoutDraft: ReplayDrift(claims: 0, fund: ReplayChange(before: .zero, after: .zero)))
}

/// Decides the claims that arrived on some days again, by the published policy with a draft on top. Claims of a person
/// follow each other, so that co-payment counted by the draft counts for the person's next claim.
public struct ReplayPolicy: Method {
    public static let name: MethodName = "insurance.policy.replay"
    public static let effect = Effect.reads
    public static let permission = Permission.readClaims
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Decide claims again by a draft of policy, and add up what changes; nothing is stored."

    /// The draft. With the number of a published act it stands in that act's place.
    public var policy: PolicyAct
    /// The first and the last day of arrival.
    public var from: CalendarDate
    public var to: CalendarDate
    /// Persons are dealt out to so many parts, 64 at most, and this page is of one of them, counted from 1; left out,
    /// all are in one.
    public var part: Int?
    public var parts: Int?
    /// Claims of the page, 1,000 at most and when left out.
    public var limit: Int?
    public var cursor: String?

    public init(
        policy: PolicyAct, from: CalendarDate, to: CalendarDate, part: Int? = nil, parts: Int? = nil,
        limit: Int? = nil, cursor: String? = nil
    ) {
        self.policy = policy
        self.from = from
        self.to = to
        self.part = part
        self.parts = parts
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = PolicyReplayPage
    public static let example = Example(Self(policy: .example, from: .sample, to: .sample), reply: .example)
}
