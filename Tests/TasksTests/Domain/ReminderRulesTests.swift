// When a task is reminded of: 7, 3 and 1 days before its last day, and when that is over.

import MessageSchema
import Testing

@testable import TasksDomain

@Suite struct ReminderRulesTests {
    @Test(
        "Of the reminders whose day has come, the last one is due",
        arguments: [
            ("2025-06-22", nil), ("2025-06-23", 7), ("2025-06-24", 7), ("2025-06-26", 7), ("2025-06-27", 3),
            ("2025-06-28", 3), ("2025-06-29", 1), ("2025-06-30", 1), ("2025-07-01", -1), ("2026-01-01", -1),
        ] as [(CalendarDate, Int?)])
    func due(today: CalendarDate, daysBefore: Int?) {
        #expect(Reminder.due(before: "2025-06-30", on: today)?.daysBefore == daysBefore)
    }

    @Test("The table is in the order of time, and ends with the day after the last")
    func table() {
        #expect(Reminder.table.map(\.daysBefore) == [7, 3, 1, -1])
        #expect(Reminder.table.map(\.isOverdue) == [false, false, false, true])
        let days = Reminder.table.map { $0.day(of: "2025-06-30") }
        #expect(days == ["2025-06-23", "2025-06-27", "2025-06-29", "2025-07-01"])
    }

    private func task(_ stage: TaskStage, deadline: Deadline? = "2025-06-30") -> AssignedTask {
        aTask(deadline: deadline, stage: stage)
    }

    @Test(
        "The next day on which there is something to tell",
        arguments: [
            ("2025-05-02", "2025-06-23"), ("2025-06-22", "2025-06-23"), ("2025-06-23", "2025-06-27"),
            ("2025-06-29", "2025-07-01"), ("2025-06-30", "2025-07-01"), ("2025-07-01", nil),
        ] as [(CalendarDate, CalendarDate?)])
    func next(today: CalendarDate, day: CalendarDate?) {
        #expect(task(.accepted).nextReminderDay(after: today) == day)
    }

    @Test("Only what the host still has to do, by a last day, is reminded of")
    func reminded() {
        let days = TaskStage.allCases.map { task($0).remindedDay }
        #expect(days == [nil, "2025-06-30", "2025-06-30", nil, nil])
        #expect(task(.assigned, deadline: "Q4/2025").remindedDay == "2025-12-31")
        #expect(task(.assigned, deadline: "yearly").remindedDay == nil)
        #expect(task(.assigned, deadline: nil).remindedDay == nil)
        #expect(task(.assigned, deadline: "yearly").nextReminderDay(after: "2025-05-02") == nil)
    }

    @Test("Reminders begin when a task is handed out or given back, and end when its result is handed in")
    func changes() {
        func change(
            _ kind: TaskStep.Kind, _ stage: TaskStage, _ today: CalendarDate, _ deadline: Deadline = "2025-06-30"
        )
            -> ReminderChange
        {
            ReminderChange(TaskStep(kind, on: today), of: task(stage, deadline: deadline), on: today)
        }
        #expect(change(.assigned, .assigned, "2025-05-02") == .begin("2025-06-23"))
        // Nobody is reminded on the very day of being told.
        #expect(change(.assigned, .assigned, "2025-06-23") == .begin("2025-06-27"))
        #expect(change(.returned, .accepted, "2025-06-28") == .begin("2025-06-29"))
        #expect(change(.returned, .accepted, "2025-07-05") == .begin("2025-07-05"))
        #expect(change(.assigned, .assigned, "2025-05-02", "yearly") == .end)
        #expect(change(.accepted, .accepted, "2025-05-02") == .none)
        #expect(change(.progress, .accepted, "2025-05-02") == .none)
        #expect(change(.submitted, .submitted, "2025-05-02") == .end)
        #expect(change(.completed, .completed, "2025-05-02") == .end)
    }
}
