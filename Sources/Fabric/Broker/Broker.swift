// The gateway: a `BrokerState` on a thread that owns the client port and the worker port.

public import MessageSchema
public import Surroundings
private import Synchronization

/// A gateway between clients and the services' instances.
public final class Broker: Sendable {
    private let thread: PortThread<BrokerState>
    private let latest: Snapshot

    /// `principal` says who a caller is, from where its message came and the name it asks to act
    /// as; it is asked for every request, on the gateway's thread, and must answer from memory.
    public init(
        transport: any Transport, clients: Endpoint, workers: Endpoint,
        settings: BrokerSettings = .init(),
        surroundings: Surroundings,
        principal: @escaping @Sendable (PeerOrigin, _ actAs: String?) -> Result<Principal, Failure>
    ) {
        let firstId = surroundings.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
        let state = BrokerState(settings: settings, firstId: max(1, firstId), principal: principal)
        let plans = [
            PortPlan(.listens, clients, limits: settings.clientPort),
            PortPlan(.listens, workers, limits: settings.workerPort),
        ]
        let snapshot = Snapshot()
        latest = snapshot
        thread = PortThread(state, transport: transport, plans: plans, surroundings: surroundings) {
            snapshot.store($0)
        }
    }

    deinit { thread.stop() }

    /// Opens both ports; throws when one cannot be opened, another gateway's being there among the
    /// reasons.
    public func start() throws(TransportError) { try thread.start() }

    /// Answers what waits and what is in flight with `unavailable`, says BYE to the workers and
    /// closes the ports.
    public func stop() { thread.stop() }

    /// The state as of the last look at the clock, a quarter of a second ago at most.
    public var statistics: BrokerStatistics { latest.value }
}

private final class Snapshot: Sendable {
    private let stored = Mutex(BrokerStatistics())
    var value: BrokerStatistics { stored.withLock { $0 } }
    func store(_ statistics: BrokerStatistics) { stored.withLock { $0 = statistics } }
}
