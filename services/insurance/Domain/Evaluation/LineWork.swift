// A line as far as it is decided: amounts in hundredths of a đồng, a flag for each thing that rules ask of one another.

internal import MessageSchema

struct LineWork: Hashable, Sendable {
    /// The coverage that pays, by its place among the claim's; nil where none does.
    var coverage: Int?
    /// What the fund pays of the amount in scope.
    var level: Rate = .zero
    var ignoresPaymentRates = false
    var coversOutOfList = false
    /// Whether the fund covers the line at all.
    var isCovered = true
    var total: Int64 = 0
    var inScope: Int64 = 0
    /// The ceiling of the line's package of supplies; nil where none binds.
    var ceiling: Int64?
    /// What of the amount in scope lies above the ceiling for supplies: the patient's, and outside the year's count.
    var excess: Int64 = 0
    var fund: Int64 = 0
    /// The patient's share of what the fund pays a part of.
    var copayment: Int64 = 0
    var ownCost: Int64 = 0
    /// What of the co-payment a donor took over.
    var givenCopayment: Int64 = 0
    /// The rate of a service that counts instead of the stated one.
    var dueRate: Rate?

    /// What of the amount in scope the fund pays its level of.
    var base: Int64 { inScope - excess }
    /// The patient's inside the scope, as it is shown (T_BNCCT).
    var patientShare: Int64 { copayment + excess }
}

/// The sums of a claim, in hundredths of a đồng.
struct TotalWork: Hashable, Sendable {
    var drugs: Int64 = 0
    var supplies: Int64 = 0
    var total: Int64 = 0
    var inScope: Int64 = 0
    var ownCost: Int64 = 0
    var copayment: Int64 = 0
    /// By the header's formula (T_BHTT).
    var fund: Int64 = 0
    /// The sum of the lines, which is paid. Less than the formula says where a donor pays co-payment or more.
    var paid: Int64 = 0
    var otherSources: Int64 = 0
    var fundFeeForService: Int64 = 0
}

extension ClaimTotals {
    init(_ work: TotalWork) {
        self.init(
            drugs: Amount(reckoned: work.drugs), supplies: Amount(reckoned: work.supplies),
            total: Amount(reckoned: work.total), inScope: Amount(reckoned: work.inScope),
            ownCost: Amount(reckoned: work.ownCost), copayment: Amount(reckoned: work.copayment),
            fund: Amount(reckoned: work.fund), otherSources: Amount(reckoned: work.otherSources),
            fundFeeForService: Amount(reckoned: work.fundFeeForService))
    }

    static let nothing = ClaimTotals(TotalWork())
}

extension AdjudicatedLine {
    init(_ work: LineWork, of line: ClaimLine) {
        self.init(
            table: line.table, number: line.number, name: line.name, total: Amount(reckoned: work.total),
            inScope: Amount(reckoned: work.inScope), level: work.level, ownCost: Amount(reckoned: work.ownCost),
            copayment: Amount(reckoned: work.patientShare), fund: Amount(reckoned: work.fund),
            otherSources: line.otherSources ?? .zero, ceiling: work.ceiling.map { Amount(reckoned: $0) })
    }
}
