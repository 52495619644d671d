// What queues refuse.

import MessageSchema
import WireJSON

/// A no of the queues; the names stand in the frame's table of errors.
enum QueueRejection: Rejection {
    case notFound(QueueName)
    case different(QueueName)
    case outOfBounds(String)
    case tooMany(max: Int)
    case full(QueueName, max: Int)
    case restored(QueueName, journal: String)
    case stale([QueueReceipt])
    case letterNotFound(LetterID)
    case tooManyLetters(QueueName, max: Int)

    var name: String {
        switch self {
        case .notFound: "frame.queue.notFound"
        case .different: "frame.queue.different"
        case .outOfBounds: "frame.queue.outOfBounds"
        case .tooMany: "frame.queue.tooMany"
        case .full: "frame.queue.full"
        case .restored: "frame.queue.restored"
        case .stale: "frame.receipt.stale"
        case .letterNotFound: "frame.letter.notFound"
        case .tooManyLetters: "frame.letter.tooMany"
        }
    }

    var message: String {
        switch self {
        case .notFound(let queue): "there is no queue \(queue)"
        case .different(let queue): "\(queue) is open with other settings"
        case .outOfBounds(let sentence): sentence
        case .tooMany(let max): "the service has \(max) queues already"
        case .full(let queue, let max): "\(max) events of \(queue) are in flight already"
        case .restored(let queue, let journal): "the journal is \(journal) since a restore; resume \(queue) to go on"
        case .stale(let receipts): "\(receipts.count) of the receipts hold no more; nothing was changed"
        case .letterNotFound(let letter): "there is no dead letter \(letter)"
        case .tooManyLetters(let queue, let max): "\(queue) has \(max) dead letters, as many as it may have"
        }
    }

    var details: JSONValue? {
        switch self {
        case .notFound(let queue), .different(let queue): ["queue": .string(queue.text)]
        case .restored(_, let journal): ["journal": .string(journal)]
        case .stale(let receipts): ["receipts": .array(receipts.map { .string($0.text) })]
        case .letterNotFound(let letter): ["letter": .string(letter.text)]
        case .outOfBounds, .tooMany, .full, .tooManyLetters: nil
        }
    }
}
