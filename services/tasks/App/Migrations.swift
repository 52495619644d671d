// The tables of the task service. A released migration is never changed; the next one follows it.

internal import Storage

enum Migrations {
    static let all = [
        Migration(
            part: "tasks", version: 1, kind: .expand, summary: "Adds directives, tasks and their steps.",
            statements: [directive, task, taskVersion, currentVersion, placeIndex, directiveIndex, taskStep]),
        // Relies on what the first version does not write: when to look at a task next.
        Migration(
            part: "tasks", version: 2, kind: .contract, summary: "Adds where a task came from, and reminders.",
            statements: origin + reminders),
    ]

    // `key` is number and year, `place` the place in the list of directives.
    private static let directive = """
        CREATE TABLE directive (
          key TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL, year BIGINT NOT NULL, title_vi TEXT NOT NULL,
          title_en TEXT, kind TEXT NOT NULL, issuer TEXT NOT NULL, issued_on TEXT NOT NULL, unit TEXT NOT NULL,
          note TEXT, place TEXT NOT NULL UNIQUE, first_sequence BIGINT NOT NULL, UNIQUE (number, year))
        """

    private static let task = "CREATE TABLE task (id TEXT NOT NULL PRIMARY KEY, drafted_on TEXT NOT NULL)"

    // What a draft says, each rewriting a row of its own. Only the record time is kept: a draft is true of no date.
    // Hosts and coordinators are codes with a space between them. `place` is the place in the list of tasks.
    private static let taskVersion = """
        CREATE TABLE task_version (
          task TEXT NOT NULL REFERENCES task (id), directive TEXT NOT NULL REFERENCES directive (key), ordinal TEXT,
          title TEXT NOT NULL, description TEXT, assigner TEXT NOT NULL, hosts TEXT NOT NULL,
          coordinators TEXT NOT NULL, leader_name TEXT, leader_staff TEXT, officer_name TEXT, officer_staff TEXT,
          product_kind TEXT, product_description TEXT, deadline TEXT, authority_level TEXT, authority_matter TEXT,
          place TEXT NOT NULL, first_sequence BIGINT NOT NULL, last_sequence BIGINT,
          CHECK (last_sequence > first_sequence), PRIMARY KEY (task, first_sequence))
        """
    private static let currentVersion =
        "CREATE UNIQUE INDEX task_version_current ON task_version (task) WHERE last_sequence IS NULL"
    private static let placeIndex = "CREATE INDEX task_version_place ON task_version (place)"
    private static let directiveIndex = "CREATE INDEX task_version_directive ON task_version (directive, place)"

    // Evidence is document numbers with a space between them; neither they nor codes contain one.
    private static let taskStep = """
        CREATE TABLE task_step (
          task TEXT NOT NULL REFERENCES task (id), sequence BIGINT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL,
          percent BIGINT, note TEXT, evidence TEXT NOT NULL, PRIMARY KEY (task, sequence))
        """

    // The event that a task was drafted for, and what it told.
    private static let origin = ["event", "meeting", "decision"].map { column in
        "ALTER TABLE task ADD COLUMN origin_\(column) TEXT"
    }

    // `task_look` says when to look next whether there is something to remind of; a task without a row is not looked
    // at. Tasks from before are looked at once. `task_reminder` is what was told: at most once each.
    private static let reminders = [
        "CREATE TABLE task_look (task TEXT NOT NULL PRIMARY KEY REFERENCES task (id), next_on TEXT NOT NULL)",
        "CREATE INDEX task_look_next_on ON task_look (next_on, task)",
        "INSERT INTO task_look (task, next_on) SELECT id, '0001-01-01' FROM task",
        """
        CREATE TABLE task_reminder (
          task TEXT NOT NULL REFERENCES task (id), last_day TEXT NOT NULL, days_before BIGINT NOT NULL,
          told_on TEXT NOT NULL, PRIMARY KEY (task, last_day, days_before))
        """,
    ]
}
