// Meetings of groups: what was on the agenda and what was decided. A decision becomes a task in the task service.

public typealias MeetingID = Identifier<GroupMeeting>

/// A decision as the minutes have it. What it leaves out is for the check of the task that it becomes.
public struct MeetingDecision: Codable, Hashable, Sendable {
    /// Its place in the minutes, such as `2` or `II.1`.
    public var ordinal: PlainText
    public var title: PlainText
    public var description: PlainText?
    /// The unit that is to do it.
    public var host: UnitCode?
    public var coordinators: [UnitCode]?
    public var product: TaskProduct?
    public var deadline: Deadline?
    public var authority: TaskAuthority?

    public init(
        ordinal: PlainText, title: PlainText, description: PlainText? = nil, host: UnitCode? = nil,
        coordinators: [UnitCode]? = nil, product: TaskProduct? = nil, deadline: Deadline? = nil,
        authority: TaskAuthority? = nil
    ) {
        self.ordinal = ordinal
        self.title = title
        self.description = description
        self.host = host
        self.coordinators = coordinators
        self.product = product
        self.deadline = deadline
        self.authority = authority
    }

    static let example = MeetingDecision(
        ordinal: "1", title: "Xây dựng kế hoạch hoạt động năm 2020 của nhóm kỹ thuật", host: .sample,
        deadline: .sample)
}

/// A meeting of a group.
public struct GroupMeeting: Codable, Hashable, Sendable {
    public var id: MeetingID
    public var group: GroupCode
    /// The number of the minutes.
    public var document: DocumentNumber
    public var heldOn: CalendarDate
    public var agenda: [PlainText]
    public var decisions: [MeetingDecision]

    public init(
        id: MeetingID, group: GroupCode, document: DocumentNumber, heldOn: CalendarDate, agenda: [PlainText] = [],
        decisions: [MeetingDecision] = []
    ) {
        self.id = id
        self.group = group
        self.document = document
        self.heldOn = heldOn
        self.agenda = agenda
        self.decisions = decisions
    }

    static let example = GroupMeeting(
        id: .sample, group: .sample, document: .sample, heldOn: .sample, decisions: [.example])
}

/// Records a meeting of a group by its minutes.
public struct RecordMeeting: Method {
    public static let name: MethodName = "registry.meeting.record"
    public static let effect = Effect.write
    public static let permission = Permission.manageCooperation
    public static let scope = Scope<Self>.found
    public static let summary = "Record a meeting of a group; each of its decisions becomes the draft of a task."

    public var group: GroupCode
    public var document: DocumentNumber
    public var heldOn: CalendarDate
    public var agenda: [PlainText]?
    public var decisions: [MeetingDecision]

    public init(
        group: GroupCode, document: DocumentNumber, heldOn: CalendarDate, agenda: [PlainText]? = nil,
        decisions: [MeetingDecision]
    ) {
        self.group = group
        self.document = document
        self.heldOn = heldOn
        self.agenda = agenda
        self.decisions = decisions
    }

    public typealias Reply = GroupMeeting
    public static let example = Example(
        Self(group: .sample, document: .sample, heldOn: .sample, decisions: [.example]), reply: .example)
}

/// Shows a meeting.
public struct GetMeeting: Method {
    public static let name: MethodName = "registry.meeting.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "Show a meeting with its agenda and decisions."

    public var meeting: MeetingID
    public init(meeting: MeetingID) { self.meeting = meeting }

    public typealias Reply = GroupMeeting
    public static let example = Example(Self(meeting: .sample), reply: .example)
}

/// Lists meetings, newest first.
public struct ListMeetings: Method {
    public static let name: MethodName = "registry.meeting.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.knownAt
    public static let summary = "List meetings, newest first, of a group or of a year."

    public var group: GroupCode?
    public var year: Int?
    public var limit: Int?
    public var cursor: String?

    public init(group: GroupCode? = nil, year: Int? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.group = group
        self.year = year
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<GroupMeeting>
    public static let example = Example(Self(group: .sample), reply: Page(items: [.example]))
}
