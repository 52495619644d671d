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
            "\(UnitTables.selectVersions) WHERE \(VersionedTable.known(1)) ORDER BY code, valid_from",
            [.integer(upstream)]
        ) { versions.append(continuing: try HealthUnit($0)) }
        let lineage = try all(
            "\(UnitTables.selectLineage) WHERE \(VersionedTable.known(1)) ORDER BY predecessor, valid_from, successor",
            [.integer(upstream)]
        ).map(LineageRow.init)
        return UnitStructure(versions: versions, lineage: lineage)
    }
}

extension UnitTables {
    static let selectVersions =
        "SELECT code, name_vi, name_en, kind, parent, valid_from, valid_until FROM unit_version"
    static let selectLineage = "SELECT predecessor, successor, share, is_primary, valid_from FROM unit_lineage"
}

extension [HealthUnit] {
    /// Adds the next version, or lengthens the last one if it says the same of the days right after it.
    fileprivate mutating func append(continuing unit: HealthUnit) {
        if let last, last.continues(into: unit) {
            self[count - 1].until = unit.until
        } else {
            append(unit)
        }
    }
}

extension Writer {
    /// The present versions of a unit that are true on or after a date, in order of time.
    func unitVersions(of code: UnitCode, from date: CalendarDate) throws -> [HealthUnit] {
        try presentVersions(of: code).filter { version in version.until.map { $0 > date } ?? true }
    }

    /// A structure brought up to date with what is now known of one unit.
    func refreshed(_ structure: UnitStructure, unit code: UnitCode) throws -> UnitStructure {
        var versions: [HealthUnit] = []
        for version in try presentVersions(of: code) { versions.append(continuing: version) }
        let rows = try all(
            """
            \(UnitTables.selectLineage) WHERE predecessor = $1 AND last_sequence IS NULL
            ORDER BY valid_from, successor
            """,
            [.value(code)]
        ).map(LineageRow.init)
        return structure.replacing(code, versions: versions, successors: rows)
    }

    private func presentVersions(of code: UnitCode) throws -> [HealthUnit] {
        try all(
            "\(UnitTables.selectVersions) WHERE code = $1 AND last_sequence IS NULL ORDER BY valid_from",
            [.value(code)]
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

    /// Removes all units and lineage, and what was known of them when.
    func removeUnits() throws {
        for table in ["unit_version", "unit_lineage", "unit_change"] { try execute("DELETE FROM \(table)") }
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
        self.init(
            code: try row.value("code"),
            name: LocalizedText(vi: try row.value("name_vi"), en: try row.optionalValue("name_en")),
            kind: try row.word("kind"), parent: try row.optionalValue("parent"), from: try row.value("valid_from"),
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
