// Reminders of last days, by the manual clock: each once, whatever leaps or runs twice.

import MessageSchema
import ServiceTesting
import Storage
import TasksApp
import Testing

@Suite struct ReminderTests {
    /// What was told: the days left, or `over`, and the host.
    private func told(_ office: Office) async throws -> [String] {
        try await office.tasks.call(ReadEvents<TasksContract>(after: 0, limit: 1000)).items.compactMap { event in
            switch event.type {
            case TaskDueSoon.name:
                let reminder = try event.told(TaskDueSoon.self)
                return "\(reminder.daysLeft) \(reminder.host)"
            case TaskOverdue.name: return "over \(try event.told(TaskOverdue.self).host)"
            default: return nil
            }
        }
    }

    private func pass(_ office: Office, to day: String) async throws {
        try office.tasks.advance(to: day)
        try await office.tasks.performDuties()
    }

    @Test("An open task is reminded of 7, 3 and 1 days before its last day and when that is over, once each")
    func wholeWay() async throws {
        let office = try await Office()
        let task = try await office.task(at: .assigned)
        for date in 1...31 {
            if date == 25 { try await office.tasks.call(AcceptTask(task: task.id)) }
            try await pass(office, to: date <= 30 ? "2025-06-\(date < 10 ? "0" : "")\(date)" : "2025-07-01")
            try await office.tasks.performDuties()
        }
        try await pass(office, to: "2025-09-01")
        let host = Sector.merged
        #expect(try await told(office) == ["7 \(host)", "3 \(host)", "1 \(host)", "over \(host)"])
        let first = try #require(try await office.events(TaskDueSoon.name).first)
        #expect(
            try first.told(TaskDueSoon.self)
                == TaskDueSoon(
                    task: task.id, title: task.title, host: host, assigner: Sector.ministry, lastDay: "2025-06-30",
                    daysLeft: 7))
        #expect(first.time.vietnamDate == "2025-06-23")
        #expect(first.subject == task.id.text)
        let over = try #require(try await office.events(TaskOverdue.name).first)
        #expect(over.time.vietnamDate == "2025-07-01")
        #expect(try over.told(TaskOverdue.self).lastDay == "2025-06-30")
    }

    @Test("The page counts tasks that are overdue until their result is handed in")
    func measured() async throws {
        for (day, overdue) in [("2025-06-30", 0.0), ("2025-07-01", 2)] {
            // Asked once a minute of the machine's time, so each day has an office of its own.
            let office = try await Office()
            for ordinal in ["I.1", "I.2", "I.3"] as [PlainText] {
                let task = try await office.task(at: .accepted, office.drafting(ordinal: ordinal))
                guard ordinal == "I.3" else { continue }
                try await pass(office, to: day)
                try await office.tasks.call(SubmitTask(task: task.id, evidence: ["7/TT-BYT"]))
            }
            #expect(await office.tasks.measured("sauro_tasks_overdue") == overdue)
        }
    }

    @Test(
        "After a leap of the clock only the nearest reminder is told, with the days that are left",
        arguments: [
            ("2025-06-22", []), ("2025-06-25", ["5"]), ("2025-06-28", ["2"]), ("2025-06-29", ["1"]),
            ("2025-06-30", ["0"]), ("2025-07-01", ["over"]), ("2026-02-01", ["over"]),
        ])
    func leap(day: String, words: [String]) async throws {
        let office = try await Office()
        _ = try await office.task(at: .accepted)
        try await pass(office, to: day)
        #expect(try await told(office) == words.map { "\($0) \(Sector.merged)" })
    }

    @Test("After a leap the reminders that are still ahead are told on their days")
    func afterLeap() async throws {
        let office = try await Office()
        _ = try await office.task(at: .accepted)
        for day in ["2025-06-25", "2025-06-27", "2025-06-28", "2025-08-01"] { try await pass(office, to: day) }
        #expect(try await told(office) == ["5", "3", "over"].map { "\($0) \(Sector.merged)" })
    }

    @Test("Who has handed the result in is not reminded; who got it back is, of what is still ahead")
    func handedIn() async throws {
        let office = try await Office()
        let task = try await office.task(at: .submitted)
        try await pass(office, to: "2025-06-27")
        #expect(try await told(office) == [])
        try await office.tasks.call(ReturnTask(task: task.id, reason: "Thiếu phụ lục"))
        try await pass(office, to: "2025-06-28")
        #expect(try await told(office) == [])
        try await pass(office, to: "2025-06-29")
        #expect(try await told(office) == ["1 \(Sector.merged)"])
        try await office.tasks.call(SubmitTask(task: task.id, evidence: ["7/TT-BYT"]))
        try await pass(office, to: "2025-07-05")
        #expect(try await told(office).count == 1)
        // Given back after the last day: it is over now.
        try await office.tasks.call(ReturnTask(task: task.id, reason: "Thiếu chữ ký"))
        try await office.tasks.performDuties()
        try await office.tasks.performDuties()
        #expect(try await told(office) == ["1 \(Sector.merged)", "over \(Sector.merged)"])
    }

    @Test("Nothing is told of a draft, of a task that is done, or of one without a last day")
    func silent() async throws {
        let office = try await Office()
        _ = try await office.task(at: .drafted)
        _ = try await office.task(at: .completed)
        _ = try await office.task(at: .accepted, office.drafting(deadline: "yearly"))
        for day in ["2025-06-23", "2025-06-29", "2025-07-01", "2026-01-01"] { try await pass(office, to: day) }
        #expect(try await told(office) == [])
    }

    @Test("A task that is handed out in its last days is reminded of from the next day of the table on")
    func late() async throws {
        let office = try await Office()
        try office.tasks.advance(to: "2025-06-27")
        _ = try await office.task(at: .assigned)
        try await office.tasks.performDuties()
        try await pass(office, to: "2025-06-28")
        #expect(try await told(office) == [])
        try await pass(office, to: "2025-06-29")
        #expect(try await told(office) == ["1 \(Sector.merged)"])
    }

    @Test("Accepting or reporting on the day of a reminder, before it was told, does not lose it")
    func acceptedFirst() async throws {
        let office = try await Office()
        let task = try await office.task(at: .assigned)
        try office.tasks.advance(to: "2025-06-23")
        try await office.tasks.call(AcceptTask(task: task.id))
        try await office.tasks.call(ReportProgress(task: task.id, percent: 50, note: "Dự thảo"))
        try await office.tasks.performDuties()
        #expect(try await told(office) == ["7 \(Sector.merged)"])
    }

    @Test("After a merger the reminder goes to the unit that took the host over")
    func merger() async throws {
        let office = try await Office()
        _ = try await office.task(at: .accepted, office.drafting(deadline: "2025-07-02"))
        try await office.tell(.merger)
        try await pass(office, to: "2025-06-29")
        try await pass(office, to: "2025-07-01")
        try await pass(office, to: "2025-07-03")
        #expect(
            try await told(office) == [
                "3 \(Sector.merged)", "1 \(Sector.department)", "over \(Sector.department)",
            ])
    }

    @Test("Two instances tell each reminder once")
    func twoInstances() async throws {
        let office = try await Office()
        let other = try TestService.start(TasksService.blueprint, sharing: office.tasks, follows: office.registry)
        for _ in 1...5 { _ = try await office.task(at: .accepted) }
        for day in ["2025-06-23", "2025-06-27", "2025-06-29", "2025-07-01"] {
            try office.tasks.advance(to: day)
            async let one: Void = office.tasks.performDuties()
            async let two: Void = other.performDuties()
            _ = try await (one, two)
        }
        let words = try await told(office)
        #expect(words.count == 20)
        #expect(Dictionary(grouping: words) { $0 }.mapValues(\.count).values.sorted() == [5, 5, 5, 5])
    }

    @Test("More tasks than one transaction takes are all reminded of, and nothing is looked at in vain")
    func many() async throws {
        let office = try await Office()
        let count = 230
        try await office.tasks.store.addDrafts(count)
        for number in 1...count { try await office.tasks.call(AssignTask(task: taskID(number))) }
        let before = try await office.tasks.call(CheckHealth<TasksContract>()).sequence
        try await pass(office, to: "2025-12-24")
        #expect(try await office.events(TaskDueSoon.name).count == count)
        try await pass(office, to: "2025-12-25")
        let after = try await office.tasks.call(CheckHealth<TasksContract>()).sequence
        #expect(after == before + Int64(count))
    }

    @Test("Tasks from before there were reminders are looked at once, and told of what is near")
    func upgrade() async throws {
        let office = try await Office()
        _ = try await office.task(at: .accepted)
        _ = try await office.task(at: .completed)
        // As the migration leaves them.
        _ = try await office.tasks.store.write(WriteRequest(principal: .administrator, purpose: .bookkeeping)) {
            writer in
            try writer.execute("DELETE FROM task_look")
            try writer.execute("INSERT INTO task_look (task, next_on) SELECT id, '0001-01-01' FROM task")
            return []
        }
        try await office.tasks.performDuties()
        #expect(try await told(office) == [])
        try await pass(office, to: "2025-06-24")
        #expect(try await told(office) == ["6 \(Sector.merged)"])
        let looks = try await office.tasks.store.read { try $0.all("SELECT next_on FROM task_look") }
        #expect(try looks.map { try $0.text("next_on") } == ["2025-06-27"])
    }
}
