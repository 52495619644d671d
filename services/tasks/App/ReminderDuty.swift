// Reminding of last days: publishes what is due, for subscriptions to act on. Every instance does it; what was told has
// a unique key, and the looking and the telling are one transaction.

internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import TasksDomain

enum ReminderDuty {
    /// Tasks looked at in one transaction.
    static let tasksMax = 100

    /// Tells what is due today; true if there may be more.
    static func remind(_ context: DutyContext) async throws -> Bool {
        let first = try await context.read { try ReminderStore($0.reader).waiting(on: $0.today, limit: 1) }
        guard !first.isEmpty else { return false }
        // Bookkeeping, since a look may find nothing to tell; what is told has its event.
        return try await context.write(purpose: .bookkeeping) { context in
            let tasks = try ReminderStore(context.writer).waiting(on: context.today, limit: tasksMax)
            for task in tasks { try look(at: task, context) }
            return tasks.count == tasksMax
        }
    }

    private static func look(at id: TaskID, _ context: WriteContext) throws {
        let task = try TaskStore(context.writer).found(id).standing(on: context.today, in: context.units())
        if let lastDay = task.remindedDay, let host = task.host,
            let reminder = Reminder.due(before: lastDay, on: context.today),
            try ReminderStore.tell(reminder, of: id, lastDay: lastDay, on: context.today, context.writer)
        {
            try append(reminder, of: task, host: host, lastDay: lastDay, context)
        }
        try ReminderStore.look(at: id, next: task.nextReminderDay(after: context.today), context.writer)
    }

    private static func append(
        _ reminder: Reminder, of task: AssignedTask, host: UnitCode, lastDay: CalendarDate, _ context: WriteContext
    ) throws {
        if reminder.isOverdue {
            let event = TaskOverdue(
                task: task.id, title: task.title, host: host, assigner: task.assigner, lastDay: lastDay)
            try context.append(event, subject: task.id)
        } else {
            let event = TaskDueSoon(
                task: task.id, title: task.title, host: host, assigner: task.assigner, lastDay: lastDay,
                daysLeft: context.today.distance(to: lastDay))
            try context.append(event, subject: task.id)
        }
    }
}
