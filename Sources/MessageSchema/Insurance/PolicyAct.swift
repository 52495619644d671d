// Benefit policy: rules with dates, one document a legal act. Every row that carries a number cites its article.

/// The base salary from a day on, from which thresholds and caps are reckoned.
public struct BaseSalaryRow: Codable, Hashable, Sendable {
    public var from: CalendarDate
    /// The last day it holds; left out, it holds until a later row begins.
    public var lastDay: CalendarDate?
    public var amount: Amount
    /// The article, clause or note that says so.
    public var article: PlainText?

    public init(from: CalendarDate, lastDay: CalendarDate? = nil, amount: Amount, article: PlainText?) {
        self.from = from
        self.lastDay = lastDay
        self.amount = amount
        self.article = article
    }
}

/// The benefit level of a card. The most specific row counts: group with digit, then group, then digit.
public struct BenefitLevelRow: Codable, Hashable, Sendable {
    public var group: CardGroup?
    public var digit: Int?
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    /// What the fund pays of the cost in scope when the way to the facility is right.
    public var level: Rate
    /// True if payment rates of single drugs and supplies do not bind (digits 1 and 5).
    public var ignoresPaymentRates: Bool?
    /// True if costs out of the list are in scope (digit 5).
    public var coversOutOfList: Bool?
    public var article: PlainText?

    public init(
        group: CardGroup? = nil, digit: Int? = nil, from: CalendarDate, lastDay: CalendarDate? = nil, level: Rate,
        ignoresPaymentRates: Bool? = nil, coversOutOfList: Bool? = nil, article: PlainText?
    ) {
        self.group = group
        self.digit = digit
        self.from = from
        self.lastDay = lastDay
        self.level = level
        self.ignoresPaymentRates = ignoresPaymentRates
        self.coversOutOfList = coversOutOfList
        self.article = article
    }
}

/// Whether a row is for visits without a bed, for stays, or for both.
public enum VisitSetting: String, WireEnum {
    case outpatient, inpatient, any
}

/// What an entitlement leads to.
public enum RoutingDecision: String, WireEnum {
    /// The fund pays its rate.
    case pays
    /// A person decides, case by case.
    case needsEvidence
    /// The claim takes an earlier one back and is not adjudicated.
    case recalls
    /// The visit is not the fund's to pay.
    case refuses
}

/// What the fund pays for a way to a facility.
public struct RoutingRow: Codable, Hashable, Sendable {
    public var code: RoutingCode
    public var setting: VisitSetting
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    /// The part of the card's level that is paid.
    public var rate: Rate
    /// Left out, the fund pays.
    public var decision: RoutingDecision?
    /// True if the whole cost in scope is paid whatever the card's level is.
    public var ignoresLevel: Bool?
    public var article: PlainText?

    public init(
        code: RoutingCode, setting: VisitSetting, from: CalendarDate, lastDay: CalendarDate? = nil, rate: Rate,
        decision: RoutingDecision? = nil, ignoresLevel: Bool? = nil, article: PlainText?
    ) {
        self.code = code
        self.setting = setting
        self.from = from
        self.lastDay = lastDay
        self.rate = rate
        self.decision = decision
        self.ignoresLevel = ignoresLevel
        self.article = article
    }
}

/// What can be set beside the tables. Values are texts, each setting with a form of its own.
public enum PolicySetting: String, WireEnum {
    /// Percent of the base salary below which the whole cost in scope is paid; strictly below. A rate.
    case smallCostPercent
    /// The day that picks base salary, level and routing: `arrival` or `departure`.
    case decidingDate
    /// The forms of a visit that count as a stay, two digits each with a space between.
    case inpatientForms
    /// The rates of the first, second, third ... examination of a visit, with a space between; the last one for all
    /// after.
    case examinationRates
    /// Days after its expiry for which a card still pays a stay that began in time.
    case graceDays
    /// A claim of somebody who is not enrolled here: `stated` takes the card as the claim states it, `refuse` does not.
    case unknownMember
    /// An entitlement that no row names: `refuse` where the list of the day is complete, else `evidence`.
    case unlistedRouting
    /// Base salaries above which the fund pays nothing of the supplies of one use of a technique. A whole number.
    case supplyCeilingSalaries
    /// Base salaries of co-payment in a year above which who is insured for five years pays none. A whole number.
    case fiveYearsSalaries
}

/// A setting from a day on.
public struct PolicySettingRow: Codable, Hashable, Sendable {
    public var name: PolicySetting
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    public var value: PlainText
    public var article: PlainText?

    public init(
        name: PolicySetting, from: CalendarDate, lastDay: CalendarDate? = nil, value: PlainText, article: PlainText?
    ) {
        self.name = name
        self.from = from
        self.lastDay = lastDay
        self.value = value
        self.article = article
    }
}

/// The rules of one legal act, as they are written down in one document.
public struct PolicyAct: Codable, Hashable, Sendable {
    public var act: ActNumber
    public var title: LocalizedText
    public var issuedOn: CalendarDate?
    /// Acts whose rows no longer count from this one's publication on, because this one states them anew.
    public var replaces: [ActNumber]?
    public var note: PlainText?
    public var baseSalaries: [BaseSalaryRow]?
    public var levels: [BenefitLevelRow]?
    public var routings: [RoutingRow]?
    public var settings: [PolicySettingRow]?
    public var contributions: [ContributionRow]?
    public var ladders: [LadderRow]?
    public var supports: [SupportRow]?
    public var periods: [PeriodRow]?
    public var options: [PolicyOptionRow]?
    public var entitlements: [EntitlementRow]?
    public var holidays: [HolidayRow]?
    public var deadlines: [DeadlineRow]?
    public var caps: [CapRow]?
    public var fundShares: [FundShareRow]?
    public var freeVisits: [FreeVisitRow]?

    public init(
        act: ActNumber, title: LocalizedText, issuedOn: CalendarDate? = nil, replaces: [ActNumber]? = nil,
        note: PlainText? = nil, baseSalaries: [BaseSalaryRow]? = nil, levels: [BenefitLevelRow]? = nil,
        routings: [RoutingRow]? = nil, settings: [PolicySettingRow]? = nil, contributions: [ContributionRow]? = nil,
        ladders: [LadderRow]? = nil, supports: [SupportRow]? = nil, periods: [PeriodRow]? = nil,
        options: [PolicyOptionRow]? = nil,
        entitlements: [EntitlementRow]? = nil, holidays: [HolidayRow]? = nil, deadlines: [DeadlineRow]? = nil,
        caps: [CapRow]? = nil, fundShares: [FundShareRow]? = nil,
        freeVisits: [FreeVisitRow]? = nil
    ) {
        self.act = act
        self.title = title
        self.issuedOn = issuedOn
        self.replaces = replaces
        self.note = note
        self.baseSalaries = baseSalaries
        self.levels = levels
        self.routings = routings
        self.settings = settings
        self.contributions = contributions
        self.ladders = ladders
        self.supports = supports
        self.periods = periods
        self.options = options
        self.entitlements = entitlements
        self.holidays = holidays
        self.deadlines = deadlines
        self.caps = caps
        self.fundShares = fundShares
        self.freeVisits = freeVisits
    }

    static let example = PolicyAct(
        act: .sample, title: LocalizedText(vi: "Mức lương cơ sở", en: "Base salary"),
        baseSalaries: [BaseSalaryRow(from: .sample, amount: .sample, article: "Điều 3")])
}
