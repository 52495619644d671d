// Groups: partnerships, working groups and committees, and who sits in them: units of the sector and partners.

/// The code of a group, kept for good: 1 to 32 of `A-Z`, `0-9` and `-`, beginning with a letter.
public struct GroupCode: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard OrganisationCodeForm.fits(text) else { throw ValueError("\"\(text)\" is no group code; \(Self.form)") }
        self.text = text
    }

    public static let pattern: String? = OrganisationCodeForm.pattern
    public static let form = "a group code is 1 to 32 of A-Z, 0-9 and '-', beginning with a letter, such as HPG-PHC"
    public static let sampleText = "HPG-PHC"
}

/// What a group is.
public enum GroupKind: String, WireEnum {
    case partnership, workingGroup, committee
}

/// A group. Its unit is the one it was given and never rewritten; after a merger it resolves to the successor.
public struct CooperationGroup: Codable, Hashable, Sendable {
    public var code: GroupCode
    public var name: LocalizedText
    public var kind: GroupKind
    /// The group that it is a part of.
    public var parent: GroupCode?
    /// The unit that runs it and keeps its records.
    public var unit: UnitCode
    /// The unit that this one has become by the date.
    public var runBy: UnitCode
    /// What it is for, a sentence each.
    public var mandate: [LocalizedText]
    public var from: CalendarDate
    public var until: CalendarDate?

    public init(
        code: GroupCode, name: LocalizedText, kind: GroupKind, parent: GroupCode? = nil, unit: UnitCode,
        runBy: UnitCode, mandate: [LocalizedText] = [], from: CalendarDate, until: CalendarDate? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.unit = unit
        self.runBy = runBy
        self.mandate = mandate
        self.from = from
        self.until = until
    }

    static let example = CooperationGroup(
        code: .sample, name: LocalizedText(vi: "Nhóm kỹ thuật y tế cơ sở", en: "Working Group on Primary Health Care"),
        kind: .workingGroup, unit: .sample, runBy: .sample, from: .sample)
}

/// As what an organisation sits in a group.
public enum GroupRole: String, WireEnum {
    case chair, coChair, secretariat, member
}

/// A seat of an organisation in a group: of a unit or of a partner, one of the two.
public struct GroupMembership: Codable, Hashable, Sendable {
    public var id: MembershipID
    public var group: GroupCode
    /// The unit as it joined.
    public var unit: UnitCode?
    public var partner: PartnerCode?
    public var role: GroupRole
    /// Who sits there for it; shown only to who keeps groups or may read of staff, there.
    public var representative: PlainText?
    public var from: CalendarDate
    public var until: CalendarDate?
    /// The unit that the unit has become by the date; nil for a partner.
    public var servesAs: UnitCode?

    public init(
        id: MembershipID, group: GroupCode, unit: UnitCode? = nil, partner: PartnerCode? = nil, role: GroupRole,
        representative: PlainText? = nil, from: CalendarDate, until: CalendarDate? = nil, servesAs: UnitCode? = nil
    ) {
        self.id = id
        self.group = group
        self.unit = unit
        self.partner = partner
        self.role = role
        self.representative = representative
        self.from = from
        self.until = until
        self.servesAs = servesAs
    }

    static let example = GroupMembership(
        id: .sample, group: .sample, unit: .sample, role: .chair, from: .sample, servesAs: .sample)
}

/// Creates a group from a date on.
public struct CreateGroup: Method {
    public static let name: MethodName = "registry.group.create"
    public static let effect = Effect.write
    public static let permission = Permission.manageCooperation
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let summary = "Create a group that a unit runs, from a date on."

    public var code: GroupCode
    public var name: LocalizedText
    public var kind: GroupKind
    public var parent: GroupCode?
    public var unit: UnitCode
    public var mandate: [LocalizedText]?
    public var from: CalendarDate
    public var until: CalendarDate?

    public init(
        code: GroupCode, name: LocalizedText, kind: GroupKind, parent: GroupCode? = nil, unit: UnitCode,
        mandate: [LocalizedText]? = nil, from: CalendarDate, until: CalendarDate? = nil
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

    public typealias Reply = CooperationGroup
    public static let example = Example(
        Self(
            code: .sample, name: CooperationGroup.example.name, kind: .workingGroup, unit: .sample, from: .sample),
        reply: .example)
}

/// Gives a unit or a partner a seat in a group.
public struct JoinGroup: Method {
    public static let name: MethodName = "registry.group.join"
    public static let effect = Effect.write
    public static let permission = Permission.manageCooperation
    public static let scope = Scope<Self>.found
    public static let summary = "Give a unit or a partner a seat in a group; name one of the two."

    public var group: GroupCode
    public var unit: UnitCode?
    public var partner: PartnerCode?
    public var role: GroupRole
    public var representative: PlainText?
    public var from: CalendarDate
    public var until: CalendarDate?

    public init(
        group: GroupCode, unit: UnitCode? = nil, partner: PartnerCode? = nil, role: GroupRole,
        representative: PlainText? = nil, from: CalendarDate, until: CalendarDate? = nil
    ) {
        self.group = group
        self.unit = unit
        self.partner = partner
        self.role = role
        self.representative = representative
        self.from = from
        self.until = until
    }

    public typealias Reply = GroupMembership
    public static let example = Example(
        Self(group: .sample, unit: .sample, role: .chair, from: .sample), reply: .example)
}

/// Ends a seat in a group; `until` is the first day it is no longer held.
public struct LeaveGroup: Method {
    public static let name: MethodName = "registry.group.leave"
    public static let effect = Effect.write
    public static let permission = Permission.manageCooperation
    public static let scope = Scope<Self>.found
    public static let summary = "End a seat in a group; `until` is the first day it is no longer held."

    public var membership: MembershipID
    public var until: CalendarDate

    public init(membership: MembershipID, until: CalendarDate) {
        self.membership = membership
        self.until = until
    }

    public typealias Reply = GroupMembership
    public static let example = Example(Self(membership: .sample, until: .sample), reply: .example)
}

/// A group with those who sit in it on a date.
public struct GroupDetail: Codable, Hashable, Sendable {
    public var group: CooperationGroup
    /// By role: chair, co-chair, secretariat, members; then by organisation.
    public var members: [GroupMembership]
    /// What is unusual about it on the date, such as that nobody chairs it.
    public var findings: [Finding]

    public init(group: CooperationGroup, members: [GroupMembership], findings: [Finding] = []) {
        self.group = group
        self.members = members
        self.findings = findings
    }
}

/// Shows a group as it is on a date, with its members.
public struct GetGroup: Method {
    public static let name: MethodName = "registry.group.get"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "Show a group as it is on a date, with its chair, co-chair, secretariat and members."

    public var group: GroupCode
    public init(group: GroupCode) { self.group = group }

    public typealias Reply = GroupDetail
    public static let example = Example(
        Self(group: .sample), reply: GroupDetail(group: .example, members: [.example]))
}

/// Lists the groups that exist on a date, by code.
public struct ListGroups: Method {
    public static let name: MethodName = "registry.group.list"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let timeTravel = TimeTravel.both
    public static let summary = "List the groups that exist on a date, or those in which an organisation sits."

    /// Only groups that are a part of this one.
    public var parent: GroupCode?
    public var kind: GroupKind?
    /// Only groups in which this unit sits, or what became it.
    public var unit: UnitCode?
    /// Only groups in which this partner sits.
    public var partner: PartnerCode?
    public var limit: Int?
    public var cursor: String?

    public init(
        parent: GroupCode? = nil, kind: GroupKind? = nil, unit: UnitCode? = nil, partner: PartnerCode? = nil,
        limit: Int? = nil, cursor: String? = nil
    ) {
        self.parent = parent
        self.kind = kind
        self.unit = unit
        self.partner = partner
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<CooperationGroup>
    public static let example = Example(Self(kind: .workingGroup), reply: Page(items: [.example]))
}
