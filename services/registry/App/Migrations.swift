// The registry's own tables. Units and lineage lie in the frame's tables; here are people and reorganisations.

internal import Storage

/// Steps of the registry's schema; a released one is never changed.
enum Migrations {
    static let all = [
        Migration(part: "registry", version: 1, statements: staff + posts + reorganisations)
    ]

    /// A file never changes but by erasure, so it has no versions; `first_sequence` says since when it is known.
    private static let staff = [
        """
        CREATE TABLE staff (
          id TEXT NOT NULL PRIMARY KEY, unit TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
          profession TEXT NOT NULL, birth_date TEXT, citizen_number TEXT, licence TEXT,
          first_sequence BIGINT NOT NULL)
        """,
        """
        CREATE UNIQUE INDEX staff_citizen_number ON staff (citizen_number) WHERE citizen_number IS NOT NULL
        """,
        "CREATE INDEX staff_unit ON staff (unit)",
    ]

    private static let posts =
        VersionedTable.create(
            name: "post", keyColumns: [("id", "TEXT")],
            valueColumns: [
                ("staff", "TEXT NOT NULL"), ("unit", "TEXT NOT NULL"), ("position", "TEXT NOT NULL"),
                ("main", "BIGINT NOT NULL"), ("full_time", "BIGINT NOT NULL"),
            ]) + [
            // With `last_sequence`, or SQLite would rather look up all present rows than those of a few units.
            "CREATE INDEX post_staff ON post (staff, last_sequence)",
            "CREATE INDEX post_unit ON post (unit, last_sequence)",
        ]

    private static let reorganisations = [
        """
        CREATE TABLE reorganisation (
          id TEXT NOT NULL PRIMARY KEY, planned BIGINT NOT NULL, state TEXT NOT NULL, effective TEXT NOT NULL,
          document TEXT NOT NULL, plan TEXT NOT NULL, hash TEXT NOT NULL, planned_by TEXT NOT NULL,
          approved_by TEXT, first_sequence BIGINT, last_sequence BIGINT)
        """,
        "CREATE UNIQUE INDEX reorganisation_planned ON reorganisation (planned)",
        "CREATE INDEX reorganisation_state ON reorganisation (state, effective)",
    ]
}
