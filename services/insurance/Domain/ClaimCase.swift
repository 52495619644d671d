// What a claim is decided from and what comes of it. Everything is given; deciding asks nobody.

public import MessageSchema

/// What is enrolled of the person a claim is for.
public struct MemberFacts: Hashable, Sendable {
    /// In order of time; several may hold at once.
    public var coverages: [Coverage]
    /// The day from which five years without a gap are complete; nil if it is not known.
    public var fiveYearsFrom: CalendarDate?

    public init(coverages: [Coverage], fiveYearsFrom: CalendarDate? = nil) {
        self.coverages = coverages
        self.fiveYearsFrom = fiveYearsFrom
    }

    public init(_ member: Member) {
        self.init(coverages: member.coverages, fiveYearsFrom: member.fiveYearsFrom)
    }
}

/// A service that another claim of the person has on the same day.
public struct SameService: Hashable, Sendable {
    /// The place of the line.
    public var line: Int
    /// The other claim.
    public var claim: ClaimID

    public init(line: Int, claim: ClaimID) {
        self.line = line
        self.claim = claim
    }
}

/// A claim with all that is known beside it.
public struct ClaimCase: Hashable, Sendable {
    public var claim: Claim
    public var context: ClaimContext
    /// Nil for somebody who is not enrolled here.
    public var member: MemberFacts?
    /// What was counted of the person's co-payment before this claim, by year and base salary. What the context tells
    /// of the year of the claim wins.
    public var counted: [CountedCopayment]

    /// Services of the claim that another claim of the person has on the same day.
    public var sameDay: [SameService]
    /// Visits of the same form within the year that came in before, where those are counted.
    public var earlierVisits: Int
    /// What the facility's lists say of lines; nothing of those that no list is there for.
    public var listed: [ListedLine]

    public init(
        claim: Claim, context: ClaimContext = ClaimContext(), member: MemberFacts? = nil,
        counted: [CountedCopayment] = [], sameDay: [SameService] = [], earlierVisits: Int = 0,
        listed: [ListedLine] = []
    ) {
        self.listed = listed
        self.earlierVisits = earlierVisits
        self.sameDay = sameDay
        self.counted = counted
        self.claim = claim
        self.context = context
        self.member = member
    }
}

/// What was decided, and every rule that was applied on the way.
public struct Decision: Hashable, Sendable {
    public var adjudication: Adjudication
    public var trace: [TraceStep]
    /// What the claim adds to the year's co-payment that counts, by year and base salary.
    public var counted: [CountedCopayment]
    /// What is to be kept, so that it can be decided again.
    public var record: DecisionRecord

    init(
        adjudication: Adjudication, trace: [TraceStep], counted: [CountedCopayment], record: DecisionRecord
    ) {
        self.counted = counted
        self.record = record
        self.adjudication = adjudication
        self.trace = trace
    }
}
