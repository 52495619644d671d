// One step on a task's way, as it is kept; a task's state is its draft with its steps taken.

public import MessageSchema

/// A step that a task took on a day.
public struct TaskStep: Hashable, Sendable {
    /// What was done; each case leads to a stage, see `AssignedTask.take`.
    public enum Kind: String, CaseIterable, Sendable {
        case assigned, accepted, progress, submitted, returned, completed
    }
    public var kind: Kind
    /// The day the step counts from. A completion counts from the day of the submission it accepts: the task
    /// was done then, the assigner only found so later; the journal has the day of that.
    public var on: CalendarDate
    public var percent: Percent?
    public var note: PlainText?
    /// The documents that prove a result.
    public var evidence: [DocumentNumber]

    public init(
        _ kind: Kind, on: CalendarDate, percent: Percent? = nil, note: PlainText? = nil,
        evidence: [DocumentNumber] = []
    ) {
        self.kind = kind
        self.on = on
        self.percent = percent
        self.note = note
        self.evidence = evidence
    }

    /// The step as a word on the task's way; nil for assigning and accepting, which have days of their own.
    public var progress: TaskProgress? {
        let word: TaskProgress.Kind
        switch kind {
        case .assigned, .accepted: return nil
        case .progress: word = .progress
        case .submitted: word = .submitted
        case .returned: word = .returned
        case .completed: word = .completed
        }
        return TaskProgress(kind: word, on: on, percent: percent, note: note, evidence: evidence)
    }
}

extension AssignedTask {
    /// Takes a step that the rules allowed.
    mutating func take(_ step: TaskStep) {
        switch step.kind {
        case .assigned: (stage, assignedOn) = (.assigned, step.on)
        case .accepted: (stage, acceptedOn) = (.accepted, step.on)
        case .progress: percent = step.percent ?? percent
        case .submitted: (stage, submittedOn) = (.submitted, step.on)
        case .returned: (stage, submittedOn) = (.accepted, nil)
        case .completed: (stage, doneOn, percent) = (.completed, step.on, 100)
        }
        if let word = step.progress { progress.append(word) }
    }
}
