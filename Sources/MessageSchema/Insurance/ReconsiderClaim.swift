// A claim decided again by a draft of policy, held against what was decided. Nothing is stored.

/// A claim by one policy.
public struct ReconsideredSide: Codable, Hashable, Sendable {
    /// Whether it waits for evidence, and is settled at nothing.
    public var waits: Bool
    /// Whether the visit is not the fund's to pay.
    public var refused: Bool
    public var totals: ClaimTotals
    /// What the fund pays, the sum of the lines.
    public var paid: Amount
    /// The steps that the other side does not have just so, in their order, 400 at most.
    public var steps: [TraceStep]

    public init(waits: Bool, refused: Bool, totals: ClaimTotals, paid: Amount, steps: [TraceStep]) {
        self.waits = waits
        self.refused = refused
        self.totals = totals
        self.paid = paid
        self.steps = steps
    }
    static let example = ReconsideredSide(
        waits: false, refused: false, totals: .example, paid: .sample, steps: [.example])
}

/// Decides a claim again by the published policy with a draft on top, from what was kept of it.
public struct ReconsiderClaim: Method {
    public static let name: MethodName = "insurance.claim.reconsider"
    public static let effect = Effect.reads
    public static let permission = Permission.readClaims
    public static let scope = Scope<Self>.found
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Decide a claim again by a draft of policy, and say which steps differ."

    public var claim: ClaimID
    /// The draft. With the number of a published act it stands in that act's place.
    public var policy: PolicyAct
    /// The person's earlier claims that arrived from this day on are decided by the draft as well; left out, none is.
    public var from: CalendarDate?
    /// The last day of arrival of these.
    public var to: CalendarDate?

    public init(claim: ClaimID, policy: PolicyAct, from: CalendarDate? = nil, to: CalendarDate? = nil) {
        self.claim = claim
        self.policy = policy
        self.from = from
        self.to = to
    }

    public struct Reply: Codable, Hashable, Sendable {
        public var claim: ClaimID
        public var key: ClaimKey
        public var facility: FacilityCode
        public var before: ReconsideredSide
        public var after: ReconsideredSide
        /// Steps of both sides that differ and are too many to be shown.
        public var stepsLeftOut: Int

        public init(
            claim: ClaimID, key: ClaimKey, facility: FacilityCode, before: ReconsideredSide, after: ReconsideredSide,
            stepsLeftOut: Int = 0
        ) {
            self.claim = claim
            self.key = key
            self.facility = facility
            self.before = before
            self.after = after
            self.stepsLeftOut = stepsLeftOut
        }
    }
    public static let example = Example(
        Self(claim: .sample, policy: .example),
        reply: Reply(claim: .sample, key: .sample, facility: .sample, before: .example, after: .example))
}
