// The store's own tables, part "storage".

/// Migrations of the journal, its side table, idempotency keys and cursors.
enum StorageSchema {
    static let part = "storage"

    static let migrations = [
        Migration(
            part: part, version: 1, kind: .expand, summary: "Adds the journal and its personal parts.",
            statements: [head, journal, byRecorded, personal, bySubject]),
        Migration(
            part: part, version: 2, kind: .expand, summary: "Adds idempotency keys and cursors.",
            statements: [idempotency, byAge, cursor]),
        Migration(
            part: part, version: 3, kind: .expand, summary: "Finds the journal's entries by their trace.",
            statements: [byTrace]),
    ]

    private static let head = """
        CREATE TABLE journal_head (
          id BIGINT PRIMARY KEY CHECK (id = 1), journal TEXT NOT NULL, origin TEXT NOT NULL,
          sequence BIGINT NOT NULL, hash BYTEA NOT NULL, recorded BIGINT NOT NULL,
          turn BIGINT NOT NULL)
        """
    private static let journal = """
        CREATE TABLE journal (
          sequence BIGINT PRIMARY KEY, recorded BIGINT NOT NULL, type TEXT NOT NULL,
          subject TEXT NOT NULL, actor TEXT NOT NULL, acted_via TEXT, trace TEXT,
          data TEXT NOT NULL, sealed BYTEA NOT NULL, hash BYTEA NOT NULL)
        """
    private static let byRecorded = "CREATE UNIQUE INDEX journal_recorded ON journal (recorded)"
    private static let byTrace = "CREATE INDEX journal_trace ON journal (trace) WHERE trace IS NOT NULL"
    private static let personal = """
        CREATE TABLE journal_private (
          sequence BIGINT PRIMARY KEY, subject TEXT NOT NULL, salt BYTEA NOT NULL,
          private TEXT NOT NULL)
        """
    private static let bySubject =
        "CREATE INDEX journal_private_subject ON journal_private (subject)"
    private static let idempotency = """
        CREATE TABLE idempotency (
          principal TEXT NOT NULL, claim TEXT NOT NULL, method TEXT NOT NULL, digest BYTEA NOT NULL,
          answer BYTEA NOT NULL, sequence BIGINT NOT NULL, claimed BIGINT NOT NULL,
          PRIMARY KEY (principal, claim))
        """
    private static let byAge = "CREATE INDEX idempotency_claimed ON idempotency (claimed)"
    private static let cursor = """
        CREATE TABLE journal_cursor (
          name TEXT PRIMARY KEY, journal TEXT NOT NULL, position BIGINT NOT NULL)
        """
}
