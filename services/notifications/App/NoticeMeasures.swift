// What operators watch of notices: what became of deliveries, and what still waits.

internal import MessageSchema
internal import ServiceKit
internal import Storage

enum NoticeMeasures {
    static let all = [deliveries, waiting]

    private static let deliveries = BusinessMeasure.counting(
        "sauro.notifications.deliveries", "Attempts at deliveries, by channel and outcome; an inbox takes all at once.",
        labels: ["channel", "outcome"], by: DeliveriesRecorded.self
    ) { event in
        let outcomes = [
            ("delivered", event.delivered), ("retried", event.retried), ("failed", event.failed),
            ("dropped", event.dropped),
        ]
        return outcomes.map { ([event.channel.rawValue, $0.0], $0.1) }
    }

    private static let waiting = BusinessMeasure.standing(
        "sauro.notifications.waiting", "Deliveries that wait for their channel, by channel, counted up to a million.",
        labels: ["channel"]
    ) { context in
        try DeliveryStore(context.reader).waitingCounts(limit: 1_000_000).map { ([$0.channel], $0.count) }
    }
}
