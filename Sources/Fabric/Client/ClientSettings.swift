// The bounds of a client.

/// What a client may hold and how long it waits.
public struct ClientSettings: Sendable {
    /// Bounds of bodies, out and in; the gateway's own are the same unless its operator says
    /// otherwise.
    public var limits = JSONRPC.Limits()
    /// Bounds of each gateway's port.
    public var port = PortLimits()
    /// Calls in flight at once; one more is `overloaded`.
    public var callsMax = 10_000
    /// Milliseconds until a call that no gateway has taken is `unavailable`, never longer than its
    /// deadline.
    public var connectMilliseconds: Int64 = 2000
    /// Milliseconds past its deadline that a call waits for the gateway's own word, which knows
    /// whether it ran.
    public var graceMilliseconds: Int64 = 250
    /// Milliseconds after the loss of its connection for which a gateway is sent nothing.
    public var restMilliseconds: Int64 = 25
    /// Milliseconds between looks at the deadlines while calls are in flight.
    public var tickMilliseconds: Int64 = 25

    public init() {}
}
