// Templates in the database: versions that never change.

internal import MessageSchema
internal import NotificationsDomain
internal import Storage

struct TemplateStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A version of a template, the newest if none is named; nil if there is none.
    func template(_ name: TemplateName, version: Int? = nil) throws -> Template? {
        try reader.first(
            """
            SELECT * FROM template_version WHERE name = $1 AND (version = $2 OR $2 IS NULL)
            ORDER BY version DESC LIMIT 1
            """, [.value(name), .optionalInteger(version.map(Int64.init))]
        ).map(Template.init)
    }

    /// A version of a template, the newest if none is named; refused if there is none.
    func found(_ name: TemplateName, version: Int? = nil) throws -> Template {
        guard let template = try template(name, version: version) else {
            throw TemplateRejection.notFound(name, version: version)
        }
        return template
    }

    /// The newest versions by name, after a name.
    func newest(after name: String?, limit: Int) throws -> [Template] {
        try reader.all(
            """
            SELECT * FROM template_version t
            WHERE name > $1 AND version = (SELECT MAX(version) FROM template_version o WHERE o.name = t.name)
            ORDER BY name LIMIT $2
            """, [.text(name ?? ""), .integer(Int64(limit))]
        ).map(Template.init)
    }

    static func insert(_ template: Template, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO template_version
              (name, version, unit, title_vi, title_en, body_vi, body_en, variables, published_on)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .value(template.name), .integer(Int64(template.version)), .value(template.unit),
                .value(template.title.vi), .value(template.title.en), .value(template.body.vi),
                .value(template.body.en), try .json(template.variables), .value(template.publishedOn),
            ])
    }
}

extension Template {
    fileprivate init(_ row: Row) throws {
        self.init(
            name: try row.value("name"), version: Int(try row.integer("version")), unit: try row.value("unit"),
            title: try row.localized("title"), body: try row.localized("body"), variables: try row.json("variables"),
            publishedOn: try row.value("published_on"))
    }
}

extension Row {
    /// The columns of a text in both languages.
    func localized(_ column: String) throws -> LocalizedText {
        LocalizedText(vi: try value("\(column)_vi"), en: try optionalValue("\(column)_en"))
    }

    /// A BIGINT column of microseconds.
    func instant(_ column: String) throws -> Instant { Instant(microseconds: try integer(column)) }

    /// A BIGINT column of microseconds that may be NULL.
    func optionalInstant(_ column: String) throws -> Instant? {
        try optionalInteger(column).map(Instant.init(microseconds:))
    }

    /// A BIGINT column that counts.
    func count(_ column: String) throws -> Int { Int(try integer(column)) }
}
