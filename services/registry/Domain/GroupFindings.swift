// What is unusual about a group on a date. Nothing here hinders anything: how groups are led is practice, not law.

public import MessageSchema

extension GroupRules {
    /// The members in the order in which a group is read: by role, then by organisation.
    public static func ordered(_ seats: [GroupMembership]) -> [GroupMembership] {
        let roles = Dictionary(uniqueKeysWithValues: zip(GroupRole.allCases, 0...))
        return seats.sorted { left, right in
            (roles[left.role] ?? 0, left.organisation, left.id.text)
                < (roles[right.role] ?? 0, right.organisation, right.id.text)
        }
    }

    /// What a reader should look at. The seats are those held on the date, with what their units have become.
    public static func findings(
        on group: CooperationGroup, _ seats: [GroupMembership], units: UnitStructure, on date: CalendarDate
    ) -> [Finding] {
        leadership(of: group, seats) + gone(seats, units, date) + doubled(seats)
    }

    // The practice of the Health Partnership Group: an official of the Ministry chairs, a development partner's
    // representative co-chairs.
    private static func leadership(of group: CooperationGroup, _ seats: [GroupMembership]) -> [Finding] {
        let coChairs = seats.filter { $0.role == .coChair }
        var found: [Finding] = []
        if !seats.contains(where: { $0.role == .chair }) {
            found.append(warning("group.noChair", group.code.text, "Nobody chairs it.", "Give a unit the chair."))
        }
        if coChairs.count > 1 {
            let names = coChairs.map(\.organisation).joined(separator: ", ")
            found.append(
                warning(
                    "group.severalCoChairs", group.code.text, "\(coChairs.count) organisations co-chair it: \(names).",
                    "Keep the one that co-chairs."))
        }
        guard group.kind == .workingGroup else { return found }
        return found
            + coChairs.filter { $0.partner == nil }.map { seat in
                warning(
                    "group.coChairUnit", seat.organisation, "The unit \(seat.organisation) co-chairs a working group.",
                    "A development partner usually co-chairs, as in the Health Partnership Group's working groups.")
            }
    }

    private static func gone(
        _ seats: [GroupMembership], _ units: UnitStructure, _ date: CalendarDate
    ) -> [Finding] {
        seats.compactMap { seat in
            guard let unit = seat.servesAs, units.version(of: unit, on: date) == nil else { return nil }
            return warning(
                "group.memberGone", seat.organisation,
                "\(seat.organisation) is dissolved and no unit has taken over its duties.", "End the seat.")
        }
    }

    // Units that sat there each for itself before they became one.
    private static func doubled(_ seats: [GroupMembership]) -> [Finding] {
        struct Seat: Hashable {
            var unit: UnitCode
            var role: GroupRole
        }
        let units = seats.compactMap { seat in seat.servesAs.map { (Seat(unit: $0, role: seat.role), seat) } }
        let grouped = Dictionary(grouping: units) { $0.0 }.filter { $0.value.count > 1 }
        return grouped.sorted { ($0.key.unit, $0.key.role.rawValue) < ($1.key.unit, $1.key.role.rawValue) }
            .map { seat, holders in
                let names = holders.map { $0.1.organisation }.sorted().joined(separator: ", ")
                return warning(
                    "group.seatTwice", seat.unit.text,
                    "\(seat.unit) has \(holders.count) seats as \(seat.role.rawValue): those of \(names).",
                    "End all but one.")
            }
    }

    private static func warning(_ rule: String, _ place: String, _ message: String, _ hint: String) -> Finding {
        Finding(rule: rule, severity: .warning, place: place, message: message, hint: hint)
    }
}
