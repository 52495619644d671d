// The last words of a gateway, and on a port of a gateway that goes on.

internal import MessageSchema

extension BrokerState {
    /// The workers of a port are to go to another; its clients hear what they wait for.
    mutating func prepareToLeave(_ port: Int, now: Int64) {
        closing.insert(port)
        for peer in workers.keys.filter({ $0.port == port }) {
            send(.bye, to: peer)
            lose(peer, now: now)
        }
    }

    /// The last words on a port: every client of it gets its answer.
    mutating func leave(_ port: Int) {
        endAll { $0.client.port == port }
        for client in slowAnswers.clients where client.port == port { retrySlow(client) }
        connections = connections.filter { $0.key.port != port }
        sides[port] = nil
        closing.remove(port)
    }

    /// The last words: every client gets its answer, every worker a BYE.
    mutating func leave() {
        isLeaving = true
        endAll { _ in true }
        for peer in workers.keys { send(.bye, to: peer) }
        workers = [:]
        for name in services.keys { services[name]?.workers = [] }
        for client in slowAnswers.clients { retrySlow(client) }
        actions.append(.report(statistics))
    }

    private mutating func endAll(_ isMeant: (PendingRequest) -> Bool) {
        for request in requests.values.filter(isMeant).sorted(by: { $0.id < $1.id }) {
            switch request.place {
            case .waiting: refuse(request.id, unavailable(Self.stopping, request.executed))
            case .inFlight: refuse(request.id, unavailable(Self.stopping, .unknown))
            case .overdue: break
            }
        }
    }
}
