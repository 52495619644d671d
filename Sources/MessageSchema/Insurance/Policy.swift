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

    public init(
        act: ActNumber, title: LocalizedText, issuedOn: CalendarDate? = nil, replaces: [ActNumber]? = nil,
        note: PlainText? = nil, baseSalaries: [BaseSalaryRow]? = nil, levels: [BenefitLevelRow]? = nil,
        routings: [RoutingRow]? = nil, settings: [PolicySettingRow]? = nil
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
    }

    static let example = PolicyAct(
        act: .sample, title: LocalizedText(vi: "Mức lương cơ sở", en: "Base salary"),
        baseSalaries: [BaseSalaryRow(from: .sample, amount: .sample, article: "Điều 3")])
}

/// Where an act of policy stands.
public enum PolicyState: String, WireEnum {
    case proposed, published, replaced
}

/// An act of policy with what was done about it.
public struct PolicyRecord: Codable, Hashable, Sendable {
    public var act: PolicyAct
    public var state: PolicyState
    /// SHA-256 of the act as it was proposed, hexadecimal; publishing quotes it.
    public var hash: String
    public var proposedBy: PlainText
    public var publishedBy: PlainText?
    /// The version of the whole policy that its publication made, counted from 1.
    public var version: Int?
    /// What the check has to say that does not hinder publication.
    public var findings: [Finding]

    public init(
        act: PolicyAct, state: PolicyState, hash: String, proposedBy: PlainText, publishedBy: PlainText? = nil,
        version: Int? = nil, findings: [Finding] = []
    ) {
        self.act = act
        self.state = state
        self.hash = hash
        self.proposedBy = proposedBy
        self.publishedBy = publishedBy
        self.version = version
        self.findings = findings
    }

    static let example = PolicyRecord(
        act: .example, state: .published, hash: String(repeating: "0", count: 64), proposedBy: "lan",
        publishedBy: "minh", version: 1)
}

/// Proposes the rules of a legal act; with the act's number of an earlier proposal it is written anew.
public struct ProposePolicy: Method {
    public static let name: MethodName = "insurance.policy.propose"
    public static let effect = Effect.write
    public static let permission = Permission.proposePolicy
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Propose the rules of a legal act; a proposal of the same act is written anew."

    public var act: ActNumber
    public var title: LocalizedText
    public var issuedOn: CalendarDate?
    public var replaces: [ActNumber]?
    public var note: PlainText?
    public var baseSalaries: [BaseSalaryRow]?
    public var levels: [BenefitLevelRow]?
    public var routings: [RoutingRow]?
    public var settings: [PolicySettingRow]?

    public init(_ policy: PolicyAct) {
        act = policy.act
        title = policy.title
        issuedOn = policy.issuedOn
        replaces = policy.replaces
        note = policy.note
        baseSalaries = policy.baseSalaries
        levels = policy.levels
        routings = policy.routings
        settings = policy.settings
    }

    /// The act as it is kept.
    public var policy: PolicyAct {
        PolicyAct(
            act: act, title: title, issuedOn: issuedOn, replaces: replaces, note: note, baseSalaries: baseSalaries,
            levels: levels, routings: routings, settings: settings)
    }

    public typealias Reply = PolicyRecord
    public static let example = Example(
        Self(.example),
        reply: PolicyRecord(
            act: .example, state: .proposed, hash: String(repeating: "0", count: 64), proposedBy: "lan"))
}

/// Publishes a proposed act; another person than its proposer does.
public struct PublishPolicy: Method {
    public static let name: MethodName = "insurance.policy.publish"
    public static let effect = Effect.write
    public static let permission = Permission.publishPolicy
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Publish a proposed act, as another person than its proposer."

    public var act: ActNumber
    /// The hash that the proposal was answered with.
    public var hash: String

    public init(act: ActNumber, hash: String) {
        self.act = act
        self.hash = hash
    }

    public typealias Reply = PolicyRecord
    public static let example = Example(
        Self(act: .sample, hash: String(repeating: "0", count: 64)), reply: .example)
}

/// Shows an act of policy with its rows.
public struct ShowPolicy: Method {
    public static let name: MethodName = "insurance.policy.show"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Show an act of policy with its rows."

    public var act: ActNumber
    public init(act: ActNumber) { self.act = act }

    public typealias Reply = PolicyRecord
    public static let example = Example(Self(act: .sample), reply: .example)
}

/// An act of policy in a list.
public struct PolicyEntry: Codable, Hashable, Sendable {
    public var act: ActNumber
    public var title: LocalizedText
    public var state: PolicyState
    public var version: Int?
    /// How many rows it has.
    public var rows: Int
    public init(act: ActNumber, title: LocalizedText, state: PolicyState, version: Int?, rows: Int) {
        self.act = act
        self.title = title
        self.state = state
        self.version = version
        self.rows = rows
    }
}

/// Lists the acts of policy, published ones in order of publication, then proposals.
public struct ListPolicies: Method {
    public static let name: MethodName = "insurance.policy.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let summary = "List the acts of policy, published ones in order of publication, then proposals."

    public var state: PolicyState?
    public var limit: Int?
    public var cursor: String?
    public init(state: PolicyState? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.state = state
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<PolicyEntry>
    public static let example = Example(
        Self(),
        reply: Page(items: [
            PolicyEntry(act: .sample, title: PolicyAct.example.title, state: .published, version: 1, rows: 1)
        ]))
}
