// Reading and writing the unit tables.

import MessageSchema
import Storage

/// A point of knowledge about units.
struct UnitKnowledge: Hashable {
    /// The registry's sequence.
    var upstream: Int64
    var token: String
}

extension Reader {
    /// What was known of units at one of this journal's sequences; nil before the first unit.
    func unitKnowledge(at sequence: Int64) throws -> UnitKnowledge? {
        try first(
            "SELECT upstream, token FROM unit_change WHERE sequence <= $1 ORDER BY sequence DESC LIMIT 1",
            [.integer(sequence)]
        ).map { UnitKnowledge(upstream: try $0.integer("upstream"), token: try $0.text("token")) }
    }

    /// All units and lineage as known at one of the registry's sequences.
    func unitStructure(upstream: Int64) throws -> UnitStructure {
        var versions: [HealthUnit] = []
        try each(
            """
            SELECT code, name_vi, name_en, kind, parent, valid_from, valid_until FROM unit_version
            WHERE \(VersionedTable.known(1)) ORDER BY code, valid_from
            """, [.integer(upstream)]
        ) { row in
            let unit = try HealthUnit(row)
            if let last = versions.last, last.continues(into: unit) {
                versions[versions.count - 1].until = unit.until
            } else {
                versions.append(unit)
            }
        }
        let lineage = try all(
            """
            SELECT predecessor, successor, share, is_primary, valid_from FROM unit_lineage
            WHERE \(VersionedTable.known(1)) ORDER BY predecessor, valid_from, successor
            """, [.integer(upstream)]
        ).map(LineageRow.init)
        return UnitStructure(versions: versions, lineage: lineage)
    }
}

extension Writer {
    /// The present versions of a unit that are true on or after a date, in order of time.
    func unitVersions(of code: UnitCode, from date: CalendarDate) throws -> [HealthUnit] {
        try all(
            """
            SELECT code, name_vi, name_en, kind, parent, valid_from, valid_until FROM unit_version
            WHERE code = $1 AND last_sequence IS NULL AND (valid_until IS NULL OR valid_until > $2)
            ORDER BY valid_from
            """, [.value(code), .value(date)]
        ).map(HealthUnit.init)
    }

    /// Writes a version of a unit.
    func putUnit(_ unit: HealthUnit, sequence: Int64) throws {
        try UnitTables.versions.put(
            [.value(unit.code)],
            [.value(unit.name.vi), .value(unit.name.en), .text(unit.kind.rawValue), .value(unit.parent)],
            from: unit.from, until: unit.until, sequence: sequence, in: self)
    }

    /// Writes a row of lineage.
    func putLineage(_ row: LineageRow, sequence: Int64) throws {
        try UnitTables.lineage.put(
            [.value(row.predecessor), .value(row.successor)],
            [.integer(row.share.millionths), .boolean(row.primary)],
            from: row.from, until: nil, sequence: sequence, in: self)
    }

    /// Notes that from one of this journal's sequences on units are known up to one of the registry's.
    func noteUnitChange(sequence: Int64, upstream: Int64, token: String) throws {
        try execute(
            """
            INSERT INTO unit_change (sequence, upstream, token) VALUES ($1, $2, $3)
            ON CONFLICT (sequence) DO UPDATE SET upstream = excluded.upstream, token = excluded.token
            """, [.integer(sequence), .integer(upstream), .text(token)])
    }
}

extension HealthUnit {
    fileprivate init(_ row: Row) throws {
        let kind = try row.text("kind")
        guard let kind = UnitKind(rawValue: kind) else {
            throw StorageError.column("kind", problem: "\"\(kind)\" is no kind of unit")
        }
        self.init(
            code: try row.value("code"),
            name: LocalizedText(vi: try row.value("name_vi"), en: try row.optionalValue("name_en")), kind: kind,
            parent: try row.optionalValue("parent"), from: try row.value("valid_from"),
            until: try row.optionalValue("valid_until"))
    }

    /// True if the next row of the table says the same of the days right after this one.
    fileprivate func continues(into next: HealthUnit) -> Bool {
        code == next.code && until == next.from && name == next.name && kind == next.kind && parent == next.parent
    }
}

extension LineageRow {
    fileprivate init(_ row: Row) throws {
        self.init(
            predecessor: try row.value("predecessor"), successor: try row.value("successor"),
            from: try row.value("valid_from"), share: try Share(millionths: row.integer("share")),
            primary: try row.boolean("is_primary"))
    }
}
