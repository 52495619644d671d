// A libzmq context: the input-output thread and the registry of in-process endpoints that its
// sockets share. It ends when the last socket that holds it is gone.

private import CZeroMQ

/// A libzmq context. Unlike a socket it may be used from every thread (zmq(7), "Thread safety").
public final class Context: Sendable {
    // Proof: libzmq documents contexts as thread safe; the pointer is never written after init, and
    // is given up only in deinit, when no socket (each retains its context) can use it any more.
    nonisolated(unsafe) let handle: UnsafeMutableRawPointer

    public init() throws(ZeroMQError) {
        guard let made = zmq_ctx_new() else { throw ZeroMQError("zmq_ctx_new") }
        handle = made
    }

    /// Waits for unsent messages, for each socket as long as its linger option says.
    deinit {
        while zmq_ctx_term(handle) != 0, zmq_errno() == Self.interrupted {}
    }

    /// EINTR of errno(3) on Linux.
    static let interrupted: Int32 = 4
}
