// How much a running instance says in its log. The level is the instance's own and is forgotten when it ends: no
// journal keeps it, the log tells who changed it.

/// How much is said: what is of this level, and of those after it.
public enum LogLevel: String, WireEnum, Comparable {
    case trace, debug, info, notice, warning, error, critical

    /// The more talkative is the lesser.
    public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A level, and one that is set over it for a time.
public struct LevelSetting: Sendable {
    private var standing: LogLevel
    /// What is set for a time, and the millisecond at which that is over.
    private var temporary: (level: LogLevel, until: Int64)?

    public init(_ level: LogLevel) { standing = level }

    /// The level at a time: milliseconds of a clock that never goes back.
    public func level(at now: Int64) -> LogLevel { over(at: now)?.level ?? standing }

    private func over(at now: Int64) -> (level: LogLevel, until: Int64)? {
        temporary.flatMap { now < $0.until ? $0 : nil }
    }

    /// Sets a level for so many seconds, after which the one holds again that was set last without a time.
    public mutating func set(_ level: LogLevel, seconds: Int?, at now: Int64) {
        guard let seconds else { return self = LevelSetting(level) }
        temporary = (level, now + Int64(seconds) * 1000)
    }

    /// What an instance says of it.
    public func state(of instance: String, at now: Int64) -> LogState {
        let over = over(at: now)
        return LogState(
            instance: instance, level: level(at: now), then: over.map { _ in standing },
            secondsLeft: over.map { Int(($0.until - now + 999) / 1000) })
    }
}

/// How much an instance says now.
public struct LogState: Codable, Hashable, Sendable {
    public var instance: String
    public var level: LogLevel
    /// The level it goes back to by itself, and after how many seconds; nil while nothing is set for a time.
    public var then: LogLevel?
    public var secondsLeft: Int?

    public init(instance: String, level: LogLevel, then: LogLevel? = nil, secondsLeft: Int? = nil) {
        self.instance = instance
        self.level = level
        self.then = then
        self.secondsLeft = secondsLeft
    }

    static let instanceExample = "0197c5a0-7b00-7000-8000-000000000001"
}

/// Shows how much the instance that answers says in its log.
public struct ShowLogLevel<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).log.show") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .watchSuite }
    public static var scope: Scope<Self> { .anywhere }
    public static var summary: String { "Show how much the instance says in its log." }

    public init() {}

    public typealias Reply = LogState
    public static var example: Example<Self> {
        Example(Self(), reply: LogState(instance: LogState.instanceExample, level: .info))
    }
}

/// Changes how much the instance that answers says in its log, for a time or until it ends.
public struct SetLogLevel<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).log.setLevel") }
    public static var effect: Effect { .idempotentWrite }
    public static var permission: Permission { .operateSuite }
    public static var scope: Scope<Self> { .found }
    public static var summary: String { "Change how much the instance says in its log, for a time or until it ends." }

    public var level: LogLevel
    /// Seconds after which the level goes back to what it was, at most a day; left out, it stays.
    public var seconds: Int?
    public init(level: LogLevel, seconds: Int? = nil) {
        self.level = level
        self.seconds = seconds
    }

    public typealias Reply = LogState
    public static var example: Example<Self> {
        Example(
            Self(level: .debug, seconds: 600),
            reply: LogState(instance: LogState.instanceExample, level: .debug, then: .info, secondsLeft: 600))
    }
}

/// The longest time for which a level is set.
public enum LogBounds {
    public static let secondsMax = 86_400
}
