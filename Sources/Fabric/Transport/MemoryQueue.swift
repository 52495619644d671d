// One port's incoming side in memory: messages from any thread, taken by the thread that owns the
// port.

internal import Synchronization
internal import ZeroMQ

/// What waits for one memory port.
final class MemoryQueue: Sendable {
    private struct State {
        var messages: [Inbound] = []
        var isWritable = false
        var isDisconnected = false
        var isClosed = false
        /// On a listening port: where to reach each connection.
        var peers: [PeerID: MemoryQueue] = [:]
        /// Senders that found this queue full, to be told when it is not.
        var refused: [MemoryQueue] = []
    }

    private let state = Mutex(State())
    private let waker: Waker
    private let port: Int
    private let limits: PortLimits

    init(port: Int, limits: PortLimits, waker: Waker) {
        self.port = port
        self.limits = limits
        self.waker = waker
    }

    /// Puts a message in; `back` is where answers to its peer go.
    func put(_ frames: Frames, from peer: PeerID, origin: PeerOrigin, back: MemoryQueue?)
        -> Delivery
    {
        // Too large a frame is met with silence, as ZeroMQ does.
        guard frames.allSatisfy({ $0.count <= limits.frameBytesMax }) else { return .sent }
        var inbound = Inbound(port: port, peer: peer, origin: origin, frames: frames)
        if frames.count > limits.framesMax {
            inbound.frames = Array(frames.prefix(limits.framesMax))
            inbound.framesDiscarded = frames.count - limits.framesMax
        }
        let delivery: Delivery = state.withLock { state in
            guard !state.isClosed else { return .gone }
            guard state.messages.count < limits.incomingMessagesMax else {
                if let back, !state.refused.contains(where: { $0 === back }) {
                    state.refused.append(back)
                }
                return .slow
            }
            if let back { state.peers[peer] = back }
            state.messages.append(inbound)
            return .sent
        }
        if delivery == .sent { waker.ring() }
        return delivery
    }

    func becomeWritable() {
        state.withLock { $0.isWritable = true }
        waker.ring()
    }

    /// The listener it is connected to is gone.
    func disconnect() {
        state.withLock { $0.isDisconnected = true }
        waker.ring()
    }

    /// What has come so far, at most one turn's worth.
    func take() -> [PortNews] {
        let (news, refused) = state.withLock { state in
            let count = limits.turn(of: state.messages)
            var news = state.messages.prefix(count).map(PortNews.message)
            state.messages.removeFirst(count)
            if !state.messages.isEmpty { waker.ring() }
            if state.isWritable { news.append(.writable(port: port)) }
            state.isWritable = false
            if state.isDisconnected, state.messages.isEmpty {
                news.append(.disconnected(port: port))
                state.isDisconnected = false
            }
            defer { if count > 0 { state.refused = [] } }
            return (news, count > 0 ? state.refused : [])
        }
        for queue in refused { queue.becomeWritable() }
        return news
    }

    func peer(_ peer: PeerID) -> MemoryQueue? { state.withLock { $0.peers[peer] } }

    func forget(_ peer: PeerID) { state.withLock { _ = $0.peers.removeValue(forKey: peer) } }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    func close() {
        let peers = state.withLock { state in
            defer {
                state.isClosed = true
                state.messages = []
                state.peers = [:]
                state.refused = []
            }
            return state.peers.values
        }
        for peer in peers { peer.disconnect() }
    }
}
