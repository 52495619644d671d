// Who is asking: made by the gateway from the connection, carried in each request's head, kept in the journal.

/// The one who makes a request.
public struct Principal: Codable, Hashable, Sendable {
    /// A name of the principals file, or `local:UID` for a local caller.
    public var name: String
    public var roles: [Role]
    /// The unit whose subtree the principal may act in; nil is everywhere.
    public var scope: String?
    /// The local principal that acts under this name (`--as`), if it is not its own.
    public var via: String?

    public init(name: String, roles: [Role], scope: String? = nil, via: String? = nil) {
        self.name = name
        self.roles = roles
        self.scope = scope
        self.via = via
    }

    /// True if one of the roles contains the permission.
    public func may(_ permission: Permission) -> Bool {
        roles.contains { $0.permissions.contains(permission) }
    }
}

/// The head the gateway puts before each request it hands to a service.
public struct RequestHead: Codable, Hashable, Sendable {
    public var principal: Principal
    /// Milliseconds the request has waited in the gateway.
    public var agedMilliseconds: Int64
    /// The machine's wall clock at sending, milliseconds since 1970.
    public var sent: Int64

    public init(principal: Principal, agedMilliseconds: Int64, sent: Int64) {
        self.principal = principal
        self.agedMilliseconds = agedMilliseconds
        self.sent = sent
    }
}

/// What a service tells the gateway when it is ready for work.
public struct ReadyAnnouncement: Codable, Hashable, Sendable {
    public struct Credit: Codable, Hashable, Sendable {
        /// Requests the worker holds at once; body bytes it holds at once; long polls it parks at once.
        public var requests: Int
        public var bytes: Int
        public var parked: Int
        public init(requests: Int, bytes: Int, parked: Int) {
            self.requests = requests
            self.bytes = bytes
            self.parked = parked
        }
    }
    public var service: String
    /// UUIDv7 of this run of the service.
    public var instance: String
    /// Grows each time the same instance says READY again.
    public var epoch: Int
    public var version: String
    /// The effect of every method the service has, by method name.
    public var methods: [String: Effect]
    public var credit: Credit

    public init(
        service: String, instance: String, epoch: Int, version: String, methods: [String: Effect],
        credit: Credit
    ) {
        self.service = service
        self.instance = instance
        self.epoch = epoch
        self.version = version
        self.methods = methods
        self.credit = credit
    }
}
