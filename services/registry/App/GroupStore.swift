// The table of groups. The only place with SQL about them.

internal import MessageSchema
internal import Storage

/// Groups, as known at a journal sequence.
struct GroupStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// Which groups a list means.
    struct Filter {
        var parent: GroupCode?
        var kind: GroupKind?
        /// Groups in which the partner, or a unit of one of the codes, has a seat.
        var partner: PartnerCode?
        var units: Set<UnitCode>?
    }

    /// A group, run by its unit as written; nil if it is not known at the sequence.
    func find(_ code: GroupCode, known: Int64 = .max) throws -> CooperationGroup? {
        try reader.first(
            "SELECT * FROM cooperation_group WHERE code = $1 AND first_sequence <= $2",
            [.value(code), .integer(known)]
        ).map(CooperationGroup.init)
    }

    /// The first groups after a code that exist on a date.
    func list(
        _ filter: Filter, asOf date: CalendarDate, known: Int64, after: String?, count: Int
    ) throws -> [CooperationGroup] {
        let units = filter.units?.sorted() ?? []
        let seated = filter.units == nil ? "" : "AND " + hasSeat("unit IN (\(placeholders(8, count: units.count)))")
        return try reader.all(
            """
            SELECT * FROM cooperation_group
            WHERE starts <= $1 AND (ends IS NULL OR ends > $1) AND first_sequence <= $2 AND code > $3
              AND (parent = $5 OR $5 IS NULL) AND (kind = $6 OR $6 IS NULL)
              AND (\(hasSeat("partner = $7")) OR $7 IS NULL) \(seated)
            ORDER BY code LIMIT $4
            """,
            [
                .value(date), .integer(known), .text(after ?? ""), .integer(Int64(count)), .value(filter.parent),
                .optionalText(filter.kind?.rawValue), .value(filter.partner),
            ] + units.map(SQLValue.value)
        ).map(CooperationGroup.init)
    }

    private func hasSeat(_ organisation: String) -> String {
        """
        code IN (SELECT group_code FROM group_membership
          WHERE \(organisation) AND \(VersionedTable.visible(asOf: 1, known: 2)))
        """
    }

    static func insert(_ group: CooperationGroup, sequence: Int64, in writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO cooperation_group
              (code, name_vi, name_en, kind, parent, unit, mandate, starts, ends, first_sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .value(group.code), .value(group.name.vi), .value(group.name.en), .text(group.kind.rawValue),
                .value(group.parent), .value(group.unit), .json(group.mandate), .value(group.from),
                .value(group.until), .integer(sequence),
            ])
    }
}

extension CooperationGroup {
    fileprivate init(_ row: Row) throws {
        let unit: UnitCode = try row.value("unit")
        self.init(
            code: try row.value("code"), name: try LocalizedText(row, "name"), kind: try row.word("kind"),
            parent: try row.optionalValue("parent"), unit: unit, runBy: unit, mandate: try row.json("mandate"),
            from: try row.value("starts"), until: try row.optionalValue("ends"))
    }
}

extension LocalizedText {
    /// From two columns, `COLUMN_vi` and `COLUMN_en`.
    init(_ row: Row, _ column: String) throws {
        self.init(vi: try row.value("\(column)_vi"), en: try row.optionalValue("\(column)_en"))
    }
}
