// What the registry publishes in its journal. Followed by every service for its unit projection.

/// A unit was founded.
public struct UnitEstablished: Event {
    public static let name = "registry.unit.established"
    public static let summary = "A unit was founded."
    public var code: UnitCode
    public var name: LocalizedText
    public var kind: UnitKind
    public var parent: UnitCode?
    public var from: CalendarDate
    public var document: DocumentNumber?
    public init(
        code: UnitCode, name: LocalizedText, kind: UnitKind, parent: UnitCode?, from: CalendarDate,
        document: DocumentNumber?
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.from = from
        self.document = document
    }
    public static let example = Self(
        code: .sample, name: HealthUnit.example.name, kind: .provincialDepartment, parent: nil, from: .sample,
        document: .sample)
}

/// A unit bears another name from a date on.
public struct UnitRenamed: Event {
    public static let name = "registry.unit.renamed"
    public static let summary = "A unit bears another name from a date on."
    public var code: UnitCode
    public var name: LocalizedText
    public var from: CalendarDate
    public var document: DocumentNumber?
    public init(code: UnitCode, name: LocalizedText, from: CalendarDate, document: DocumentNumber?) {
        self.code = code
        self.name = name
        self.from = from
        self.document = document
    }
    public static let example = Self(
        code: .sample, name: HealthUnit.example.name, from: .sample, document: .sample)
}

/// A unit stands under another one from a date on.
public struct UnitMoved: Event {
    public static let name = "registry.unit.moved"
    public static let summary = "A unit stands under another one from a date on."
    public var code: UnitCode
    public var parent: UnitCode
    public var from: CalendarDate
    public init(code: UnitCode, parent: UnitCode, from: CalendarDate) {
        self.code = code
        self.parent = parent
        self.from = from
    }
    public static let example = Self(code: .sample, parent: .sample, from: .sample)
}

/// A unit no longer exists from a date on.
public struct UnitDissolved: Event {
    public static let name = "registry.unit.dissolved"
    public static let summary = "A unit no longer exists from a date on."
    public var code: UnitCode
    public var from: CalendarDate
    public init(code: UnitCode, from: CalendarDate) {
        self.code = code
        self.from = from
    }
    public static let example = Self(code: .sample, from: .sample)
}

/// From a date on a unit is, to a share, another one.
public struct LineageRecorded: Event {
    public static let name = "registry.lineage.recorded"
    public static let summary = "From a date on a unit is, to a share, another one."
    public var row: LineageRow
    public init(row: LineageRow) { self.row = row }
    public static let example = Self(
        row: LineageRow(predecessor: .sample, successor: .sample, from: .sample, share: .whole, primary: true))
}

/// A reorganisation was planned and waits for approval.
public struct ReorganisationPlanned: Event {
    public static let name = "registry.reorganisation.planned"
    public static let summary = "A reorganisation was planned and waits for approval."
    public var reorganisation: ReorganisationID
    public var document: DocumentNumber
    public var effective: CalendarDate
    public var hash: String
    public init(
        reorganisation: ReorganisationID, document: DocumentNumber, effective: CalendarDate, hash: String
    ) {
        self.reorganisation = reorganisation
        self.document = document
        self.effective = effective
        self.hash = hash
    }
    public static let example = Self(
        reorganisation: .sample, document: .sample, effective: .sample, hash: Reorganisation.hashExample)
}

/// A reorganisation was approved; the events of its units stand right before this one.
public struct ReorganisationApproved: Event {
    public static let name = "registry.reorganisation.approved"
    public static let summary = "A reorganisation was approved; its units' events stand right before this one."
    public var reorganisation: ReorganisationID
    public var effective: CalendarDate
    /// Sequence of the first of its units' events; this event's own sequence is the last.
    public var firstSequence: Int64
    public init(reorganisation: ReorganisationID, effective: CalendarDate, firstSequence: Int64) {
        self.reorganisation = reorganisation
        self.effective = effective
        self.firstSequence = firstSequence
    }
    public static let example = Self(reorganisation: .sample, effective: .sample, firstSequence: 7)
}

/// An approved reorganisation was taken back: its units' events no longer hold.
public struct ReorganisationUndone: Event {
    public static let name = "registry.reorganisation.undone"
    public static let summary = "An approved reorganisation was taken back: its units' events no longer hold."
    public var reorganisation: ReorganisationID
    public var reason: PlainText
    /// The sequences of the events that no longer hold.
    public var firstSequence: Int64
    public var lastSequence: Int64
    public init(reorganisation: ReorganisationID, reason: PlainText, firstSequence: Int64, lastSequence: Int64) {
        self.reorganisation = reorganisation
        self.reason = reason
        self.firstSequence = firstSequence
        self.lastSequence = lastSequence
    }
    public static let example = Self(
        reorganisation: .sample, reason: "Lùi ngày hiệu lực", firstSequence: 7, lastSequence: 9)
}

/// A file was opened for a member of staff; name, birth date and citizen number are in the private part.
public struct StaffRegistered: Event {
    public static let name = "registry.staff.registered"
    public static let summary = "A file was opened for a member of staff."
    public var staff: StaffID
    public var unit: UnitCode
    public var profession: Profession
    public init(staff: StaffID, unit: UnitCode, profession: Profession) {
        self.staff = staff
        self.unit = unit
        self.profession = profession
    }
    public static let example = Self(staff: .sample, unit: .sample, profession: .nurse)
}

/// A member of staff was given a post.
public struct PostAppointed: Event {
    public static let name = "registry.post.appointed"
    public static let summary = "A member of staff was given a post."
    public var post: Post
    public init(post: Post) { self.post = post }
    public static let example = Self(post: .example)
}

/// A post ends on a date.
public struct PostEnded: Event {
    public static let name = "registry.post.ended"
    public static let summary = "A post ends; `until` is the first day it is no longer held."
    public var post: PostID
    public var staff: StaffID
    public var until: CalendarDate
    public init(post: PostID, staff: StaffID, until: CalendarDate) {
        self.post = post
        self.staff = staff
        self.until = until
    }
    public static let example = Self(post: .sample, staff: .sample, until: .sample)
}
