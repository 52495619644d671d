// What the gateway itself answers: the suite's clock and how its services are.

/// Shows the suite's time.
public struct ShowClock: Method {
    public static let name: MethodName = "gateway.clock.show"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Show the suite's time."

    public init() {}

    public struct Reply: Codable, Hashable, Sendable {
        public var now: Instant
        /// The date in Vietnam.
        public var today: CalendarDate
        /// True if the suite runs on a manual clock.
        public var manual: Bool
        public init(now: Instant, manual: Bool) {
            self.now = now
            today = now.vietnamDate
            self.manual = manual
        }
    }
    public static let example = Example(Self(), reply: Reply(now: .sample, manual: true))
}

/// Moves the suite's manual clock forward.
public struct AdvanceClock: Method {
    public static let name: MethodName = "gateway.clock.advance"
    public static let effect = Effect.idempotentWrite
    public static let permission = Permission.advanceClock
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Move the suite's manual clock forward."

    public var to: Instant
    public init(to: Instant) { self.to = to }

    public typealias Reply = ShowClock.Reply
    public static let example = Example(Self(to: .sample), reply: ShowClock.example.reply)
}

/// Shows which services run, how many instances, and what waits.
public struct ShowSuiteStatus: Method {
    public static let name: MethodName = "gateway.suite.status"
    public static let effect = Effect.reads
    public static let permission = Permission.readUnits
    public static let scope = Scope<Self>.anywhere
    public static let summary = "Show which services run, how many instances, and what waits."

    public init() {}

    public struct Instance: Codable, Hashable, Sendable {
        public var instance: String
        public var version: String
        public var epoch: Int
        public var draining: Bool
        public var inFlight: Int
        public var parked: Int
        /// Requests that it takes at once, those in flight among them.
        public var credit: Int?
        public init(
            instance: String, version: String, epoch: Int, draining: Bool, inFlight: Int, parked: Int,
            credit: Int? = nil
        ) {
            self.instance = instance
            self.version = version
            self.epoch = epoch
            self.draining = draining
            self.inFlight = inFlight
            self.parked = parked
            self.credit = credit
        }
    }
    public struct Service: Codable, Hashable, Sendable {
        public var service: String
        public var instances: [Instance]
        public var queued: Int
        /// How often the program that runs the suite has started it again; nil where something else starts it.
        public var restarts: Int?
        public init(service: String, instances: [Instance], queued: Int, restarts: Int? = nil) {
            self.service = service
            self.instances = instances
            self.queued = queued
            self.restarts = restarts
        }
    }
    public struct Reply: Codable, Hashable, Sendable {
        public var services: [Service]
        /// Counts since the gateway started: requests, replies, dropped, and so on, by name.
        public var counters: [String: Int]
        public init(services: [Service], counters: [String: Int]) {
            self.services = services
            self.counters = counters
        }
    }
    public static let example = Example(
        Self(),
        reply: Reply(
            services: [
                Service(
                    service: "registry",
                    instances: [
                        Instance(
                            instance: "0197c5a0-7b00-7000-8000-000000000001", version: "0.1.0", epoch: 1,
                            draining: false, inFlight: 0, parked: 0, credit: 256)
                    ], queued: 0, restarts: 0)
            ], counters: ["requests": 1]))
}

/// The suite itself, as its gateway sees it.
public enum GatewayContract: Contract {
    public static let service: ServiceName = "gateway"
    public static let summary = "The suite's clock and how its services are."
    public static let methods: [any Method.Type] = [ShowClock.self, AdvanceClock.self, ShowSuiteStatus.self]
    public static let events: [any Event.Type] = []
    public static let errors: [ErrorCase] = [
        ErrorCase(
            "gateway.clock.notManual", .rejected, "The suite runs on the machine's clock.",
            remedy: "Start it with `sauro up --clock 2025-01-01T00:00:00Z`."),
        ErrorCase(
            "gateway.clock.notForward", .rejected, "The clock only moves forward.",
            remedy: "Give a later time; see `sauro clock show`."),
    ]
}
