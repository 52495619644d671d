// When to look at a task for reminding of it, and what was told.

internal import MessageSchema
internal import Storage
internal import TasksDomain

struct ReminderStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// The tasks to look at on a day, those waiting longest first.
    func waiting(on today: CalendarDate, limit: Int) throws -> [TaskID] {
        try reader.all(
            "SELECT task FROM task_look WHERE next_on <= $1 ORDER BY next_on, task LIMIT $2",
            [.value(today), .integer(Int64(limit))]
        ).map { try $0.value("task") }
    }

    /// The tasks told to be overdue whose result has not been handed in since.
    func overdueCount() throws -> Int {
        let row = try reader.first(
            """
            SELECT COUNT(DISTINCT r.task) AS count FROM task_reminder r WHERE r.days_before < 0 AND (
              SELECT s.kind FROM task_step s WHERE s.task = r.task ORDER BY s.sequence DESC LIMIT 1
            ) NOT IN ('submitted', 'completed')
            """)
        return Int(try row?.integer("count") ?? 0)
    }

    /// Does what a step of a task asks for.
    static func apply(_ change: ReminderChange, to task: TaskID, _ writer: Writer) throws {
        switch change {
        case .begin(let day): try look(at: task, next: day, writer)
        case .end: try look(at: task, next: nil, writer)
        case .none: break
        }
    }

    /// Looks at a task next on a day; nil for never.
    static func look(at task: TaskID, next day: CalendarDate?, _ writer: Writer) throws {
        guard let day else {
            try writer.execute("DELETE FROM task_look WHERE task = $1", [.value(task)])
            return
        }
        try writer.execute(
            """
            INSERT INTO task_look (task, next_on) VALUES ($1, $2)
            ON CONFLICT (task) DO UPDATE SET next_on = excluded.next_on
            """, [.value(task), .value(day)])
    }

    /// Notes that a reminder is told; false if it was told before.
    static func tell(
        _ reminder: Reminder, of task: TaskID, lastDay: CalendarDate, on today: CalendarDate, _ writer: Writer
    ) throws -> Bool {
        try writer.execute(
            """
            INSERT INTO task_reminder (task, last_day, days_before, told_on) VALUES ($1, $2, $3, $4)
            ON CONFLICT (task, last_day, days_before) DO NOTHING
            """, [.value(task), .value(lastDay), .integer(Int64(reminder.daysBefore)), .value(today)]) == 1
    }
}
