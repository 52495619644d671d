// The gateway: a `BrokerState` on a thread that owns its ports, and a gatekeeper for those that face a network.

public import MessageSchema
public import Surroundings
private import Synchronization

/// A gateway between clients and the services' instances.
public final class Broker: Sendable {
    private let thread: PortThread<BrokerState>
    /// There once a port needed it.
    private let gatekeeper = Mutex<Gatekeeper?>(nil)
    private let makeGatekeeper: @Sendable () -> Gatekeeper
    private let listeners: [Listener]
    private let settings: BrokerSettings
    private let latest: Snapshot

    /// A gateway that listens at these places, and at others that `open` adds. Ports with a key need a transport that
    /// has keys, which memory has not, and that no other gateway with keys uses.
    public init(
        transport: any Transport, listeners: [Listener], settings: BrokerSettings = .init(),
        surroundings: Surroundings, admission: Admission
    ) {
        let firstId = surroundings.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
        let sides = Dictionary(uniqueKeysWithValues: listeners.enumerated().map { ($0.offset, $0.element.side) })
        let state = BrokerState(settings: settings, firstId: max(1, firstId), sides: sides, admission: admission)
        let snapshot = Snapshot()
        latest = snapshot
        self.settings = settings
        self.listeners = listeners
        makeGatekeeper = {
            Gatekeeper(transport: transport, surroundings: surroundings) { key, domain in
                Listener.Side(rawValue: domain).map { admission.admits(key, $0) } ?? false
            }
        }
        thread = PortThread(
            state, transport: transport, plans: listeners.map { $0.plan(settings) }, surroundings: surroundings
        ) { snapshot.store($0) }
    }

    /// A gateway with one port on each side.
    public convenience init(
        transport: any Transport, clients: Endpoint, workers: Endpoint, settings: BrokerSettings = .init(),
        surroundings: Surroundings,
        principal: @escaping @Sendable (PeerOrigin, _ actAs: String?) -> Result<Principal, Failure>
    ) {
        self.init(
            transport: transport, listeners: [Listener(.clients, clients), Listener(.workers, workers)],
            settings: settings, surroundings: surroundings, admission: Admission(principal: principal))
    }

    deinit { stop() }

    /// Opens the ports; throws when one cannot be opened, another gateway's being there among the reasons.
    public func start() throws(TransportError) {
        for listener in listeners { try guardPort(of: listener) }
        do throws(TransportError) { try thread.start() } catch {
            stopGatekeeper()
            throw error
        }
    }

    /// Starts the gatekeeper before the first port that needs it. One that cannot be started is tried again with the
    /// next port.
    private func guardPort(of listener: Listener) throws(TransportError) {
        guard listener.key != nil else { return }
        let outcome: Result<Void, TransportError> = gatekeeper.withLock { gatekeeper in
            guard gatekeeper == nil else { return .success(()) }
            let new = makeGatekeeper()
            do throws(TransportError) { try new.start() } catch { return .failure(error) }
            gatekeeper = new
            return .success(())
        }
        try outcome.get()
    }

    private func stopGatekeeper() { gatekeeper.withLock { $0 }?.stop() }

    /// Listens at one more place while it runs. Gives the place with the port it got, if that was left open.
    @discardableResult
    public func open(_ listener: Listener) throws(TransportError) -> OpenListener {
        try guardPort(of: listener)
        let opened = try thread.open(listener.plan(settings)) { .opened(port: $0, listener.side) }
        return OpenListener(endpoint: opened.endpoint, port: opened.port)
    }

    /// Listens at a place no more. Its workers hear BYE. Its clients can ask nothing more; what they wait for is
    /// answered, within `closingMilliseconds` by the services, and then by the gateway.
    public func close(_ listener: OpenListener) {
        thread.close(
            listener.port, after: settings.closingMilliseconds, first: .closing(port: listener.port),
            last: .closed(port: listener.port))
    }

    /// Answers what waits and what is in flight with `unavailable`, says BYE to the workers and
    /// closes the ports.
    public func stop() {
        thread.stop()
        stopGatekeeper()
    }

    /// The state as of the last look at the clock, a quarter of a second ago at most.
    public var statistics: BrokerStatistics { latest.value }
}

/// A place a running gateway was told to listen at.
public struct OpenListener: Sendable, Equatable {
    public let endpoint: Endpoint
    let port: Int
}

private final class Snapshot: Sendable {
    private let stored = Mutex(BrokerStatistics())
    var value: BrokerStatistics { stored.withLock { $0 } }
    func store(_ statistics: BrokerStatistics) { stored.withLock { $0 = statistics } }
}
