// Notices in the database. What they say is kept once, not once a person.

internal import MessageSchema
internal import NotificationsDomain
internal import Storage

/// A notice as it is kept.
struct StoredNotice {
    /// The journal's entry that sent it: its key, and up to where its recipients are known.
    var sequence: Int64
    /// The day on which recipients are looked up.
    var day: CalendarDate
    var notice: Notice
    /// How far recipients have been looked up.
    var place: LookupPlace
}

/// A place in the order in which recipients are looked up.
struct LookupPlace {
    var ordinal: Int64 = -1
    var unit = ""
    var person = ""
}

struct NoticeStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A notice by its identifier; nil if there is none.
    func notice(_ id: NoticeID) throws -> StoredNotice? {
        try reader.first("SELECT * FROM notice WHERE id = $1", [.value(id)]).map(StoredNotice.init)
    }

    /// The oldest notice whose recipients are still being looked up.
    func nextSending() throws -> StoredNotice? {
        try reader.first("SELECT * FROM notice WHERE status = 'sending' ORDER BY sequence LIMIT 1")
            .map(StoredNotice.init)
    }

    /// The newest notices sent before an entry of the journal.
    func newest(
        before sequence: Int64, template: TemplateName?, subscription: SubscriptionID?, limit: Int
    ) throws -> [StoredNotice] {
        try reader.all(
            """
            SELECT * FROM notice
            WHERE sequence < $1 AND (template = $2 OR $2 IS NULL) AND (subscription = $3 OR $3 IS NULL)
            ORDER BY sequence DESC LIMIT $4
            """,
            [.integer(sequence), .value(template), .value(subscription), .integer(Int64(limit))]
        ).map(StoredNotice.init)
    }

    static func insert(_ stored: StoredNotice, _ writer: Writer) throws {
        let notice = stored.notice
        guard let title = notice.title, let body = notice.body else {
            preconditionFailure("a notice is kept with what it says")
        }
        try writer.execute(
            """
            INSERT INTO notice
              (sequence, id, status, sender, template, version, title_vi, title_en, body_vi, body_en, channels, sent,
               day, subscription, event_type, event, waiting, delivered, dropped, failed, read, at_ordinal, at_unit,
               at_person)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, 0, 0, 0, 0, $17, $18,
              $19)
            """,
            [
                .integer(stored.sequence), .value(notice.id), .text(notice.status.rawValue), .value(notice.sender),
                .value(notice.template), .integer(Int64(notice.version)), .value(title.vi), .value(title.en),
                .value(body.vi), .value(body.en), .words(notice.channels), .integer(notice.sent.microseconds),
                .value(stored.day), .value(notice.cause?.subscription), .optionalText(notice.cause?.type),
                .optionalText(notice.cause?.event), .integer(stored.place.ordinal), .text(stored.place.unit),
                .text(stored.place.person),
            ])
    }

    /// Adds to a notice's counts; what left a state is given below zero.
    static func add(_ counts: DeliveryCounts, to sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            UPDATE notice SET waiting = waiting + $1, delivered = delivered + $2, dropped = dropped + $3,
              failed = failed + $4, read = read + $5
            WHERE sequence = $6
            """,
            [
                .integer(Int64(counts.waiting)), .integer(Int64(counts.delivered)), .integer(Int64(counts.dropped)),
                .integer(Int64(counts.failed)), .integer(Int64(counts.read)), .integer(sequence),
            ])
    }

    /// Notes how far recipients have been looked up.
    static func moveOn(
        _ sequence: Int64, to place: LookupPlace, status: NoticeStatus, _ writer: Writer
    ) throws {
        try writer.execute(
            "UPDATE notice SET at_ordinal = $1, at_unit = $2, at_person = $3, status = $4 WHERE sequence = $5",
            [
                .integer(place.ordinal), .text(place.unit), .text(place.person), .text(status.rawValue),
                .integer(sequence),
            ])
    }
}

extension StoredNotice {
    init(_ row: Row) throws {
        sequence = try row.integer("sequence")
        day = try row.value("day")
        notice = try Notice(row)
        place = LookupPlace(
            ordinal: try row.integer("at_ordinal"), unit: try row.text("at_unit"), person: try row.text("at_person"))
    }
}

extension Notice {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.value("id"), status: try row.word("status"), sender: try row.value("sender"),
            template: try row.value("template"), version: try row.count("version"), title: try row.localized("title"),
            body: try row.localized("body"), channels: try row.words("channels"), sent: try row.instant("sent"),
            cause: try NoticeCause(row),
            counts: DeliveryCounts(
                waiting: try row.count("waiting"), delivered: try row.count("delivered"),
                dropped: try row.count("dropped"), failed: try row.count("failed"), read: try row.count("read")))
    }
}

extension NoticeCause {
    fileprivate init?(_ row: Row) throws {
        guard let subscription: SubscriptionID = try row.optionalValue("subscription") else { return nil }
        self.init(subscription: subscription, type: try row.text("event_type"), event: try row.text("event"))
    }
}

extension SQLValue {
    /// Words of a closed list with a space between them.
    static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> SQLValue {
        .text(words.map(\.rawValue).joined(separator: " "))
    }
}

extension Row {
    /// A TEXT column that holds words of a closed list with a space between them.
    func words<Word: RawRepresentable<String>>(_ column: String) throws -> [Word] {
        try text(column).split(separator: " ").map { text in
            guard let word = Word(rawValue: String(text)) else {
                throw StorageError.column(column, problem: "a word in it is no \(Word.self)")
            }
            return word
        }
    }
}
