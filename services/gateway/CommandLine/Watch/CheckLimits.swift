// What is too much, and what is far too much.

/// Two limits of one figure; what reaches one is a warning, or critical.
struct CheckLimits: Sendable, Equatable {
    var warning: Double
    var critical: Double
    /// True if little is bad: free space.
    var isFloor = false

    func state(of value: Double) -> CheckState {
        if isFloor { return value <= critical ? .critical : value <= warning ? .warning : .ok }
        return value >= critical ? .critical : value >= warning ? .warning : .ok
    }
}

/// The states of Nagios' plugins, whose numbers are exit codes (Monitoring Plugins Development Guidelines, "Plugin
/// Return Codes").
enum CheckState: Int32, Sendable, Comparable {
    case ok = 0
    case warning, critical, unknown

    var word: String {
        switch self {
        case .ok: "OK"
        case .warning: "WARNING"
        case .critical: "CRITICAL"
        case .unknown: "UNKNOWN"
        }
    }

    /// What is wrong for sure stands over what is not known.
    private var rank: Int { [CheckState.ok: 0, .unknown: 1, .warning: 2, .critical: 3][self] ?? 0 }
    static func < (left: CheckState, right: CheckState) -> Bool { left.rank < right.rank }
}

/// The limits of a check.
struct CheckBounds: Sendable, Equatable {
    /// Seconds for an answer.
    var answer: CheckLimits
    /// Seconds since the oldest event was told that a consumer has not settled.
    var age: CheckLimits
    /// Events that a service is behind another's journal.
    var lag: CheckLimits
    /// Dead letters.
    var letters: CheckLimits
    /// Hundredths of the disk that are free.
    var disk: CheckLimits
}
