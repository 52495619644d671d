// What a worker knows of one gateway.

/// A worker's side of its connection to one gateway.
struct GatewayLink: Sendable {
    enum Holding: Sendable { case held, parked }

    /// The epoch of the last READY; the first is one more than given here.
    var epoch: Int
    var announced: Int64 = .min / 2
    var lastHeard: Int64 = 0
    var lastSent: Int64 = 0
    /// The gateway has shown that it knows this worker.
    var isKnown = false
    /// READY has to be said again: it was answered BYE, or could not go.
    var isRefused = false
    /// The gateway has answered DRAIN.
    var hasAnsweredDrain = false
    /// Messages cannot go for the moment.
    var isBlocked = false
    var requests: [UInt64: Holding] = [:]
    /// Requests that are not parked.
    var countHeld = 0
    /// Answers that could not go yet.
    var unsent: [[[UInt8]]] = []

    init(epoch: Int) { self.epoch = epoch }

    /// Nothing more comes, and no answer is lacking: the gateway has said so, or there is none that knows this worker.
    var isDrained: Bool {
        isRefused || isBlocked && !isKnown || hasAnsweredDrain && requests.isEmpty && unsent.isEmpty
    }

    /// Begins the next epoch.
    mutating func begin(now: Int64) {
        epoch += 1
        announced = now
        lastHeard = now
        isRefused = false
        forgetRequests()
    }

    mutating func forgetRequests() {
        isKnown = false
        requests = [:]
        countHeld = 0
        unsent = []
    }
}

/// What a worker tells its operator about itself.
public struct WorkerStatistics: Codable, Equatable, Sendable {
    public struct Gateway: Codable, Equatable, Sendable {
        public var epoch: Int
        /// The gateway has heard READY and answers.
        public var isKnown: Bool
        /// Nothing more comes from the gateway, and it lacks no answer.
        public var isDrained: Bool
        /// Requests of this gateway not answered yet.
        public var held: Int
    }
    /// In the order they were given.
    public var gateways: [Gateway]
    public var draining: Bool
    /// Messages and answers thrown away: malformed, beyond the credit, or of an epoch that has
    /// passed.
    public var dropped: Int

    /// The worker was told to drain, and no gateway sends more or lacks an answer.
    public var isDrained: Bool { draining && gateways.allSatisfy(\.isDrained) }
}
