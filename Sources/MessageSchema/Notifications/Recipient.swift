// Who a notice is for, and who it did not reach and why.

/// What a recipient is.
public enum RecipientKind: String, WireEnum {
    /// One person.
    case person
    /// Everyone who serves at a unit.
    case unit
    /// Everyone who serves at a unit or at one under it.
    case subtree
    /// Everyone who holds a position at a unit.
    case role
}

/// A recipient as it was named: a `person`, a `unit`, the `subtree` of a unit, or the `role` of a position at a unit.
/// Who that is, is found out when the notice is sent: a unit is read as what it has become by that day.
public struct Recipient: Codable, Hashable, Sendable {
    public var kind: RecipientKind
    /// For `person`, and only for it.
    public var person: StaffID?
    /// For all others.
    public var unit: UnitCode?
    /// For `role`, and only for it.
    public var position: Position?

    public init(kind: RecipientKind, person: StaffID? = nil, unit: UnitCode? = nil, position: Position? = nil) {
        self.kind = kind
        self.person = person
        self.unit = unit
        self.position = position
    }

    public static func person(_ person: StaffID) -> Recipient { Recipient(kind: .person, person: person) }
    public static func unit(_ unit: UnitCode) -> Recipient { Recipient(kind: .unit, unit: unit) }
    public static func subtree(_ unit: UnitCode) -> Recipient { Recipient(kind: .subtree, unit: unit) }
    public static func role(_ position: Position, at unit: UnitCode) -> Recipient {
        Recipient(kind: .role, unit: unit, position: position)
    }
}

/// Why a recipient did not get a notice.
public enum DropReason: String, WireEnum {
    /// The person no longer holds a post.
    case left
    /// The first post of the person, or the unit, begins later.
    case notYet
    /// No post of this person is known, or the unit is not known; or it lies outside the sender's scope.
    case unknown
    /// The unit was dissolved and has no successor.
    case dissolved
    /// Nobody serves at the unit, or holds the position there.
    case vacant
}

/// Where a delivery goes.
public enum NoticeChannel: String, WireEnum {
    /// The person's inbox in this service.
    case inbox
    /// A line of JSON a message in a file of this service's folder, for a program that carries it on.
    case file
}

/// How far a delivery is.
public enum DeliveryState: String, WireEnum {
    /// To be tried, now or again.
    case waiting
    case delivered
    /// Not delivered, for a reason that lies with the recipient.
    case dropped
    /// Given up after the last attempt.
    case failed
}
