// Drafting a task, checking it for the six clarities, and handing it out.

/// Drafts a task under a directive; with `task` the draft is written anew.
public struct DraftTask: Method {
    public static let name: MethodName = "tasks.task.draft"
    public static let effect = Effect.write
    public static let permission = Permission.assignTasks
    public static let scope = Scope<Self>.unit(\Self.assigner)
    public static let summary = "Draft a task under a directive; with `task` that draft is written anew."

    public var directive: DirectiveKey
    public var assigner: UnitCode
    public var title: PlainText
    public var task: TaskID?
    public var ordinal: PlainText?
    public var description: PlainText?
    public var hosts: [UnitCode]?
    public var coordinators: [UnitCode]?
    public var leader: ResponsiblePerson?
    public var officer: ResponsiblePerson?
    public var product: TaskProduct?
    public var deadline: Deadline?
    public var authority: TaskAuthority?

    public init(
        directive: DirectiveKey, assigner: UnitCode, title: PlainText, task: TaskID? = nil, ordinal: PlainText? = nil,
        description: PlainText? = nil, hosts: [UnitCode]? = nil, coordinators: [UnitCode]? = nil,
        leader: ResponsiblePerson? = nil, officer: ResponsiblePerson? = nil, product: TaskProduct? = nil,
        deadline: Deadline? = nil, authority: TaskAuthority? = nil
    ) {
        self.directive = directive
        self.assigner = assigner
        self.title = title
        self.task = task
        self.ordinal = ordinal
        self.description = description
        self.hosts = hosts
        self.coordinators = coordinators
        self.leader = leader
        self.officer = officer
        self.product = product
        self.deadline = deadline
        self.authority = authority
    }

    public typealias Reply = AssignedTask
    public static let example = Example(
        Self(directive: .sample, assigner: .sample, title: "Ban hành thông tư về trạm y tế xã", hosts: [.sample]),
        reply: AssignedTask(
            id: .sample, directive: .sample, title: "Ban hành thông tư về trạm y tế xã", assigner: .sample,
            hosts: [.sample], host: .sample, stage: .drafted))
}

/// What the six clarities lack in a task.
public struct LintReport: Codable, Hashable, Sendable {
    public var task: TaskID
    /// True if nothing hinders its assignment.
    public var clear: Bool
    public var findings: [Finding]
    public init(task: TaskID, findings: [Finding]) {
        self.task = task
        self.findings = findings
        clear = !findings.contains { $0.severity == .error }
    }
}

/// Checks a task for the six clarities.
public struct LintTask: Method {
    public static let name: MethodName = "tasks.task.lint"
    public static let effect = Effect.reads
    public static let permission = Permission.readTasks
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Check a task for the six clarities."

    public var task: TaskID
    public init(task: TaskID) { self.task = task }

    public typealias Reply = LintReport
    public static let example = Example(
        Self(task: .sample),
        reply: LintReport(
            task: .sample,
            findings: [
                Finding(
                    rule: "time.missing", severity: .error, place: "deadline", message: "No deadline is given.",
                    hint: "Give a date, a month, a quarter, a year or a period.")
            ]))
}

/// Hands a clear draft out to its host.
public struct AssignTask: Method {
    public static let name: MethodName = "tasks.task.assign"
    public static let effect = Effect.write
    public static let permission = Permission.assignTasks
    public static let scope = Scope<Self>.found
    public static let summary = "Hand a clear draft out to its host."

    public var task: TaskID
    public init(task: TaskID) { self.task = task }

    public typealias Reply = AssignedTask
    public static let example = Example(Self(task: .sample), reply: .example)
}
