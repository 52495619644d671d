// The methods that move a task on, as its host or as its assigner. Each is one step; they differ in who may take it and
// in what the rules say.

internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import TasksDomain

extension TaskHandlers {
    /// On whose behalf a step is taken.
    enum Side {
        case assigner, host
    }

    static func accept(_ request: AcceptTask, _ context: WriteContext) throws -> AssignedTask {
        try step(request.task, as: .host, context) { try $0.accepting(on: context.today) }
    }

    static func progress(_ request: ReportProgress, _ context: WriteContext) throws -> AssignedTask {
        try step(request.task, as: .host, context) {
            try $0.reporting(request.percent, note: request.note, on: context.today)
        }
    }

    static func submit(_ request: SubmitTask, _ context: WriteContext) throws -> AssignedTask {
        try step(request.task, as: .host, context) {
            try $0.submitting(evidence: request.evidence, note: request.note, on: context.today)
        }
    }

    static func giveBack(_ request: ReturnTask, _ context: WriteContext) throws -> AssignedTask {
        try step(request.task, as: .assigner, context) {
            try $0.returning(reason: request.reason, on: context.today)
        }
    }

    static func complete(_ request: CompleteTask, _ context: WriteContext) throws -> AssignedTask {
        try step(request.task, as: .assigner, context) { try $0.completing(note: request.note) }
    }

    /// Authorises, decides, journals and keeps one step, and says when there is something to remind of next. The frame
    /// resolves the unit to what it has become today.
    static func step(
        _ id: TaskID, as side: Side, _ context: WriteContext, decide: (AssignedTask) throws -> TaskStep
    ) throws -> AssignedTask {
        let record = try authorised(id, as: side, context)
        let task = record.latest
        if side == .host { _ = try task.workingUnit() }
        let step = try decide(task)
        let sequence = try journal(step, of: task, context)
        try TaskStore.insert(step, of: id, sequence, context.writer)
        let taken = record.taking(step)
        try ReminderStore.apply(ReminderChange(step, of: taken.latest, on: context.today), to: id, context.writer)
        return taken.standing(on: context.today, in: try context.units())
    }

    /// A task for whose side the caller may act; from anywhere else it looks as if there were no such task. A draft has
    /// no working unit: that it is one is told to those who wrote it and those it names.
    static func authorised(_ id: TaskID, as side: Side, _ context: WriteContext) throws -> TaskRecord {
        let record = try TaskStore(context.writer).found(id)
        let task = record.latest
        let places =
            switch side {
            case .assigner: [task.assigner]
            case .host where task.stage == .drafted: [task.assigner] + task.hosts
            case .host: task.leadUnit.map { [$0] } ?? []
            }
        for unit in places {
            do {
                try context.authorise(unit)
                return record
            } catch is UnknownUnit { continue }
        }
        throw TaskRejection.notFound(id)
    }

    private static func journal(
        _ step: TaskStep, of task: AssignedTask, _ context: WriteContext
    ) throws -> Int64 {
        if let progress = step.progress {
            return try context.append(TaskProgressed(task: task.id, progress: progress), subject: task.id)
        }
        guard step.kind == .assigned else {
            return try context.append(TaskAccepted(task: task.id, on: step.on), subject: task.id)
        }
        guard let host = task.leadUnit else { preconditionFailure("a task was assigned without one lead unit") }
        let event = TaskAssigned(
            task: task.id, host: host, coordinators: task.coordinators, deadline: task.deadline, on: step.on)
        return try context.append(event, subject: task.id)
    }
}
