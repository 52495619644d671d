// From a plan to a socket: its options, its keys, and listening or connecting.

internal import ZeroMQ

/// What a socket does with keys.
enum SocketKeys {
    /// Within one machine: the folder of the socket is the guard.
    case none
    case server(KeyPair, domain: String)
    case client(KeyPair, server: PublicKey)

    /// Throws when the plan crosses a network without keys.
    init(_ plan: PortPlan) throws(TransportError) {
        guard case .tcp(_, _, let serverKey) = plan.endpoint.place else {
            self = .none
            return
        }
        let endpoint = plan.endpoint.description
        guard let own = plan.key else {
            throw .keyMissing(endpoint: endpoint, reason: "it takes a key pair, and none was given")
        }
        switch plan.side {
        case .listens: self = .server(own, domain: plan.domain)
        case .connects:
            guard let serverKey else {
                throw .keyMissing(
                    endpoint: endpoint, reason: "the gateway's public key is missing; write \(endpoint)/KEY")
            }
            self = .client(own, server: serverKey)
        }
    }
}

extension Socket {
    /// Opens a socket as planned.
    convenience init(_ plan: PortPlan, _ keys: SocketKeys, at address: String, in context: Context) throws(ZeroMQError)
    {
        try self.init(plan.side == .listens ? .router : .dealer, in: context)
        try set(Self.options(for: plan))
        if address.contains("[") { try takeIPv6() }
        switch keys {
        case .none: break
        case .server(let own, let domain): try beCurveServer(secretKey: own.secretKey, domain: domain)
        case .client(let own, let server):
            try beCurveClient(of: server.bytes, publicKey: own.publicKey.bytes, secretKey: own.secretKey)
        }
        switch plan.side {
        case .listens: try bind(address)
        case .connects: try connect(address)
        }
    }

    private static func options(for plan: PortPlan) -> Socket.Options {
        var options = Socket.Options()
        options.frameBytesMax = Int64(plan.limits.frameBytesMax)
        options.outgoingMessagesMax = Int32(clamping: plan.limits.outgoingMessagesMax)
        options.incomingMessagesMax = Int32(clamping: plan.limits.incomingMessagesMax)
        options.lingerMilliseconds = Int32(clamping: plan.limits.lingerMilliseconds)
        options.isRouterMandatory = plan.side == .listens
        // libzmq does not read from a peer whose queue is full, and so hears no answer to its heartbeats: a listener
        // that is slow would take those for dead who send the most. They hear its heartbeats all the while.
        if plan.side == .listens { options.heartbeatTimeoutMilliseconds = 30_000 }
        // Without it a DEALER queues for a peer that is not there, and old heartbeats reach a new
        // gateway.
        options.isImmediate = plan.side == .connects
        return options
    }
}
