// Frames carried within one process, for tests and for programs that hold the whole suite. The same
// sayings as ZeroMQ's: a port without a listener is slow, a peer that left is gone, a listener that
// comes back is a new peer.

private import Glibc
private import Synchronization
public import ZeroMQ

/// An in-process carrier. Endpoints are names within this value.
public final class MemoryTransport: Transport {
    let hub: MemoryHub
    private let origin: PeerOrigin

    /// A carrier whose ports all seem to belong to `origin`; without one, to this process's user.
    public init(origin: PeerOrigin? = nil) {
        hub = MemoryHub()
        self.origin = origin ?? .local(uid: geteuid())
    }

    private init(hub: MemoryHub, origin: PeerOrigin) {
        self.hub = hub
        self.origin = origin
    }

    /// The same carrier and endpoints, its ports seeming to belong to someone else.
    public func seen(as origin: PeerOrigin) -> MemoryTransport {
        MemoryTransport(hub: hub, origin: origin)
    }

    public func open(_ plans: [PortPlan], waker: Waker) throws(TransportError) -> any PortSet {
        try MemoryPorts(plans, hub: hub, origin: origin, waker: waker)
    }
}

/// The listeners of one carrier by name.
final class MemoryHub: Sendable {
    private struct State {
        var listeners: [String: MemoryQueue] = [:]
        /// Those who found nobody listening, rung when somebody does.
        var waiting: [String: [MemoryQueue]] = [:]
        var connections: UInt32 = 0
    }

    private let state = Mutex(State())

    func listen(_ name: String, _ queue: MemoryQueue) throws(TransportError) {
        let waiting: [MemoryQueue]? = state.withLock { state in
            guard state.listeners[name] == nil else { return nil }
            state.listeners[name] = queue
            return state.waiting.removeValue(forKey: name) ?? []
        }
        guard let waiting else { throw .nameTaken(name) }
        for queue in waiting { queue.becomeWritable() }
    }

    func leave(_ name: String) { state.withLock { _ = $0.listeners.removeValue(forKey: name) } }

    /// The queue that listens under a name; if there is none, `waiting` is rung when there is.
    func listener(_ name: String, orRing waiting: MemoryQueue) -> MemoryQueue? {
        state.withLock { state in
            if let queue = state.listeners[name] { return queue }
            let known = state.waiting[name, default: []]
            if !known.contains(where: { $0 === waiting }) {
                state.waiting[name] = known + [waiting]
            }
            return nil
        }
    }

    func forget(_ name: String, _ waiting: MemoryQueue) {
        state.withLock { $0.waiting[name]?.removeAll { $0 === waiting } }
    }

    /// A name for a connection: five bytes like libzmq's own, the first zero.
    func newPeerID() -> PeerID {
        let number = state.withLock { state in
            state.connections &+= 1
            return state.connections
        }
        return [0] + withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) }
    }
}
