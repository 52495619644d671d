// Recipients: whether they are well formed, and which units or persons they mean on a day.

public import MessageSchema

/// Rules about recipients.
public enum RecipientRules {
    /// Recipients of one notice; a subtree is one.
    public static let recipientsMax = 100

    /// Refuses recipients that say too little or too much.
    public static func check(_ recipients: [Recipient]) throws(NoticeRejection) {
        let findings =
            countFindings(recipients.count)
            + recipients.enumerated().flatMap { index, recipient in
                formFindings(
                    recipient.kind, hasPerson: recipient.person != nil, hasUnit: recipient.unit != nil,
                    hasPosition: recipient.position != nil, place: "recipients[\(index)]")
            }
        guard findings.isEmpty else { throw .badRecipients(findings) }
    }

    static func countFindings(_ count: Int) -> [Finding] {
        guard !(1...recipientsMax).contains(count) else { return [] }
        return [
            Finding(
                rule: "recipient.count", severity: .error, place: "recipients",
                message: count == 0
                    ? "there is no recipient" : "there are \(count) recipients; \(recipientsMax) are allowed",
                hint: count == 0 ? "Name one." : "Name a subtree instead of its units, or send several notices.")
        ]
    }

    /// What a recipient of a kind lacks or has too much.
    static func formFindings(
        _ kind: RecipientKind, hasPerson: Bool, hasUnit: Bool, hasPosition: Bool, place: String
    ) -> [Finding] {
        let members = [
            ("person", hasPerson, kind == .person), ("unit", hasUnit, kind != .person),
            ("position", hasPosition, kind == .role),
        ]
        return members.filter { $0.1 != $0.2 }.map { member, isThere, _ in
            Finding(
                rule: isThere ? "recipient.superfluous" : "recipient.missing", severity: .error,
                place: "\(place).\(member)",
                message: isThere ? "a \(kind.rawValue) takes no \(member)" : "a \(kind.rawValue) needs a \(member)",
                hint: isThere ? "Leave it out, or choose another kind." : "Give `\(member)`.")
        }
    }

    /// The units that a unit, a subtree or a role means on a day.
    public static func units(
        of unit: UnitCode, subtree: Bool, in structure: UnitStructure, on day: CalendarDate
    ) -> RecipientUnits {
        guard let resolution = structure.resolve(unit, on: day) else { return .dropped(.unknown, nil) }
        if resolution.state == .notYet { return .dropped(.notYet, structure.life(of: unit)?.from) }
        let became = resolution.primary
        guard structure.version(of: became, on: day) != nil else {
            let until = structure.life(of: became)?.until
            return .dropped(.dissolved, until?.adding(days: -1))
        }
        let meant = subtree ? structure.subtree(of: became, on: day) : [became]
        // Posts keep the unit they were given at, so every code that has become one of those meant is looked at.
        let codes = structure.versions.keys.filter { meant.contains(structure.primary(of: $0, on: day)) }
        return .codes(codes.sorted(), became: became)
    }
}

/// The units a recipient means, or why it means none.
public enum RecipientUnits: Hashable, Sendable {
    /// All codes at which posts of those meant may stand, and what the unit named has become.
    case codes([UnitCode], became: UnitCode)
    /// The day: the unit's last one, or its first if it is yet to come.
    case dropped(DropReason, CalendarDate?)
}

/// A post that a person holds, held or will hold.
public struct HeldPost: Hashable, Sendable {
    public var unit: UnitCode
    public var from: CalendarDate
    /// The first day it is no longer held.
    public var until: CalendarDate?

    public init(unit: UnitCode, from: CalendarDate, until: CalendarDate?) {
        self.unit = unit
        self.from = from
        self.until = until
    }

    public func isHeld(on day: CalendarDate) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
}

/// Where a person stands on a day.
public enum PersonStanding: Hashable, Sendable {
    /// Serves at these units.
    case serving([UnitCode])
    /// Held posts, the last until this day.
    case left(lastDay: CalendarDate, [UnitCode])
    /// Holds the first post from this day on.
    case notYet(firstDay: CalendarDate, [UnitCode])
    /// No post is known.
    case unknown

    public init(_ posts: [HeldPost], on day: CalendarDate) {
        let held = posts.filter { $0.isHeld(on: day) }
        let past = posts.filter { $0.from <= day }
        if !held.isEmpty {
            self = .serving(held.map(\.unit))
        } else if let until = past.compactMap(\.until).max() {
            let last = past.filter { $0.until == until }.map(\.unit)
            self = .left(lastDay: until.advanced(by: -1), last)
        } else if let first = posts.map(\.from).min() {
            self = .notYet(firstDay: first, posts.filter { $0.from == first }.map(\.unit))
        } else {
            self = .unknown
        }
    }

    /// The units by which authority over the person is judged: where the person serves, else where last or first.
    public var units: [UnitCode] {
        switch self {
        case .serving(let units), .left(_, let units), .notYet(_, let units): units
        case .unknown: []
        }
    }

    /// Why a notice to the person is dropped, and the day that goes with it; nil if it is not.
    public var drop: (reason: DropReason, day: CalendarDate?)? {
        switch self {
        case .serving: nil
        case .left(let day, _): (.left, day)
        case .notYet(let day, _): (.notYet, day)
        case .unknown: (.unknown, nil)
        }
    }
}
