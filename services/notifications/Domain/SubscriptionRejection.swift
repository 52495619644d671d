// How a rule about subscriptions says no.

public import MessageSchema

/// Why a subscription is not created or not found.
public enum SubscriptionRejection: FindingsRejection {
    case notFound(SubscriptionID)
    case faulty(SubscriptionName, [Finding])
    case nameTaken(SubscriptionName)

    public var name: String {
        switch self {
        case .notFound: "notifications.subscription.notFound"
        case .faulty: "notifications.subscription.faulty"
        case .nameTaken: "notifications.subscription.nameTaken"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let subscription): "There is no subscription \(subscription)."
        case .faulty(let name, let findings):
            "The subscription \(name) was not created: \(findings.errorSentence)."
        case .nameTaken(let name): "A subscription \(name) is in force."
        }
    }

    public var findings: [Finding] {
        if case .faulty(_, let findings) = self { findings } else { [] }
    }
}
