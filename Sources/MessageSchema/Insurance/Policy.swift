// Proposing, publishing and reading the acts of benefit policy.

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
    public static let scope = Scope<Self>.found
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
        contributions = policy.contributions
        ladders = policy.ladders
        supports = policy.supports
        periods = policy.periods
        options = policy.options
        entitlements = policy.entitlements
        holidays = policy.holidays
        deadlines = policy.deadlines
        caps = policy.caps
        fundShares = policy.fundShares
        freeVisits = policy.freeVisits
    }

    /// The act as it is kept.
    public var policy: PolicyAct {
        PolicyAct(
            act: act, title: title, issuedOn: issuedOn, replaces: replaces, note: note, baseSalaries: baseSalaries,
            levels: levels, routings: routings, settings: settings, contributions: contributions, ladders: ladders,
            supports: supports, periods: periods, options: options,
            entitlements: entitlements, holidays: holidays, deadlines: deadlines, caps: caps,
            fundShares: fundShares, freeVisits: freeVisits)
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
    public static let scope = Scope<Self>.found
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
