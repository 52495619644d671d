// A task's state from its draft and its steps, on any date.

import MessageSchema
import Testing

@testable import TasksDomain

@Suite struct TaskRecordTests {
    /// Handed out in May, given back once, done on 28 June, two days after the deadline.
    private let record = TaskRecord(
        draft: aTask(hosts: [Sector.merged], deadline: "2025-06-26"), draftedOn: "2025-05-02",
        steps: [
            TaskStep(.assigned, on: "2025-05-05"), TaskStep(.accepted, on: "2025-05-06"),
            TaskStep(.progress, on: "2025-06-01", percent: 60, note: "Dự thảo"),
            TaskStep(.submitted, on: "2025-06-20", evidence: ["1/TT-BYT"]),
            TaskStep(.returned, on: "2025-06-22", note: "Thiếu phụ lục"),
            TaskStep(.submitted, on: "2025-06-28", evidence: ["1/TT-BYT", "2/TT-BYT"]),
            TaskStep(.completed, on: "2025-06-28", note: "Đạt"),
        ])

    struct Row {
        var date: CalendarDate
        var stage: TaskStage
        var status: TaskStatus?
        var percent: Percent
        var submittedOn: CalendarDate?
        var words: Int
    }

    @Test(
        "Steps of a later day do not count",
        arguments: [
            Row(date: "2025-05-04", stage: .drafted, status: nil, percent: 0, words: 0),
            Row(date: "2025-05-05", stage: .assigned, status: .notDue, percent: 0, words: 0),
            Row(date: "2025-05-31", stage: .accepted, status: .notDue, percent: 0, words: 0),
            Row(date: "2025-06-01", stage: .accepted, status: .notDue, percent: 60, words: 1),
            Row(
                date: "2025-06-20", stage: .submitted, status: .notDue, percent: 60, submittedOn: "2025-06-20",
                words: 2),
            Row(date: "2025-06-27", stage: .accepted, status: .overdue, percent: 60, words: 3),
            Row(
                date: "2025-06-28", stage: .completed, status: .late, percent: 100, submittedOn: "2025-06-28",
                words: 5),
        ])
    func standing(_ row: Row) {
        let task = record.standing(on: row.date, in: Sector.units)
        #expect(task.stage == row.stage)
        #expect(task.status == row.status)
        #expect(task.percent == row.percent)
        #expect(task.submittedOn == row.submittedOn)
        #expect(task.progress.count == row.words)
        #expect(task.doneOn == (row.stage == .completed ? "2025-06-28" : nil))
    }

    @Test("The host is what the lead unit has become by the date; what was written stays")
    func host() {
        let before = record.standing(on: "2025-06-30", in: Sector.units)
        let after = record.standing(on: "2025-07-01", in: Sector.units)
        #expect(before.host == Sector.merged)
        #expect(after.host == Sector.department)
        #expect(after.hosts == [Sector.merged])
    }

    @Test("There is no host while there is not exactly one lead unit")
    func noHost() {
        let none = TaskRecord(draft: aTask(hosts: []), draftedOn: "2025-05-02")
        let two = TaskRecord(draft: aTask(hosts: [Sector.department, Sector.hospital]), draftedOn: "2025-05-02")
        #expect(none.standing(on: "2025-06-30", in: Sector.units).host == nil)
        #expect(two.standing(on: "2025-06-30", in: Sector.units).host == nil)
    }

    @Test("A list leaves out what was drafted later or handed out later, and shows what is a draft to this day")
    func listed() {
        let draft = TaskRecord(draft: aTask(), draftedOn: "2025-05-02")
        #expect(draft.listed(on: "2025-05-01", in: Sector.units) == nil)
        #expect(draft.listed(on: "2025-05-02", in: Sector.units)?.stage == .drafted)
        #expect(record.listed(on: "2025-05-04", in: Sector.units) == nil)
        #expect(record.listed(on: "2025-05-05", in: Sector.units)?.stage == .assigned)
    }

    @Test("The next step is decided on all steps taken so far, and is then one of them")
    func latest() {
        let draft = TaskRecord(draft: aTask(), draftedOn: "2025-05-02")
        #expect(draft.latest.stage == .drafted)
        #expect(draft.taking(TaskStep(.assigned, on: "2025-05-05")).latest.stage == .assigned)
        #expect(record.latest.stage == .completed)
    }
}
