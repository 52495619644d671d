// When the steps of claims, reports and settlements are due: the rows of a policy act that say so, the days off that
// working days leave out, and the method that reckons due days.

/// Days on which nobody works, beside Saturdays and Sundays.
public struct HolidayRow: Codable, Hashable, Sendable {
    public var name: LocalizedText
    public var from: CalendarDate
    /// The last day off; left out, it is one day.
    public var until: CalendarDate?
    public var article: PlainText?

    public init(name: LocalizedText, from: CalendarDate, until: CalendarDate? = nil, article: PlainText?) {
        self.name = name
        self.from = from
        self.until = until
        self.article = article
    }
}

/// When a step is due.
public struct DeadlineRow: Codable, Hashable, Sendable {
    /// The step, a word of `docs/policy.md` such as `result`.
    public var name: PlainText
    public var from: CalendarDate
    /// The last day it holds; left out, it holds until a later row begins.
    public var lastDay: CalendarDate?
    /// `7 working days`, `30 days`, `48 hours`, `day 15 of the next month`, `day 15 of the next quarter` or
    /// `09-30 of the next year`.
    public var value: PlainText
    public var article: PlainText?

    public init(
        name: PlainText, from: CalendarDate, lastDay: CalendarDate? = nil, value: PlainText, article: PlainText?
    ) {
        self.name = name
        self.from = from
        self.lastDay = lastDay
        self.value = value
        self.article = article
    }
}

/// A step with the day on which it is due at the latest.
public struct DueStep: Codable, Hashable, Sendable {
    public var name: PlainText
    /// The last day on which it is on time.
    public var dueOn: CalendarDate
    /// The last minute on which it is, for a step that is due within hours.
    public var dueAt: LocalMinute?
    /// The span or day as the policy has it, such as `7 working days`.
    public var value: PlainText
    public var act: ActNumber
    public var article: PlainText?

    public init(
        name: PlainText, dueOn: CalendarDate, dueAt: LocalMinute? = nil, value: PlainText, act: ActNumber,
        article: PlainText?
    ) {
        self.name = name
        self.dueOn = dueOn
        self.dueAt = dueAt
        self.value = value
        self.act = act
        self.article = article
    }
}

/// Lists when steps are due that are counted from a day or a minute.
public struct ListDeadlines: Method {
    public static let name: MethodName = "insurance.deadline.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readPolicy
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "List when the steps of claims, reports and settlements are due, counted from a day."

    /// The day from which is counted: that of the visit's end, of the sending, of the report; today if left out.
    public var from: CalendarDate?
    /// The minute of that day, for steps that are due within hours; those are left out without it.
    public var at: LocalMinute?
    /// Only these steps; all if left out.
    public var names: [PlainText]?

    public init(from: CalendarDate? = nil, at: LocalMinute? = nil, names: [PlainText]? = nil) {
        self.from = from
        self.at = at
        self.names = names
    }

    public struct Reply: Codable, Hashable, Sendable {
        public var from: CalendarDate
        /// In order of their due days.
        public var steps: [DueStep]
        /// What makes a day doubtful, such as a year whose holidays no act lists.
        public var findings: [Finding]
        /// The version of the policy that was asked.
        public var policyVersion: Int

        public init(from: CalendarDate, steps: [DueStep], findings: [Finding], policyVersion: Int) {
            self.from = from
            self.steps = steps
            self.findings = findings
            self.policyVersion = policyVersion
        }
    }
    public static let example = Example(
        Self(from: .sample, names: ["result"]),
        reply: Reply(
            from: .sample,
            steps: [
                DueStep(name: "result", dueOn: .sample, value: "7 working days", act: .sample, article: "Điều 1")
            ], findings: [], policyVersion: 1))
}
