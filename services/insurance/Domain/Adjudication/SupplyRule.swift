// The ceiling for the supplies of one use of a technique: of what lies within it the fund pays its rate, what is above
// is the patient's, who co-pays it (Circular 04/2017/TT-BYT, article 3; project default: in the order in which lines
// were ordered). Items with a payment rate and who is free of such limits are not bound; nor are supplies without a
// package (project default).

internal import MessageSchema

enum SupplyRule {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        guard work.routing != nil, !work.facts.packages.isEmpty || work.options.supplyWithoutPackage == .visit else {
            return
        }
        guard work.lines.indices.contains(where: { isLimited($0, work) }) else { return }
        let salaries = try work.value(work.rules.supplyCeilingSalaries, .supplyCeilingSalaries)
        let ceiling = Reckoning.bound(Int128(work.baseSalary) * Int128(salaries))
        var left = [Int64](repeating: ceiling, count: work.facts.packages.count + 1)
        for index in work.linesInOrder {
            guard isLimited(index, work) else { continue }
            // The last place is that of supplies without a package.
            let package = work.facts.lines[index].package ?? work.facts.packages.count
            let inScope = work.lines[index].inScope
            let paid = min(inScope, left[package])
            work.lines[index].ceiling = ceiling
            work.lines[index].excess = inScope - paid
            if work.lines[index].excess > 0 { note(index, salaries, ceiling, left[package], work) }
            left[package] -= paid
        }
    }

    private static func isLimited<L: Listener>(_ index: Int, _ work: Evaluation<L>) -> Bool {
        isSupply(work.facts.lines[index], work.options) && work.facts.lines[index].paymentRate == .whole
            && !work.lines[index].ignoresPaymentRates
    }

    private static func isSupply(_ line: LineFacts, _ options: DayOptions) -> Bool {
        line.package != nil || options.supplyWithoutPackage == .visit && line.isSupply
    }

    private static func note<L: Listener>(
        _ index: Int, _ salaries: Int, _ ceiling: Int64, _ left: Int64, _ work: Evaluation<L>
    ) {
        guard L.isOn else { return }
        let package = work.facts.lines[index].package.map { work.facts.packages[$0] } ?? "none"
        let inScope = Amount(reckoned: work.lines[index].inScope)
        let (base, left) = (Amount(reckoned: work.lines[index].base), Amount(reckoned: left))
        work.note(
            "line.supplyCeiling", at: index, by: work.citation(work.rules.supplyCeilingSalaries.source),
            [
                ("package", package), ("inScope", inScope.text),
                ("baseSalary", Amount(reckoned: work.baseSalary).text), ("salaries", String(salaries)),
                ("ceiling", Amount(reckoned: ceiling).text),
            ],
            "the lesser of \(inScope) and what is left of the ceiling, \(left)", base.text)
    }
}
