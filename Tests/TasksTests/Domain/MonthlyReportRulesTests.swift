// The monthly report, and the promise about hosts.

import MessageSchema
import Testing

@testable import TasksDomain

@Suite struct MonthlyReportRulesTests {
    @Test("A report stands for the month's last day, for today if that is earlier, or for the day asked for")
    func day() throws {
        func day(stated: CalendarDate? = nil, today: CalendarDate) throws -> CalendarDate {
            try MonthlyReportRules.day(of: "2025-06", stated: stated, today: today)
        }
        #expect(try day(today: "2025-07-15") == "2025-06-30")
        #expect(try day(today: "2025-06-30") == "2025-06-30")
        #expect(try day(today: "2025-06-10") == "2025-06-10")
        #expect(try day(today: "2025-06-01") == "2025-06-01")
        #expect(try day(stated: "2025-06-20", today: "2025-07-15") == "2025-06-20")
        #expect(throws: ReportRejection.futureMonth("2025-06", today: "2025-05-31")) { try day(today: "2025-05-31") }
    }

    private func standing(
        _ number: Int, host: UnitCode, doneOn: CalendarDate? = nil, deadline: Deadline? = "2025-06-15",
        assignedOn: CalendarDate? = "2025-05-05", on date: CalendarDate
    ) -> AssignedTask {
        var steps = assignedOn.map { [TaskStep(.assigned, on: $0)] } ?? []
        if let doneOn { steps.append(TaskStep(.completed, on: doneOn, note: "Đạt")) }
        let draft = aTask(id: taskID(number), hosts: [host], deadline: deadline)
        return TaskRecord(draft: draft, draftedOn: "2025-05-01", steps: steps).standing(on: date, in: Sector.units)
    }

    private func tasks(on date: CalendarDate) -> [AssignedTask] {
        [
            standing(1, host: Sector.merged, doneOn: "2025-06-15", on: date),
            standing(2, host: Sector.department, doneOn: "2025-06-16", on: date),
            standing(3, host: Sector.merged, on: date),
            standing(4, host: Sector.ministry, deadline: "yearly", on: date),
            standing(5, host: Sector.hospital, assignedOn: "2025-07-20", on: date),
            standing(6, host: Sector.department, assignedOn: nil, on: date),
        ]
    }

    private func report(on date: CalendarDate, unit: UnitCode? = nil) -> MonthlyReport {
        MonthlyReportRules.report(
            ReportMonth(month: "2025-06", unit: unit), directive: nil, tasks: tasks(on: date), in: Sector.units,
            on: date)
    }

    @Test("Tasks that were handed out are counted by status and by host, hosts by code, in the order given")
    func counted() {
        let report = report(on: "2025-06-30")
        #expect(report.tasks.map(\.task) == [taskID(1), taskID(2), taskID(3), taskID(4)])
        #expect(report.tasks.map(\.status) == [.onTime, .late, .overdue, .noDeadline])
        #expect(report.tasks.map(\.note) == ["Đạt", "Đạt", nil, nil])
        #expect(report.counts == StatusCounts(statuses: [.onTime, .late, .overdue, .noDeadline]))
        #expect(report.hosts.map(\.unit) == [Sector.merged, Sector.department, Sector.ministry])
        #expect(report.hosts[0].counts == StatusCounts(statuses: [.onTime, .overdue]))
        #expect(report.hosts[0].name?.vi == "Đơn vị HD-DOH")
    }

    @Test("From the day of a merger on, the successor hosts the tasks")
    func merged() {
        let report = report(on: "2025-07-01")
        #expect(report.hosts.map(\.unit) == [Sector.department, Sector.ministry])
        #expect(report.hosts[0].counts.total == 3)
        #expect(report.tasks.map(\.host) == [.init(known: "HP-DOH"), "HP-DOH", "HP-DOH", "MOH"])
    }

    @Test("A report on a unit has the tasks of the units that stand under it on the day")
    func unit() {
        #expect(report(on: "2025-06-30", unit: Sector.department).tasks.map(\.task) == [taskID(2)])
        #expect(report(on: "2025-07-31", unit: Sector.department).tasks.map(\.task) == [1, 2, 3, 5].map(taskID))
        #expect(report(on: "2025-07-31", unit: Sector.merged).tasks.map(\.task) == [1, 2, 3, 5].map(taskID))
        #expect(report(on: "2025-07-31", unit: Sector.ministry).counts.total == 5)
        #expect(report(on: "2025-07-31", unit: Sector.hospital).tasks.map(\.task) == [taskID(5)])
    }

    @Test("Every open task has one host that exists: mergers are followed, a dissolution without successor is not")
    func hosts() {
        let open = aTask(id: taskID(1), hosts: [Sector.merged], stage: .accepted)
        let done = aTask(id: taskID(2), hosts: [Sector.gone], stage: .completed)
        let draft = aTask(id: taskID(3), hosts: [], stage: .drafted)
        for date in ["2025-06-30", "2025-07-01"] as [CalendarDate] {
            let verification = HostRules.verify([open, done, draft], in: Sector.units, on: date)
            #expect(verification.holds)
            #expect(verification.checks.map(\.checked) == [1])
        }
        let lost = aTask(id: taskID(4), hosts: [Sector.gone], stage: .assigned)
        let verification = HostRules.verify([open, lost], in: Sector.units, on: "2025-07-01")
        #expect(!verification.holds)
        #expect(verification.checks[0].failures == ["\(taskID(4)): the host HP-GONE does not exist on 2025-07-01"])
    }
}
