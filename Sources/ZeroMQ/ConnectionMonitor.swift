// Hears of the ends of a socket's connections (zmq_socket_monitor(3)): the peer is gone, or did not answer ZMTP's
// heartbeats. libzmq itself goes on connecting and says nothing.

private import CZeroMQ
private import Synchronization

/// Tells when connections of a socket have ended; owned by the socket's thread, and closed before it.
public final class ConnectionMonitor {
    /// What the events come through; a poll finds it readable when there are some.
    public let events: Socket
    private let watched: Socket
    private static let numbers = Atomic<UInt64>(0)

    public init(of socket: Socket, in context: Context) throws(ZeroMQError) {
        let number = Self.numbers.wrappingAdd(1, ordering: .relaxed).newValue
        let endpoint = "inproc://connection-monitor-\(number)"
        guard zmq_socket_monitor(socket.pollHandle, endpoint, ZMQ_EVENT_DISCONNECTED) == 0 else {
            throw ZeroMQError("zmq_socket_monitor")
        }
        watched = socket
        events = try Socket(.pair, in: context)
        try events.connect(endpoint)
    }

    /// Whether a connection has ended since it was asked last.
    public func hasEnded() throws(ZeroMQError) -> Bool {
        var hasEnded = false
        while try events.receive(framesMax: 2) != nil { hasEnded = true }
        return hasEnded
    }

    public func close() {
        // There is nothing to be done when a socket that is closed next cannot be left alone before.
        zmq_socket_monitor(watched.pollHandle, nil, 0)
        events.close()
    }
}
