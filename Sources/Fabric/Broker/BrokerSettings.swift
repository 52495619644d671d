// The bounds of a gateway: every queue, wait and count it has.

/// What a gateway may hold and how long it waits.
public struct BrokerSettings: Sendable {
    /// Bounds of bodies; past them the gateway answers `tooLarge` itself.
    public var limits = JSONRPC.Limits()
    /// Bounds of the client port: a connection queues 128 MiB of answers at most, and 64 MiB of requests, which a
    /// client that sends frames past the limit of bodies makes 256.
    public var clientPort = PortLimits(outgoingMessagesMax: 128, incomingMessagesMax: 64)
    /// Bounds of the worker port: what goes out is bounded by the worker's credit as well.
    public var workerPort = PortLimits(outgoingMessagesMax: 512, incomingMessagesMax: 64)
    /// Milliseconds between heartbeats to each worker.
    public var heartbeatMilliseconds: Int64 = 1000
    /// Heartbeats missed in a row that count as a worker's death.
    public var heartbeatsMissedMax: Int64 = 3
    /// Requests waiting for one service; one more is `overloaded`.
    public var queueRequestsMax = 10_000
    /// Body bytes waiting for one service; past them a request is `overloaded`.
    public var queueBytesMax = 64 << 20
    /// Requests one connection may wait for; one more is `overloaded`.
    public var connectionRequestsMax = 10_000
    /// Requests one connection may send in a second, a batch being one; past them they are `overloaded`.
    public var connectionRatePerSecond = 100_000
    /// What `overloaded` says in `retryAfter`, milliseconds.
    public var overloadedRetryMilliseconds = 250
    /// Milliseconds a service that was seen before, and has no instance now, is waited for.
    public var absenceMilliseconds: Int64 = 2000
    /// What `unavailable` says in `retryAfter`, milliseconds.
    public var unavailableRetryMilliseconds = 1000
    /// Milliseconds in flight after which a request is scanned for its deadline.
    public var scanAfterMilliseconds: Int64 = 1000
    /// Bytes of such requests that one look at the clock scans; they may be overdrawn by one request.
    public var scanBytesMax = 2 << 20
    /// RETURNs after which a request is `unavailable`.
    public var returnsMax = 3
    /// Milliseconds before a request goes back to the worker that returned it, if there is no
    /// other.
    public var returnPauseMilliseconds: Int64 = 100
    /// Milliseconds a worker whose connection is full gets no requests.
    public var slowPauseMilliseconds: Int64 = 50
    /// Milliseconds for which a client may take nothing before its answers are dropped, and how many bytes of them are
    /// kept meanwhile, of each client and of all.
    public var slowClientMilliseconds: Int64 = 2000
    public var slowClientBytesMax = 16 << 20
    public var slowBytesMax = 64 << 20
    /// Milliseconds between attempts to give such a client more.
    public var slowTickMilliseconds: Int64 = 5
    /// Milliseconds after its deadline that an unanswered request stops counting against its
    /// worker's credit.
    public var overdueMilliseconds: Int64 = 60_000
    /// Services known at once; a READY of one more is a violation.
    public var servicesMax = 256
    /// Instances known at once, of all services.
    public var workersMax = 1024
    /// Milliseconds a stopping gateway keeps its ports open after its last answers: a libzmq client
    /// that learns of the end of a connection throws away what it has not read from it.
    public var farewellMilliseconds: Int64 = 100
    /// Milliseconds that the clients of a place that is closed may still wait for answers.
    public var closingMilliseconds: Int64 = 1000
    /// Milliseconds between looks at the clock: with requests to watch, and without.
    public var busyTickMilliseconds: Int64 = 50
    public var idleTickMilliseconds: Int64 = 250

    public init() {}

    /// Milliseconds of silence that count as death.
    var deathMilliseconds: Int64 { heartbeatMilliseconds * heartbeatsMissedMax }
}
