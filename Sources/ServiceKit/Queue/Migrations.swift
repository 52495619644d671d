// The tables of the queues, the same in every service. They hold places, leases and what an event is about; the
// events themselves stay in the journal.

import Storage

enum QueueTables {
    /// `queue_delivery` has a row for each event that was taken and not settled: `out` with a consumer until `due`,
    /// `waiting` to be handed out again, `done` for a while after it was acknowledged, until `due`. Times are of the
    /// machine's clock, milliseconds. What used up its attempts moves to `queue_letter`.
    static let migrations = [
        Migration(
            part: "queue", version: 1, kind: .expand, summary: "Adds the queues of outside consumers.",
            statements: [
                """
                CREATE TABLE queue (
                  number BIGINT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, types TEXT NOT NULL,
                  subjects TEXT NOT NULL, start BIGINT, visibility BIGINT NOT NULL, attempts_max BIGINT NOT NULL,
                  opened BIGINT NOT NULL, journal TEXT NOT NULL, position BIGINT NOT NULL, UNIQUE (owner, name))
                """,
                """
                CREATE TABLE queue_delivery (
                  queue BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL,
                  recorded BIGINT NOT NULL, trace TEXT, state TEXT NOT NULL, attempts BIGINT NOT NULL,
                  receipt TEXT, reason TEXT, due BIGINT NOT NULL, PRIMARY KEY (queue, sequence))
                """,
                "CREATE INDEX queue_delivery_due ON queue_delivery (queue, state, due)",
                """
                CREATE TABLE queue_letter (
                  id TEXT NOT NULL PRIMARY KEY, queue BIGINT NOT NULL, sequence BIGINT NOT NULL, type TEXT NOT NULL,
                  subject TEXT NOT NULL, recorded BIGINT NOT NULL, trace TEXT,
                  attempts BIGINT NOT NULL, cause TEXT NOT NULL, reason TEXT, receipt TEXT NOT NULL,
                  died BIGINT NOT NULL, UNIQUE (queue, sequence))
                """,
            ])
    ]
}
