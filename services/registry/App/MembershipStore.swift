// The versioned table of seats in groups. The only place with SQL about them.

internal import MessageSchema
internal import Storage

/// Seats, as held on a date and known at a journal sequence.
struct MembershipStore {
    private static let table = VersionedTable(
        "group_membership", key: ["id"], values: ["group_code", "unit", "partner", "role", "representative"])
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A seat as known now.
    func find(_ id: MembershipID) throws -> GroupMembership? {
        try reader.first("SELECT * FROM group_membership WHERE id = $1 AND last_sequence IS NULL", [.value(id)])
            .map(GroupMembership.init)
    }

    /// All seats of a group as known now, past and future ones too.
    func seats(of group: GroupCode) throws -> [GroupMembership] {
        try reader.all(
            "SELECT * FROM group_membership WHERE group_code = $1 AND last_sequence IS NULL ORDER BY valid_from, id",
            [.value(group)]
        ).map(GroupMembership.init)
    }

    /// The seats of a group that are held on a date; as many as a group may have at most.
    func seats(of group: GroupCode, asOf date: CalendarDate, known: Int64) throws -> [GroupMembership] {
        try reader.all(
            """
            SELECT * FROM group_membership WHERE group_code = $3 AND \(VersionedTable.visible(asOf: 1, known: 2))
            ORDER BY id
            """, [.value(date), .integer(known), .value(group)]
        ).map(GroupMembership.init)
    }

    static func put(_ seat: GroupMembership, sequence: Int64, in writer: Writer) throws {
        try table.put(
            [.value(seat.id)],
            [
                .value(seat.group), .value(seat.unit), .value(seat.partner), .text(seat.role.rawValue),
                .value(seat.representative),
            ], from: seat.from, until: seat.until, sequence: sequence, in: writer)
    }

    /// The seat is no longer held from a date on.
    static func end(_ id: MembershipID, on date: CalendarDate, sequence: Int64, in writer: Writer) throws {
        try table.remove([.value(id)], from: date, until: nil, sequence: sequence, in: writer)
    }
}

extension GroupMembership {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.value("id"), group: try row.value("group_code"), unit: try row.optionalValue("unit"),
            partner: try row.optionalValue("partner"), role: try row.word("role"),
            representative: try row.optionalValue("representative"), from: try row.value("valid_from"),
            until: try row.optionalValue("valid_until"))
    }
}
