// The tables of the notification service. A released migration is never changed; the next one follows it.

internal import Storage

enum Migrations {
    static let all = [
        Migration(
            part: "notifications", version: 1, kind: .expand,
            summary: "Adds templates, notices, deliveries and subscriptions.",
            statements: [
                templateVersion, post, postByUnit, postByStaff, notice, noticeSending, noticeRecipient, noticeUnit,
                delivery, deliveryInbox, deliveryWaiting, deliveryAttempt, subscription, subscriptionName,
                subscriptionEvent, eventAnswered,
            ])
    ]

    private static let templateVersion = """
        CREATE TABLE template_version (
          name TEXT NOT NULL, version BIGINT NOT NULL, unit TEXT NOT NULL, title_vi TEXT NOT NULL, title_en TEXT,
          body_vi TEXT NOT NULL, body_en TEXT, variables TEXT NOT NULL, published_on TEXT NOT NULL,
          PRIMARY KEY (name, version))
        """

    // Who serves where, as the registry tells it, without names. `first_sequence` and `last_sequence` are this
    // journal's: the next entry when the row was made, so that a notice is looked up as things were when it was sent.
    private static let post = """
        CREATE TABLE post (
          id TEXT NOT NULL, staff TEXT NOT NULL, unit TEXT NOT NULL, position TEXT NOT NULL, valid_from TEXT NOT NULL,
          valid_until TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT, PRIMARY KEY (id, first_sequence))
        """
    private static let postByUnit = "CREATE INDEX post_unit ON post (unit, staff)"
    private static let postByStaff = "CREATE INDEX post_staff ON post (staff)"

    // `sequence` is that of the event that sent it, and its key in all tables. The counts are those of its deliveries
    // and dropped recipients. `at_ordinal`, `at_unit`, `at_person` say how far recipients have been looked up.
    private static let notice = """
        CREATE TABLE notice (
          sequence BIGINT NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, sender TEXT NOT NULL,
          template TEXT NOT NULL, version BIGINT NOT NULL, title_vi TEXT NOT NULL, title_en TEXT,
          body_vi TEXT NOT NULL, body_en TEXT, channels TEXT NOT NULL, sent BIGINT NOT NULL, day TEXT NOT NULL,
          subscription TEXT, event_type TEXT, event TEXT, waiting BIGINT NOT NULL, delivered BIGINT NOT NULL,
          dropped BIGINT NOT NULL, failed BIGINT NOT NULL, read BIGINT NOT NULL, at_ordinal BIGINT NOT NULL,
          at_unit TEXT NOT NULL, at_person TEXT NOT NULL)
        """
    private static let noticeSending = "CREATE INDEX notice_sending ON notice (sequence) WHERE status = 'sending'"

    // `seen` counts persons found, `persons` those of them who were not found before.
    private static let noticeRecipient = """
        CREATE TABLE notice_recipient (
          notice BIGINT NOT NULL REFERENCES notice (sequence), ordinal BIGINT NOT NULL, kind TEXT NOT NULL, person TEXT,
          unit TEXT, position TEXT, became TEXT, units BIGINT, seen BIGINT NOT NULL, persons BIGINT NOT NULL,
          dropped TEXT, day TEXT, PRIMARY KEY (notice, ordinal))
        """

    // The codes at which to look for posts; gone once all recipients were looked up.
    private static let noticeUnit = """
        CREATE TABLE notice_unit (
          notice BIGINT NOT NULL REFERENCES notice (sequence), ordinal BIGINT NOT NULL, unit TEXT NOT NULL,
          PRIMARY KEY (notice, ordinal, unit))
        """

    // A person has one delivery a notice and channel. `due`, `lease_until` are milliseconds of the machine's clock,
    // `read` is an instant.
    private static let delivery = """
        CREATE TABLE delivery (
          id TEXT NOT NULL UNIQUE, notice BIGINT NOT NULL REFERENCES notice (sequence), person TEXT NOT NULL,
          channel TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, day TEXT, attempts BIGINT NOT NULL,
          due BIGINT NOT NULL, lease_owner TEXT, lease_until BIGINT, read BIGINT,
          PRIMARY KEY (notice, person, channel))
        """
    private static let deliveryInbox =
        "CREATE INDEX delivery_inbox ON delivery (person, notice) WHERE channel = 'inbox'"
    // In the order in which deliveries are claimed, so that a claim reads no more than it takes.
    private static let deliveryWaiting =
        "CREATE INDEX delivery_waiting ON delivery (channel, due, notice, person) WHERE state = 'waiting'"

    private static let deliveryAttempt = """
        CREATE TABLE delivery_attempt (
          notice BIGINT NOT NULL REFERENCES notice (sequence), delivery TEXT NOT NULL, attempt BIGINT NOT NULL,
          tried BIGINT NOT NULL, outcome TEXT NOT NULL, problem TEXT, PRIMARY KEY (notice, delivery, attempt))
        """

    // `scope` is the unit in whose subtree its creator may act; NULL is everywhere.
    private static let subscription = """
        CREATE TABLE subscription (
          id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, event TEXT NOT NULL,
          filter TEXT NOT NULL, template TEXT NOT NULL, sources TEXT NOT NULL, recipients TEXT NOT NULL,
          channels TEXT NOT NULL, scope TEXT, created BIGINT NOT NULL, removed BIGINT, matched BIGINT NOT NULL,
          refused BIGINT NOT NULL, last_refused TEXT, last_problem TEXT)
        """
    private static let subscriptionName =
        "CREATE UNIQUE INDEX subscription_name ON subscription (name) WHERE removed IS NULL"
    private static let subscriptionEvent =
        "CREATE INDEX subscription_event ON subscription (event) WHERE removed IS NULL"

    // An event has one answer a subscription: a notice, or why there is none.
    private static let eventAnswered = """
        CREATE TABLE event_answered (
          subscription TEXT NOT NULL REFERENCES subscription (id), event TEXT NOT NULL, notice BIGINT, problem TEXT,
          PRIMARY KEY (subscription, event))
        """
}
