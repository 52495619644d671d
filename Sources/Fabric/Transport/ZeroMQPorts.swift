// Ports over ZeroMQ sockets, all owned by the thread that opened them. What crosses a network is encrypted and
// authenticated by CurveZMQ (RFC 26); there is no way to open such a port without keys.

internal import ZeroMQ

/// Sockets of one thread, polled together.
final class ZeroMQPorts: PortSet {
    private struct Port {
        let socket: Socket
        let plan: PortPlan
        /// Set while a message could not go: the poll then asks for writability too.
        var isBlocked = false
        let lock: SocketLock?
        /// On a connecting port.
        let monitor: ConnectionMonitor?

        var listens: Bool { plan.side == .listens }
    }

    /// By number; nil once removed.
    private var ports: [Port?] = []
    /// The numbers of the open ports, in the order of the poller's sockets.
    private var open: [Int] = []
    private var poller: Poller
    private let context: Context
    private let waker: Waker

    init(_ plans: [PortPlan], in context: Context, waker: Waker) throws(TransportError) {
        self.context = context
        self.waker = waker
        poller = Poller([], waker: waker)
        for plan in plans { _ = try add(plan) }
    }

    // MARK: opening and closing

    func add(_ plan: PortPlan) throws(TransportError) -> Int {
        guard let address = plan.endpoint.zeroMQText else { throw .foreignEndpoint(plan.endpoint.description) }
        let keys = try SocketKeys(plan)
        var lock: SocketLock?
        if plan.side == .listens, let path = plan.endpoint.path { lock = try SocketLock(socket: path) }
        do throws(ZeroMQError) {
            let socket = try Socket(plan, keys, at: address, in: context)
            let monitor = plan.side == .connects ? try ConnectionMonitor(of: socket, in: context) : nil
            ports.append(Port(socket: socket, plan: plan, lock: lock, monitor: monitor))
        } catch { throw .notOpened(endpoint: plan.endpoint.description, error) }
        pollAgain()
        return ports.count - 1
    }

    func remove(_ port: Int) {
        close(ports[port])
        ports[port] = nil
        pollAgain()
    }

    private func pollAgain() {
        open = ports.indices.filter { ports[$0] != nil }
        let monitors = open.compactMap { ports[$0]?.monitor?.events }
        poller = Poller(open.compactMap { ports[$0]?.socket } + monitors, waker: waker)
    }

    private func close(_ port: Port?) {
        port?.monitor?.close()
        port?.socket.close()
    }

    func close() {
        for port in ports { close(port) }
        ports = []
        pollAgain()
    }

    func endpoint(of port: Int) -> Endpoint? {
        guard let open = ports[port] else { return nil }
        let bound = working { try open.socket.boundTo() }
        guard case .tcp = open.plan.endpoint.place, let text = bound else { return open.plan.endpoint }
        do throws(TransportError) { return try Endpoint(text) } catch {
            preconditionFailure("libzmq says it listens at \(text): \(error)")
        }
    }

    // MARK: messages

    func wait(milliseconds: Int64) -> [PortNews] {
        let wantsWritable = open.map { ports[$0]?.isBlocked ?? false }
        let ready = working { try poller.wait(milliseconds: Int(max(0, milliseconds)), writable: wantsWritable) }
        var news = disconnected(ready.dropFirst(open.count).contains(where: \.isReadable))
        for (number, readiness) in zip(open, ready) {
            if readiness.isReadable { receive(at: number, into: &news) }
            if readiness.isWritable {
                ports[number]?.isBlocked = false
                news.append(.writable(port: number))
            }
        }
        return news
    }

    /// The connecting ports that have lost their listener, if any has.
    private func disconnected(_ hasAny: Bool) -> [PortNews] {
        guard hasAny else { return [] }
        return open.filter { number in
            guard let monitor = ports[number]?.monitor else { return false }
            return working { try monitor.hasEnded() }
        }.map { .disconnected(port: $0) }
    }

    private func receive(at number: Int, into news: inout [PortNews]) {
        guard let port = ports[number] else { return }
        let framesMax = port.plan.limits.framesMax + (port.listens ? 1 : 0)
        var bytes = 0
        for _ in 0..<port.plan.limits.turnMessagesMax where bytes < port.plan.limits.turnBytesMax {
            let received = working { try port.socket.receive(framesMax: framesMax, knowsPeer: port.listens) }
            guard let received else { return }
            bytes += received.bytes
            var inbound = Inbound(port: number, frames: received.frames)
            inbound.framesDiscarded = received.framesDiscarded
            if port.listens {
                inbound.peer = inbound.frames.removeFirst()
                inbound.origin = PeerOrigin(received.peer, isAuthenticated: port.plan.key != nil)
            }
            news.append(.message(inbound))
        }
    }

    func send(_ message: Outbound) -> Delivery {
        guard let port = ports[message.port] else { return .gone }
        let routing = port.listens ? message.peer : nil
        switch working({ try port.socket.send(message.frames, routing: routing) }) {
        case .sent: return .sent
        case .unreachable: return .gone
        case .wouldBlock:
            ports[message.port]?.isBlocked = !port.listens
            return .slow
        }
    }

    /// An open socket used by its own thread fails only in ways a program cannot go on from (out of
    /// memory, a closed handle), so the thread says which and ends the process.
    private func working<T>(_ body: () throws -> T) -> T {
        do { return try body() } catch { preconditionFailure("a socket in use failed: \(error)") }
    }
}
