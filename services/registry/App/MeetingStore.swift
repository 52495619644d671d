// The table of meetings. The only place with SQL about them.

internal import MessageSchema
internal import RegistryDomain
internal import Storage

/// Meetings, as known at a journal sequence.
struct MeetingStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    func find(_ id: MeetingID, known: Int64) throws -> GroupMeeting? {
        try reader.first(
            "SELECT * FROM group_meeting WHERE id = $1 AND first_sequence <= $2", [.value(id), .integer(known)]
        ).map(GroupMeeting.init)
    }

    /// True if minutes of the number and year are recorded.
    func isTaken(_ document: DocumentNumber, year: Int) throws -> Bool {
        try reader.first(
            "SELECT 1 AS found FROM group_meeting WHERE document = $1 AND year = $2",
            [.value(document), .integer(Int64(year))]) != nil
    }

    /// Meetings in the order of their list, after a place in it.
    func newestFirst(
        of group: GroupCode?, in year: Int?, known: Int64, after place: String?, count: Int
    ) throws -> [GroupMeeting] {
        try reader.all(
            """
            SELECT * FROM group_meeting
            WHERE place > $1 AND first_sequence <= $2 AND (group_code = $3 OR $3 IS NULL)
              AND (year = $4 OR $4 IS NULL)
            ORDER BY place LIMIT $5
            """,
            [
                .text(place ?? ""), .integer(known), .value(group), .optionalInteger(year.map(Int64.init)),
                .integer(Int64(count)),
            ]
        ).map(GroupMeeting.init)
    }

    static func insert(_ meeting: GroupMeeting, sequence: Int64, in writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO group_meeting
              (id, group_code, document, held_on, year, agenda, decisions, place, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .value(meeting.id), .value(meeting.group), .value(meeting.document), .value(meeting.heldOn),
                .integer(Int64(meeting.heldOn.civil.year)), .json(meeting.agenda), .json(meeting.decisions),
                .text(meeting.place), .integer(sequence),
            ])
    }
}

extension GroupMeeting {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.value("id"), group: try row.value("group_code"), document: try row.value("document"),
            heldOn: try row.value("held_on"), agenda: try row.json("agenda"), decisions: try row.json("decisions"))
    }
}
