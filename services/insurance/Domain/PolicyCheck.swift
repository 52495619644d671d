// The check of an act of policy before it is proposed and published: every number cites its article, and the rows of a
// key follow each other day by day, in the act and beside the acts that are published. An error hinders, a warning does
// not.

public import MessageSchema

/// The check of an act of policy.
public enum PolicyCheck {
    /// What is wrong with an act beside the published ones.
    public static func findings(of act: PolicyAct, beside published: [PolicyAct]) -> [Finding] {
        let current = Policy.current(published).filter { $0.act != act.act }
        let replaces = Set(act.replaces ?? [])
        let beside = current.filter { !replaces.contains($0.act) }
        let replaced = current.filter { replaces.contains($0.act) }
        return act.emptiness
            + act.unknownReplacements(among: current)
            + rows(act, beside, replaced) { $0.baseSalaries }
            + rows(act, beside, replaced) { $0.levels }
            + rows(act, beside, replaced) { $0.routings }
            + rows(act, beside, replaced) { $0.settings }
            + rows(act, beside, replaced) { $0.contributions }
            + rows(act, beside, replaced) { $0.ladders }
            + rows(act, beside, replaced) { $0.supports }
            + rows(act, beside, replaced) { $0.periods }
            + rows(act, beside, replaced) { $0.options }
            + rows(act, beside, replaced) { $0.entitlements }
            + rows(act, beside, replaced) { $0.holidays }
            + rows(act, beside, replaced) { $0.deadlines }
            + rows(act, beside, replaced) { $0.caps }
            + rows(act, beside, replaced) { $0.fundShares }
            + rows(act, beside, replaced) { $0.freeVisits }
    }

    private static func rows<Row: CheckedRow>(
        _ act: PolicyAct, _ beside: [PolicyAct], _ replaced: [PolicyAct], _ table: (PolicyAct) -> [Row]?
    ) -> [Finding] {
        let own = PlacedRow.all(of: act, table)
        return own.flatMap(\.findings)
            + RowSequence.findings(
                own: own, beside: beside.flatMap { PlacedRow.all(of: $0, table) },
                replaced: replaced.flatMap { PlacedRow.all(of: $0, table) }, act: act.act)
    }
}

extension PolicyAct {
    fileprivate var emptiness: [Finding] {
        guard rowCount == 0 else { return [] }
        return [.error("act.empty", act.text, "The act has no rows.", "Write down what it sets.")]
    }

    fileprivate func unknownReplacements(among published: [PolicyAct]) -> [Finding] {
        (replaces ?? []).filter { act in act == self.act || !published.contains { $0.act == act } }.map {
            .error(
                "act.replacesUnknown", act.text, "It replaces \($0), which is no published act that counts.",
                "See `sauro policy list`.")
        }
    }
}

/// A row with its place: the act, the table and its number there, from 1.
struct PlacedRow<Row: PolicyRow>: Hashable, Sendable {
    var row: Row
    var act: ActNumber
    var number: Int

    static func all(of act: PolicyAct, _ table: (PolicyAct) -> [Row]?) -> [PlacedRow] {
        (table(act) ?? []).enumerated().map { PlacedRow(row: $1, act: act.act, number: $0 + 1) }
    }

    var place: String { "\(act) \(Row.table)/\(number)" }
}

extension PlacedRow where Row: CheckedRow {
    /// What is wrong with the row by itself.
    fileprivate var findings: [Finding] {
        var found: [Finding] = []
        if row.article == nil {
            found.append(
                .error(
                    "row.uncited", place, "The row cites no article.",
                    "Give the `article`, or the reason for a project default."))
        }
        if let lastDay = row.lastDay, lastDay < row.from {
            found.append(
                .error(
                    "row.datesReversed", place, "It ends on \(lastDay), before it begins on \(row.from).",
                    "Check both days."))
        }
        if let flaw = row.flaw {
            found.append(.error("row.unreadable", place, flaw, "Write a value that the table allows."))
        }
        return found
    }
}

/// A row that can have a value no reader of it could use.
protocol CheckedRow: PolicyRow {
    /// What is wrong with the row's key or value, in a sentence.
    var flaw: String? { get }
}

extension BaseSalaryRow: CheckedRow {
    var flaw: String? { amount > .zero ? nil : "A base salary of \(amount) is none." }
}

extension BenefitLevelRow: CheckedRow {
    var flaw: String? {
        if group == nil && digit == nil { return "The level is of no group and of no digit." }
        guard let digit, !(1...5).contains(digit) else { return nil }
        return "\(digit) is no benefit digit; 1 to 5 are."
    }
}

extension RoutingRow: CheckedRow {
    var flaw: String? {
        guard let decision, decision == .refuses || decision == .recalls, rate != .zero else { return nil }
        return "An entitlement that the fund does not pay has the rate 0, not \(rate)."
    }
}

extension PolicySettingRow: CheckedRow {
    var flaw: String? {
        do throws(ValueError) {
            try name.check(value)
            return nil
        } catch { return "The setting \(name.rawValue): \(error)." }
    }
}
