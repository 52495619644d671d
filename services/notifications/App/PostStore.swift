// Who serves where, copied from what the registry tells: no names, no personal data. A row is known from the journal
// entry that came next when it was made, so that an earlier notice is looked up as things were.

internal import MessageSchema
internal import NotificationsDomain
internal import Storage

struct PostStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// All posts of a person as known now.
    func posts(of person: StaffID) throws -> [HeldPost] {
        try reader.all(
            """
            SELECT unit, valid_from, valid_until FROM post WHERE staff = $1 AND last_sequence IS NULL
            ORDER BY valid_from, id
            """, [.value(person)]
        ).map(HeldPost.init)
    }

    /// Keeps a post that somebody was given.
    static func appoint(_ post: Post, _ writer: Writer) throws {
        let next = try writer.head().sequence + 1
        // A registry that was restored may tell of it again.
        if try current(post.id, writer) != nil { try supersede(post.id, next, writer) }
        try insert(
            [
                .value(post.id), .value(post.staff), .value(post.unit), .text(post.position.rawValue),
                .value(post.from), .value(post.until), .integer(next),
            ], writer)
    }

    /// Keeps that a post ends; a post that ends on its first day, or before, was never held.
    static func end(_ id: PostID, until: CalendarDate, _ writer: Writer) throws {
        let next = try writer.head().sequence + 1
        guard let row = try current(id, writer) else { return }
        try supersede(id, next, writer)
        guard try row.text("valid_from") < until.text else { return }
        try insert(
            [
                .value(id), try row.found("staff"), try row.found("unit"), try row.found("position"),
                try row.found("valid_from"), .value(until), .integer(next),
            ], writer)
    }

    private static func current(_ id: PostID, _ writer: Writer) throws -> Row? {
        try writer.first("SELECT * FROM post WHERE id = $1 AND last_sequence IS NULL", [.value(id)])
    }

    private static func insert(_ columns: [SQLValue], _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO post (id, staff, unit, position, valid_from, valid_until, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, columns)
    }

    /// Ends what is known of a post; what no entry of the journal has seen is gone without a trace.
    private static func supersede(_ id: PostID, _ next: Int64, _ writer: Writer) throws {
        try writer.execute(
            "DELETE FROM post WHERE id = $1 AND first_sequence = $2", [.value(id), .integer(next)])
        try writer.execute(
            "UPDATE post SET last_sequence = $1 WHERE id = $2 AND last_sequence IS NULL",
            [.integer(next), .value(id)])
    }
}

extension HeldPost {
    fileprivate init(_ row: Row) throws {
        self.init(
            unit: try row.value("unit"), from: try row.value("valid_from"),
            until: try row.optionalValue("valid_until"))
    }
}
