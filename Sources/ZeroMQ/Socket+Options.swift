// The socket options the suite sets, by name and unit (zmq_setsockopt(3)).

private import CZeroMQ

extension Socket {
    /// The options of a socket; nil leaves libzmq's own value.
    public struct Options: Sendable {
        /// Milliseconds that unsent messages outlive the socket.
        public var lingerMilliseconds: Int32 = 1000
        /// Bytes of the largest frame taken from a peer; above it the peer is disconnected without
        /// a word.
        public var frameBytesMax: Int64 = 4 << 20
        /// Messages queued for one peer, and of one peer.
        public var outgoingMessagesMax: Int32 = 1000
        public var incomingMessagesMax: Int32 = 1000
        /// Milliseconds between ZMTP heartbeats.
        public var heartbeatMilliseconds: Int32 = 1000
        /// Milliseconds without any traffic after which the connection is closed.
        public var heartbeatTimeoutMilliseconds: Int32 = 3000
        /// ROUTER: an unknown peer is an error instead of silence.
        public var isRouterMandatory = false
        /// Messages go only to peers whose connection is complete, and wait with the sender
        /// otherwise.
        public var isImmediate = false
        /// Milliseconds between attempts to reconnect; grows up to the second value.
        public var reconnectMilliseconds: Int32 = 50
        public var reconnectMillisecondsMax: Int32 = 1000

        public init() {}
    }

    /// Sets the options; to be called before `bind` and `connect`.
    public func set(_ options: Options) throws(ZeroMQError) {
        try setInteger(ZMQ_LINGER, options.lingerMilliseconds)
        try setLong(ZMQ_MAXMSGSIZE, options.frameBytesMax)
        try setInteger(ZMQ_SNDHWM, options.outgoingMessagesMax)
        try setInteger(ZMQ_RCVHWM, options.incomingMessagesMax)
        try setInteger(ZMQ_HEARTBEAT_IVL, options.heartbeatMilliseconds)
        try setInteger(ZMQ_HEARTBEAT_TIMEOUT, options.heartbeatTimeoutMilliseconds)
        try setInteger(ZMQ_RECONNECT_IVL, options.reconnectMilliseconds)
        try setInteger(ZMQ_RECONNECT_IVL_MAX, options.reconnectMillisecondsMax)
        if options.isRouterMandatory { try setInteger(ZMQ_ROUTER_MANDATORY, 1) }
        if options.isImmediate { try setInteger(ZMQ_IMMEDIATE, 1) }
    }
}
