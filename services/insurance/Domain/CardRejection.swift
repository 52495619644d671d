// How a rule about cards says no.

public import MessageSchema

/// Why a card is not issued or taken back. Codes stay out of messages: they name a person.
public enum CardRejection: Rejection {
    case notFound
    case taken
    case ended
    case unfitting(String)

    public var name: String {
        switch self {
        case .notFound: "insurance.card.notFound"
        case .taken: "insurance.card.taken"
        case .ended: "insurance.card.ended"
        case .unfitting: "insurance.card.unfitting"
        }
    }

    public var message: String {
        switch self {
        case .notFound: "There is no such card."
        case .taken: "The card has been issued."
        case .ended: "The card has been taken back or replaced."
        case .unfitting(let why): why
        }
    }
}
