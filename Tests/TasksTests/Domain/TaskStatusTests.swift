// A task against its deadline: the table of Decision 42/2014/QĐ-TTg as amended by 23/2018/QĐ-TTg.

import MessageSchema
import Testing

@testable import TasksDomain

@Suite struct TaskStatusTests {
    struct Row: CustomTestStringConvertible {
        var doneOn: CalendarDate?
        var lastDay: CalendarDate?
        var today: CalendarDate
        var status: TaskStatus
        var testDescription: String {
            "done \(doneOn?.text ?? "-"), last day \(lastDay?.text ?? "-"), today \(today): \(status.rawValue)"
        }
    }

    @Test(
        "The status follows from the day of completion, the last day and today",
        arguments: [
            Row(doneOn: "2025-12-30", lastDay: "2025-12-31", today: "2026-02-01", status: .onTime),
            Row(doneOn: "2025-12-31", lastDay: "2025-12-31", today: "2026-02-01", status: .onTime),
            Row(doneOn: "2026-01-01", lastDay: "2025-12-31", today: "2026-02-01", status: .late),
            Row(doneOn: nil, lastDay: "2025-12-31", today: "2025-12-30", status: .notDue),
            Row(doneOn: nil, lastDay: "2025-12-31", today: "2025-12-31", status: .notDue),
            Row(doneOn: nil, lastDay: "2025-12-31", today: "2026-01-01", status: .overdue),
            Row(doneOn: nil, lastDay: nil, today: "2030-01-01", status: .noDeadline),
            Row(doneOn: "2025-12-31", lastDay: nil, today: "2030-01-01", status: .noDeadline),
        ])
    func status(_ row: Row) {
        #expect(TaskStatus(doneOn: row.doneOn, lastDay: row.lastDay, today: row.today) == row.status)
    }

    @Test("Acceptance fact E10: open, deadline 2026-11-20, today 2026-11-21 is overdue; the day before it is not")
    func acceptanceFactE10() throws {
        let lastDay = try #require(Deadline("2026-11-20").lastDay)
        #expect(TaskStatus(doneOn: nil, lastDay: lastDay, today: "2026-11-21") == .overdue)
        #expect(TaskStatus(doneOn: nil, lastDay: lastDay, today: "2026-11-20") == .notDue)
    }

    @Test("The counts published in report 1270/BC-TCTTTg of 2017 add up: 21,914 tasks in four statuses")
    func publishedCounts() {
        func tasks(_ count: Int, doneOn: CalendarDate?, lastDay: CalendarDate) -> [TaskStatus] {
            Array(repeating: TaskStatus(doneOn: doneOn, lastDay: lastDay, today: "2017-09-30"), count: count)
        }
        let statuses =
            tasks(14_068, doneOn: "2017-06-30", lastDay: "2017-06-30")
            + tasks(1_983, doneOn: "2017-07-01", lastDay: "2017-06-30")
            + tasks(5_640, doneOn: nil, lastDay: "2017-09-30") + tasks(223, doneOn: nil, lastDay: "2017-09-29")
        let counts = StatusCounts(statuses: statuses)
        #expect(counts.total == 21_914)
        #expect(counts.onTime == 14_068)
        #expect(counts.late == 1_983)
        #expect(counts.notDue == 5_640)
        #expect(counts.overdue == 223)
        #expect(counts.noDeadline == 0)
        #expect(counts.onTime + counts.late == 16_051)
        #expect(counts.notDue + counts.overdue == 5_863)
    }

    @Test(
        "A deadline's normal form is the last day it allows",
        arguments: [
            ("2025-12-31", "2025-12-31"), ("2025-11", "2025-11-30"), ("2024-02", "2024-02-29"),
            ("Q1/2026", "2026-03-31"), ("Q2/2026", "2026-06-30"), ("Q3/2026", "2026-09-30"),
            ("Q4/2025", "2025-12-31"), ("2026", "2026-12-31"), ("2025-2030", "2030-12-31"),
        ] as [(Deadline, CalendarDate)])
    func normalForm(_ deadline: Deadline, _ lastDay: CalendarDate) {
        #expect(deadline.lastDay == lastDay)
    }

    @Test("A yearly deadline recurs and has no last day")
    func yearly() {
        #expect(Deadline(known: "yearly").lastDay == nil)
    }

    @Test(
        "What is no deadline is refused",
        arguments: ["", "Q5/2025", "Q0/2025", "2030-2025", "2025-13", "2025-02-30", "soon", "Quý IV/2025", "hằng năm"])
    func malformed(_ text: String) {
        #expect(throws: ValueError.self) { try Deadline(text) }
    }
}
