// The page over HTTP, for Prometheus to fetch: one request a connection, each with an end in sight. Whoever connects
// may be slow, silent or a stranger; none of them keeps Prometheus out, or costs more than a few kilobytes.

private import Dispatch
private import Glibc
public import Surroundings

/// Answers `GET /metrics` at one address from ``start()`` to ``stop()``.
// Proof: what changes is touched on `queue` only.
public final class ExpositionServer: @unchecked Sendable {
    /// What is granted to those who ask.
    struct Bounds: Sendable {
        /// Bytes of a request's head.
        var headBytesMax = 8 << 10
        /// Connections at once; one more ends the oldest that has not asked yet.
        var connectionsMax = 16
        /// Milliseconds until the head must be there, the page written, and the answer taken.
        var headMilliseconds = 5000
        var pageMilliseconds = 10_000
        var answerMilliseconds = 10_000
        /// Milliseconds for which the rest of a request is read and thrown away, lest the answer be lost with it.
        var lingerMilliseconds = 1000
        /// Milliseconds until the next connection is taken when the process has no descriptor left.
        var exhaustedMilliseconds = 1000
    }

    /// Where it listens, with the port it got.
    public let address: PageAddress
    private let exposition: Exposition
    private let bounds: Bounds
    private let listener: Int32
    private let surroundings: Surroundings
    private let queue = DispatchQueue(label: "sauro.metrics")
    private var door: (any DispatchSourceRead)?
    private var connections: [Int: PageConnection] = [:]
    private var count = 0

    /// Takes the address; nobody is answered before ``start()``.
    public convenience init(
        _ exposition: Exposition, at address: PageAddress, surroundings: Surroundings
    ) throws(ExpositionError) {
        try self.init(exposition, at: address, bounds: Bounds(), surroundings: surroundings)
    }

    init(
        _ exposition: Exposition, at address: PageAddress, bounds: Bounds, surroundings: Surroundings
    ) throws(ExpositionError) {
        let socket = try ListeningSocket(at: address)
        listener = socket.descriptor
        self.address = socket.address
        self.exposition = exposition
        self.bounds = bounds
        self.surroundings = surroundings
    }

    /// Begins to answer; once only.
    public func start() {
        queue.sync {
            precondition(door == nil, "the page is served already")
            let listener = listener
            let source = DispatchSource.makeReadSource(fileDescriptor: listener, queue: queue)
            source.setEventHandler { [weak self] in self?.acceptAll() }
            source.setCancelHandler { close(listener) }
            door = source
            source.activate()
        }
    }

    /// Ends all connections and gives the address up.
    public func stop() {
        queue.sync {
            door?.cancel()
            for connection in connections.values { connection.end() }
        }
    }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor < 0 else {
                // A child begun between the two lines has a copy; the other side sees our end of it all the same.
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
                admit(descriptor)
                continue
            }
            if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS { rest() }
            // A connection that broke off before it was taken is nobody's loss.
            guard errno == ECONNABORTED || errno == EINTR else { return }
        }
    }

    /// Without a descriptor to take it, a connection would call again and again.
    private func rest() {
        door?.suspend()
        queue.asyncAfter(deadline: .now() + .milliseconds(bounds.exhaustedMilliseconds)) { self.door?.resume() }
    }

    private func admit(_ descriptor: Int32) {
        if connections.count >= bounds.connectionsMax {
            let oldest = connections.filter { $0.value.isAsking }.min { $0.key < $1.key }
            guard let oldest else {
                close(descriptor)
                return
            }
            oldest.value.end()
        }
        count += 1
        let number = count
        let connection = PageConnection(
            descriptor, queue: queue, bounds: bounds, page: exposition.page, machineTime: surroundings.machineTime,
            ended: { [weak self] in self?.connections[number] = nil })
        connections[number] = connection
        connection.start()
    }
}

/// A socket that listens.
struct ListeningSocket {
    let descriptor: Int32
    /// With the port it got.
    let address: PageAddress

    init(at address: PageAddress) throws(ExpositionError) {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, "\(address.port)", &hints, &found) == 0, let place = found?.pointee else {
            throw .malformed(address: address.description)
        }
        defer { freeaddrinfo(found) }
        // Not for children: one that outlived us would keep the address.
        let descriptor = socket(
            place.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        let isListening =
            descriptor >= 0
            && setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size)) == 0
            && bind(descriptor, place.ai_addr, place.ai_addrlen) == 0 && listen(descriptor, 16) == 0
        guard isListening else {
            let reason = String(cString: strerror(errno)).lowercased()
            if descriptor >= 0 { close(descriptor) }
            throw .cannotListen(address, reason: reason)
        }
        self.descriptor = descriptor
        self.address = PageAddress(host: address.host, port: Self.port(of: descriptor))
    }

    private static func port(of descriptor: Int32) -> UInt16 {
        var place = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = getsockname(descriptor, $0, &length)
            }
        }
        // The port stands at the same place for both families (sockaddr(3type)).
        return UInt16(bigEndian: place.sin6_port)
    }
}
