// A bell between threads: one end of an eventfd(2) that a waiting thread polls beside its sockets.

private import CZeroMQ
private import Glibc

/// Wakes a thread that waits in `Poller.wait` or in `wait`; may be rung from every thread.
public final class Waker: Sendable {
    let descriptor: Int32

    public init() throws(ZeroMQError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        if descriptor < 0 { throw ZeroMQError(operation: "eventfd", code: errno) }
    }

    deinit { Glibc.close(descriptor) }

    /// Wakes the waiting thread, now or at its next wait.
    public func ring() {
        // A full counter (EAGAIN) has rung already.
        eventfd_write(descriptor, 1)
    }

    /// Takes back all rings so far.
    public func quieten() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }

    /// Waits for a ring, at most so many milliseconds (-1 is without end), and takes it back. True
    /// if it rang.
    @discardableResult
    public func wait(milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = poll(&entry, 1, milliseconds)
        if count > 0 { quieten() }
        return count > 0
    }
}
