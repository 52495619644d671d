// What the task service publishes in its journal. Persons' names are in the private part.

/// A directive was registered.
public struct DirectiveRegistered: Event {
    public static let name = "tasks.directive.registered"
    public static let summary = "A directive was registered."
    public var directive: Directive
    public init(directive: Directive) { self.directive = directive }
    public static let example = Self(directive: .example)
}

/// A task was drafted, or its draft written anew.
public struct TaskDrafted: Event {
    public static let name = "tasks.task.drafted"
    public static let summary = "A task was drafted, or its draft written anew."
    public var task: TaskID
    public var directive: DirectiveKey
    public var assigner: UnitCode
    public var hosts: [UnitCode]
    public var title: PlainText
    public var deadline: Deadline?
    /// nil for a task that somebody drafted.
    public var origin: TaskOrigin?
    public init(
        task: TaskID, directive: DirectiveKey, assigner: UnitCode, hosts: [UnitCode], title: PlainText,
        deadline: Deadline?, origin: TaskOrigin? = nil
    ) {
        self.task = task
        self.directive = directive
        self.assigner = assigner
        self.hosts = hosts
        self.title = title
        self.deadline = deadline
        self.origin = origin
    }
    public static let example = Self(
        task: .sample, directive: .sample, assigner: .sample, hosts: [.sample], title: "Ban hành thông tư",
        deadline: .sample)
}

/// A task was handed out to its host.
public struct TaskAssigned: Event {
    public static let name = "tasks.task.assigned"
    public static let summary = "A task was handed out to its host."
    public var task: TaskID
    public var host: UnitCode
    public var coordinators: [UnitCode]
    public var deadline: Deadline?
    public var on: CalendarDate
    public init(task: TaskID, host: UnitCode, coordinators: [UnitCode], deadline: Deadline?, on: CalendarDate) {
        self.task = task
        self.host = host
        self.coordinators = coordinators
        self.deadline = deadline
        self.on = on
    }
    public static let example = Self(
        task: .sample, host: .sample, coordinators: [], deadline: .sample, on: .sample)
}

/// A host accepted its task.
public struct TaskAccepted: Event {
    public static let name = "tasks.task.accepted"
    public static let summary = "A host accepted its task."
    public var task: TaskID
    public var on: CalendarDate
    public init(task: TaskID, on: CalendarDate) {
        self.task = task
        self.on = on
    }
    public static let example = Self(task: .sample, on: .sample)
}

/// There was a word on a task: progress, a result handed in, given back, or taken as done.
public struct TaskProgressed: Event {
    public static let name = "tasks.task.progressed"
    public static let summary = "Progress on a task: reported, handed in, given back, or taken as done."
    public var task: TaskID
    public var progress: TaskProgress
    public init(task: TaskID, progress: TaskProgress) {
        self.task = task
        self.progress = progress
    }
    public static let example = Self(task: .sample, progress: TaskProgress(kind: .progress, on: .sample, percent: 60))
}
