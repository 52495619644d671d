// What a gateway tells its operator about itself.

public import MessageSchema

/// A request that a gateway answered itself.
public struct TracedRefusal: Codable, Equatable, Sendable {
    public var trace: TraceID
    /// The caller's span.
    public var parent: SpanID
    /// The method, if it looks like one of the service's; else `unknown`.
    public var method: String
    /// The machine's wall clock when the request came, and for how long it was held; milliseconds.
    public var arrived: Int64
    public var held: Int64
    /// The failure's name.
    public var outcome: String
}

/// A gateway's state and its counts since it started.
public struct BrokerStatistics: Codable, Equatable, Sendable {
    public struct Instance: Codable, Equatable, Sendable {
        public var instance: String
        public var epoch: Int
        public var version: String
        public var draining: Bool
        /// Requests it holds that count against its credit.
        public var inFlight: Int
        public var bytesInFlight: Int
        public var parked: Int
        /// Requests that it takes at once.
        public var credit: Int
    }

    public struct ServiceState: Codable, Equatable, Sendable {
        public var name: String
        public var instances: [Instance]
        /// Requests waiting for an instance.
        public var queued: Int
        public var queuedBytes: Int
        /// For how long the oldest of them has waited since it came, milliseconds.
        public var oldestMilliseconds: Int64
        /// Requests by what became of them: `answered` by the service, or the kind of the gateway's own error.
        public var outcomes: [String: Int]
        /// How long answered requests were here and with the service; long polls that waited are left out.
        public var durations: DurationTally
    }

    public struct Counters: Codable, Equatable, Sendable {
        /// Requests taken from clients, malformed ones not counted.
        public var requests = 0
        /// Answers of services passed on.
        public var replies = 0
        /// Answers the gateway gave itself, in a service's stead or to a malformed message.
        public var refusals = 0
        /// Messages on the client port that were no requests.
        public var malformed = 0
        /// Messages thrown away: nobody to answer, or a client that left or did not keep up.
        public var dropped = 0
        /// Messages on the worker port that broke the protocol.
        public var violations = 0
        /// Answers that came after the gateway had answered, or from the wrong worker.
        public var lateReplies = 0
        public var overloaded = 0
        public var deadlineExceeded = 0
        /// Requests handed to a second worker after the first was lost.
        public var repeated = 0
        public var returned = 0
        public var workersLost = 0
        /// Requests of callers whom the gateway does not let in.
        public var denied = 0

        public init() {}
    }

    /// By name.
    public var services: [ServiceState] = []
    public var counters = Counters()
    /// Bytes of answers to clients that do not keep up.
    public var slowBytes = 0
    /// Requests for services that were never seen, by what became of them.
    public var strayOutcomes: [String: Int] = [:]
    /// Requests that came with a trace and that the gateway answered in their service's stead, the last ones.
    public var refusals: [TracedRefusal] = []

    public init() {}

    /// The state of one service, if it was ever seen.
    public func service(_ name: String) -> ServiceState? { services.first { $0.name == name } }
}
