// A task: what a directive told a unit to do. The six clarities are its members.

/// Where a task stands on its way.
public enum TaskStage: String, WireEnum {
    case drafted, assigned, accepted, submitted, completed
}

/// A task against its deadline (Decision 42/2014/QĐ-TTg as amended by 23/2018); derived, never stored.
public enum TaskStatus: String, WireEnum {
    /// hoàn thành đúng hạn: done on or before the last day.
    case onTime
    /// hoàn thành quá hạn: done after it.
    case late
    /// chưa hoàn thành, trong hạn: open, the last day is not over.
    case notDue
    /// chưa hoàn thành, quá hạn: open, the last day is over.
    case overdue
    /// không hạn: without a last day, done or not.
    case noDeadline
}

/// What a task is to bring forth (clear products).
public struct TaskProduct: Codable, Hashable, Sendable {
    public enum Kind: String, WireEnum {
        case law, nationalAssemblyResolution, decree, decision, circular, directive, project, plan, report, register
        case strategy, system, other
    }
    public var kind: Kind
    public var description: PlainText
    public init(kind: Kind, description: PlainText) {
        self.kind = kind
        self.description = description
    }
}

/// Who decides on a task's product (clear authority).
public struct TaskAuthority: Codable, Hashable, Sendable {
    public enum Level: String, WireEnum {
        case politburo, nationalAssembly, government, primeMinister, minister, provincialCouncil, provincialCommittee
        case director
    }
    public var level: Level
    /// What is decided, signed or issued, if that is not plain.
    public var matter: PlainText?
    public init(level: Level, matter: PlainText? = nil) {
        self.level = level
        self.matter = matter
    }
}

/// A named person who answers for a task (clear people).
public struct ResponsiblePerson: Codable, Hashable, Sendable {
    public var name: PlainText
    /// The person's file in the registry, if there is one.
    public var staff: StaffID?
    public init(name: PlainText, staff: StaffID? = nil) {
        self.name = name
        self.staff = staff
    }
}

/// Where a task came from, if nobody drafted it by hand.
public struct TaskOrigin: Codable, Hashable, Sendable {
    /// The event that it was drafted for: JOURNAL/SEQUENCE of the service that told it.
    public var event: String
    /// The meeting that decided it, and the decision's place in the minutes.
    public var meeting: MeetingID?
    public var decision: PlainText?
    public init(event: String, meeting: MeetingID? = nil, decision: PlainText? = nil) {
        self.event = event
        self.meeting = meeting
        self.decision = decision
    }
}

/// A task and where it stands on a date.
public struct AssignedTask: Codable, Hashable, Sendable {
    public var id: TaskID
    public var directive: DirectiveKey
    /// Place in the directive's list, such as `I.1.a`.
    public var ordinal: PlainText?
    public var title: PlainText
    public var description: PlainText?
    /// The unit that hands the task out.
    public var assigner: UnitCode
    /// The lead units as written; an assigned task has exactly one.
    public var hosts: [UnitCode]
    /// The unit that the one lead unit has become by the date; nil while there is not exactly one.
    public var host: UnitCode?
    public var coordinators: [UnitCode]
    public var leader: ResponsiblePerson?
    public var officer: ResponsiblePerson?
    public var product: TaskProduct?
    public var deadline: Deadline?
    public var authority: TaskAuthority?
    public var stage: TaskStage
    /// nil for a draft.
    public var status: TaskStatus?
    public var assignedOn: CalendarDate?
    public var acceptedOn: CalendarDate?
    public var submittedOn: CalendarDate?
    /// The day the accepted result was handed in.
    public var doneOn: CalendarDate?
    public var percent: Percent
    public var progress: [TaskProgress]
    /// nil for a task that somebody drafted.
    public var origin: TaskOrigin?

    public init(
        id: TaskID, directive: DirectiveKey, ordinal: PlainText? = nil, title: PlainText,
        description: PlainText? = nil, assigner: UnitCode, hosts: [UnitCode], host: UnitCode? = nil,
        coordinators: [UnitCode] = [], leader: ResponsiblePerson? = nil, officer: ResponsiblePerson? = nil,
        product: TaskProduct? = nil, deadline: Deadline? = nil, authority: TaskAuthority? = nil, stage: TaskStage,
        status: TaskStatus? = nil, assignedOn: CalendarDate? = nil, acceptedOn: CalendarDate? = nil,
        submittedOn: CalendarDate? = nil, doneOn: CalendarDate? = nil, percent: Percent = 0,
        progress: [TaskProgress] = [], origin: TaskOrigin? = nil
    ) {
        self.id = id
        self.directive = directive
        self.ordinal = ordinal
        self.title = title
        self.description = description
        self.assigner = assigner
        self.hosts = hosts
        self.host = host
        self.coordinators = coordinators
        self.leader = leader
        self.officer = officer
        self.product = product
        self.deadline = deadline
        self.authority = authority
        self.stage = stage
        self.status = status
        self.assignedOn = assignedOn
        self.acceptedOn = acceptedOn
        self.submittedOn = submittedOn
        self.doneOn = doneOn
        self.percent = percent
        self.progress = progress
        self.origin = origin
    }

    static let example = AssignedTask(
        id: .sample, directive: .sample, title: "Ban hành thông tư về trạm y tế xã", assigner: .sample,
        hosts: [.sample], host: .sample, deadline: .sample, stage: .assigned, status: .notDue, assignedOn: .sample)
}

/// One word on a task's way.
public struct TaskProgress: Codable, Hashable, Sendable {
    public enum Kind: String, WireEnum { case progress, submitted, returned, completed }
    public var kind: Kind
    /// The day it counts from; a completion counts from the day of the submission that it accepts.
    public var on: CalendarDate
    public var percent: Percent?
    public var note: PlainText?
    /// The documents that prove it.
    public var evidence: [DocumentNumber]

    public init(
        kind: Kind, on: CalendarDate, percent: Percent? = nil, note: PlainText? = nil,
        evidence: [DocumentNumber] = []
    ) {
        self.kind = kind
        self.on = on
        self.percent = percent
        self.note = note
        self.evidence = evidence
    }
}
