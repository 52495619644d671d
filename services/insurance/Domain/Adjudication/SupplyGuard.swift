// Stands where the rule for supplies will: the fund pays of those of one use of a technique only up to a number of base
// salaries, but for items with a payment rate and for who is free of such limits (Circular 04/2017/TT-BYT, article 3).
// Until then a claim above that ceiling waits for evidence.

internal import MessageSchema

enum SupplyGuard: AdjudicationRule {
    static func apply(_ state: inout AdjudicationState) throws(ClaimRejection) {
        let limited = state.lines.filter { line in
            line.line.supplyPackage != nil && !line.ignoresPaymentRates && (line.line.paymentRate ?? .whole) == .whole
        }
        let packages = Dictionary(grouping: limited) { $0.line.supplyPackage?.text ?? "" }
        guard !packages.isEmpty, state.routing != nil else { return }
        let salaries = try state.read(state.setting(.supplyCeilingSalaries), SettingForm.number)
        let ceiling = Int128(state.baseSalary.units) * Int128(salaries)
        for (package, lines) in packages.sorted(by: { $0.key < $1.key }) {
            let cost = lines.reduce(Int128(0)) { $0 + Int128($1.inScope.units) }
            guard cost > ceiling else { continue }
            state.hold(
                "supplies.notYet", "XML3.GOI_VTYT",
                "The supplies of \(package) cost more than \(salaries) base salaries.")
        }
    }
}
