// What the registry publishes of groups, partners, meetings and indicators. Names of persons and contacts are in the
// private part.

/// A group was created.
public struct GroupCreated: Event {
    public static let name = "registry.group.created"
    public static let summary = "A group was created."
    public var code: GroupCode
    public var name: LocalizedText
    public var kind: GroupKind
    public var parent: GroupCode?
    public var unit: UnitCode
    public var mandate: [LocalizedText]
    public var from: CalendarDate
    public var until: CalendarDate?
    public init(
        code: GroupCode, name: LocalizedText, kind: GroupKind, parent: GroupCode?, unit: UnitCode,
        mandate: [LocalizedText], from: CalendarDate, until: CalendarDate?
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.unit = unit
        self.mandate = mandate
        self.from = from
        self.until = until
    }
    public static let example = Self(
        code: .sample, name: CooperationGroup.example.name, kind: .workingGroup, parent: nil, unit: .sample,
        mandate: [], from: .sample, until: nil)
}

/// An organisation was given a seat in a group; who sits there for it is in the private part.
public struct GroupJoined: Event {
    public static let name = "registry.group.joined"
    public static let summary = "A unit or a partner was given a seat in a group."
    public var membership: MembershipID
    public var group: GroupCode
    public var unit: UnitCode?
    public var partner: PartnerCode?
    public var role: GroupRole
    public var from: CalendarDate
    public var until: CalendarDate?
    public init(
        membership: MembershipID, group: GroupCode, unit: UnitCode?, partner: PartnerCode?, role: GroupRole,
        from: CalendarDate, until: CalendarDate?
    ) {
        self.membership = membership
        self.group = group
        self.unit = unit
        self.partner = partner
        self.role = role
        self.from = from
        self.until = until
    }
    public static let example = Self(
        membership: .sample, group: .sample, unit: .sample, partner: nil, role: .chair, from: .sample, until: nil)
}

/// A seat in a group ends on a date.
public struct GroupLeft: Event {
    public static let name = "registry.group.left"
    public static let summary = "A seat in a group ends; `until` is the first day it is no longer held."
    public var membership: MembershipID
    public var group: GroupCode
    public var until: CalendarDate
    public init(membership: MembershipID, group: GroupCode, until: CalendarDate) {
        self.membership = membership
        self.group = group
        self.until = until
    }
    public static let example = Self(membership: .sample, group: .sample, until: .sample)
}

/// A file was opened for a partner; its contact is in the private part.
public struct PartnerRegistered: Event {
    public static let name = "registry.partner.registered"
    public static let summary = "A file was opened for a development partner."
    public var code: PartnerCode
    public var name: LocalizedText
    public var kind: PartnerKind
    public var unit: UnitCode
    public var since: CalendarDate?
    public init(code: PartnerCode, name: LocalizedText, kind: PartnerKind, unit: UnitCode, since: CalendarDate?) {
        self.code = code
        self.name = name
        self.kind = kind
        self.unit = unit
        self.since = since
    }
    public static let example = Self(
        code: .sample, name: Partner.example.name, kind: .internationalOrganisation, unit: .sample, since: nil)
}

/// A group met; the task service makes drafts of the decisions.
public struct MeetingRecorded: Event {
    public static let name = "registry.meeting.recorded"
    public static let summary = "A group met and decided."
    public var meeting: MeetingID
    public var group: GroupCode
    public var groupName: LocalizedText
    /// The unit that runs the group and hands its decisions out, as the group has it.
    public var unit: UnitCode
    /// The number of the minutes.
    public var document: DocumentNumber
    public var heldOn: CalendarDate
    public var decisions: [MeetingDecision]
    public init(
        meeting: MeetingID, group: GroupCode, groupName: LocalizedText, unit: UnitCode, document: DocumentNumber,
        heldOn: CalendarDate, decisions: [MeetingDecision]
    ) {
        self.meeting = meeting
        self.group = group
        self.groupName = groupName
        self.unit = unit
        self.document = document
        self.heldOn = heldOn
        self.decisions = decisions
    }
    public static let example = Self(
        meeting: .sample, group: .sample, groupName: CooperationGroup.example.name, unit: .sample, document: .sample,
        heldOn: .sample, decisions: [.example])
}

/// An indicator was defined.
public struct IndicatorDefined: Event {
    public static let name = "registry.indicator.defined"
    public static let summary = "An indicator was defined."
    public var indicator: Indicator
    public init(indicator: Indicator) { self.indicator = indicator }
    public static let example = Self(indicator: .example)
}

/// An indicator's target for a year was set.
public struct IndicatorTargeted: Event {
    public static let name = "registry.indicator.targeted"
    public static let summary = "An indicator's target for a year was set."
    public var target: IndicatorTarget
    public init(target: IndicatorTarget) { self.target = target }
    public static let example = Self(target: .example)
}

/// What an indicator was in a year was recorded.
public struct IndicatorRecorded: Event {
    public static let name = "registry.indicator.recorded"
    public static let summary = "What an indicator was in a year was recorded."
    public var figure: IndicatorFigure
    public init(figure: IndicatorFigure) { self.figure = figure }
    public static let example = Self(figure: .example)
}
