// What the insurance service publishes of what becomes of claims after their intake.

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

/// A facility has put another document in the place of a claim's.
public struct ClaimCorrected: Event {
    public static let name = "insurance.claim.corrected"
    public static let summary = "A facility has corrected a claim, which was decided anew."
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

/// A facility does not accept a decision.
public struct ClaimAppealed: Event {
    public static let name = "insurance.claim.appealed"
    public static let summary = "A facility has appealed the decision of a claim."
    public var claim: ClaimID
    public var facility: FacilityCode
    /// The number under which the appeal stands in the claim's history.
    public var number: Int
    public init(claim: ClaimID, facility: FacilityCode, number: Int) {
        self.claim = claim
        self.facility = facility
        self.number = number
    }
    public static let example = Self(claim: .sample, facility: .sample, number: 3)
}

/// A claim waits for evidence, which is due on a day.
public struct EvidenceDue: Event {
    public static let name = "insurance.claim.evidenceDue"
    public static let summary = "A claim waits for evidence, due on a day of the policy's."
    public var claim: ClaimID
    public var facility: FacilityCode
    /// The last day on which it is on time.
    public var dueOn: CalendarDate
    /// The act that says so.
    public var act: ActNumber
    public init(claim: ClaimID, facility: FacilityCode, dueOn: CalendarDate, act: ActNumber) {
        self.claim = claim
        self.facility = facility
        self.dueOn = dueOn
        self.act = act
    }
    public static let example = Self(claim: .sample, facility: .sample, dueOn: .sample, act: .sample)
}
