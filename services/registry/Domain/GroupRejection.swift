// How a rule about groups and their seats says no.

public import MessageSchema

/// Why a group is not created, or a seat in it not given.
public enum GroupRejection: Rejection {
    case notFound(GroupCode)
    case codeTaken(GroupCode)
    case absent(GroupCode, on: CalendarDate)
    case unitAbsent(UnitCode, on: CalendarDate)
    case datesReversed(from: CalendarDate, until: CalendarDate)
    case notOneOrganisation
    case chairTaken(GroupCode, by: GroupMembership)
    case chairFromPartner(PartnerCode)
    case alreadyMember(GroupMembership)
    case full(GroupCode, seats: Int)

    public var name: String {
        switch self {
        case .notFound: "registry.group.notFound"
        case .codeTaken: "registry.group.codeTaken"
        case .absent: "registry.group.absent"
        case .unitAbsent: "registry.group.unitAbsent"
        case .datesReversed: "registry.group.datesReversed"
        case .notOneOrganisation: "registry.group.notOneOrganisation"
        case .chairTaken: "registry.group.chairTaken"
        case .chairFromPartner: "registry.group.chairFromPartner"
        case .alreadyMember: "registry.group.alreadyMember"
        case .full: "registry.group.full"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let code): "There is no group \(code)."
        case .codeTaken(let code): "A group has or had the code \(code)."
        case .absent(let code, let date): "The group \(code) does not exist on \(date)."
        case .unitAbsent(let unit, let date): "\(unit) does not exist on \(date), nor does a successor."
        case .datesReversed(let from, let until): "It begins on \(from) and would end on \(until)."
        case .notOneOrganisation: "A seat is a unit's or a partner's; one of the two is to be named."
        case .chairTaken(let group, let other):
            "\(other.organisation) chairs \(group) \(other.period); a group has one chair."
        case .chairFromPartner(let partner): "\(partner) is a partner; a unit chairs a group."
        case .alreadyMember(let other):
            "\(other.organisation) has a seat as \(other.role.rawValue) of \(other.group) \(other.period)."
        case .full(let code, let seats): "The group \(code) has \(seats) seats, as many as a group may have."
        }
    }
}

/// Why a seat is not found or not ended.
public enum MembershipRejection: Rejection {
    case notFound(MembershipID)
    case alreadyEnded(MembershipID, on: CalendarDate)

    public var name: String {
        switch self {
        case .notFound: "registry.membership.notFound"
        case .alreadyEnded: "registry.membership.alreadyEnded"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let id): "There is no seat \(id) in a group."
        case .alreadyEnded(let id, let date): "The seat \(id) ends on \(date)."
        }
    }
}

extension GroupMembership {
    /// The code of the unit or partner, as it joined.
    var organisation: String { unit?.text ?? partner?.text ?? "" }
    /// When it is held, in words.
    fileprivate var period: String { "from \(from)\(until.map { " until \($0)" } ?? " on")" }
}
