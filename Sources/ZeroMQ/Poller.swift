// Waits for several sockets and a waker at once, in the thread that owns the sockets.

private import CZeroMQ
private import Glibc

/// A poll over sockets of one thread and the waker that other threads ring.
public final class Poller {
    /// What a socket is ready for.
    public struct Readiness: Sendable, Equatable {
        public var isReadable: Bool
        public var isWritable: Bool
    }

    private let sockets: [Socket]
    private let waker: Waker
    /// Of the sockets and then the waker, as zmq_poll(3) reads and marks them.
    private var items: [zmq_pollitem_t]

    public init(_ sockets: [Socket], waker: Waker) {
        self.sockets = sockets
        self.waker = waker
        items = sockets.map { zmq_pollitem_t(socket: $0.pollHandle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0) }
        items.append(
            zmq_pollitem_t(socket: nil, fd: waker.descriptor, events: Int16(ZMQ_POLLIN), revents: 0))
    }

    /// Waits until a socket is readable, one of `writable`, the first of them, takes messages again, the waker rings or
    /// the time is over. A signal ends the wait with nothing ready.
    public func wait(milliseconds: Int, writable: [Bool]) throws(ZeroMQError) -> [Readiness] {
        for index in sockets.indices {
            let isWanted = index < writable.count && writable[index]
            items[index].events = Int16(isWanted ? ZMQ_POLLIN | ZMQ_POLLOUT : ZMQ_POLLIN)
        }
        let length = Int32(items.count)
        let count = zmq_poll(&items, length, milliseconds)
        if count < 0 {
            guard zmq_errno() == EINTR else { throw ZeroMQError("zmq_poll") }
            return sockets.map { _ in Readiness(isReadable: false, isWritable: false) }
        }
        if let bell = items.last, bell.revents != 0 { waker.quieten() }
        return items.dropLast().map { item in
            Readiness(
                isReadable: item.revents & Int16(ZMQ_POLLIN) != 0,
                isWritable: item.revents & Int16(ZMQ_POLLOUT) != 0)
        }
    }
}
