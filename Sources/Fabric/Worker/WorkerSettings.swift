// The bounds of a worker.

/// How a worker keeps in touch with its gateways.
public struct WorkerSettings: Sendable {
    /// Milliseconds between heartbeats to each gateway.
    public var heartbeatMilliseconds: Int64 = 1000
    /// Heartbeats missed in a row that count as the gateway's death.
    public var heartbeatsMissedMax: Int64 = 3
    /// Bounds of each gateway's port.
    public var port = PortLimits()

    public init() {}
}
