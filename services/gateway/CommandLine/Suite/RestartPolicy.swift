// When a service that died is started again: soon at first, then later and later, never more than so often a minute.
// Pure: it is told the time.

/// The pauses before restarts of one service.
struct RestartPolicy: Sendable {
    /// Milliseconds before the first restart, and at most.
    var pauseMin: Int64 = 100
    var pauseMax: Int64 = 5000
    /// Restarts within any minute.
    var restartsPerMinuteMax = 10

    private var recent: [Int64] = []
    private var streak = 0

    /// The milliseconds to wait before restarting what died at `now` after living for `lifetime`.
    mutating func pause(diedAt now: Int64, lifetime: Int64) -> Int64 {
        // What lived a minute was well; its death begins a new streak.
        streak = lifetime >= 60_000 ? 0 : min(streak + 1, 30)
        recent.removeAll { $0 <= now - 60_000 }
        var pause = min(pauseMax, pauseMin << max(0, min(streak - 1, 10)))
        if recent.count >= restartsPerMinuteMax, let oldest = recent.first { pause = max(pause, oldest + 60_000 - now) }
        recent.append(now + pause)
        return pause
    }
}
