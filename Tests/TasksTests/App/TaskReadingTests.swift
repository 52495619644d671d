// Showing and listing tasks, on any date and as known at any time.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct TaskReadingTests {
    /// Handed out on 2 May, done on 20 June, taken as done on 1 July.
    private func doneTask(_ office: Office) async throws -> TaskID {
        let id = try await office.task(at: .accepted).id
        try office.tasks.advance(to: "2025-06-01")
        try await office.tasks.call(ReportProgress(task: id, percent: 60, note: "Dự thảo"))
        try office.tasks.advance(to: "2025-06-20")
        try await office.tasks.call(SubmitTask(task: id, evidence: ["7/TT-BYT"]))
        try office.tasks.advance(to: "2025-07-01")
        try await office.tasks.call(CompleteTask(task: id))
        return id
    }

    @Test("A task is shown as it stood on a date; what counts from a later day does not count")
    func asOf() async throws {
        let office = try await Office()
        let id = try await doneTask(office)
        func shown(_ date: CalendarDate) async throws -> AssignedTask {
            let answer = try await office.tasks.answer(GetTask(task: id), metadata: .on(date))
            #expect(answer.metadata.asOf == date)
            return answer.reply
        }
        let may = try await shown("2025-05-31")
        #expect(may.stage == .accepted)
        #expect(may.percent == 0)
        #expect(may.progress.isEmpty)
        #expect(try await shown("2025-06-19").percent == 60)
        let june = try await shown("2025-06-20")
        #expect(june.stage == .completed)
        #expect(june.doneOn == "2025-06-20")
        #expect(june.status == .onTime)
        let early = try await refusal { try await shown("2025-05-01") }
        #expect(early?.name == "tasks.task.notFound")
    }

    @Test("A task is shown as it was known: before it was taken as done, its result waits")
    func knownAt() async throws {
        let office = try await Office()
        let id = try await doneTask(office)
        let metadata = CallMetadata(
            asOf: "2025-06-30", knownAt: .instant(Instant(known: "2025-06-30T12:00:00Z")))
        let before = try await office.tasks.call(GetTask(task: id), metadata: metadata)
        #expect(before.stage == .submitted)
        #expect(before.submittedOn == "2025-06-20")
        #expect(before.status == .notDue)
        let unknown = CallMetadata(knownAt: .sequence(0))
        let never = try await refusal { try await office.tasks.call(GetTask(task: id), metadata: unknown) }
        #expect(never?.name == "tasks.task.notFound")
        #expect(try await office.tasks.call(ListTasks(), metadata: unknown).items == [])
    }

    @Test("A task handed out after the date is still a draft then, and no list of that date has it")
    func handedOutLater() async throws {
        let office = try await Office()
        let draft = try await office.task(at: .drafted)
        try office.tasks.advance(to: "2025-05-10")
        try await office.tasks.call(AssignTask(task: draft.id))
        let on = CallMetadata.on("2025-05-09")
        #expect(try await office.tasks.call(GetTask(task: draft.id), metadata: on).stage == .drafted)
        #expect(try await office.tasks.call(ListTasks(), metadata: on).items == [])
        #expect(try await office.tasks.call(ListTasks(), metadata: .on("2025-05-10")).items.map(\.id) == [draft.id])
    }

    @Test("The host follows mergers by the date asked for")
    func host() async throws {
        let office = try await Office()
        let task = try await office.task(at: .accepted)
        try await office.tell(.merger)
        func host(_ date: CalendarDate) async throws -> UnitCode? {
            try await office.tasks.call(GetTask(task: task.id), metadata: .on(date)).host
        }
        #expect(try await host("2025-06-30") == Sector.merged)
        #expect(try await host("2025-07-01") == Sector.department)
    }

    @Test("Names of persons are shown to those who hand out or work on the task in their scope, and to no others")
    func persons() async throws {
        let office = try await Office()
        let task = try await office.task(at: .accepted)
        func names(_ caller: Principal) async throws -> [PlainText?] {
            let shown = try await office.tasks.call(GetTask(task: task.id), as: caller)
            let listed = try await office.tasks.call(ListTasks(), as: caller).items
            #expect(listed == [shown])
            return [shown.leader?.name, shown.officer?.name]
        }
        let both: [PlainText?] = ["Nguyễn Văn An", "Trần Thị Bình"]
        for caller in [.administrator, Caller.assigner, Caller.officer] {
            #expect(try await names(caller) == both, "\(caller.name)")
        }
        for caller in [Caller.reader, Caller.neighbour] {
            #expect(try await names(caller) == [nil, nil], "\(caller.name)")
        }
    }

    @Test("Tasks are filtered by directive, stage, status and host, with or without the units under it")
    func filtered() async throws {
        let office = try await Office()
        try await office.register("2/CT-BYT")
        let other = try await office.task(at: .drafted, office.drafting(directive: "2/CT-BYT"))
        let hospital = try await office.task(
            at: .accepted, office.drafting(ordinal: "1", hosts: [Sector.mergedHospital], deadline: "2025-05-15"))
        let department = try await office.task(at: .accepted, office.drafting(ordinal: "2"))
        let done = try await office.task(at: .completed, office.drafting(ordinal: "3", hosts: [Sector.ministry]))
        try office.tasks.advance(to: "2025-05-16")
        func listed(_ request: ListTasks, on date: CalendarDate? = nil) async throws -> [TaskID] {
            try await office.tasks.call(request, metadata: CallMetadata(asOf: date)).items.map(\.id)
        }
        #expect(try await listed(ListTasks()) == [hospital.id, department.id, done.id, other.id])
        #expect(try await listed(ListTasks(directive: "2/CT-BYT")) == [other.id])
        #expect(try await listed(ListTasks(stage: .accepted)) == [hospital.id, department.id])
        #expect(try await listed(ListTasks(status: .overdue)) == [hospital.id])
        #expect(try await listed(ListTasks(status: .onTime)) == [done.id])
        let merged = [hospital.id, department.id, other.id]
        #expect(try await listed(ListTasks(host: Sector.merged)) == [department.id, other.id])
        #expect(try await listed(ListTasks(host: Sector.merged, subtree: true)) == merged)
        #expect(try await listed(ListTasks(host: Sector.ministry, subtree: true)).count == 4)
        #expect(
            try await listed(ListTasks(directive: Office.directive, host: Sector.merged, stage: .accepted)) == [
                department.id
            ])

        try await office.tell(.merger)
        let later: CalendarDate = "2025-07-01"
        #expect(try await listed(ListTasks(host: Sector.department, subtree: true)) == [])
        #expect(try await listed(ListTasks(host: Sector.department, subtree: true), on: later) == merged)
        #expect(try await listed(ListTasks(host: Sector.merged), on: later) == [department.id, other.id])
    }

    @Test("A filter by an unknown directive or unit is refused")
    func unknownFilter() async throws {
        let office = try await Office()
        let directive = try await refusal { try await office.tasks.call(ListTasks(directive: "2/CT-BYT")) }
        #expect(directive?.name == "tasks.directive.notFound")
        let unit = try await refusal { try await office.tasks.call(ListTasks(host: Sector.unknown)) }
        #expect(unit?.name == "frame.unit.notFound")
        let limit = try await refusal { try await office.tasks.call(ListTasks(limit: 0)) }
        #expect(limit?.kind == .invalidParams)
    }

    @Test("Pages of tasks join into the whole list, also through a filter")
    func paged() async throws {
        let office = try await Office()
        var whole: [TaskID] = []
        for number in 1...7 {
            let ordinal = PlainText(known: "II.\(number * 3)")
            let hosts = [number % 2 == 0 ? Sector.department : Sector.merged]
            whole.append(try await office.task(at: .drafted, office.drafting(ordinal: ordinal, hosts: hosts)).id)
        }
        func joined(_ host: UnitCode?) async throws -> [TaskID] {
            var joined: [TaskID] = []
            var cursor: String?
            repeat {
                let page = try await office.tasks.call(ListTasks(host: host, limit: 2, cursor: cursor))
                #expect(page.items.count <= 2)
                joined += page.items.map(\.id)
                cursor = page.nextCursor
            } while cursor != nil && joined.count < 20
            return joined
        }
        #expect(try await joined(nil) == whole)
        #expect(try await joined(Sector.department) == [whole[1], whole[3], whole[5]])
    }

    @Test("A list longer than what is read at once is whole and in order")
    func manyChunks() async throws {
        let office = try await Office()
        try await office.tasks.store.addDrafts(1_201)
        let first = try await office.tasks.call(ListTasks(limit: 1_000))
        let rest = try await office.tasks.call(ListTasks(limit: 1_000, cursor: first.nextCursor))
        let all = first.items + rest.items
        #expect(all.map { $0.ordinal?.text } == (1...1_201).map { "\($0)" })
        #expect(rest.nextCursor == nil)
        #expect(try await office.tasks.call(ListTasks(status: .overdue)).items == [])
    }
}
