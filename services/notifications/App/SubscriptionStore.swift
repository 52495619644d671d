// Subscriptions in the database, and which events each has answered.

internal import MessageSchema
internal import NotificationsDomain
internal import Storage

/// A subscription as it is kept.
struct StoredSubscription {
    var subscription: Subscription
    /// The unit in whose subtree its creator may act, as the principal had it; nil is everywhere.
    var scope: String?
}

struct SubscriptionStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A subscription, removed or not; nil if there is none.
    func subscription(_ id: SubscriptionID) throws -> Subscription? {
        try reader.first("SELECT * FROM subscription WHERE id = $1", [.value(id)]).map(Subscription.init)
    }

    /// Whether a subscription of a name is in force.
    func isTaken(_ name: SubscriptionName) throws -> Bool {
        try reader.first("SELECT id FROM subscription WHERE name = $1 AND removed IS NULL", [.value(name)]) != nil
    }

    /// The subscriptions in force to a type of event, oldest first.
    func inForce(event: String) throws -> [StoredSubscription] {
        try reader.all(
            "SELECT * FROM subscription WHERE event = $1 AND removed IS NULL ORDER BY created, id", [.text(event)]
        ).map { row in
            StoredSubscription(subscription: try Subscription(row), scope: try row.optionalText("scope"))
        }
    }

    /// Subscriptions by name, after a place: the name and the identifier.
    func byName(after place: String?, removed: Bool, limit: Int) throws -> [Subscription] {
        let inForce = removed ? "" : "AND removed IS NULL"
        return try reader.all(
            """
            SELECT * FROM subscription WHERE name || ' ' || id > $1 \(inForce)
            ORDER BY name || ' ' || id LIMIT $2
            """, [.text(place ?? ""), .integer(Int64(limit))]
        ).map(Subscription.init)
    }

    static func insert(_ stored: StoredSubscription, _ writer: Writer) throws {
        let subscription = stored.subscription
        try writer.execute(
            """
            INSERT INTO subscription
              (id, name, unit, event, filter, template, sources, recipients, channels, scope, created, matched, refused)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0)
            """,
            [
                .value(subscription.id), .value(subscription.name), .value(subscription.unit),
                .text(subscription.event), try .json(subscription.filter), .value(subscription.template),
                try .json(subscription.values), try .json(subscription.recipients), .words(subscription.channels),
                .optionalText(stored.scope), .integer(subscription.created.microseconds),
            ])
    }

    static func remove(_ id: SubscriptionID, at instant: Instant, _ writer: Writer) throws {
        try writer.execute(
            "UPDATE subscription SET removed = $1 WHERE id = $2 AND removed IS NULL",
            [.integer(instant.microseconds), .value(id)])
    }

    /// Whether a subscription has answered an event.
    func hasAnswered(_ event: String, _ id: SubscriptionID) throws -> Bool {
        try reader.first(
            "SELECT event FROM event_answered WHERE subscription = $1 AND event = $2", [.value(id), .text(event)])
            != nil
    }

    /// Keeps that an event made a notice.
    static func answer(_ event: String, _ id: SubscriptionID, with notice: Int64, _ writer: Writer) throws {
        try writer.execute(
            "INSERT INTO event_answered (subscription, event, notice) VALUES ($1, $2, $3)",
            [.value(id), .text(event), .integer(notice)])
        try writer.execute("UPDATE subscription SET matched = matched + 1 WHERE id = $1", [.value(id)])
    }

    /// Keeps that no notice could be made of an event.
    static func refuse(_ event: String, _ id: SubscriptionID, _ problem: PlainText, _ writer: Writer) throws {
        try writer.execute(
            "INSERT INTO event_answered (subscription, event, problem) VALUES ($1, $2, $3)",
            [.value(id), .text(event), .value(problem)])
        try writer.execute(
            "UPDATE subscription SET refused = refused + 1, last_refused = $1, last_problem = $2 WHERE id = $3",
            [.text(event), .value(problem), .value(id)])
    }
}

extension Subscription {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.value("id"), name: try row.value("name"), unit: try row.value("unit"),
            event: try row.text("event"), filter: try row.json("filter"), template: try row.value("template"),
            values: try row.json("sources"), recipients: try row.json("recipients"),
            channels: try row.words("channels"), created: try row.instant("created"),
            removed: try row.optionalInstant("removed"), matched: try row.count("matched"),
            refused: try row.count("refused"), lastRefused: try row.optionalText("last_refused"),
            lastProblem: try row.optionalValue("last_problem"))
    }
}
