// Looking at an act of policy before it is proposed: what is wrong with it, and what it changes for whom. Both take the
// document as `insurance.policy.propose` does, and store nothing.

/// What a check of an act has found.
public struct PolicyLintReport: Codable, Hashable, Sendable {
    public var act: ActNumber
    /// Errors hinder a proposal, warnings do not.
    public var findings: [Finding]

    public init(act: ActNumber, findings: [Finding]) {
        self.act = act
        self.findings = findings
    }
}

/// Checks an act beside the published ones.
public struct LintPolicy: Method {
    public static let name: MethodName = "insurance.policy.lint"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Check the rules of a legal act beside the published ones; nothing is stored."

    public var policy: PolicyAct
    public init(_ policy: PolicyAct) { self.policy = policy }
    public init(from decoder: any Decoder) throws { policy = try PolicyAct(from: decoder) }
    public func encode(to encoder: any Encoder) throws { try policy.encode(to: encoder) }

    public typealias Reply = PolicyLintReport
    public static let example = Example(Self(.example), reply: PolicyLintReport(act: .sample, findings: []))
}

/// A figure that an act sets otherwise, for some days.
public struct PolicyChange: Codable, Hashable, Sendable {
    public var from: CalendarDate
    /// The last day on which it differs; left out, it differs for good.
    public var lastDay: CalendarDate?
    /// The table of the act, such as `levels`.
    public var table: String
    /// What is set, such as `CN3`, `1.13 outpatient`, `graceDays`.
    public var key: String
    /// The figure without the act; left out, nothing sets it.
    public var before: String?
    /// The figure with the act; left out, nothing sets it any more.
    public var after: String?
    /// In Vietnamese: what changes for whom from which day.
    public var vi: String
    /// The same in English.
    public var en: String

    public init(
        from: CalendarDate, lastDay: CalendarDate?, table: String, key: String, before: String?, after: String?,
        vi: String, en: String
    ) {
        self.from = from
        self.lastDay = lastDay
        self.table = table
        self.key = key
        self.before = before
        self.after = after
        self.vi = vi
        self.en = en
    }
}

/// What an act changes, by day.
public struct PolicyDiffReport: Codable, Hashable, Sendable {
    public var act: ActNumber
    public var changes: [PolicyChange]

    public init(act: ActNumber, changes: [PolicyChange]) {
        self.act = act
        self.changes = changes
    }
}

/// Says what an act would change beside the published ones, table by table.
public struct DiffPolicy: Method {
    public static let name: MethodName = "insurance.policy.diff"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Say what a legal act changes for whom from which day; nothing is stored."

    public var policy: PolicyAct
    public init(_ policy: PolicyAct) { self.policy = policy }
    public init(from decoder: any Decoder) throws { policy = try PolicyAct(from: decoder) }
    public func encode(to encoder: any Encoder) throws { try policy.encode(to: encoder) }

    public typealias Reply = PolicyDiffReport
    public static let example = Example(
        Self(.example),
        reply: PolicyDiffReport(
            act: .sample,
            changes: [
                PolicyChange(
                    from: .sample, lastDay: nil, table: "baseSalaries", key: "baseSalary", before: nil,
                    after: Amount.sample.text,
                    vi: "Từ \(CalendarDate.sample): mức lương cơ sở là \(Amount.sample) đồng thay vì chưa quy định.",
                    en: "From \(CalendarDate.sample): the base salary is \(Amount.sample) đồng instead of not set.")
            ]))
}
