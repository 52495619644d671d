// The way of a task: drafted, assigned, accepted, submitted, completed. Every verb is asked here whether it may take
// its step, and gets the step or the reason why not.
//
//     drafted -assign-> assigned -accept-> accepted -submit-> submitted -complete-> completed
//                                          ^  progress          |
//                                          +------ return ------+

public import MessageSchema

extension AssignedTask {
    /// Only a draft may be written anew.
    public func checkRewriting() throws(TaskRejection) {
        guard stage == .drafted else { throw .notDraft(id, stage: stage) }
    }

    /// Hands the draft out, if its check found no error.
    public func assigning(findings: [Finding], on today: CalendarDate) throws(TaskRejection) -> TaskStep {
        try check(.drafted)
        guard !findings.contains(where: { $0.severity == .error }) else { throw .unclear(id, findings) }
        return TaskStep(.assigned, on: today)
    }

    /// Accepts the task.
    public func accepting(on today: CalendarDate) throws(TaskRejection) -> TaskStep {
        try check(.assigned)
        return TaskStep(.accepted, on: today)
    }

    /// Reports progress, which never falls.
    public func reporting(
        _ reported: Percent, note: PlainText, on today: CalendarDate
    ) throws(TaskRejection) -> TaskStep {
        try check(.accepted)
        guard reported >= percent else { throw .backwards(id, reported: percent, given: reported) }
        return TaskStep(.progress, on: today, percent: reported, note: note)
    }

    /// Hands the result in, with what proves it.
    public func submitting(
        evidence: [DocumentNumber], note: PlainText?, on today: CalendarDate
    ) throws(TaskRejection) -> TaskStep {
        try check(.accepted)
        guard !evidence.isEmpty else { throw .noEvidence(id) }
        return TaskStep(.submitted, on: today, note: note, evidence: evidence)
    }

    /// Gives the result back for more work.
    public func returning(reason: PlainText, on today: CalendarDate) throws(TaskRejection) -> TaskStep {
        try check(.submitted)
        return TaskStep(.returned, on: today, note: reason)
    }

    /// Takes the result as done, on the day it was handed in.
    public func completing(note: PlainText?) throws(TaskRejection) -> TaskStep {
        guard stage == .submitted, let submittedOn else {
            throw .wrongStage(id, stage: stage, needed: [.submitted])
        }
        return TaskStep(.completed, on: submittedOn, note: note)
    }

    /// The unit that works on the task, as written; a draft has none yet.
    public func workingUnit() throws(TaskRejection) -> UnitCode {
        guard stage != .drafted, let leadUnit else {
            throw .wrongStage(id, stage: stage, needed: [.assigned, .accepted])
        }
        return leadUnit
    }

    private func check(_ needed: TaskStage) throws(TaskRejection) {
        guard stage == needed else { throw .wrongStage(id, stage: stage, needed: [needed]) }
    }
}
