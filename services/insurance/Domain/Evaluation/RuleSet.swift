// The rules in their order, called by name so that each is compiled into the one function. All of them are on; a test
// turns one off to see that something notices.

/// Which rules are on.
struct RuleSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt32
    init(rawValue: UInt32) { self.rawValue = rawValue }

    static let decidingDay = RuleSet(rawValue: 1 << 0)
    static let baseSalary = RuleSet(rawValue: 1 << 1)
    static let visitSetting = RuleSet(rawValue: 1 << 2)
    static let routing = RuleSet(rawValue: 1 << 3)
    static let coverage = RuleSet(rawValue: 1 << 4)
    static let cardLevel = RuleSet(rawValue: 1 << 5)
    static let warWound = RuleSet(rawValue: 1 << 6)
    static let routingLevel = RuleSet(rawValue: 1 << 7)
    static let examination = RuleSet(rawValue: 1 << 8)
    static let line = RuleSet(rawValue: 1 << 9)
    static let smallCost = RuleSet(rawValue: 1 << 10)
    static let exemption = RuleSet(rawValue: 1 << 11)
    static let supply = RuleSet(rawValue: 1 << 12)
    static let share = RuleSet(rawValue: 1 << 13)
    static let donor = RuleSet(rawValue: 1 << 14)
    static let fiveYears = RuleSet(rawValue: 1 << 15)
    static let count = RuleSet(rawValue: 1 << 16)
    static let total = RuleSet(rawValue: 1 << 17)
    static let treatmentDay = RuleSet(rawValue: 1 << 18)

    static let sameDay = RuleSet(rawValue: 1 << 19)
    static let refusedLine = RuleSet(rawValue: 1 << 20)
    static let freeVisit = RuleSet(rawValue: 1 << 21)
    static let all = RuleSet(rawValue: 1 << 22 - 1)
}

extension Evaluation {
    // Donors first: what they paid is no co-payment that anybody could be exempted from, unless the policy has it so.
    private mutating func share(_ on: RuleSet) throws(Refusal) {
        let isLate = options.exemptionBeforeDonor == .yes
        if on.contains(.donor), !isLate { DonorRule.apply(&self) }
        if on.contains(.fiveYears) { try FiveYearsRule.apply(&self) }
        if on.contains(.donor), isLate { DonorRule.apply(&self) }
    }

    /// Decides the claim.
    mutating func run(_ on: RuleSet = .all) throws(Refusal) {
        if on.contains(.decidingDay) { try DecidingDayRule.apply(&self) }
        if on.contains(.baseSalary) { try BaseSalaryRule.apply(&self) }
        if on.contains(.visitSetting) { try VisitSettingRule.apply(&self) }
        if on.contains(.routing) { try RoutingRule.apply(&self) }
        if isOver { return RulingRule.apply(&self) }
        if on.contains(.sameDay) { SameDayRule.apply(&self) }
        RulingRule.apply(&self)
        if on.contains(.coverage) { try CoverageRule.apply(&self) }
        if on.contains(.cardLevel) { CardLevelRule.apply(&self) }
        if on.contains(.warWound) { WarWoundRule.apply(&self) }
        if on.contains(.routingLevel) { RoutingLevelRule.apply(&self) }
        if on.contains(.examination) { try ExaminationRule.apply(&self) }
        if on.contains(.line) { try LineRule.apply(&self) }
        if on.contains(.freeVisit) { FreeVisitRule.apply(&self) }
        if on.contains(.smallCost) { try SmallCostRule.apply(&self) }
        if on.contains(.exemption) { ExemptionRule.apply(&self) }
        if on.contains(.supply) { try SupplyRule.apply(&self) }
        if on.contains(.share) { ShareRule.apply(&self) }
        try share(on)
        if on.contains(.count) { CountRule.apply(&self) }
        if on.contains(.refusedLine) { RefusedLineRule.apply(&self) }
        if on.contains(.total) { TotalRule.apply(&self) }
        if on.contains(.treatmentDay) { TreatmentDayRule.apply(&self) }
    }
}
