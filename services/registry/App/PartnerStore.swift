// The table of partners. The only place with SQL about them.

internal import MessageSchema
internal import Storage

/// Partners, as known at a journal sequence.
struct PartnerStore {
    /// Partners read at once while looking for some; the sector has a few hundred.
    private static let chunk = 500
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    func find(_ code: PartnerCode, known: Int64 = .max) throws -> Partner? {
        try reader.first(
            "SELECT * FROM partner WHERE code = $1 AND first_sequence <= $2", [.value(code), .integer(known)]
        ).map(Partner.init)
    }

    /// The first partners after a code that are wanted.
    func list(
        _ kind: PartnerKind?, known: Int64, after: String?, count: Int, where isWanted: (Partner) -> Bool
    ) throws -> [Partner] {
        var found: [Partner] = []
        var last = after ?? ""
        while found.count < count {
            let partners = try next(kind, known: known, after: last)
            found += partners.filter(isWanted)
            guard partners.count == Self.chunk, let reached = partners.last else { break }
            last = reached.code.text
        }
        return Array(found.prefix(count))
    }

    private func next(_ kind: PartnerKind?, known: Int64, after: String) throws -> [Partner] {
        try reader.all(
            """
            SELECT * FROM partner WHERE code > $1 AND first_sequence <= $2 AND (kind = $3 OR $3 IS NULL)
            ORDER BY code LIMIT $4
            """,
            [.text(after), .integer(known), .optionalText(kind?.rawValue), .integer(Int64(Self.chunk))]
        ).map(Partner.init)
    }

    static func insert(_ partner: Partner, sequence: Int64, in writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO partner (code, name_vi, name_en, kind, unit, since, contact, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .value(partner.code), .value(partner.name.vi), .value(partner.name.en), .text(partner.kind.rawValue),
                .value(partner.unit), .value(partner.since), .value(partner.contact), .integer(sequence),
            ])
    }
}

extension Partner {
    fileprivate init(_ row: Row) throws {
        self.init(
            code: try row.value("code"), name: try LocalizedText(row, "name"), kind: try row.word("kind"),
            unit: try row.value("unit"), since: try row.optionalValue("since"),
            contact: try row.optionalValue("contact"))
    }
}
