// What is paid back to a patient who paid a facility without a contract: the caps of a policy act, and the method that
// reckons them.

/// As much is paid back of a visit at most (Decree 188/2025/NĐ-CP, article 57).
public struct CapRow: Codable, Hashable, Sendable {
    /// The facility: `basic`, `basicTo70` (a provincial facility of basic level with 50 to less than 70 points) or
    /// `specialised`.
    public var facility: PlainText
    public var setting: VisitSetting
    public var from: CalendarDate
    /// The last day it holds; left out, it holds until a later row begins.
    public var lastDay: CalendarDate?
    /// Base salaries, such as `0.15`.
    public var salaries: Quantity
    public var article: PlainText?

    public init(
        facility: PlainText, setting: VisitSetting, from: CalendarDate, lastDay: CalendarDate? = nil,
        salaries: Quantity, article: PlainText?
    ) {
        self.facility = facility
        self.setting = setting
        self.from = from
        self.lastDay = lastDay
        self.salaries = salaries
        self.article = article
    }
}

/// What is paid back to a patient, and how that was reckoned.
public struct ReimbursementQuote: Codable, Hashable, Sendable {
    public var day: CalendarDate
    /// The most that is paid back; left out where nothing caps it.
    public var cap: Amount?
    /// What is paid back of the cost that was given.
    public var paid: Amount?
    /// The version of the policy by which it was reckoned.
    public var policyVersion: Int
    public var trace: [TraceStep]

    public init(day: CalendarDate, cap: Amount?, paid: Amount?, policyVersion: Int, trace: [TraceStep]) {
        self.day = day
        self.cap = cap
        self.paid = paid
        self.policyVersion = policyVersion
        self.trace = trace
    }
}

/// Quotes what is paid back to a patient who paid a facility without a contract.
public struct QuoteReimbursement: Method {
    public static let name: MethodName = "insurance.reimbursement.quote"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Quote what is paid back to a patient who paid a facility without a contract."

    /// `basic`, `basicTo70` or `specialised`.
    public var facility: PlainText
    /// `outpatient` or `inpatient`.
    public var setting: VisitSetting
    /// The day of arrival; today if left out.
    public var day: CalendarDate?
    /// The cost in the fund's scope; left out, only the cap is quoted.
    public var cost: Amount?
    /// The patient's card: its level counts. Left out, the whole cost does.
    public var card: CardCode?
    /// True for an emergency, which no cap binds.
    public var emergency: Bool?

    public init(
        facility: PlainText, setting: VisitSetting, day: CalendarDate? = nil, cost: Amount? = nil,
        card: CardCode? = nil, emergency: Bool? = nil
    ) {
        self.facility = facility
        self.setting = setting
        self.day = day
        self.cost = cost
        self.card = card
        self.emergency = emergency
    }

    public typealias Reply = ReimbursementQuote
    public static let example = Example(
        Self(facility: "basic", setting: .outpatient, day: .sample, cost: .sample),
        reply: ReimbursementQuote(day: .sample, cap: .sample, paid: .sample, policyVersion: 1, trace: [.example]))
}
