// Where a gateway listens, and by whom it lets itself be told who comes in.

public import MessageSchema

/// A port of a gateway.
public struct Listener: Sendable, Equatable {
    /// Who connects to it.
    public enum Side: String, Sendable { case clients, workers }

    public var side: Side
    public var endpoint: Endpoint
    /// The gateway's key pair on it, which an address of a network takes.
    public var key: KeyPair?

    public init(_ side: Side, _ endpoint: Endpoint, key: KeyPair? = nil) {
        self.side = side
        self.endpoint = endpoint
        self.key = key
    }

    /// Keys are judged under the side's name: a worker's key opens no client port, nor the reverse.
    func plan(_ settings: BrokerSettings) -> PortPlan {
        PortPlan(
            .listens, endpoint, limits: side == .clients ? settings.clientPort : settings.workerPort, key: key,
            domain: side.rawValue)
    }
}

/// Who may do what at a gateway. Each is asked often, on a thread of the gateway's, and must answer from memory.
public struct Admission: Sendable {
    /// Who a caller is, from where its message came and the name it asks to act as. Asked for every request.
    public var principal: @Sendable (PeerOrigin, _ actAs: String?) -> Result<Principal, Failure>
    /// Whether the holder of a key may connect. Asked for every new connection over a network.
    public var admits: @Sendable (PublicKey, Listener.Side) -> Bool
    /// Whether a peer may be an instance of a service. Asked for every READY, and again with the heartbeats for those
    /// who have a key.
    public var serves: @Sendable (PeerOrigin, _ service: String) -> Bool

    /// Without the two others nobody gets in over a network, and whoever can open the workers' socket may serve.
    public init(
        principal: @escaping @Sendable (PeerOrigin, _ actAs: String?) -> Result<Principal, Failure>,
        admits: @escaping @Sendable (PublicKey, Listener.Side) -> Bool = { _, _ in false },
        serves: @escaping @Sendable (PeerOrigin, _ service: String) -> Bool = { origin, _ in
            if case .local = origin { true } else { false }
        }
    ) {
        self.principal = principal
        self.admits = admits
        self.serves = serves
    }
}
