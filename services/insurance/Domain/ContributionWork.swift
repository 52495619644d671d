// The reckoning of a contribution: months that are alike together, then each person by payer, with a step of the trace
// for whatever was looked up.

internal import MessageSchema

/// Months that are reckoned alike.
private struct MonthGroup: Hashable {
    var row: Cited<ContributionRow>
    var salary: Cited<BaseSalaryRow>
    var support: Cited<SupportRow>?
    /// What the percentages are of, in hundredths of a đồng.
    var base: Int64
    var day: CalendarDate
    var count = 1

    /// Whether a month of another day is reckoned as these are.
    func isLike(_ other: MonthGroup) -> Bool {
        (row, base) == (other.row, other.base) && (salary, support) == (other.salary, other.support)
    }
}

struct ContributionWork {
    let policy: Policy
    let subject: ContributionSubject
    let request: QuoteContribution
    let paidOn: CalendarDate
    private var from: Month
    private var months: [MonthGroup] = []
    private var persons: [QuotedPerson] = []
    private var trace: [TraceStep] = []

    init(policy: Policy, subject: ContributionSubject, request: QuoteContribution, paidOn: CalendarDate) {
        self.policy = policy
        self.subject = subject
        self.request = request
        self.paidOn = paidOn
        from = Month(containing: paidOn)
        guard let groups = request.groups, groups.count > 1, let group = subject.group else { return }
        note(
            "contribution.group", by: subject.row.citation,
            [("groups", groups.map(\.text).joined(separator: " ")), ("order", String(subject.row.row.order))],
            "the first in the order of the law", group.text)
    }

    // What is paid at once by the salary of the day of payment is so by all its rows.
    mutating func reckonMonths(from first: Month, count: Int) throws(ContributionRejection) {
        from = first
        for number in 0..<count {
            let isPaidAtOnce = subject.row.row.salaryDay == .payment
            let day = isPaidAtOnce ? paidOn : first.firstDay.advanced(months: number)
            let month = try self.month(number, on: day)
            if let last = months.last, last.isLike(month) {
                months[months.count - 1].count += 1
            } else {
                months.append(month)
            }
        }
        for month in months { noteBase(month) }
    }

    private func month(_ number: Int, on day: CalendarDate) throws(ContributionRejection) -> MonthGroup {
        let row = try subject.row(by: policy, on: day)
        guard let salary = policy.baseSalary(on: day) else {
            throw .unsettled(subject.who, "the base salary of \(day)")
        }
        let support = policy.support(of: subject.group, as: subject.condition, on: day)
        let lasts = support?.row.months.map { number < $0 } ?? true
        return MonthGroup(
            row: row, salary: salary, support: lasts ? support : nil, base: try base(row.row, salary.row), day: day)
    }

    private func base(_ row: ContributionRow, _ salary: BaseSalaryRow) throws(ContributionRejection) -> Int64 {
        guard row.basis != .baseSalary else {
            guard request.income == nil else {
                throw .unfitting("\(subject.who) pays of the base salary: give no income.")
            }
            return salary.amount.units
        }
        guard let income = request.income, income > .zero else {
            throw .unfitting("\(subject.who) is paid for of the \(row.basis.rawValue): give what it is a month.")
        }
        guard let cap = row.capSalaries else { return income.units }
        return Int64(min(Int128(income.units), Int128(salary.amount.units) * Int128(cap)))
    }

    mutating func reckonPerson(at position: Int) throws(ContributionRejection) {
        var sums: [ContributionPayer: Int128] = [:]
        for month in months {
            let step = try ladderStep(position, month)
            for share in month.row.row.shares {
                for (payer, units) in split(share, step, month) { sums[payer, default: 0] += units }
                noteShare(share, step, month, position)
            }
        }
        let hasLadder = subject.row.row.byLadder == true
        persons.append(
            QuotedPerson(
                position: hasLadder ? position : nil, parts: try parts(of: sums), total: try amount(of: sums)))
    }

    private func ladderStep(_ position: Int, _ month: MonthGroup) throws(ContributionRejection) -> Cited<LadderRow>? {
        guard month.row.row.byLadder == true else { return nil }
        guard let step = policy.ladder(position, on: month.day) else {
            throw .unsettled("member \(position) of a household", "what is paid in on \(month.day)")
        }
        return step
    }

    /// What a share comes to for all months of the group, by payer; what the budget takes over is rounded, the rest is
    /// the insured's.
    private func split(
        _ share: ContributionShare, _ step: Cited<LadderRow>?, _ month: MonthGroup
    ) -> [(ContributionPayer, Int128)] {
        let whole = monthly(share, step, month)
        guard share.payer == .insured, let support = month.support else {
            return [(share.payer, Int128(whole) * Int128(month.count))]
        }
        let budget = Reckoning.part(support.row.rate, of: whole)
        return [
            (.budget, Int128(budget) * Int128(month.count)), (.insured, Int128(whole - budget) * Int128(month.count)),
        ]
    }

    private func monthly(_ share: ContributionShare, _ step: Cited<LadderRow>?, _ month: MonthGroup) -> Int64 {
        let whole = Reckoning.part(share.rate, of: month.base)
        return step.map { Reckoning.part($0.row.rate, of: whole) } ?? whole
    }

    func quote() throws(ContributionRejection) -> ContributionQuote {
        var sums: [ContributionPayer: Int128] = [:]
        for part in persons.flatMap(\.parts) { sums[part.payer, default: 0] += Int128(part.amount.units) }
        return ContributionQuote(
            group: subject.group, condition: subject.condition, from: from,
            months: months.reduce(0) { $0 + $1.count }, paidOn: paidOn, policyVersion: policy.version,
            persons: persons, parts: try parts(of: sums), total: try amount(of: sums), trace: trace)
    }

    /// In the order of the payers' words.
    private func parts(of sums: [ContributionPayer: Int128]) throws(ContributionRejection) -> [ContributionPart] {
        var parts: [ContributionPart] = []
        for payer in ContributionPayer.allCases {
            guard let units = sums[payer] else { continue }
            parts.append(ContributionPart(payer: payer, amount: try amount(units)))
        }
        return parts
    }

    private func amount(of sums: [ContributionPayer: Int128]) throws(ContributionRejection) -> Amount {
        try amount(sums.values.reduce(0, +))
    }

    private func amount(_ units: Int128) throws(ContributionRejection) -> Amount {
        guard units <= Int128(Amount.unitsMax) else { throw .unfitting("The sum has more than 15 digits.") }
        return Amount(reckoned: Int64(units))
    }
}

extension ContributionWork {
    private mutating func noteBase(_ month: MonthGroup) {
        let salary = month.salary.row.amount
        let since = month.day == paidOn ? "paid on \(paidOn)" : "month \(Month(containing: month.day))"
        note("contribution.baseSalary", by: month.salary.citation, [("day", month.day.text)], since, salary.text)
        guard let income = request.income else { return }
        let basis = month.row.row.basis.rawValue
        guard let cap = month.row.row.capSalaries else {
            return note("contribution.base", by: month.row.citation, [(basis, income.text)], basis, income.text)
        }
        note(
            "contribution.base", by: month.row.citation, [(basis, income.text), ("salaries", String(cap))],
            "the lower of \(income) and \(cap) x \(salary)", Amount(reckoned: month.base).text)
    }

    private mutating func noteShare(
        _ share: ContributionShare, _ step: Cited<LadderRow>?, _ month: MonthGroup, _ position: Int
    ) {
        let whole = monthly(share, step, month)
        let place = step.map { _ in "member \(position)" }
        let ladder = step.map { " x \($0.row.rate) %" } ?? ""
        let factors = "\(Amount(reckoned: month.base)) x \(share.rate) %\(ladder)"
        note(
            "contribution.\(share.payer.rawValue)", at: place, by: (step?.citation ?? month.row.citation),
            [("months", String(month.count))], "\(factors) = \(Amount(reckoned: whole)) a month",
            (try? amount(Int128(whole) * Int128(month.count)))?.text ?? "")
        guard share.payer == .insured, let support = month.support else { return }
        let budget = Reckoning.part(support.row.rate, of: whole)
        note(
            "contribution.support", at: place, by: support.citation,
            [("months", String(month.count))]
                + (support.row.months.map { [("monthsAtMost", String($0))] } ?? []),
            "\(Amount(reckoned: whole)) x \(support.row.rate) % = \(Amount(reckoned: budget)) a month",
            (try? amount(Int128(budget) * Int128(month.count)))?.text ?? "")
    }

    private mutating func note(
        _ rule: String, at place: String? = nil, by citation: Citation, _ inputs: [(String, String)],
        _ arithmetic: String, _ result: String
    ) {
        trace.append(
            TraceStep(
                rule: rule, place: place, act: citation.act, article: citation.article,
                inputs: inputs.map { TraceInput(name: $0.0, value: $0.1) }, arithmetic: arithmetic, result: result))
    }
}
