// What came of a claim: every line to the hundredth of a đồng, and every rule that was applied with its arithmetic.

/// What was decided about a claim.
public enum ClaimOutcome: String, WireEnum {
    /// Paid as reckoned, and the facility reckoned the same.
    case accepted
    /// Paid as reckoned here; the facility stated other figures, which the findings list.
    case corrected
    /// The policy does not decide; a person has to see evidence.
    case needsEvidence
    /// Not the fund's to pay.
    case refused
}

/// A line as it was decided.
public struct AdjudicatedLine: Codable, Hashable, Sendable {
    public var table: ClaimTable
    public var number: Int
    public var name: PlainText
    /// What the facility charges (THANH_TIEN_BV).
    public var total: Amount
    /// What of it lies in the fund's scope (THANH_TIEN_BH).
    public var inScope: Amount
    /// Percent of the amount in scope that the fund pays (MUC_HUONG).
    public var level: Rate
    /// The patient's, outside the fund's scope (T_BNTT).
    public var ownCost: Amount
    /// The patient's share inside the scope (T_BNCCT).
    public var copayment: Amount
    /// The fund's (T_BHTT).
    public var fund: Amount
    /// What others pay (T_NGUONKHAC).
    public var otherSources: Amount
    /// The ceiling for the supplies of one use of a technique, which the line shares with those of its package
    /// (T_TRANTT); left out where none binds.
    public var ceiling: Amount?
    /// What the fund would pay but for an officer who took the line out, and the facility bears; left out where nobody
    /// did.
    public var refused: Amount?

    public init(
        table: ClaimTable, number: Int, name: PlainText, total: Amount, inScope: Amount, level: Rate, ownCost: Amount,
        copayment: Amount, fund: Amount, otherSources: Amount, ceiling: Amount? = nil, refused: Amount? = nil
    ) {
        self.refused = refused
        self.ceiling = ceiling
        self.table = table
        self.number = number
        self.name = name
        self.total = total
        self.inScope = inScope
        self.level = level
        self.ownCost = ownCost
        self.copayment = copayment
        self.fund = fund
        self.otherSources = otherSources
    }

    static let example = AdjudicatedLine(
        table: .drugs, number: 1, name: "Paracetamol", total: .sample, inScope: .sample, level: .sample,
        ownCost: .zero, copayment: .zero, fund: .sample, otherSources: .zero)
}

/// A value that a rule looked at.
public struct TraceInput: Codable, Hashable, Sendable {
    public var name: String
    public var value: String
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// One rule as it was applied.
public struct TraceStep: Codable, Hashable, Sendable {
    /// The rule's id, such as `level.card` or `line.inScope`.
    public var rule: String
    /// `XML2/1` for a line; left out for the claim as a whole.
    public var place: String?
    /// The act and the article the rule stands in; left out for pure reckoning.
    public var act: ActNumber?
    public var article: PlainText?
    public var inputs: [TraceInput]
    /// The reckoning as a person would write it, such as `30 x 3150.555 = 94516.65`.
    public var arithmetic: String
    public var result: String

    public init(
        rule: String, place: String? = nil, act: ActNumber? = nil, article: PlainText? = nil,
        inputs: [TraceInput] = [], arithmetic: String, result: String
    ) {
        self.rule = rule
        self.place = place
        self.act = act
        self.article = article
        self.inputs = inputs
        self.arithmetic = arithmetic
        self.result = result
    }

    static let example = TraceStep(
        rule: "line.total", place: "XML2/1",
        inputs: [TraceInput(name: "quantity", value: "30"), TraceInput(name: "price", value: "3150.555")],
        arithmetic: "30 x 3150.555 = 94516.65", result: "94516.65")
}

/// A claim as it was decided.
public struct Adjudication: Codable, Hashable, Sendable {
    public var outcome: ClaimOutcome
    /// The version of the policy by which it was decided, and the day that picked its rules.
    public var policyVersion: Int
    public var decidingDate: CalendarDate
    public var lines: [AdjudicatedLine]
    public var totals: ClaimTotals
    /// What the fund pays, the sum of its lines, where the header's formula for `totals.fund` says otherwise: a donor
    /// pays co-payment or more, or an officer took a line out. Left out where they are the same.
    public var paid: Amount?
    /// Days of treatment as the form of the visit counts them.
    public var treatmentDays: Int
    public var findings: [Finding]

    /// What the fund pays.
    public var fundPays: Amount { paid ?? totals.fund }

    public init(
        outcome: ClaimOutcome, policyVersion: Int, decidingDate: CalendarDate, lines: [AdjudicatedLine],
        totals: ClaimTotals, paid: Amount? = nil, treatmentDays: Int, findings: [Finding] = []
    ) {
        self.paid = paid
        self.outcome = outcome
        self.policyVersion = policyVersion
        self.decidingDate = decidingDate
        self.lines = lines
        self.totals = totals
        self.treatmentDays = treatmentDays
        self.findings = findings
    }

    static let example = Adjudication(
        outcome: .accepted, policyVersion: 1, decidingDate: .sample, lines: [.example], totals: .example,
        treatmentDays: 0)
}
