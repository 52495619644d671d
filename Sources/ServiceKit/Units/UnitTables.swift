// The tables of the unit projection: the same in every service. In the registry they are the truth, elsewhere a copy
// made from its events; their sequences are always the registry's.

import MessageSchema
import Storage

enum UnitTables {
    static let versions = VersionedTable(
        "unit_version", key: ["code"], values: ["name_vi", "name_en", "kind", "parent"])
    static let lineage = VersionedTable(
        "unit_lineage", key: ["predecessor", "successor"], values: ["share", "is_primary"])

    /// `unit_change` says, for each of this journal's sequences that changed units, up to which sequence of the
    /// registry's journal they are known from then on; `token` is new each time, so that caches cannot mistake a change
    /// that was rolled back for the one that took its sequence.
    static let migrations = [
        Migration(
            part: "units", version: 1, kind: .expand, summary: "Adds the units and their lineage.",
            statements: VersionedTable.create(
                name: "unit_version", keyColumns: [("code", "TEXT")],
                valueColumns: [
                    ("name_vi", "TEXT NOT NULL"), ("name_en", "TEXT"), ("kind", "TEXT NOT NULL"), ("parent", "TEXT"),
                ])
                + VersionedTable.create(
                    name: "unit_lineage", keyColumns: [("predecessor", "TEXT"), ("successor", "TEXT")],
                    valueColumns: [("share", "BIGINT NOT NULL"), ("is_primary", "BIGINT NOT NULL")])
                + [
                    """
                    CREATE TABLE unit_change (
                      sequence BIGINT NOT NULL PRIMARY KEY, upstream BIGINT NOT NULL, token TEXT NOT NULL)
                    """
                ])
    ]
}
