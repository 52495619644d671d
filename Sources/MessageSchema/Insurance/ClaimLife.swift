// What becomes of a claim after it was taken in: an officer's review, the facility's recall, and its history. Decisions
// are added, never rewritten; what the ledger held is reversed by an entry of its own.

/// Where a claim stands.
public enum ClaimState: String, WireEnum {
    /// Taken in, decided by the rules alone.
    case received
    /// An officer has decided.
    case reviewed
    /// The facility has taken it back.
    case recalled
}

/// What an officer decides.
public enum ReviewDecision: String, WireEnum {
    /// Evidence was seen: pay what the rules reckon.
    case pay
    /// Not the fund's to pay, the whole claim.
    case refuse
}

/// Reviews a claim: decides what waits for evidence, or overrules a decision. As somebody else than who handed it in.
public struct ReviewClaim: Method {
    public static let name: MethodName = "insurance.claim.review"
    public static let effect = Effect.write
    public static let permission = Permission.manageMembers
    public static let scope = Scope<Self>.found
    public static let summary = "Decide a claim that waits, or overrule a decision, as another than who handed it in."

    public var claim: ClaimID
    public var decision: ReviewDecision
    /// Why, for the history; not in the public part of the journal.
    public var reason: PlainText
    /// The number of the decision that the officer has seen, as `claim history` shows it.
    public var quotes: Int

    public init(claim: ClaimID, decision: ReviewDecision, reason: PlainText, quotes: Int) {
        self.claim = claim
        self.decision = decision
        self.reason = reason
        self.quotes = quotes
    }

    public typealias Reply = ClaimRecord
    public static let example = Example(
        Self(claim: .sample, decision: .pay, reason: "Đã xem giấy chuyển tuyến", quotes: 1), reply: .example)
}

/// Takes a claim back, for the facility that handed it in.
public struct RecallClaim: Method {
    public static let name: MethodName = "insurance.claim.recall"
    public static let effect = Effect.write
    public static let permission = Permission.submitClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Take a claim back: what it posted is reversed, what it counted is given back."

    public var claim: ClaimID
    /// Why, for the history; not in the public part of the journal.
    public var reason: PlainText

    public init(claim: ClaimID, reason: PlainText) {
        self.claim = claim
        self.reason = reason
    }

    public typealias Reply = ClaimRecord
    public static let example = Example(Self(claim: .sample, reason: "Gửi nhầm"), reply: .example)
}

/// One decision of a claim, as it stands in its history.
public struct ClaimStep: Codable, Hashable, Sendable {
    /// Counted from 1.
    public var number: Int
    public var state: ClaimState
    public var at: Instant
    /// The principal who handed the claim in, reviewed it or took it back.
    public var by: PlainText
    /// Left out for the decision at intake.
    public var reason: PlainText?
    public var outcome: ClaimOutcome
    /// The fund's share and the co-payment as this decision reckoned them; posted where the outcome pays.
    public var fund: Amount
    public var copayment: Amount

    public init(
        number: Int, state: ClaimState, at: Instant, by: PlainText, reason: PlainText? = nil, outcome: ClaimOutcome,
        fund: Amount, copayment: Amount
    ) {
        self.number = number
        self.state = state
        self.at = at
        self.by = by
        self.reason = reason
        self.outcome = outcome
        self.fund = fund
        self.copayment = copayment
    }

    static let example = ClaimStep(
        number: 1, state: .received, at: .sample, by: "hospital", outcome: .accepted, fund: .sample, copayment: .zero)
}

/// Shows every decision of a claim and every entry that it made.
public struct ShowClaimHistory: Method {
    public static let name: MethodName = "insurance.claim.history"
    public static let effect = Effect.reads
    public static let permission = Permission.readClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Show every decision of a claim: when, who, why, its figures, and the ledger's entries."

    public var claim: ClaimID
    public init(claim: ClaimID) { self.claim = claim }

    public struct Reply: Codable, Hashable, Sendable {
        public var steps: [ClaimStep]
        public var entries: [LedgerEntry]
        public init(steps: [ClaimStep], entries: [LedgerEntry]) {
            self.steps = steps
            self.entries = entries
        }
    }
    public static let example = Example(
        Self(claim: .sample), reply: Reply(steps: [.example], entries: [.example]))
}

/// An officer has decided a claim anew.
public struct ClaimReviewed: Event {
    public static let name = "insurance.claim.reviewed"
    public static let summary = "An officer has decided a claim anew."
    public var claim: ClaimID
    public var facility: FacilityCode
    /// The number of the new decision.
    public var number: Int
    public var outcome: ClaimOutcome
    public var fund: Amount
    public var copayment: Amount
    public init(
        claim: ClaimID, facility: FacilityCode, number: Int, outcome: ClaimOutcome, fund: Amount, copayment: Amount
    ) {
        self.claim = claim
        self.facility = facility
        self.number = number
        self.outcome = outcome
        self.fund = fund
        self.copayment = copayment
    }
    public static let example = Self(
        claim: .sample, facility: .sample, number: 2, outcome: .accepted, fund: .sample, copayment: .zero)
}

/// A facility has taken a claim back.
public struct ClaimRecalled: Event {
    public static let name = "insurance.claim.recalled"
    public static let summary = "A facility has taken a claim back."
    public var claim: ClaimID
    public var facility: FacilityCode
    /// The number of the new decision.
    public var number: Int
    public init(claim: ClaimID, facility: FacilityCode, number: Int) {
        self.claim = claim
        self.facility = facility
        self.number = number
    }
    public static let example = Self(claim: .sample, facility: .sample, number: 2)
}
