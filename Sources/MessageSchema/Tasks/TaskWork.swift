// Working on a task: accept, report, submit, return, complete.

/// Accepts a task, as its host.
public struct AcceptTask: Method {
    public static let name: MethodName = "tasks.task.accept"
    public static let effect = Effect.write
    public static let permission = Permission.workOnTasks
    public static let scope = Scope<Self>.found
    public static let summary = "Accept a task, as its host."

    public var task: TaskID
    public init(task: TaskID) { self.task = task }

    public typealias Reply = AssignedTask
    public static let example = Example(Self(task: .sample), reply: .example)
}

/// Reports progress on a task, as its host.
public struct ReportProgress: Method {
    public static let name: MethodName = "tasks.task.progress"
    public static let effect = Effect.write
    public static let permission = Permission.workOnTasks
    public static let scope = Scope<Self>.found
    public static let summary = "Report progress on a task, as its host."

    public var task: TaskID
    public var percent: Percent
    public var note: PlainText

    public init(task: TaskID, percent: Percent, note: PlainText) {
        self.task = task
        self.percent = percent
        self.note = note
    }

    public typealias Reply = AssignedTask
    public static let example = Example(
        Self(task: .sample, percent: 60, note: "Dự thảo đã gửi thẩm định"), reply: .example)
}

/// Hands a task's result in, with the documents that prove it.
public struct SubmitTask: Method {
    public static let name: MethodName = "tasks.task.submit"
    public static let effect = Effect.write
    public static let permission = Permission.workOnTasks
    public static let scope = Scope<Self>.found
    public static let summary = "Hand a task's result in, with the documents that prove it."

    public var task: TaskID
    public var evidence: [DocumentNumber]
    public var note: PlainText?

    public init(task: TaskID, evidence: [DocumentNumber], note: PlainText? = nil) {
        self.task = task
        self.evidence = evidence
        self.note = note
    }

    public typealias Reply = AssignedTask
    public static let example = Example(Self(task: .sample, evidence: [.sample]), reply: .example)
}

/// Gives a submitted result back for more work.
public struct ReturnTask: Method {
    public static let name: MethodName = "tasks.task.return"
    public static let effect = Effect.write
    public static let permission = Permission.assignTasks
    public static let scope = Scope<Self>.found
    public static let summary = "Give a submitted result back for more work."

    public var task: TaskID
    public var reason: PlainText

    public init(task: TaskID, reason: PlainText) {
        self.task = task
        self.reason = reason
    }

    public typealias Reply = AssignedTask
    public static let example = Example(Self(task: .sample, reason: "Thiếu phụ lục"), reply: .example)
}

/// Takes a submitted result as done; the task was done on the day it was submitted.
public struct CompleteTask: Method {
    public static let name: MethodName = "tasks.task.complete"
    public static let effect = Effect.write
    public static let permission = Permission.assignTasks
    public static let scope = Scope<Self>.found
    public static let summary = "Take a submitted result as done, on the day it was submitted."

    public var task: TaskID
    public var note: PlainText?

    public init(task: TaskID, note: PlainText? = nil) {
        self.task = task
        self.note = note
    }

    public typealias Reply = AssignedTask
    public static let example = Example(Self(task: .sample), reply: .example)
}

/// Shows a task as it stands on a date.
public struct GetTask: Method {
    public static let name: MethodName = "tasks.task.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readTasks
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "Show a task as it stands on a date."

    public var task: TaskID
    public init(task: TaskID) { self.task = task }

    public typealias Reply = AssignedTask
    public static let example = Example(Self(task: .sample), reply: .example)
}

/// Lists tasks by directive and ordinal.
public struct ListTasks: Method {
    public static let name: MethodName = "tasks.task.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readTasks
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "List tasks, of a directive, a host, a stage or a status."

    public var directive: DirectiveKey?
    /// The host as resolved on the date; with `subtree` also the units under it.
    public var host: UnitCode?
    public var subtree: Bool?
    public var stage: TaskStage?
    public var status: TaskStatus?
    public var limit: Int?
    public var cursor: String?

    public init(
        directive: DirectiveKey? = nil, host: UnitCode? = nil, subtree: Bool? = nil, stage: TaskStage? = nil,
        status: TaskStatus? = nil, limit: Int? = nil, cursor: String? = nil
    ) {
        self.directive = directive
        self.host = host
        self.subtree = subtree
        self.stage = stage
        self.status = status
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<AssignedTask>
    public static let example = Example(Self(directive: .sample), reply: Page(items: [.example]))
}

/// Checks that every open task has exactly one host on a date, mergers followed.
public struct VerifyHosts: Method {
    public static let name: MethodName = "tasks.host.verify"
    public static let effect = Effect.reads
    public static let permission = Permission.readTasks
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "Check that every open task has exactly one host on a date, mergers followed."

    public init() {}

    public typealias Reply = Verification
    public static let example = Example(
        Self(),
        reply: Verification(checks: [Check(name: "every open task has exactly one host", checked: 1, failures: [])]))
}
