// A facility's statement of a month or quarter, claim by claim (forms 01/BH and 02/BH of Circular 12/2026/TT-BYT).

public import MessageSchema

/// A claim's part of a statement.
public struct StatedClaim: Sendable {
    public var form: VisitForm
    public var outcome: ClaimOutcome
    public var totals: ClaimTotals
    /// What the fund pays.
    public var paid: Amount

    public init(form: VisitForm, outcome: ClaimOutcome, totals: ClaimTotals, paid: Amount) {
        self.form = form
        self.outcome = outcome
        self.totals = totals
        self.paid = paid
    }

    /// A claim as its kept decision has it; nil if that cannot be read.
    public init?(form: VisitForm, outcome: ClaimOutcome, result: [UInt8]) {
        do throws(FormFault) {
            let totals = try ResultForm.verdict(from: result).totals
            self.init(
                form: form, outcome: outcome, totals: ClaimTotals(totals), paid: Amount(reckoned: totals.paid))
        } catch { return nil }
    }
}

/// Adds up a statement.
public struct StatementTally: Sendable {
    private var sections: [String: SectionSums] = [:]
    private var waiting = 0
    private var refused = 0

    public init() {}

    public mutating func add(_ claim: StatedClaim) {
        switch claim.outcome {
        case .needsEvidence: waiting += 1
        case .refused: refused += 1
        case .accepted, .corrected:
            sections[Self.section(of: claim.form), default: SectionSums()].add(claim)
        }
    }

    /// The statement without what only quarters have. `booked` is what the books say of the months.
    public func statement(
        of facility: FacilityCode, month: Month? = nil, quarter: Quarter? = nil, booked: Amount
    ) throws(FundRejection) -> Statement {
        let shown = try sections.sorted { $0.key < $1.key }.map { name, sums throws(FundRejection) in
            try sums.section(name)
        }
        var whole = SectionSums()
        for sums in sections.values { whole.add(sums) }
        let total = try whole.section("total")
        return Statement(
            facility: facility, month: month, quarter: quarter, sections: shown, total: total, waiting: waiting,
            refused: refused, booked: booked, carried: booked - (total.fund - total.reductions))
    }

    /// The section of a form of a visit (MA_LOAI_KCB).
    private static func section(of form: VisitForm) -> String {
        switch form.text {
        case "01", "06", "07": "I"
        case "02", "05", "08": "II"
        case "04", "09": "III"
        case "03": "IV"
        default: "V"
        }
    }
}

private struct SectionSums: Sendable {
    private var visits = 0
    private var figures = [Int128](repeating: 0, count: 7)

    mutating func add(_ claim: StatedClaim) {
        visits += 1
        let totals = claim.totals
        let amounts = [
            totals.total, totals.inScope, totals.fund, totals.copayment, totals.ownCost, totals.otherSources,
            totals.fund - claim.paid,
        ]
        for (index, amount) in amounts.enumerated() { figures[index] += Int128(amount.units) }
    }

    mutating func add(_ other: SectionSums) {
        visits += other.visits
        for index in figures.indices { figures[index] += other.figures[index] }
    }

    func section(_ name: String) throws(FundRejection) -> StatementSection {
        let amounts = try figures.map { figure throws(FundRejection) in
            guard let units = Int64(exactly: figure), let amount = try? Amount(units: units) else {
                throw .unfitting("The sums have more than 15 digits; draw a month.")
            }
            return amount
        }
        let section: PlainText
        do { section = try PlainText(name) } catch { throw .unfitting(error.message) }
        return StatementSection(
            section: section, visits: visits, total: amounts[0], inScope: amounts[1], fund: amounts[2],
            copayment: amounts[3], ownCost: amounts[4], otherSources: amounts[5], reductions: amounts[6])
    }
}
