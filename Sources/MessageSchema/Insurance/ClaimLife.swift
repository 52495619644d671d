// What becomes of a claim after it was taken in: an officer's review, the facility's correction, appeal and recall, and
// its history. Decisions are added, never rewritten; what the ledger held is reversed by an entry of its own.

/// Where a claim stands.
public enum ClaimState: String, WireEnum {
    /// Taken in, decided by the rules alone.
    case received
    /// An officer has decided.
    case reviewed
    /// The facility has taken it back.
    case recalled
    /// The facility has handed in another document in its place.
    case corrected
    /// The facility does not accept the decision; another officer has to decide.
    case appealed
}

/// What an officer decides.
public enum ReviewDecision: String, WireEnum {
    /// Evidence was seen: pay what the rules reckon.
    case pay
    /// Not the fund's to pay, the whole claim.
    case refuse
}

/// Why an officer takes a line out of what the fund pays: what a claim is held against when it is appraised (Circular
/// 12/2026/TT-BYT).
public enum LineRefusalReason: String, WireEnum {
    case card, level, scope, price
    /// The payment rate, or a condition of payment.
    case paymentCondition
    /// Outside what the facility, or who treated, is licensed for, or when.
    case facilityLicence, practitionerLicence
    /// Too soon after the visit before.
    case visitInterval
    /// The illness did not call for it.
    case necessity
    case figures
    /// More than the tender allowed.
    case tenderQuantity
}

/// A line that an officer takes out of what the fund pays.
public struct LineRefusal: Codable, Hashable, Sendable {
    public var table: ClaimTable
    public var number: Int
    public var reason: LineRefusalReason

    public init(table: ClaimTable, number: Int, reason: LineRefusalReason) {
        self.table = table
        self.number = number
        self.reason = reason
    }
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
    /// Lines of which the fund pays nothing, while it pays the others; what it would have paid is the facility's to
    /// bear. Only beside `pay`.
    public var refused: [LineRefusal]?

    public init(
        claim: ClaimID, decision: ReviewDecision, reason: PlainText, quotes: Int, refused: [LineRefusal]? = nil
    ) {
        self.claim = claim
        self.decision = decision
        self.reason = reason
        self.quotes = quotes
        self.refused = refused
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

/// Puts another document in the place of the one a claim was handed in with, for the facility that did: it is decided
/// by what is known now, and what the earlier one posted is reversed.
public struct CorrectClaim: Method {
    public static let name: MethodName = "insurance.claim.correct"
    public static let effect = Effect.write
    public static let permission = Permission.submitClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Correct a claim: decide another document under its key, and reverse what was posted."

    public var claim: ClaimID
    /// The whole claim as it should have been, of the same facility and under the same key.
    public var corrected: Claim
    public var context: ClaimContext?
    /// Why, for the history; not in the public part of the journal.
    public var reason: PlainText
    /// The number of the last decision, as `claim history` shows it.
    public var quotes: Int

    public init(
        claim: ClaimID, corrected: Claim, context: ClaimContext? = nil, reason: PlainText, quotes: Int
    ) {
        self.claim = claim
        self.corrected = corrected
        self.context = context
        self.reason = reason
        self.quotes = quotes
    }

    public typealias Reply = ClaimRecord
    public static let example = Example(
        Self(claim: .sample, corrected: .example, reason: "Sai số lượng thuốc", quotes: 1), reply: .example)
}

/// Appeals a decision, for the facility: nothing is posted, and an officer who has not decided it before has to.
public struct AppealClaim: Method {
    public static let name: MethodName = "insurance.claim.appeal"
    public static let effect = Effect.write
    public static let permission = Permission.submitClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Appeal a decision: an officer who has not decided it before reviews the claim."

    public var claim: ClaimID
    /// Why, for who decides; not in the public part of the journal.
    public var reason: PlainText
    /// The number of the decision that is appealed, as `claim history` shows it.
    public var quotes: Int

    public init(claim: ClaimID, reason: PlainText, quotes: Int) {
        self.claim = claim
        self.reason = reason
        self.quotes = quotes
    }

    public typealias Reply = ClaimRecord
    public static let example = Example(
        Self(claim: .sample, reason: "Có chỉ định của hội chẩn", quotes: 2), reply: .example)
}

/// One decision of a claim, as it stands in its history.
public struct ClaimStep: Codable, Hashable, Sendable {
    /// Counted from 1.
    public var number: Int
    public var state: ClaimState
    public var at: Instant
    /// The principal who handed the claim in, reviewed, corrected or appealed it or took it back.
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
        /// When evidence is due of a claim that waits for it; left out for others, and where the policy does not say.
        public var due: DueStep?
        public init(steps: [ClaimStep], entries: [LedgerEntry], due: DueStep? = nil) {
            self.steps = steps
            self.entries = entries
            self.due = due
        }
    }
    public static let example = Example(
        Self(claim: .sample), reply: Reply(steps: [.example], entries: [.example]))
}
