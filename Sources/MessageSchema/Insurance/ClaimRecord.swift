// Claims that were taken in: handing them in, reading them, explaining them.

/// A claim with what was decided about it.
public struct ClaimRecord: Codable, Hashable, Sendable {
    public var id: ClaimID
    public var key: ClaimKey
    public var facility: FacilityCode
    public var receivedAt: Instant
    /// The claim as it was handed in; its patient only for who may read personal data.
    public var routing: RoutingCode
    public var form: VisitForm
    public var card: CardCode?
    public var arrivedAt: LocalMinute
    public var leftAt: LocalMinute
    public var month: Month
    public var patient: Patient?
    public var adjudication: Adjudication
    /// The entry of the ledger that it made.
    public var posting: PostingID?
    /// Where it stands, and the number of its last decision; left out where nothing followed its intake.
    public var state: ClaimState?
    public var decision: Int?

    public init(
        id: ClaimID, key: ClaimKey, facility: FacilityCode, receivedAt: Instant, routing: RoutingCode, form: VisitForm,
        card: CardCode?, arrivedAt: LocalMinute, leftAt: LocalMinute, month: Month, patient: Patient? = nil,
        adjudication: Adjudication, posting: PostingID? = nil, state: ClaimState? = nil, decision: Int? = nil
    ) {
        self.state = state
        self.decision = decision
        self.id = id
        self.key = key
        self.facility = facility
        self.receivedAt = receivedAt
        self.routing = routing
        self.form = form
        self.card = card
        self.arrivedAt = arrivedAt
        self.leftAt = leftAt
        self.month = month
        self.patient = patient
        self.adjudication = adjudication
        self.posting = posting
    }

    static let example = ClaimRecord(
        id: .sample, key: .sample, facility: .sample, receivedAt: .sample, routing: .sample, form: .sample,
        card: .sample, arrivedAt: .sample, leftAt: .sample, month: .sample, patient: .example,
        adjudication: .example, posting: .sample)
}

/// Hands a claim in; it is adjudicated and posted at once.
public struct SubmitClaim: Method {
    public static let name: MethodName = "insurance.claim.submit"
    public static let effect = Effect.write
    public static let permission = Permission.submitClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Hand a claim in; it is adjudicated and posted at once."

    public var claim: Claim
    public var context: ClaimContext?

    public init(claim: Claim, context: ClaimContext? = nil) {
        self.claim = claim
        self.context = context
    }

    public typealias Reply = ClaimRecord
    public static let example = Example(Self(claim: .example), reply: .example)
}

/// What became of one claim of an envelope.
public struct ImportedClaim: Codable, Hashable, Sendable {
    public enum Result: String, WireEnum {
        /// Taken in, adjudicated and posted.
        case stored
        /// The same claim was taken in before; nothing was done.
        case known
        /// Not stored; the findings say why.
        case rejected
    }
    public var result: Result
    /// Its place in the envelope, from 1.
    public var place: Int
    public var key: ClaimKey?
    public var record: ClaimRecord?
    public var findings: [Finding]

    public init(
        result: Result, place: Int, key: ClaimKey?, record: ClaimRecord? = nil, findings: [Finding] = []
    ) {
        self.result = result
        self.place = place
        self.key = key
        self.record = record
        self.findings = findings
    }
}

/// Imports a national envelope (GIAMDINHHS); bad XML rejects it whole, bad fields only the claim they stand in.
public struct ImportClaims: Method {
    public static let name: MethodName = "insurance.claim.import"
    public static let effect = Effect.write
    public static let permission = Permission.submitClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Import a national envelope: bad XML rejects it whole, bad fields only their claim."

    /// The envelope's bytes in base64 (RFC 4648, section 4), since they need not be text at all.
    public var envelope: String
    /// What the envelope has no place for, by claim key.
    public var context: [String: ClaimContext]?

    public init(envelope: String, context: [String: ClaimContext]? = nil) {
        self.envelope = envelope
        self.context = context
    }

    public struct Reply: Codable, Hashable, Sendable {
        public var facility: FacilityCode
        public var stored: Int
        public var known: Int
        public var rejected: Int
        /// In the order of the envelope. Where all of it would be too much for one reply, the records come without
        /// their lines and findings, or not at all; `claim get` shows them.
        public var claims: [ImportedClaim]
        /// Keys of the context that no claim of the envelope has; left out if there are none.
        public var unusedContext: [String]?

        public init(facility: FacilityCode, claims: [ImportedClaim], unusedContext: [String]? = nil) {
            self.facility = facility
            self.claims = claims
            self.unusedContext = unusedContext
            stored = claims.count { $0.result == .stored }
            known = claims.count { $0.result == .known }
            rejected = claims.count { $0.result == .rejected }
        }
    }
    public static let example = Example(
        Self(envelope: "PEdJQU1ESU5ISFMvPg=="),
        reply: Reply(
            facility: .sample,
            claims: [ImportedClaim(result: .stored, place: 1, key: .sample, record: .example)]))
}

/// Shows a claim with what was decided about it.
public struct GetClaim: Method {
    public static let name: MethodName = "insurance.claim.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Show a claim with what was decided about it."

    public var claim: ClaimID
    public init(claim: ClaimID) { self.claim = claim }

    public typealias Reply = ClaimRecord
    public static let example = Example(Self(claim: .sample), reply: .example)
}

/// A claim in a list.
public struct ClaimEntry: Codable, Hashable, Sendable {
    public var id: ClaimID
    public var key: ClaimKey
    public var facility: FacilityCode
    public var arrivedAt: LocalMinute
    public var month: Month
    public var outcome: ClaimOutcome
    public var total: Amount
    public var fund: Amount

    public init(
        id: ClaimID, key: ClaimKey, facility: FacilityCode, arrivedAt: LocalMinute, month: Month,
        outcome: ClaimOutcome, total: Amount, fund: Amount
    ) {
        self.id = id
        self.key = key
        self.facility = facility
        self.arrivedAt = arrivedAt
        self.month = month
        self.outcome = outcome
        self.total = total
        self.fund = fund
    }
}

/// Lists claims in the order they came in.
public struct ListClaims: Method {
    public static let name: MethodName = "insurance.claim.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readClaims
    public static let scope = Scope<Self>.anywhere
    public static let summary = "List claims in the order they came in, of a facility, a month, a key or an outcome."

    public var facility: FacilityCode?
    public var month: Month?
    public var key: ClaimKey?
    public var outcome: ClaimOutcome?
    public var limit: Int?
    public var cursor: String?

    public init(
        facility: FacilityCode? = nil, month: Month? = nil, key: ClaimKey? = nil, outcome: ClaimOutcome? = nil,
        limit: Int? = nil, cursor: String? = nil
    ) {
        self.facility = facility
        self.month = month
        self.key = key
        self.outcome = outcome
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<ClaimEntry>
    public static let example = Example(
        Self(month: .sample),
        reply: Page(items: [
            ClaimEntry(
                id: .sample, key: .sample, facility: .sample, arrivedAt: .sample, month: .sample, outcome: .accepted,
                total: .sample, fund: .sample)
        ]))
}

/// Explains a claim: every rule that was applied, with its article, what it looked at and its arithmetic.
public struct ExplainClaim: Method {
    public static let name: MethodName = "insurance.claim.explain"
    public static let effect = Effect.reads
    public static let permission = Permission.readClaims
    public static let scope = Scope<Self>.found
    public static let summary = "Explain a claim: every rule applied, with its article, its inputs and its arithmetic."

    public var claim: ClaimID
    /// Only what was decided and applied there: `XML2/1` for a line, `XML1` for the claim as a whole; all when left
    /// out.
    public var place: String?
    /// The number of an earlier decision, as `claim history` shows it; the last one when left out.
    public var decision: Int?
    public init(claim: ClaimID, place: String? = nil, decision: Int? = nil) {
        self.claim = claim
        self.place = place
        self.decision = decision
    }

    public struct Reply: Codable, Hashable, Sendable {
        public var record: ClaimRecord
        public var trace: [TraceStep]
        /// What came of each line, and why.
        public var outcomes: [LineOutcome]?
        public init(record: ClaimRecord, trace: [TraceStep], outcomes: [LineOutcome]? = nil) {
            self.record = record
            self.trace = trace
            self.outcomes = outcomes
        }
    }
    public static let example = Example(
        Self(claim: .sample), reply: Reply(record: .example, trace: [.example], outcomes: [.example]))
}
