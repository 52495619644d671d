// A request as a service gets it, with the three things a service can do with it.

public import MessageSchema
private import Synchronization

/// A request handed to this worker. It is answered once: `reply`, or `giveBack` if it was not
/// begun; `park` may come before `reply`. Calls after that do nothing. One that is never answered
/// keeps its credit until well after its deadline, so a service answers late requests too.
public struct IncomingRequest: Sendable {
    /// What the gateway says of the request.
    public let head: RequestHead
    /// The JSON-RPC body as the client sent it.
    public let body: [UInt8]
    /// When it came, on `Surroundings.monotonic`, milliseconds.
    public let arrived: Int64
    private let ticket: Ticket

    init(head: RequestHead, body: [UInt8], arrived: Int64, ticket: Ticket) {
        self.head = head
        self.body = body
        self.arrived = arrived
        self.ticket = ticket
    }

    /// A request with no gateway behind it, for tests of what consumes requests: `answered` gets
    /// the reply.
    public init(
        head: RequestHead, body: [UInt8], arrived: Int64,
        answered: @escaping @Sendable (RequestAnswer) -> Void
    ) {
        self.init(head: head, body: body, arrived: arrived, ticket: Ticket(answered))
    }

    /// Answers the request.
    public func reply(_ body: [UInt8]) { ticket.close(.reply(body)) }

    /// Says that the request is a long poll: its credit goes back now and its reply gives none.
    public func park() { ticket.park() }

    /// Says that the request was not begun and is to be run elsewhere, or later.
    public func giveBack() { ticket.close(.giveBack) }

    /// Keeps the promise of one answer.
    final class Ticket: Sendable {
        private enum Stage { case open, parked, closed }
        private let stage = Mutex(Stage.open)
        private let answered: @Sendable (RequestAnswer) -> Void

        init(_ answered: @escaping @Sendable (RequestAnswer) -> Void) { self.answered = answered }

        func park() {
            let isFirst = stage.withLock { stage in
                guard stage == .open else { return false }
                stage = .parked
                return true
            }
            if isFirst { answered(.park) }
        }

        func close(_ answer: RequestAnswer) {
            let isFirst = stage.withLock { stage in
                defer { stage = .closed }
                return stage != .closed
            }
            if isFirst { answered(answer) }
        }
    }
}

/// What a service did with a request.
public enum RequestAnswer: Sendable, Equatable {
    case reply([UInt8])
    case park
    case giveBack
}
