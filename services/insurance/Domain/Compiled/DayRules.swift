// The policy of one day, read to the end: every setting as the value it means, every level and rate in its place.

internal import MessageSchema

/// A setting's value; nil where no row sets it (no source) or nobody can read the row.
struct SettingCell<Value: Sendable>: Sendable {
    var value: Value?
    var source = RuleSource.none
}

struct SalaryCell: Sendable {
    /// In hundredths of a đồng.
    var units: Int64
    var source: RuleSource.Number
}

/// What the fund pays of the cost in scope with a card.
struct LevelCell: Sendable {
    var rate: Rate
    var ignoresPaymentRates: Bool
    var coversOutOfList: Bool
    var source: RuleSource.Number

    /// The highest level counts for who has several cards (Decree 146/2018/NĐ-CP, article 14(2)); of two alike, the
    /// one that covers more.
    var rank: Int64 { rate.units * 4 + (coversOutOfList ? 2 : 0) + (ignoresPaymentRates ? 1 : 0) }
}

/// What an entitlement leads to.
struct RoutingCell: Sendable {
    var rate: Rate
    var decision: RoutingDecision
    var ignoresLevel: Bool
    var source: RuleSource.Number
}

/// Visits of a form that are free so often a year.
struct FreeVisitCell: Sendable {
    /// Packed, as the group.
    var form: UInt8
    /// Nil for groups without a row of their own.
    var group: UInt16?
    var timesAYear: Int
    var source: RuleSource.Number
}

/// Forms of a visit, a bit each.
struct FormSet: Hashable, Sendable {
    private let bits: UInt128
    init(_ forms: Set<VisitForm>) { bits = forms.reduce(0) { $0 | UInt128(1) << UInt128($1.packed) } }
    func contains(_ form: UInt8) -> Bool { bits & (UInt128(1) << UInt128(form)) != 0 }
    /// In order, with a space between.
    var text: String {
        (1...99).filter(contains).map { VisitForm(packed: $0).text }.joined(separator: " ")
    }
}

/// The rules that hold from one day to the day before the next change.
final class DayRules: Sendable {
    let baseSalary: SalaryCell?
    let decidingDay: SettingCell<DecidingDay>
    let inpatientForms: SettingCell<FormSet>
    let examinationRates: SettingCell<[Rate]>
    let smallCostPercent: SettingCell<Rate>
    let graceDays: SettingCell<Int>
    let unknownMember: SettingCell<UnknownMember>
    let unlistedRouting: SettingCell<UnlistedRouting>
    let supplyCeilingSalaries: SettingCell<Int>
    let fiveYearsSalaries: SettingCell<Int>
    let options: DayOptions
    /// The options that were set otherwise than they are without a row.
    let chosen: [ChosenOption]
    /// By group and digit, and by entitlement and setting; the places are the policy's.
    let levels: [LevelCell?]
    let routings: [RoutingCell?]
    let freeVisits: [FreeVisitCell]

    /// The rules of a day before the first row begins.
    init() {
        baseSalary = nil
        decidingDay = SettingCell()
        inpatientForms = SettingCell()
        examinationRates = SettingCell()
        smallCostPercent = SettingCell()
        graceDays = SettingCell()
        unknownMember = SettingCell()
        unlistedRouting = SettingCell()
        supplyCeilingSalaries = SettingCell()
        fiveYearsSalaries = SettingCell()
        options = DayOptions()
        chosen = []
        levels = []
        routings = []
        freeVisits = []
    }

    init(_ policy: Policy, on day: CalendarDate, _ places: inout PolicyPlaces) {
        func setting<Value>(
            _ name: PolicySetting, _ read: (PlainText) throws(ValueError) -> Value
        ) -> SettingCell<Value> {
            guard let row = policy.setting(name, on: day) else { return SettingCell() }
            let source = places.number(of: row)
            // The policy's check lets no other value pass; a claim that needs one is refused.
            return SettingCell(value: try? read(row.row.value), source: source)
        }
        baseSalary = policy.baseSalary(on: day).map {
            SalaryCell(units: $0.row.amount.units, source: places.number(of: $0))
        }
        decidingDay = setting(.decidingDate, SettingForm.word)
        inpatientForms = setting(.inpatientForms) { text throws(ValueError) in FormSet(try SettingForm.forms(text)) }
        examinationRates = setting(.examinationRates, SettingForm.rates)
        smallCostPercent = setting(.smallCostPercent, SettingForm.rate)
        graceDays = setting(.graceDays, SettingForm.number)
        unknownMember = setting(.unknownMember, SettingForm.word)
        unlistedRouting = setting(.unlistedRouting, SettingForm.word)
        supplyCeilingSalaries = setting(.supplyCeilingSalaries, SettingForm.number)
        fiveYearsSalaries = setting(.fiveYearsSalaries, SettingForm.number)
        var chosen: [ChosenOption] = []
        options = DayOptions(policy, on: day, &places, &chosen)
        self.chosen = chosen
        levels = places.levels(policy, on: day)
        routings = places.routings(policy, on: day)
        freeVisits = policy.freeVisits(on: day).map { key, row in
            FreeVisitCell(
                form: key.form.packed, group: key.group?.packed, timesAYear: row.row.timesAYear,
                source: places.number(of: row))
        }
    }

    /// What is free of a form for a card: the group's own row, else that of all groups.
    func freeVisit(_ form: UInt8, group: UInt16) -> FreeVisitCell? {
        freeVisits.first { $0.form == form && $0.group == group }
            ?? freeVisits.first { $0.form == form && $0.group == nil }
    }
}
