// The lint of an act of policy: what the check finds, and what is allowed but probably not meant. Rows that no day
// picks, rows that say what held anyway, numbers that nobody can look up, what was written down from memory, and what
// the policy with the act is silent about.

public import MessageSchema

/// The lint of an act of policy.
public enum PolicyLint {
    /// What is found about an act beside the published ones: first what hinders a proposal, then what does not.
    public static func findings(of act: PolicyAct, beside published: [PolicyAct]) -> [Finding] {
        let whole = Policy.acts(published, with: act)
        let policy = Policy(version: 0, acts: whole)
        return PolicyCheck.findings(of: act, beside: published)
            + unpicked(act, policy) + repeated(act, whole) + unfounded(act) + holes(policy)
    }

    private static func unpicked(_ act: PolicyAct, _ policy: Policy) -> [Finding] {
        PlacedRow.all(of: act) { $0.baseSalaries }.unpicked(policy) { [policy.baseSalary(on: $1)] }
            + PlacedRow.all(of: act) { $0.levels }.unpicked(policy) { row, day in
                row.digits.map { policy.level(group: row.group, digit: $0, on: day) }
            }
            + PlacedRow.all(of: act) { $0.routings }.unpicked(policy) { row, day in
                [false, true].map { policy.routing(row.code, isStay: $0, on: day) }
            }
            + PlacedRow.all(of: act) { $0.settings }.unpicked(policy) { [policy.setting($0.name, on: $1)] }
            + PlacedRow.all(of: act) { $0.options }.unpicked(policy) { row, day in
                [PolicyOption(rawValue: row.name.text).flatMap { policy.option($0, on: day) }]
            }
    }

    // A group's own level that is what its digits have anyway.
    private static func repeated(_ act: PolicyAct, _ whole: [PolicyAct]) -> [Finding] {
        PlacedRow.all(of: act) { $0.levels }.filter { placed in
            guard placed.row.group != nil else { return false }
            let without = Policy(version: 0, acts: whole.map { $0.without(placed.row, of: act.act) })
            let days = (without.changes + [placed.row.from]).filter(placed.row.holds)
            return days.allSatisfy { day in
                placed.row.digits.allSatisfy { digit in
                    without.level(group: placed.row.group, digit: digit, on: day)?.row.says(placed.row) ?? false
                }
            }
        }.map {
            .warning(
                "row.repeats", $0.place, "Without it \($0.row.keys.joined()) would be the same on every day.",
                "Leave it out, unless the article is what matters.")
        }
    }

    private static func unfounded(_ act: PolicyAct) -> [Finding] {
        let rows =
            PlacedRow.all(of: act) { $0.baseSalaries }.unfounded() + PlacedRow.all(of: act) { $0.levels }.unfounded()
            + PlacedRow.all(of: act) { $0.routings }.unfounded() + PlacedRow.all(of: act) { $0.settings }.unfounded()
            + PlacedRow.all(of: act) { $0.options }.unfounded()
            + PlacedRow.all(of: act) { $0.contributions }.unfounded()
            + PlacedRow.all(of: act) { $0.ladders }.unfounded() + PlacedRow.all(of: act) { $0.supports }.unfounded()
            + PlacedRow.all(of: act) { $0.periods }.unfounded()
            + PlacedRow.all(of: act) { $0.entitlements }.unfounded()
            + PlacedRow.all(of: act) { $0.holidays }.unfounded() + PlacedRow.all(of: act) { $0.deadlines }.unfounded()
            + PlacedRow.all(of: act) { $0.caps }.unfounded()
            + PlacedRow.all(of: act) { $0.fundShares }.unfounded()
            + PlacedRow.all(of: act) { $0.freeVisits }.unfounded()
        guard let note = act.note?.text else { return rows }
        return rows + (note.isRecalled ? [.recalled(act.act.text)] : [])
            + (note.hasDigit && !note.isCitation ? [.uncited("\(act.act) note", "The note")] : [])
    }

    // At the end of all that is published nothing should be silent.
    private static func holes(_ policy: Policy) -> [Finding] {
        guard let day = policy.changes.last else { return [] }
        let groups = CardGroupList.groups.filter { policy.level(group: $0.group, digit: $0.digit, on: day) == nil }
        let settings = PolicySetting.allCases.filter { policy.setting($0, on: day) == nil }
        let options = PolicyOption.allCases.filter { policy.option($0, on: day) == nil }
        func hole(_ what: String, _ names: [String], _ hint: String) -> [Finding] {
            guard !names.isEmpty else { return [] }
            let list = names.joined(separator: ", ")
            return [.warning("policy.hole", "policy", "On \(day) and after nothing sets \(what): \(list).", hint)]
        }
        let refused = "Claims that need it are refused; publish the act that has it."
        return hole("the level of these groups", groups.map { "\($0.group)\($0.digit)" }, refused)
            + hole("the base salary", policy.baseSalary(on: day) == nil ? ["baseSalaries"] : [], refused)
            + hole("these settings", settings.map(\.rawValue), refused)
            + hole("these options", options.map(\.rawValue), "What counts without a row stands in docs/policy.md.")
    }
}

extension Array {
    /// Rows that no day picks, though they are sound by themselves.
    fileprivate func unpicked<Row: PolicyRow>(
        _ policy: Policy, _ picks: (Row, CalendarDate) -> [Cited<Row>?]
    ) -> [Finding] where Element == PlacedRow<Row> {
        filter { placed in
            let own = Cited(row: placed.row, act: placed.act)
            return !policy.changes.contains { placed.row.holds(on: $0) && picks(placed.row, $0).contains(own) }
        }.map {
            .warning(
                "row.unreachable", $0.place, "No day picks it: other rows set all that it sets.",
                "Leave it out, or see which row should give way.")
        }
    }

    /// Rows whose article cannot be looked up, or was written down from memory.
    fileprivate func unfounded<Row: PolicyRow>() -> [Finding] where Element == PlacedRow<Row> {
        flatMap { placed -> [Finding] in
            guard let article = placed.row.article?.text else { return [] }
            return (article.isRecalled ? [.recalled(placed.place)] : [])
                + (article.isCitation ? [] : [.uncited(placed.place, "The row")])
        }
    }
}

extension BenefitLevelRow {
    /// The digits that it can decide.
    fileprivate var digits: [Int] { digit.map { [$0] } ?? [1, 2, 3, 4, 5] }

    fileprivate func says(_ other: BenefitLevelRow) -> Bool {
        level == other.level && (ignoresPaymentRates ?? false) == (other.ignoresPaymentRates ?? false)
            && (coversOutOfList ?? false) == (other.coversOutOfList ?? false)
    }
}

extension PolicyAct {
    fileprivate func without(_ row: BenefitLevelRow, of act: ActNumber) -> PolicyAct {
        guard act == self.act else { return self }
        var other = self
        other.levels?.removeAll { $0 == row }
        return other
    }
}

extension String {
    fileprivate var hasDigit: Bool { contains { $0.isNumber } }
    fileprivate var isRecalled: Bool { lowercased().contains("recalled") }
    /// Whether it names something that can be looked up.
    fileprivate var isCitation: Bool {
        let words = ["project default", "Điều", "khoản", "Phụ lục", "article", "appendix", "/"]
        return words.contains { contains($0) }
    }
}

extension Finding {
    fileprivate static func recalled(_ place: String) -> Finding {
        .warning(
            "row.recalled", place, "It was written down from memory.",
            "Compare it with the text of the act before claims are decided by it.")
    }

    fileprivate static func uncited(_ place: String, _ what: String) -> Finding {
        .warning(
            "number.uncited", place, "\(what) has a number, and names nothing where it could be looked up.",
            "Name the article, or the reason for a project default.")
    }
}
