// The registry's own tables. Units and lineage lie in the frame's tables; here are people, reorganisations, groups,
// partners, meetings and indicators.

internal import Storage

/// Steps of the registry's schema; a released one is never changed.
enum Migrations {
    static let all = [
        Migration(
            part: "registry", version: 1, kind: .expand, summary: "Adds staff, posts and reorganisations.",
            statements: staff + posts + reorganisations),
        Migration(
            part: "registry", version: 2, kind: .expand, summary: "Adds groups, partners, meetings and indicators.",
            statements: groups + memberships + partners + meetings + indicators),
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

    /// Neither a group nor a partner, a meeting or the definition of an indicator ever changes, so they have no
    /// versions; `first_sequence` says since when they are known. Mandate, agenda and decisions are JSON.
    private static let groups = [
        """
        CREATE TABLE cooperation_group (
          code TEXT NOT NULL PRIMARY KEY, name_vi TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL, parent TEXT,
          unit TEXT NOT NULL, mandate TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT, first_sequence BIGINT NOT NULL)
        """
    ]

    private static let memberships =
        VersionedTable.create(
            name: "group_membership", keyColumns: [("id", "TEXT")],
            valueColumns: [
                ("group_code", "TEXT NOT NULL"), ("unit", "TEXT"), ("partner", "TEXT"), ("role", "TEXT NOT NULL"),
                ("representative", "TEXT"),
            ]) + [
            "CREATE INDEX group_membership_group ON group_membership (group_code, last_sequence)",
            "CREATE INDEX group_membership_unit ON group_membership (unit, last_sequence)",
            "CREATE INDEX group_membership_partner ON group_membership (partner, last_sequence)",
        ]

    private static let partners = [
        """
        CREATE TABLE partner (
          code TEXT NOT NULL PRIMARY KEY, name_vi TEXT NOT NULL, name_en TEXT, kind TEXT NOT NULL,
          unit TEXT NOT NULL, since TEXT, contact TEXT, first_sequence BIGINT NOT NULL)
        """
    ]

    /// `place` is the place in the list, newest first.
    private static let meetings = [
        """
        CREATE TABLE group_meeting (
          id TEXT NOT NULL PRIMARY KEY, group_code TEXT NOT NULL REFERENCES cooperation_group (code),
          document TEXT NOT NULL, held_on TEXT NOT NULL, year BIGINT NOT NULL, agenda TEXT NOT NULL,
          decisions TEXT NOT NULL, place TEXT NOT NULL UNIQUE, first_sequence BIGINT NOT NULL, UNIQUE (document, year))
        """,
        "CREATE INDEX group_meeting_group ON group_meeting (group_code, place)",
    ]

    /// A year's target and figure are true throughout the year; a later one supersedes. `area` is empty for the whole
    /// country, values are thousandths.
    private static let indicators =
        [
            """
            CREATE TABLE indicator (
              code TEXT NOT NULL PRIMARY KEY, name_vi TEXT NOT NULL, name_en TEXT, definition_vi TEXT,
              definition_en TEXT, measured_in TEXT NOT NULL, direction TEXT NOT NULL, strict BIGINT NOT NULL,
              owner TEXT NOT NULL, first_sequence BIGINT NOT NULL)
            """
        ]
        + VersionedTable.create(
            name: "indicator_target", keyColumns: [("indicator", "TEXT")],
            valueColumns: [("value", "BIGINT NOT NULL"), ("strict", "BIGINT NOT NULL"), ("source", "TEXT NOT NULL")])
        + VersionedTable.create(
            name: "indicator_figure", keyColumns: [("indicator", "TEXT"), ("area", "TEXT")],
            valueColumns: [("value", "BIGINT NOT NULL"), ("source", "TEXT NOT NULL")])
}
