// A notice's recipients in the database: as they were named, what they became, and the codes at which the persons
// behind them are still to be looked up.

internal import MessageSchema
internal import NotificationsDomain
internal import Storage

/// A person found behind a recipient.
struct FoundPerson {
    var ordinal: Int64
    var unit: String
    var person: StaffID
}

struct RecipientStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A notice's recipients in the order they were named.
    func recipients(of notice: Int64) throws -> [ResolvedRecipient] {
        try reader.all("SELECT * FROM notice_recipient WHERE notice = $1 ORDER BY ordinal", [.integer(notice)])
            .map(ResolvedRecipient.init)
    }

    /// The next persons behind a notice's units, subtrees and roles: those who held a post on its day, as known when it
    /// was sent. One of several posts may come twice.
    func next(of stored: StoredNotice, limit: Int) throws -> [FoundPerson] {
        let place = stored.place
        return try reader.all(
            """
            SELECT u.ordinal AS ordinal, u.unit AS unit, p.staff AS staff
            FROM notice_unit u
              JOIN notice_recipient r ON r.notice = u.notice AND r.ordinal = u.ordinal
              JOIN post p ON p.unit = u.unit AND (r.position IS NULL OR p.position = r.position)
            WHERE u.notice = $2 AND (u.ordinal, u.unit) >= ($3, $4)
              AND (u.ordinal > $3 OR u.unit > $4 OR p.staff > $5)
              AND \(VersionedTable.visible(asOf: 1, known: 2, table: "p"))
            ORDER BY u.ordinal, u.unit, p.staff LIMIT $6
            """,
            [
                .value(stored.day), .integer(stored.sequence), .integer(place.ordinal), .text(place.unit),
                .text(place.person), .integer(Int64(limit)),
            ]
        ).map { row in
            FoundPerson(
                ordinal: try row.integer("ordinal"), unit: try row.text("unit"), person: try row.value("staff"))
        }
    }

    static func insert(_ recipient: ResolvedRecipient, ordinal: Int64, of notice: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO notice_recipient
              (notice, ordinal, kind, person, unit, position, became, units, seen, persons, dropped, day)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11)
            """,
            [
                .integer(notice), .integer(ordinal), .text(recipient.kind.rawValue), .value(recipient.person),
                .value(recipient.unit), .optionalText(recipient.position?.rawValue), .value(recipient.became),
                .optionalInteger(recipient.units.map(Int64.init)), .integer(Int64(recipient.persons)),
                .optionalText(recipient.dropped?.rawValue), .value(recipient.day),
            ])
    }

    /// Notes the codes at which persons are to be looked up.
    static func insert(_ codes: [UnitCode], ordinal: Int64, of notice: Int64, _ writer: Writer) throws {
        for code in codes {
            try writer.execute(
                "INSERT INTO notice_unit (notice, ordinal, unit) VALUES ($1, $2, $3)",
                [.integer(notice), .integer(ordinal), .value(code)])
        }
    }

    /// Adds to what a recipient has found.
    static func add(seen: Int, persons: Int, to ordinal: Int64, of notice: Int64, _ writer: Writer) throws {
        try writer.execute(
            "UPDATE notice_recipient SET seen = seen + $1, persons = persons + $2 WHERE notice = $3 AND ordinal = $4",
            [.integer(Int64(seen)), .integer(Int64(persons)), .integer(notice), .integer(ordinal)])
    }

    /// Drops recipients behind whom nobody was found, and forgets the codes; gives how many were dropped.
    static func close(_ notice: Int64, _ writer: Writer) throws -> Int {
        try writer.execute("DELETE FROM notice_unit WHERE notice = $1", [.integer(notice)])
        return try writer.execute(
            """
            UPDATE notice_recipient SET dropped = 'vacant'
            WHERE notice = $1 AND kind <> 'person' AND seen = 0 AND dropped IS NULL
            """, [.integer(notice)])
    }
}

extension ResolvedRecipient {
    fileprivate init(_ row: Row) throws {
        let named = Recipient(
            kind: try row.word("kind"), person: try row.optionalValue("person"), unit: try row.optionalValue("unit"),
            position: try row.optionalWord("position"))
        self.init(
            named, became: try row.optionalValue("became"), units: try row.optionalInteger("units").map(Int.init),
            persons: try row.count("persons"), dropped: try row.optionalWord("dropped"),
            day: try row.optionalValue("day"))
    }
}
