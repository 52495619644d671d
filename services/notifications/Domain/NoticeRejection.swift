// How a rule about notices, deliveries and inboxes says no.

public import MessageSchema

/// Why a notice is not sent, or what it names is not found.
public enum NoticeRejection: FindingsRejection {
    case notFound(NoticeID)
    case badRecipients([Finding])
    /// There is no such person, or not in the caller's scope: both look alike.
    case noInbox(StaffID)
    case noDelivery(DeliveryID)

    public var name: String {
        switch self {
        case .notFound: "notifications.notice.notFound"
        case .badRecipients: "notifications.notice.badRecipients"
        case .noInbox: "notifications.inbox.notFound"
        case .noDelivery: "notifications.delivery.notFound"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let notice): "There is no notice \(notice)."
        case .badRecipients(let findings): "The notice was not sent: \(findings.errorSentence)."
        case .noInbox(let staff): "There is no inbox of \(staff)."
        case .noDelivery(let delivery): "There is no delivery \(delivery) in an inbox."
        }
    }

    public var findings: [Finding] {
        if case .badRecipients(let findings) = self { findings } else { [] }
    }
}
