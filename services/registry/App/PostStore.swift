// The versioned table of posts. The only place with SQL about them.

internal import MessageSchema
internal import Storage

/// Posts, as held on a date and known at a journal sequence.
struct PostStore {
    private static let table = VersionedTable(
        "post", key: ["id"], values: ["staff", "unit", "position", "main", "full_time"])
    /// Codes up to which a roster is looked up by unit; with more, most posts belong to it and a scan is shorter.
    private static let codesLookedUpMax = 500
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A post as known now.
    func find(_ id: PostID) throws -> Post? {
        try reader.first("SELECT * FROM post WHERE id = $1 AND last_sequence IS NULL", [.value(id)])
            .map(Post.init)
    }

    /// All posts of a person as known now, past and future ones too.
    func posts(of staff: StaffID) throws -> [Post] {
        try reader.all(
            "SELECT * FROM post WHERE staff = $1 AND last_sequence IS NULL ORDER BY valid_from, id",
            [.value(staff)]
        ).map(Post.init)
    }

    /// The posts that a person holds on a date.
    func posts(of staff: StaffID, asOf date: CalendarDate, known: Int64) throws -> [Post] {
        try reader.all(
            """
            SELECT * FROM post WHERE staff = $3 AND \(VersionedTable.visible(asOf: 1, known: 2))
            ORDER BY valid_from, id
            """, [.value(date), .integer(known), .value(staff)]
        ).map(Post.init)
    }

    /// The first posts, by identifier, that are held on a date at units of these codes; `scanRows` are read at once
    /// where there are too many codes to look up.
    func roster(
        _ codes: Set<UnitCode>, asOf date: CalendarDate, known: Int64, after: String?, count: Int,
        scanRows: Int = 2000
    ) throws -> [Post] {
        if codes.isEmpty { return [] }
        if codes.count <= Self.codesLookedUpMax {
            return try page(of: codes, asOf: date, known: known, after: after, count: count)
        }
        var found: [Post] = []
        var last = after
        while found.count < count {
            let page = try page(of: nil, asOf: date, known: known, after: last, count: scanRows)
            found += page.filter { codes.contains($0.unit) }
            last = page.last?.id.text
            if page.count < scanRows { break }
        }
        return Array(found.prefix(count))
    }

    /// The first posts after an identifier, at units of these codes or at any.
    private func page(
        of codes: Set<UnitCode>?, asOf date: CalendarDate, known: Int64, after: String?, count: Int
    ) throws -> [Post] {
        let units = codes?.sorted() ?? []
        let place = codes == nil ? "" : "AND unit IN (\(placeholders(5, count: units.count)))"
        return try reader.all(
            """
            SELECT * FROM post WHERE \(VersionedTable.visible(asOf: 1, known: 2)) AND id > $3 \(place)
            ORDER BY id LIMIT $4
            """,
            [.value(date), .integer(known), .text(after ?? ""), .integer(Int64(count))]
                + units.map(SQLValue.value)
        ).map(Post.init)
    }

    /// The posts at units of these codes that are held on a date or later, as known now.
    func standing(at codes: Set<UnitCode>, onOrAfter date: CalendarDate) throws -> [Post] {
        try codes.sorted().chunks(of: Self.codesLookedUpMax).flatMap { chunk in
            try reader.all(
                """
                SELECT * FROM post WHERE last_sequence IS NULL AND (valid_until IS NULL OR valid_until > $1)
                  AND unit IN (\(placeholders(2, count: chunk.count)))
                """, [.value(date)] + chunk.map(SQLValue.value)
            ).map(Post.init)
        }
    }

    /// All posts held on a date or on the day after it.
    func held(around date: CalendarDate, known: Int64) throws -> [Post] {
        try reader.all(
            """
            SELECT * FROM post WHERE valid_from <= $2 AND (valid_until IS NULL OR valid_until > $1)
              AND \(VersionedTable.known(3))
            """, [.value(date), .value(date.advanced(by: 1)), .integer(known)]
        ).map(Post.init)
    }

    /// Persons who have two main posts at any instant.
    func staffWithTwoMains(known: Int64) throws -> [StaffID] {
        try reader.all(
            """
            SELECT DISTINCT staff FROM (
              SELECT staff, valid_from, MAX(COALESCE(valid_until, '9999-99-99')) OVER (
                  PARTITION BY staff ORDER BY valid_from, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS reached
              FROM post WHERE main = 1 AND \(VersionedTable.known(1))) AS mains
            WHERE reached > valid_from ORDER BY staff
            """, [.integer(known)]
        ).map { try $0.value("staff") }
    }

    /// A post at a unit, as known now; nil if there is none.
    func first(at unit: UnitCode) throws -> PostID? {
        try reader.first(
            "SELECT id FROM post WHERE unit = $1 AND last_sequence IS NULL ORDER BY id LIMIT 1", [.value(unit)]
        )?.value("id")
    }

    static func put(_ post: Post, sequence: Int64, in writer: Writer) throws {
        try table.put(
            [.value(post.id)],
            [
                .value(post.staff), .value(post.unit), .text(post.position.rawValue), .boolean(post.main),
                .integer(Int64(post.fullTime.value)),
            ], from: post.from, until: post.until, sequence: sequence, in: writer)
    }

    /// The post is no longer held from a date on.
    static func end(_ id: PostID, on date: CalendarDate, sequence: Int64, in writer: Writer) throws {
        try table.remove([.value(id)], from: date, until: nil, sequence: sequence, in: writer)
    }
}

extension Post {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.value("id"), staff: try row.value("staff"), unit: try row.value("unit"),
            position: try row.word("position"), main: try row.boolean("main"),
            fullTime: try Percent(Int(row.integer("full_time"))), from: try row.value("valid_from"),
            until: try row.optionalValue("valid_until"))
    }
}
