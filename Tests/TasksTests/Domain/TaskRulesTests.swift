// The way of a task: every verb at every stage.

import MessageSchema
import Testing
import WireJSON

@testable import TasksDomain

@Suite struct TaskRulesTests {
    enum Verb: CaseIterable {
        case rewrite, assign, accept, progress, submit, giveBack, complete

        var needed: TaskStage {
            switch self {
            case .rewrite, .assign: .drafted
            case .accept: .assigned
            case .progress, .submit: .accepted
            case .giveBack, .complete: .submitted
            }
        }

        func attempt(_ task: AssignedTask) throws(TaskRejection) -> TaskStep.Kind? {
            let today: CalendarDate = "2025-11-03"
            switch self {
            case .rewrite:
                try task.checkRewriting()
                return nil
            case .assign: return try task.assigning(findings: [], on: today).kind
            case .accept: return try task.accepting(on: today).kind
            case .progress: return try task.reporting(50, note: "Một nửa", on: today).kind
            case .submit: return try task.submitting(evidence: ["1/TT-BYT"], note: nil, on: today).kind
            case .giveBack: return try task.returning(reason: "Thiếu phụ lục", on: today).kind
            case .complete: return try task.completing(note: nil).kind
            }
        }
    }

    @Test(
        "Each verb is allowed at its stage and refused at every other, saying which stage it is at and which it needs",
        arguments: Verb.allCases, TaskStage.allCases)
    func stages(_ verb: Verb, _ stage: TaskStage) throws {
        let task = aTask(stage: stage, submittedOn: "2025-11-01")
        if stage == verb.needed {
            _ = try verb.attempt(task)
        } else {
            let refusal: TaskRejection =
                verb == .rewrite
                ? .notDraft(task.id, stage: stage)
                : .wrongStage(task.id, stage: stage, needed: [verb.needed])
            #expect(throws: refusal) { try verb.attempt(task) }
        }
    }

    @Test("The refusal of a wrong stage names both stages")
    func wrongStageMessage() {
        let refusal = TaskRejection.wrongStage(taskID(1), stage: .assigned, needed: [.accepted])
        #expect(refusal.message == "The task \(taskID(1)) is assigned; this needs it to be accepted.")
    }

    @Test("A warning does not hinder the assignment, an error does")
    func findings() throws {
        let warning = Finding.warning("work.vague", "description", "Vague.", "Describe it.")
        let error = Finding.error("time.missing", "deadline", "No deadline.", "Give one.")
        #expect(try aTask().assigning(findings: [warning], on: "2025-10-01") == TaskStep(.assigned, on: "2025-10-01"))
        #expect(throws: TaskRejection.unclear(.sample, [warning, error])) {
            try aTask().assigning(findings: [warning, error], on: "2025-10-01")
        }
    }

    @Test("The refusal of an unclear task carries its findings for programs and names the errors for people")
    func unclearDetails() {
        let warning = Finding.warning("work.vague", "description", "Vague.", "Describe it.")
        let error = Finding.error("time.missing", "deadline", "No deadline.", "Give one.")
        let refusal = TaskRejection.unclear(taskID(1), [warning, error])
        #expect(refusal.message == "The task \(taskID(1)) is not clear: time.missing.")
        let listed = refusal.details?["findings"]?.array
        #expect(listed?.map { $0["rule"]?.string } == ["work.vague", "time.missing"])
        #expect(listed?.map { $0["severity"]?.string } == ["warning", "error"])
        #expect(TaskRejection.notFound(taskID(1)).details == nil)
    }

    @Test("Progress may stay and grow but not fall")
    func backwards() throws {
        let task = aTask(stage: .accepted, percent: 60)
        #expect(try task.reporting(60, note: "Không đổi", on: "2025-11-03").percent == 60)
        #expect(try task.reporting(61, note: "Thêm", on: "2025-11-03").percent == 61)
        #expect(throws: TaskRejection.backwards(task.id, reported: 60, given: 59)) {
            try task.reporting(59, note: "Lùi", on: "2025-11-03")
        }
    }

    @Test("A result without a document that proves it is refused")
    func noEvidence() {
        let task = aTask(stage: .accepted)
        #expect(throws: TaskRejection.noEvidence(task.id)) {
            try task.submitting(evidence: [], note: "Xong", on: "2025-11-03")
        }
    }

    @Test("A task is done on the day its accepted result was handed in")
    func doneOn() throws {
        let step = try aTask(stage: .submitted, submittedOn: "2025-10-31").completing(note: nil)
        #expect(step == TaskStep(.completed, on: "2025-10-31"))
    }

    @Test("A draft has no unit that works on it yet")
    func workingUnit() throws {
        #expect(try aTask(stage: .assigned).workingUnit() == Sector.department)
        #expect(throws: TaskRejection.wrongStage(.sample, stage: .drafted, needed: [.assigned, .accepted])) {
            try aTask(stage: .drafted).workingUnit()
        }
    }
}
