// The routes of queues and dead letters, the same in every service. `next` and `letter.show` are more than routes: they
// read the journal as `events.read` does, and `next` may wait.

import MessageSchema
import Storage

extension QueueDesk {
    /// The routes for a service's contract.
    func routes<Owner: Contract>(of owner: Owner.Type) -> [Route] {
        [
            .write(SubscribeQueue<Owner>.self) { try subscribe($0, $1) },
            .read(ListQueues<Owner>.self) { try list($0, $1) },
            .write(ResumeQueue<Owner>.self) { try resume($0, $1) },
            .write(RemoveQueue<Owner>.self) { try remove($0, $1) },
            Route.write(AcknowledgeEvents<Owner>.self) { try acknowledge($0, $1) }.asBookkeeping,
            Route.write(ReleaseEvents<Owner>.self) { try release($0, $1) }.asBookkeeping,
            .read(ListLetters<Owner>.self) { try list($0, $1) },
            .write(RetryLetters<Owner>.self) { try retry($0, $1) },
            .write(DiscardLetters<Owner>.self) { try discard($0, $1) },
        ]
    }

    /// The part of `next` that takes events which a look found.
    func taking<Owner: Contract>(_ owner: Owner.Type, _ found: QueueOutlook) -> Route {
        Route.write(TakeEvents<Owner>.self) { request, context in
            try take(found, request.next, context)
        }.asBookkeeping
    }

    /// The part of `next` that gives what the request's idempotency key was used for before; else it throws
    /// `NothingKept`.
    func repeating<Owner: Contract>(_ owner: Owner.Type) -> Route {
        Route.write(TakeEvents<Owner>.self) { _, context in
            try context.authoriseEverything()
            throw NothingKept()
        }
    }
}

extension Route {
    /// The same route for a write that may change rows without an event: leases and places, which are no facts.
    fileprivate var asBookkeeping: Route {
        var route = self
        route.purpose = .bookkeeping
        return route
    }
}

/// The idempotency key of a request was not used before.
struct NothingKept: Error {}

/// `next` as the writer runs it: the same request, answered with receipts instead of events.
struct TakeEvents<Owner: Contract>: Method {
    static var name: MethodName { NextEvents<Owner>.name }
    static var effect: Effect { NextEvents<Owner>.effect }
    static var permission: Permission { NextEvents<Owner>.permission }
    static var scope: Scope<Self> { .found }
    static var summary: String { NextEvents<Owner>.summary }

    var next: NextEvents<Owner>
    init(_ next: NextEvents<Owner>) { self.next = next }
    init(from decoder: any Decoder) throws { next = try NextEvents(from: decoder) }
    func encode(to encoder: any Encoder) throws { try next.encode(to: encoder) }

    typealias Reply = TakenEvents
    static var example: Example<Self> {
        Example(Self(NextEvents<Owner>.example.request), reply: TakenEvents(journal: "", items: [], behind: 0))
    }
}
