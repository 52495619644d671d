// Directives in the database. They never change; a request that quotes an earlier state does not see later ones.

internal import MessageSchema
internal import Storage
internal import TasksDomain

struct DirectiveStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// The directive of a number and a year.
    func directive(_ key: DirectiveKey) throws -> Directive? {
        try reader.first("SELECT * FROM directive WHERE key = $1", [.value(key)]).map(Directive.init)
    }

    /// The one directive that a key means, known at a sequence; refused if there is none or more than one.
    func found(_ key: DirectiveKey, known: Int64 = .max) throws -> Directive {
        let candidates = try reader.all(
            "SELECT * FROM directive WHERE number = $1 AND first_sequence <= $2 ORDER BY year",
            [.value(key.number), .integer(known)]
        ).map(Directive.init)
        return try DirectiveRules.choose(key, among: candidates)
    }

    /// Directives in the order of their list, after a place in it.
    func newestFirst(kind: DirectiveKind?, year: Int?, after place: String?, limit: Int) throws -> [Directive] {
        try reader.all(
            """
            SELECT * FROM directive
            WHERE place > $1 AND (kind = $2 OR $2 IS NULL) AND (year = $3 OR $3 IS NULL)
            ORDER BY place LIMIT $4
            """,
            [
                .text(place ?? ""), .optionalText(kind?.rawValue), .optionalInteger(year.map(Int64.init)),
                .integer(Int64(limit)),
            ]
        ).map(Directive.init)
    }

    static func insert(_ directive: Directive, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO directive
              (key, number, year, title_vi, title_en, kind, issuer, issued_on, unit, note, place, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                .value(directive.key), .value(directive.key.number), .integer(Int64(directive.issuedOn.civil.year)),
                .value(directive.title.vi), .value(directive.title.en), .text(directive.kind.rawValue),
                .value(directive.issuer), .value(directive.issuedOn), .value(directive.unit),
                .value(directive.note), .text(ListOrder.newestFirst(directive)), .integer(sequence),
            ])
    }
}

extension Directive {
    fileprivate init(_ row: Row) throws {
        self.init(
            key: try row.value("key"),
            title: LocalizedText(vi: try row.value("title_vi"), en: try row.optionalValue("title_en")),
            kind: try row.word("kind"), issuer: try row.value("issuer"), issuedOn: try row.value("issued_on"),
            unit: try row.value("unit"), note: try row.optionalValue("note"))
    }
}
