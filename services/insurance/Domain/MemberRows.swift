// The rows of a policy about contributions and periods as the check and the lookup take them: keys, and what no reader
// of a row could use.

internal import MessageSchema

extension ContributionRow: CheckedRow {
    static let table = "contributions"
    var keys: [String] {
        (groups ?? []).map { "the contribution of the group \($0)" }
            + (conditions ?? []).map { "the contribution of a \($0)" }
    }

    var flaw: String? {
        if keys.isEmpty { return "The contribution is of no group and of no condition." }
        if groups != nil, conditions != nil { return "The contribution is of groups or of conditions, not of both." }
        if let word = (conditions ?? []).first(where: { !$0.isConditionWord }) { return word.noConditionWord }
        if shares.isEmpty || Set(shares.map(\.payer)).count < shares.count { return "Each payer has one share." }
        guard shares.reduce(0, { $0 + $1.rate.units }) <= Rate.whole.units else { return "The shares pass 100 %." }
        if let capSalaries, basis == .baseSalary || !(1...SettingForm.numberMax).contains(capSalaries) {
            return "A cap is a number of base salaries, of a wage, a pension or an allowance."
        }
        guard byLadder != true || basis == .baseSalary && shares.allSatisfy({ $0.payer == .insured }) else {
            return "On the ladder are those who pay all of it themselves, of the base salary."
        }
        return nil
    }
}

extension LadderRow: CheckedRow {
    static let table = "ladders"
    var keys: [String] { ["the ladder's step \(position)"] }
    var flaw: String? {
        (1...SettingForm.numberMax).contains(position) ? nil : "The members of a household are counted from 1."
    }
}

extension SupportRow: CheckedRow {
    static let table = "supports"
    var keys: [String] {
        let condition = condition.map { " as \($0)" } ?? ""
        return groups.map { $0.map { "the support of the group \($0)\(condition)" } } ?? ["the support\(condition)"]
    }
    // Where a support ends, the insured pay all again.
    var needsFollower: Bool { false }

    var flaw: String? {
        if groups?.isEmpty ?? (condition == nil) { return "The support is of no group and of no condition." }
        if let condition, !condition.isConditionWord { return condition.noConditionWord }
        if let months, !(1...SettingForm.numberMax).contains(months) { return "\(months) is no number of months." }
        return nil
    }
}

extension PeriodRow: CheckedRow {
    static let table = "periods"
    var keys: [String] {
        groups.map { $0.map { "the period \(name) of the group \($0)" } } ?? ["the period \(name)"]
    }
    // Where a group's own row ends, the one of all groups counts again.
    var needsFollower: Bool { groups == nil }

    var flaw: String? {
        if groups?.isEmpty == true { return "The period is of no group." }
        guard let name = PeriodName(rawValue: name.text) else {
            let known = PeriodName.allCases.map { $0.rawValue }.joined(separator: ", ")
            return "There is no period \(name.text.prefix(40)); there are \(known)."
        }
        do throws(ValueError) {
            try name.check(value)
            return nil
        } catch { return "The period \(name.rawValue): \(error)." }
    }
}

extension PlainText {
    /// A word of letters that begins with a small one.
    fileprivate var isConditionWord: Bool {
        let bytes = text.utf8
        return bytes.count <= 40 && bytes.first.map { (97...122).contains($0) } == true
            && bytes.allSatisfy { (97...122).contains($0) || (65...90).contains($0) }
    }
    fileprivate var noConditionWord: String {
        "\"\(text.prefix(40))\" is no condition; write a word such as poorCommune."
    }
}
