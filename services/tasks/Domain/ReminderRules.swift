// When an open task is reminded of: some days before its last day, and once when that day is over.

public import MessageSchema

/// Something to tell about a task's last day.
public struct Reminder: Hashable, Sendable {
    /// Days before the last day on which it is to be told; -1 is the day after it.
    public let daysBefore: Int

    public var isOverdue: Bool { daysBefore < 0 }

    /// The days before the last day, in the order of time.
    ///
    /// 7, 3 and 1 are the practice of the software in use for following tasks assigned by the Government and the Prime
    /// Minister; no act prescribes them. Decision 42/2014/QĐ-TTg (amended by 23/2018/QĐ-TTg) makes a task overdue on
    /// the day after the last one.
    public static let table = [7, 3, 1, -1].map(Reminder.init)

    /// The day on which it is to be told.
    func day(of lastDay: CalendarDate) -> CalendarDate { lastDay.advanced(by: -daysBefore) }

    /// What is to be told on a day: of several whose day has come, the last. After a leap of the clock, or a week in
    /// which nothing ran, nobody is told of seven days on the day before.
    public static func due(before lastDay: CalendarDate, on today: CalendarDate) -> Reminder? {
        table.last { $0.day(of: lastDay) <= today }
    }
}

extension AssignedTask {
    /// The last day that its host is reminded of; nil when nothing is awaited of the host, or on no day.
    public var remindedDay: CalendarDate? {
        stage == .assigned || stage == .accepted ? deadline?.lastDay : nil
    }

    /// The next day on which there is something to tell, if nothing happens to the task until then.
    public func nextReminderDay(after today: CalendarDate) -> CalendarDate? {
        remindedDay.flatMap { lastDay in Reminder.table.map { $0.day(of: lastDay) }.first { $0 > today } }
    }
}

/// What a step of a task does to its reminders.
public enum ReminderChange: Hashable, Sendable {
    /// They begin: the first is told on the day.
    case begin(CalendarDate)
    case end
    case none

    /// The change that a step makes; `task` is the task with the step taken.
    ///
    /// Nobody is reminded on the day of being told to do it, or to do it again, but of a last day that is over. Who
    /// has handed a result in is waited for no longer.
    public init(_ step: TaskStep, of task: AssignedTask, on today: CalendarDate) {
        switch step.kind {
        case .accepted, .progress: self = .none
        case .submitted, .completed: self = .end
        case .assigned, .returned:
            self = task.remindedDay == nil ? .end : .begin(task.nextReminderDay(after: today) ?? today)
        }
    }
}
