// Ports over ZeroMQ sockets, all owned by the thread that opened them.

internal import ZeroMQ

/// Sockets of one thread, polled together.
final class ZeroMQPorts: PortSet {
    private struct Port {
        let socket: Socket
        let side: PortPlan.Side
        let limits: PortLimits
        /// Set while a message could not go: the poll then asks for writability too.
        var isBlocked = false
        let lock: SocketLock?
    }

    private var ports: [Port] = []
    private let poller: Poller

    init(_ plans: [PortPlan], in context: Context, waker: Waker) throws {
        for plan in plans { ports.append(try Self.open(plan, in: context)) }
        poller = Poller(ports.map(\.socket), waker: waker)
    }

    private static func open(_ plan: PortPlan, in context: Context) throws -> Port {
        guard case .ipc(let path) = plan.endpoint.place else {
            throw TransportError.foreignEndpoint(plan.endpoint.description)
        }
        let socket = try Socket(plan.side == .listens ? .router : .dealer, in: context)
        try socket.set(options(for: plan))
        switch plan.side {
        case .listens:
            let lock = try SocketLock(socket: path)
            try socket.bind("ipc://\(path)")
            return Port(socket: socket, side: plan.side, limits: plan.limits, lock: lock)
        case .connects:
            try socket.connect("ipc://\(path)")
            return Port(socket: socket, side: plan.side, limits: plan.limits, lock: nil)
        }
    }

    private static func options(for plan: PortPlan) -> Socket.Options {
        var options = Socket.Options()
        options.frameBytesMax = Int64(plan.limits.frameBytesMax)
        options.queueMessagesMax = Int32(clamping: plan.limits.queueMessagesMax)
        options.lingerMilliseconds = Int32(clamping: plan.limits.lingerMilliseconds)
        options.isRouterMandatory = plan.side == .listens
        // Without it a DEALER queues for a peer that is not there, and old heartbeats reach a new
        // gateway.
        options.isImmediate = plan.side == .connects
        return options
    }

    func wait(milliseconds: Int64) -> [PortNews] {
        let ready = working {
            try poller.wait(
                milliseconds: Int(max(0, milliseconds)), writable: ports.map(\.isBlocked))
        }
        var news: [PortNews] = []
        for (index, readiness) in ready.enumerated() {
            if readiness.isReadable { receive(at: index, into: &news) }
            if readiness.isWritable {
                ports[index].isBlocked = false
                news.append(.writable(port: index))
            }
        }
        return news
    }

    private func receive(at index: Int, into news: inout [PortNews]) {
        let port = ports[index]
        let routingFrames = port.side == .listens ? 1 : 0
        for _ in 0..<port.limits.turnMessagesMax {
            let received = working {
                try port.socket.receive(framesMax: port.limits.framesMax + routingFrames)
            }
            guard let received else { return }
            var inbound = Inbound(port: index, frames: received.frames)
            inbound.framesDiscarded = received.framesDiscarded
            if port.side == .listens {
                inbound.peer = inbound.frames.removeFirst()
                inbound.origin = PeerOrigin.ipcPeer(received.peerAddress)
            }
            news.append(.message(inbound))
        }
    }

    func send(_ message: Outbound) -> Delivery {
        let port = ports[message.port]
        let routing = port.side == .listens ? message.peer : nil
        switch working({ try port.socket.send(message.frames, routing: routing) }) {
        case .sent: return .sent
        case .unreachable: return .gone
        case .wouldBlock:
            ports[message.port].isBlocked = port.side == .connects
            return .slow
        }
    }

    func close() {
        for port in ports { port.socket.close() }
        ports = []
    }

    /// An open socket used by its own thread fails only in ways a program cannot go on from (out of
    /// memory, a closed handle), so the thread says which and ends the process.
    private func working<T>(_ body: () throws -> T) -> T {
        do { return try body() } catch { preconditionFailure("a socket in use failed: \(error)") }
    }
}
