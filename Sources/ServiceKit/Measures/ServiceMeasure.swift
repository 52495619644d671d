// All that every service measures, declared once: what is not here is on no page but for the service's own business
// (BusinessMeasure.swift) and what Exposition says of the process. docs/monitoring.md has the same list, compared by a
// test. No label says who asked or about whom: labels are methods, errors, services, and names of queues.

internal import Exposition

/// The measures of the frame. Names follow OpenTelemetry's semantic conventions where there is one.
enum ServiceMeasure {
    static let all =
        [
            callDuration, commitRequests, commitDuration, writesWaiting, databaseSize, logSize, diskFree,
            idempotencyKeys, journalHead, journalLag, journalSilence, journalDamage, queueBehind, queueWaiting,
            queueInFlight, queueAge, queueLetters, buildInfo,
        ] + ProcessReadings.all

    /// Semantic conventions for RPC metrics 1.40; `_OTHER` stands for every method that the contract does not have.
    static let callDuration = Metric(
        "rpc.server.call.duration", .histogram(Metric.callSeconds), unit: .seconds,
        help: "Calls by method and error, from being taken up to the answer; long polls include their wait.")

    static let commitRequests = Metric(
        "sauro.commit.requests", .histogram(Metric.counts), help: "Writes that shared one COMMIT.")
    static let commitDuration = Metric(
        "sauro.commit.duration", .histogram(Metric.callSeconds), unit: .seconds,
        help: "COMMIT itself, which waits for the disk.")
    static let writesWaiting = Metric("sauro.writes.waiting", .gauge, help: "Writes that wait for the writer.")
    static let databaseSize = Metric(
        "sauro.database.size", .gauge, unit: .bytes, help: "The database file, without its write-ahead log.")
    static let logSize = Metric("sauro.wal.size", .gauge, unit: .bytes, help: "The write-ahead log's file.")
    static let diskFree = Metric(
        "sauro.disk.free", .gauge, unit: .bytes, help: "What is left for this user on the data folder's file system.")
    static let idempotencyKeys = Metric(
        "sauro.idempotency.keys", .gauge, help: "Idempotency keys kept, counted once a minute, up to a million.")

    static let journalHead = Metric(
        "sauro.journal.head", .gauge, help: "The sequence of the journal's last entry.")
    static let journalLag = Metric(
        "sauro.journal.lag", .gauge,
        help: "Entries of a followed service's journal that this one has not applied, as of its last answer.")
    static let journalSilence = Metric(
        "sauro.journal.silence", .gauge, unit: .seconds,
        help: "Since when a followed service has not told where its journal ends.")
    static let journalDamage = Metric(
        "sauro.journal.damage", .counter, help: "Requests that met an entry for which the journal cannot vouch.")

    static let queueBehind = Metric(
        "sauro.queue.behind", .gauge, help: "Entries of the journal that a queue's consumers have not asked past.")
    static let queueWaiting = Metric(
        "sauro.queue.waiting", .gauge, help: "Events of a queue that are to be handed out again.")
    static let queueInFlight = Metric("sauro.queue.in_flight", .gauge, help: "Events of a queue with consumers.")
    static let queueAge = Metric(
        "sauro.queue.age", .gauge, unit: .seconds,
        help: "How long ago, in suite time, the oldest event was recorded that a queue has not settled or looked at.")
    static let queueLetters = Metric("sauro.queue.letters", .gauge, help: "Dead letters of a queue.")

    static let buildInfo = Metric("sauro.build.info", .gauge, help: "1, under the service's name and version.")
}
