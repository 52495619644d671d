// The ceiling for the supplies of one use of a technique: of what lies within it the fund pays its rate, what is above
// is the patient's, who co-pays it (Circular 04/2017/TT-BYT, article 3; project default: in the order in which lines
// were ordered). Items with a payment rate and who is free of such limits are not bound; nor are supplies without a
// package (project default).

internal import MessageSchema

enum SupplyRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        guard !work.facts.packages.isEmpty, work.routing != nil else { return }
        guard work.lines.indices.contains(where: { isLimited($0, work) }) else { return }
        let salaries = try work.value(work.rules.supplyCeilingSalaries, .supplyCeilingSalaries)
        let ceiling = Reckoning.bound(Int128(work.baseSalary) * Int128(salaries))
        var left = [Int64](repeating: ceiling, count: work.facts.packages.count)
        for index in work.facts.linesInOrder {
            guard isLimited(index, work), let package = work.facts.lines[index].package else { continue }
            let inScope = work.lines[index].inScope
            let paid = min(inScope, left[package])
            work.lines[index].ceiling = ceiling
            work.lines[index].excess = inScope - paid
            if work.lines[index].excess > 0 { note(index, salaries, ceiling, left[package], work) }
            left[package] -= paid
        }
    }

    private static func isLimited<L: Listener>(_ index: Int, _ work: Evaluation<L>) -> Bool {
        work.facts.lines[index].package != nil && work.facts.lines[index].paymentRate == .whole
            && !work.lines[index].ignoresPaymentRates
    }

    private static func note<L: Listener>(
        _ index: Int, _ salaries: Int, _ ceiling: Int64, _ left: Int64, _ work: Evaluation<L>
    ) {
        guard L.isOn, let package = work.facts.lines[index].package else { return }
        let inScope = Amount(reckoned: work.lines[index].inScope)
        let (base, left) = (Amount(reckoned: work.lines[index].base), Amount(reckoned: left))
        work.note(
            "line.supplyCeiling", at: index, by: work.citation(work.rules.supplyCeilingSalaries.source),
            [
                ("package", work.facts.packages[package]), ("inScope", inScope.text),
                ("baseSalary", Amount(reckoned: work.baseSalary).text), ("salaries", String(salaries)),
                ("ceiling", Amount(reckoned: ceiling).text),
            ],
            "the lesser of \(inScope) and what is left of the ceiling, \(left)", base.text)
    }
}
