// Ports in memory, owned by the thread that opened them; other threads touch their queues only.

internal import ZeroMQ

/// Memory ports of one thread.
final class MemoryPorts: PortSet {
    private struct Port {
        let name: String
        let side: PortPlan.Side
        let queue: MemoryQueue
        /// A connecting port's listener and its name there, once there is one.
        var connection: (listener: MemoryQueue, peer: PeerID)?
    }

    private var ports: [Port] = []
    private let hub: MemoryHub
    private let origin: PeerOrigin
    private let waker: Waker

    init(_ plans: [PortPlan], hub: MemoryHub, origin: PeerOrigin, waker: Waker)
        throws(TransportError)
    {
        self.hub = hub
        self.origin = origin
        self.waker = waker
        for plan in plans {
            do { _ = try add(plan) } catch {
                close()
                throw error
            }
        }
    }

    func add(_ plan: PortPlan) throws(TransportError) -> Int {
        guard case .memory(let name) = plan.endpoint.place else {
            throw .foreignEndpoint(plan.endpoint.description)
        }
        let queue = MemoryQueue(port: ports.count, limits: plan.limits, waker: waker)
        if plan.side == .listens { try hub.listen(name, queue) }
        ports.append(Port(name: name, side: plan.side, queue: queue))
        return ports.count - 1
    }

    func remove(_ port: Int) { close(ports[port]) }

    func endpoint(of port: Int) -> Endpoint? { .memory(ports[port].name) }

    func wait(milliseconds: Int64) -> [PortNews] {
        let news = ports.flatMap { $0.queue.take() }
        guard news.isEmpty else { return news }
        waker.wait(milliseconds: Int32(clamping: max(0, milliseconds)))
        return ports.flatMap { $0.queue.take() }
    }

    func send(_ message: Outbound) -> Delivery {
        switch ports[message.port].side {
        case .listens: answer(message)
        case .connects: submit(message)
        }
    }

    private func answer(_ message: Outbound) -> Delivery {
        let queue = ports[message.port].queue
        guard let peer = queue.peer(message.peer) else { return .gone }
        let delivery = peer.put(message.frames, from: [], origin: origin, back: nil)
        if delivery == .gone { queue.forget(message.peer) }
        return delivery
    }

    private func submit(_ message: Outbound) -> Delivery {
        guard let (listener, peer) = connection(of: message.port) else { return .slow }
        let queue = ports[message.port].queue
        let delivery = listener.put(message.frames, from: peer, origin: origin, back: queue)
        guard delivery == .gone else { return delivery }
        ports[message.port].connection = nil
        return submit(message)
    }

    private func connection(of index: Int) -> (listener: MemoryQueue, peer: PeerID)? {
        if let connection = ports[index].connection, !connection.listener.isClosed {
            return connection
        }
        ports[index].connection = nil
        guard let listener = hub.listener(ports[index].name, orRing: ports[index].queue) else {
            return nil
        }
        ports[index].connection = (listener, hub.newPeerID())
        return ports[index].connection
    }

    func close() {
        for port in ports { close(port) }
        ports = []
    }

    private func close(_ port: Port) {
        guard !port.queue.isClosed else { return }
        if port.side == .listens {
            hub.leave(port.name)
        } else {
            hub.forget(port.name, port.queue)
        }
        port.queue.close()
    }
}
