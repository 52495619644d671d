// What the task service publishes because time passes: a deadline comes near, a deadline is over.

/// An open task's last day comes near. Told at fixed numbers of days before it, once each.
public struct TaskDueSoon: Event {
    public static let name = "tasks.task.dueSoon"
    public static let summary = "An open task's last day comes near."
    public var task: TaskID
    public var title: PlainText
    /// The unit that the lead unit has become by the day of telling.
    public var host: UnitCode
    public var assigner: UnitCode
    /// The last day that is on time.
    public var lastDay: CalendarDate
    /// Days from the day of telling to the last day; 0 on the last day itself.
    public var daysLeft: Int
    public init(
        task: TaskID, title: PlainText, host: UnitCode, assigner: UnitCode, lastDay: CalendarDate, daysLeft: Int
    ) {
        self.task = task
        self.title = title
        self.host = host
        self.assigner = assigner
        self.lastDay = lastDay
        self.daysLeft = daysLeft
    }
    public static let example = Self(
        task: .sample, title: "Ban hành thông tư về trạm y tế xã", host: .sample, assigner: .sample, lastDay: .sample,
        daysLeft: 7)
}

/// An open task's last day is over. Told once for each last day.
public struct TaskOverdue: Event {
    public static let name = "tasks.task.overdue"
    public static let summary = "An open task's last day is over."
    public var task: TaskID
    public var title: PlainText
    /// The unit that the lead unit has become by the day of telling.
    public var host: UnitCode
    public var assigner: UnitCode
    /// The last day that was on time.
    public var lastDay: CalendarDate
    public init(task: TaskID, title: PlainText, host: UnitCode, assigner: UnitCode, lastDay: CalendarDate) {
        self.task = task
        self.title = title
        self.host = host
        self.assigner = assigner
        self.lastDay = lastDay
    }
    public static let example = Self(
        task: .sample, title: "Ban hành thông tư về trạm y tế xã", host: .sample, assigner: .sample, lastDay: .sample)
}
