// Posts: who serves where, as what, from when until when.

/// What a post is.
public enum Position: String, WireEnum {
    case director, deputyDirector, headOfDivision, deputyHeadOfDivision, chiefNurse, specialist, practitioner, support
}

/// A post that a member of staff holds at a unit. The unit is the one it was given at and never rewritten; after a
/// merger it resolves to the successor.
public struct Post: Codable, Hashable, Sendable {
    public var id: PostID
    public var staff: StaffID
    public var unit: UnitCode
    public var position: Position
    /// True for the one post that is a person's main one.
    public var main: Bool
    /// Percent of a full-time post.
    public var fullTime: Percent
    public var from: CalendarDate
    public var until: CalendarDate?

    public init(
        id: PostID, staff: StaffID, unit: UnitCode, position: Position, main: Bool, fullTime: Percent,
        from: CalendarDate, until: CalendarDate? = nil
    ) {
        self.id = id
        self.staff = staff
        self.unit = unit
        self.position = position
        self.main = main
        self.fullTime = fullTime
        self.from = from
        self.until = until
    }

    static let example = Post(
        id: .sample, staff: .sample, unit: .sample, position: .practitioner, main: true, fullTime: 100, from: .sample)
}

/// Gives a member of staff a post at a unit.
public struct AppointToPost: Method {
    public static let name: MethodName = "registry.post.appoint"
    public static let effect = Effect.write
    public static let permission = Permission.manageStaff
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let summary = "Give a member of staff a post at a unit."

    public var staff: StaffID
    public var unit: UnitCode
    public var position: Position
    public var main: Bool
    public var fullTime: Percent
    public var from: CalendarDate
    public var until: CalendarDate?

    public init(
        staff: StaffID, unit: UnitCode, position: Position, main: Bool, fullTime: Percent, from: CalendarDate,
        until: CalendarDate? = nil
    ) {
        self.staff = staff
        self.unit = unit
        self.position = position
        self.main = main
        self.fullTime = fullTime
        self.from = from
        self.until = until
    }

    public typealias Reply = Post
    public static let example = Example(
        Self(
            staff: .sample, unit: .sample, position: .practitioner, main: true, fullTime: 100, from: .sample),
        reply: .example)
}

/// Ends a post; `until` is the first day it is no longer held.
public struct EndPost: Method {
    public static let name: MethodName = "registry.post.end"
    public static let effect = Effect.write
    public static let permission = Permission.manageStaff
    public static let scope = Scope<Self>.found
    public static let summary = "End a post; `until` is the first day it is no longer held."

    public var post: PostID
    public var until: CalendarDate

    public init(post: PostID, until: CalendarDate) {
        self.post = post
        self.until = until
    }

    public typealias Reply = Post
    public static let example = Example(Self(post: .sample, until: .sample), reply: .example)
}

/// A line of a roster.
public struct RosterEntry: Codable, Hashable, Sendable {
    public var name: PlainText
    public var profession: Profession
    public var post: Post
    /// The unit that the post's unit has become by the date.
    public var servesAt: UnitCode

    public init(name: PlainText, profession: Profession, post: Post, servesAt: UnitCode) {
        self.name = name
        self.profession = profession
        self.post = post
        self.servesAt = servesAt
    }
}

/// Lists who serves at a unit on a date, posts of merged predecessors included.
public struct ShowRoster: Method {
    public static let name: MethodName = "registry.post.roster"
    public static let effect = Effect.reads
    public static let permission = Permission.readStaff
    public static let scope = Scope<Self>.unit(\Self.unit)
    public static let timeTravel = TimeTravel.both
    public static let summary = "List who serves at a unit on a date, posts of merged predecessors included."

    public var unit: UnitCode
    /// True to include all units under it.
    public var subtree: Bool?
    public var limit: Int?
    public var cursor: String?

    public init(unit: UnitCode, subtree: Bool? = nil, limit: Int? = nil, cursor: String? = nil) {
        self.unit = unit
        self.subtree = subtree
        self.limit = limit
        self.cursor = cursor
    }

    public typealias Reply = Page<RosterEntry>
    public static let example = Example(
        Self(unit: .sample),
        reply: Page(items: [
            RosterEntry(name: "Nguyễn Thị An", profession: .nurse, post: .example, servesAt: .sample)
        ]))
}
