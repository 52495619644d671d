// Working on tasks: accept, report, submit, return, complete.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct WorkTests {
    @Test("A task goes its way: accepted, reported on, handed in, given back, handed in again, taken as done")
    func wholeWay() async throws {
        let office = try await Office()
        let id = try await office.task(at: .assigned).id
        try office.tasks.advance(to: "2025-05-05")
        let accepted = try await office.tasks.call(AcceptTask(task: id), as: Caller.officer)
        #expect(accepted.stage == .accepted)
        #expect(accepted.acceptedOn == "2025-05-05")
        try office.tasks.advance(to: "2025-06-01")
        let reported = try await office.tasks.call(
            ReportProgress(task: id, percent: 60, note: "Dự thảo"), as: Caller.officer)
        #expect(reported.percent == 60)
        try office.tasks.advance(to: "2025-06-20")
        let submitted = try await office.tasks.call(
            SubmitTask(task: id, evidence: ["7/TT-BYT", "8/TTr-BYT"], note: "Trình ký"), as: Caller.officer)
        #expect(submitted.stage == .submitted)
        #expect(submitted.submittedOn == "2025-06-20")
        try office.tasks.advance(to: "2025-06-22")
        let returned = try await office.tasks.call(
            ReturnTask(task: id, reason: "Thiếu phụ lục"), as: Caller.assigner)
        #expect(returned.stage == .accepted)
        #expect(returned.submittedOn == nil)
        #expect(returned.percent == 60)
        try office.tasks.advance(to: "2025-06-30")
        _ = try await office.tasks.call(SubmitTask(task: id, evidence: ["7/TT-BYT"]), as: Caller.officer)
        try office.tasks.advance(to: "2025-07-04")
        let done = try await office.tasks.call(CompleteTask(task: id, note: "Đạt"), as: Caller.assigner)
        #expect(done.stage == .completed)
        #expect(done.doneOn == "2025-06-30")
        #expect(done.status == .onTime)
        #expect(done.percent == 100)
        #expect(
            done.progress == [
                TaskProgress(kind: .progress, on: "2025-06-01", percent: 60, note: "Dự thảo"),
                TaskProgress(
                    kind: .submitted, on: "2025-06-20", note: "Trình ký", evidence: ["7/TT-BYT", "8/TTr-BYT"]),
                TaskProgress(kind: .returned, on: "2025-06-22", note: "Thiếu phụ lục"),
                TaskProgress(kind: .submitted, on: "2025-06-30", evidence: ["7/TT-BYT"]),
                TaskProgress(kind: .completed, on: "2025-06-30", note: "Đạt"),
            ])
        #expect(try await office.tasks.call(GetTask(task: id)) == done)
        #expect(try await office.events(TaskAccepted.name).map { try $0.told(TaskAccepted.self).on } == ["2025-05-05"])
        let words = try await office.events(TaskProgressed.name).map { try $0.told(TaskProgressed.self).progress }
        #expect(words == done.progress)
    }

    enum Verb: CaseIterable {
        case accept, progress, submit, giveBack, complete

        func call(_ task: TaskID, in office: Office, as caller: Principal) async throws {
            switch self {
            case .accept: try await office.tasks.call(AcceptTask(task: task), as: caller)
            case .progress:
                try await office.tasks.call(ReportProgress(task: task, percent: 50, note: "Nửa"), as: caller)
            case .submit: try await office.tasks.call(SubmitTask(task: task, evidence: ["7/TT-BYT"]), as: caller)
            case .giveBack: try await office.tasks.call(ReturnTask(task: task, reason: "Thiếu"), as: caller)
            case .complete: try await office.tasks.call(CompleteTask(task: task), as: caller)
            }
        }
        var needed: TaskStage {
            switch self {
            case .accept: .assigned
            case .progress, .submit: .accepted
            case .giveBack, .complete: .submitted
            }
        }
        var isHosts: Bool { needed != .submitted }
    }

    @Test("A verb at another stage is refused and changes nothing", arguments: Verb.allCases)
    func wrongStage(_ verb: Verb) async throws {
        let office = try await Office()
        for stage in TaskStage.allCases where stage != verb.needed {
            let task = try await office.task(at: stage)
            let refused = try await refusal { try await verb.call(task.id, in: office, as: .administrator) }
            #expect(refused?.name == "tasks.task.wrongStage")
            #expect(refused?.message.contains(" is \(stage.rawValue); ") == true)
            #expect(try await office.tasks.call(GetTask(task: task.id)) == task)
        }
    }

    @Test("A verb is for its side: the host's unit or the assigner's, and nobody beside them", arguments: Verb.allCases)
    func sides(_ verb: Verb) async throws {
        let office = try await Office()
        let task = try await office.task(at: verb.needed)
        let strangers = verb.isHosts ? [Caller.neighbour] : [Caller.officer, Caller.neighbour]
        for stranger in strangers {
            let refused = try await refusal { try await verb.call(task.id, in: office, as: stranger) }
            #expect(refused?.name == "tasks.task.notFound", "\(stranger.name)")
        }
        let role = try await refusal { try await verb.call(task.id, in: office, as: Caller.reader) }
        #expect(role?.kind == .forbidden)
        let unknown = try await refusal { try await verb.call(.sample, in: office, as: .administrator) }
        #expect(unknown?.name == "tasks.task.notFound")
        #expect(try await office.tasks.call(GetTask(task: task.id)) == task)
        try await verb.call(task.id, in: office, as: verb.isHosts ? Caller.officer : Caller.assigner)
        #expect(try await office.tasks.call(GetTask(task: task.id)) != task)
    }

    @Test("After a merger the successor works on the task, and its officers alone")
    func afterMerger() async throws {
        let office = try await Office()
        let task = try await office.task(at: .assigned)
        try await office.tell(.merger)
        let early = try await refusal {
            try await office.tasks.call(AcceptTask(task: task.id), as: Caller.neighbour)
        }
        #expect(early?.name == "tasks.task.notFound")
        try office.tasks.advance(to: "2025-07-01")
        let accepted = try await office.tasks.call(AcceptTask(task: task.id), as: Caller.neighbour)
        #expect(accepted.host == Sector.department)
        #expect(accepted.hosts == [Sector.merged])
    }

    @Test("A result needs evidence, and progress cannot fall")
    func rules() async throws {
        let office = try await Office()
        let id = try await office.task(at: .accepted).id
        let bare = try await refusal { try await office.tasks.call(SubmitTask(task: id, evidence: [])) }
        #expect(bare?.name == "tasks.task.noEvidence")
        try await office.tasks.call(ReportProgress(task: id, percent: 60, note: "Dự thảo"))
        let fallen = try await refusal {
            try await office.tasks.call(ReportProgress(task: id, percent: 59, note: "Lùi"))
        }
        #expect(fallen?.name == "tasks.task.backwards")
        #expect(try await office.tasks.call(GetTask(task: id)).percent == 60)
    }

    @Test("A step sent again under its idempotency key is taken once")
    func idempotent() async throws {
        let office = try await Office()
        let id = try await office.task(at: .accepted).id
        let key = CallMetadata(idempotencyKey: "progress-1")
        let step = ReportProgress(task: id, percent: 60, note: "Dự thảo")
        let first = try await office.tasks.call(step, metadata: key)
        #expect(try await office.tasks.call(step, metadata: key) == first)
        #expect(try await office.tasks.call(GetTask(task: id)).progress.count == 1)
    }
}
