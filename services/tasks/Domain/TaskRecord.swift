// A task as it is kept: what its draft says and the steps it took. What a date or a merger changes about it is
// derived here, never stored.

public import MessageSchema

/// A draft and its steps, as known at one moment.
public struct TaskRecord: Hashable, Sendable {
    /// The task before its first step.
    public let draft: AssignedTask
    /// The day the draft was first written.
    public let draftedOn: CalendarDate
    /// In the order they were taken; their days never go back.
    public let steps: [TaskStep]

    public init(draft: AssignedTask, draftedOn: CalendarDate, steps: [TaskStep] = []) {
        self.draft = draft
        self.draftedOn = draftedOn
        self.steps = steps
    }

    /// The task with all its steps taken: what the next step is decided on.
    public var latest: AssignedTask {
        var task = draft
        for step in steps { task.take(step) }
        return task
    }

    /// The same task one step further.
    public func taking(_ step: TaskStep) -> TaskRecord {
        TaskRecord(draft: draft, draftedOn: draftedOn, steps: steps + [step])
    }

    /// The task as it stands on a date: steps that count from a later day are not taken, the host is the unit
    /// that the lead unit has become, the status is measured against the date.
    public func standing(on date: CalendarDate, in units: UnitStructure) -> AssignedTask {
        var task = draft
        for step in steps where step.on <= date { task.take(step) }
        task.host = task.leadUnit.map { units.primary(of: $0, on: date) }
        if task.stage != .drafted {
            task.status = TaskStatus(doneOn: task.doneOn, lastDay: task.deadline?.lastDay, today: date)
        }
        return task
    }

    /// The task as a list of a date shows it; nil if the list leaves it out, because its draft was written later,
    /// or because it was handed out later: what it said until then nobody was told.
    public func listed(on date: CalendarDate, in units: UnitStructure) -> AssignedTask? {
        let task = standing(on: date, in: units)
        let isHandedOutLater = task.stage == .drafted && !steps.isEmpty
        return draftedOn <= date && !isHandedOutLater ? task : nil
    }
}

extension AssignedTask {
    /// The one lead unit as written; nil while there is none or there are several.
    public var leadUnit: UnitCode? { hosts.count == 1 ? hosts[0] : nil }
    /// True from the assignment until the result is taken as done.
    public var isOpen: Bool { stage != .drafted && stage != .completed }
}
