// Stands where the rule for supplies will: the fund pays of those of one use of a technique only up to a number of base
// salaries, but for items with a payment rate and for who is free of such limits (Circular 04/2017/TT-BYT, article 3).
// Until then a claim above that ceiling waits for evidence.

internal import MessageSchema

enum SupplyGuard {
    static func apply<L: Listener>(_ work: inout Evaluation<L>) throws(Refusal) {
        guard work.routing != nil else { return }
        var costs: [Int: Int128] = [:]
        for (line, facts) in zip(work.lines, work.facts.lines) {
            guard let package = facts.package, !line.ignoresPaymentRates, facts.paymentRate == .whole else { continue }
            costs[package, default: 0] += Int128(line.inScope)
        }
        guard !costs.isEmpty else { return }
        let salaries = try work.value(work.rules.supplyCeilingSalaries, .supplyCeilingSalaries)
        let ceiling = Int128(work.baseSalary) * Int128(salaries)
        let names = work.facts.packages
        for (package, cost) in costs.sorted(by: { names[$0.key] < names[$1.key] }) where cost > ceiling {
            work.hold(.suppliesNotYet, line: package, Int64(salaries))
        }
    }
}
