// The monthly report on a directive's tasks.

/// How many tasks have which status.
public struct StatusCounts: Codable, Hashable, Sendable {
    public var total: Int
    public var onTime: Int
    public var late: Int
    public var notDue: Int
    public var overdue: Int
    public var noDeadline: Int

    public init(statuses: [TaskStatus] = []) {
        func count(_ status: TaskStatus) -> Int { statuses.count { $0 == status } }
        total = statuses.count
        onTime = count(.onTime)
        late = count(.late)
        notDue = count(.notDue)
        overdue = count(.overdue)
        noDeadline = count(.noDeadline)
    }
}

/// The report of a month: assigned tasks as they stand on its last day, or on the day of asking if that is earlier.
public struct MonthlyReport: Codable, Hashable, Sendable {
    public struct HostRow: Codable, Hashable, Sendable {
        public var unit: UnitCode
        public var name: LocalizedText?
        public var counts: StatusCounts
        public init(unit: UnitCode, name: LocalizedText?, counts: StatusCounts) {
            self.unit = unit
            self.name = name
            self.counts = counts
        }
    }
    public struct TaskRow: Codable, Hashable, Sendable {
        public var task: TaskID
        public var directive: DirectiveKey
        public var ordinal: PlainText?
        public var title: PlainText
        public var host: UnitCode
        public var deadline: Deadline?
        public var status: TaskStatus
        public var percent: Percent
        /// The last word on its progress by the day of the report.
        public var note: PlainText?
        public init(
            task: TaskID, directive: DirectiveKey, ordinal: PlainText?, title: PlainText, host: UnitCode,
            deadline: Deadline?, status: TaskStatus, percent: Percent, note: PlainText?
        ) {
            self.task = task
            self.directive = directive
            self.ordinal = ordinal
            self.title = title
            self.host = host
            self.deadline = deadline
            self.status = status
            self.percent = percent
            self.note = note
        }
    }
    public var month: Month
    public var directive: DirectiveKey?
    public var unit: UnitCode?
    /// The day the report stands for.
    public var asOf: CalendarDate
    public var counts: StatusCounts
    /// By the unit that hosts on that day, by code.
    public var hosts: [HostRow]
    public var tasks: [TaskRow]

    public init(
        month: Month, directive: DirectiveKey?, unit: UnitCode?, asOf: CalendarDate, counts: StatusCounts,
        hosts: [HostRow], tasks: [TaskRow]
    ) {
        self.month = month
        self.directive = directive
        self.unit = unit
        self.asOf = asOf
        self.counts = counts
        self.hosts = hosts
        self.tasks = tasks
    }
}

/// Reports on a month's tasks; quoting the reply's `asOf` and `sequence` reproduces it byte for byte.
public struct ReportMonth: Method {
    public static let name: MethodName = "tasks.report.monthly"
    public static let effect = Effect.reads
    public static let permission = Permission.readReports
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "Report on a month's tasks, of a directive, of a unit and those under it, or of all."

    public var month: Month
    public var directive: DirectiveKey?
    public var unit: UnitCode?

    public init(month: Month, directive: DirectiveKey? = nil, unit: UnitCode? = nil) {
        self.month = month
        self.directive = directive
        self.unit = unit
    }

    public typealias Reply = MonthlyReport
    public static let example = Example(
        Self(month: .sample, directive: .sample),
        reply: MonthlyReport(
            month: .sample, directive: .sample, unit: nil, asOf: .sample, counts: StatusCounts(statuses: [.notDue]),
            hosts: [.init(unit: .sample, name: HealthUnit.example.name, counts: StatusCounts(statuses: [.notDue]))],
            tasks: []))
}
