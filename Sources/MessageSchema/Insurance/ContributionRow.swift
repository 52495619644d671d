// The rows of a policy act about paying in and being covered: who pays how much for whom, what a household is let off,
// what the state adds, and how long a coverage waits, lasts and counts.

/// Who pays a part of a contribution.
public enum ContributionPayer: String, WireEnum {
    case employer
    /// The social insurance fund, out of what it pays to pensioners and the unemployed.
    case socialInsurance
    /// The state budget.
    case budget
    /// Who is insured, or the household.
    case insured
}

/// What a contribution is a percentage of.
public enum ContributionBasis: String, WireEnum {
    case wage, pension, allowance, baseSalary
}

/// Which day picks the base salary of a month that is paid for.
public enum ContributionDay: String, WireEnum {
    /// The month itself.
    case month
    /// The day of payment, for all months that are paid at once.
    case payment
}

/// A payer with the percentage of the basis it pays.
public struct ContributionShare: Codable, Hashable, Sendable {
    public var payer: ContributionPayer
    public var rate: Rate

    public init(payer: ContributionPayer, rate: Rate) {
        self.payer = payer
        self.rate = rate
    }
}

/// What is paid a month for the insured of some groups, and who pays it.
public struct ContributionRow: Codable, Hashable, Sendable {
    /// Groups of cards. Left out, the row is of the conditions.
    public var groups: [CardGroup]?
    /// Kinds of persons for whom no letters of a card are known, each a word such as `villageHealthWorker`.
    public var conditions: [PlainText]?
    /// Of several groups of one person the one with the lowest number is paid for.
    public var order: Int
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    public var basis: ContributionBasis
    /// As many base salaries of a wage, pension or allowance count at most; left out, all of it does.
    public var capSalaries: Int?
    public var shares: [ContributionShare]
    /// Left out, the month.
    public var salaryDay: ContributionDay?
    /// True if further members of a household pay less, as the ladder says.
    public var byLadder: Bool?
    public var article: PlainText?

    public init(
        groups: [CardGroup]? = nil, conditions: [PlainText]? = nil, order: Int, from: CalendarDate,
        lastDay: CalendarDate? = nil, basis: ContributionBasis, capSalaries: Int? = nil, shares: [ContributionShare],
        salaryDay: ContributionDay? = nil, byLadder: Bool? = nil, article: PlainText?
    ) {
        self.groups = groups
        self.conditions = conditions
        self.order = order
        self.from = from
        self.lastDay = lastDay
        self.basis = basis
        self.capSalaries = capSalaries
        self.shares = shares
        self.salaryDay = salaryDay
        self.byLadder = byLadder
        self.article = article
    }
}

/// What of the contribution the members of a household pay, counted from 1 in a year.
public struct LadderRow: Codable, Hashable, Sendable {
    /// This member, and those after it up to the next row's.
    public var position: Int
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    public var rate: Rate
    public var article: PlainText?

    public init(
        position: Int, from: CalendarDate, lastDay: CalendarDate? = nil, rate: Rate, article: PlainText?
    ) {
        self.position = position
        self.from = from
        self.lastDay = lastDay
        self.rate = rate
        self.article = article
    }
}

/// What the state budget takes over of what the insured would pay. The most specific row counts: groups with a
/// condition, then groups, then a condition.
public struct SupportRow: Codable, Hashable, Sendable {
    public var groups: [CardGroup]?
    /// A word such as `poorCommune`.
    public var condition: PlainText?
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    public var rate: Rate
    /// For as many months; left out, without end.
    public var months: Int?
    public var article: PlainText?

    public init(
        groups: [CardGroup]? = nil, condition: PlainText? = nil, from: CalendarDate, lastDay: CalendarDate? = nil,
        rate: Rate, months: Int? = nil, article: PlainText?
    ) {
        self.groups = groups
        self.condition = condition
        self.from = from
        self.lastDay = lastDay
        self.rate = rate
        self.months = months
        self.article = article
    }
}

/// How long a coverage waits, lasts or counts.
public struct PeriodRow: Codable, Hashable, Sendable {
    /// What the row sets: `waiting` from payment to the first day of who enrols anew, `newAfter` the gap that makes an
    /// enrolment a new one, `gap` the longest gap that leaves years unbroken, `fiveYears` what is to be unbroken,
    /// `childAge` and `childTurn` when a child's card ends, `schoolStart` when that of grade one begins, `schoolEnd`
    /// when that of the last grade ends, `pupilEnd` when that of other pupils does, `licence` how long a licence to
    /// practise is valid.
    public var name: PlainText
    /// The groups it holds for; left out, all that have no row of their own.
    public var groups: [CardGroup]?
    public var from: CalendarDate
    public var lastDay: CalendarDate?
    /// A number of days or months, `30 days`, or a day of the year, `09-30`, as the name asks.
    public var value: PlainText
    public var article: PlainText?

    public init(
        name: PlainText, groups: [CardGroup]? = nil, from: CalendarDate, lastDay: CalendarDate? = nil,
        value: PlainText, article: PlainText?
    ) {
        self.name = name
        self.groups = groups
        self.from = from
        self.lastDay = lastDay
        self.value = value
        self.article = article
    }
}
