// What is left of a year's co-payment before nothing more is paid: a number of base salaries less what was paid. When
// the base salary changes within the year, what is left is reckoned in salaries (letter 302/CSYT-CĐ of Vietnam Social
// Security): (salaries - paid before / old salary) x new salary, never below zero.

internal import MessageSchema

struct CopaymentCeiling {
    /// What was paid in the year, in the order of the salaries.
    let paid: [CountedWork]
    let baseSalary: Int64
    let salaries: Int
    /// What the patient pays of the year's co-payment at most, and what of it is left. In hundredths of a đồng.
    let most: Int64
    let left: Int64

    /// Of a year, at the base salary of the deciding day. No initializer, for which the evaluation would be copied.
    static func of<L: Listener>(_ year: Int, _ work: Evaluation<L>) throws(Refusal) -> CopaymentCeiling {
        let salaries = try work.value(work.rules.fiveYearsSalaries, .fiveYearsSalaries)
        let (salary, paid) = (work.baseSalary, Self.paid(in: year, work))
        let before = work.options.salaryStep == .convert ? paid.filter { $0.baseSalary != salary } : []
        let remaining = Self.remaining(salaries, before, salary, by: work.options.rounding)
        let most = Reckoning.bound(before.reduce(Int128(remaining)) { $0 + Int128($1.amount) })
        let now = paid.filter { before.isEmpty || $0.baseSalary == salary }.reduce(Int128(0)) { $0 + Int128($1.amount) }
        return CopaymentCeiling(
            paid: paid, baseSalary: salary, salaries: salaries, most: most,
            left: Int64(max(0, Int128(remaining) - now)))
    }

    /// What was told beside the claim of its year; else what the suite counted.
    private static func paid<L: Listener>(in year: Int, _ work: Evaluation<L>) -> [CountedWork] {
        let isTold = work.facts.paidBeforeStep != nil || work.facts.paidAfterStep != nil
        switch work.options.paidSource {
        case .contextThenOwn where year == work.day.civil.year && isTold: break
        case .context where year == work.day.civil.year: break
        case .context: return []
        case .contextThenOwn, .own: return work.facts.history.filter { $0.year == year }
        }
        let salary = work.baseSalary
        let first = work.policy.rules(on: work.day.newYear).baseSalary?.units ?? salary
        return [(first, work.facts.paidBeforeStep), (salary, work.facts.paidAfterStep)].compactMap { salary, paid in
            paid.map { CountedWork(year: year, baseSalary: salary, amount: $0.units) }
        }
    }

    /// Of so many salaries what is left at the last one, rounded as any other amount.
    private static func remaining(
        _ salaries: Int, _ paid: [CountedWork], _ salary: Int64, by rounding: Rounding
    ) -> Int64 {
        // A fraction of salaries, in its lowest terms.
        var (part, whole) = (Int128(salaries), Int128(1))
        for paid in paid where paid.baseSalary > 0 {
            let salary = Int128(paid.baseSalary)
            let (product, isLarge) = part.multipliedReportingOverflow(by: salary)
            let (sum, isLarger) = whole.multipliedReportingOverflow(by: max(salary, Int128(paid.amount)))
            // Salaries of a size that nobody ever had: no exemption.
            guard !isLarge, !isLarger, sum.magnitude < UInt128(Int128.max) / 2 else { return Amount.unitsMax }
            part = product - Int128(paid.amount) * whole
            whole *= salary
            let divisor = greatestDivisor(part.magnitude, whole.magnitude)
            (part, whole) = (part / Int128(divisor), whole / Int128(divisor))
        }
        guard part > 0 else { return 0 }
        let (product, isLarge) = part.multipliedReportingOverflow(by: Int128(salary))
        return isLarge ? Amount.unitsMax : Reckoning.bound(Reckoning.quotient(product, whole, by: rounding))
    }

    private static func greatestDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (large, small) = (left, right)
        while small != 0 { (large, small) = (small, large % small) }
        return max(1, large)
    }
}

extension CopaymentCeiling {
    /// How the ceiling was reckoned, and what was left of it.
    func note<L: Listener>(_ year: Int, _ work: Evaluation<L>) {
        guard L.isOn else { return }
        let isConverted = work.options.salaryStep == .convert
        let before = isConverted ? paid.filter { $0.baseSalary != baseSalary && $0.amount != 0 } : []
        let (salary, most) = (Amount(reckoned: baseSalary), Amount(reckoned: most))
        let parts = before.map { "\(Amount(reckoned: $0.amount)) / \(Amount(reckoned: $0.baseSalary))" }
        let sums = before.map { "\(Amount(reckoned: $0.amount)) + " }.joined()
        let formula =
            before.isEmpty
            ? "\(salaries) x \(salary)"
            : "\(sums)(\(([String(salaries)] + parts).joined(separator: " - "))) x \(salary)"
        let source = work.citation(work.rules.fiveYearsSalaries.source)
        work.note(
            "fiveYears.ceiling", by: source,
            [
                ("year", String(year)), ("fiveYearsFrom", work.facts.fiveYearsFrom?.text ?? "not known"),
                ("salaries", String(salaries)), ("baseSalary", salary.text),
            ],
            "\(formula) = \(most)", most.text)
        let sum = Amount(reckoned: Reckoning.bound(paid.reduce(Int128(0)) { $0 + Int128($1.amount) }))
        work.note(
            "fiveYears.left", by: source, [("year", String(year)), ("paid", sum.text)],
            "\(most) - \(sum) = \(Amount(reckoned: left))", Amount(reckoned: left).text)
    }
}
