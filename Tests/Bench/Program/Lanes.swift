// Callers at once: each makes one call after the other for some seconds, and remembers how long each took.

/// What the lanes of one cell saw.
struct Lanes {
    private(set) var calls = 0
    private(set) var seconds = 0.0
    /// Microseconds, sorted.
    private var times: [Int64] = []

    /// Makes calls for so long; a call is told its lane, from 0, and which of the lane's it is, from 1.
    static func run(
        count: Int, seconds: Int, _ call: @escaping @Sendable (_ lane: Int, _ number: Int) async throws -> Void
    ) async throws -> Lanes {
        let begun = ContinuousClock.now
        let end = begun + .seconds(seconds)
        var lanes = Lanes()
        lanes.times = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for lane in 0..<count {
                group.addTask {
                    var times: [Int64] = []
                    while ContinuousClock.now < end {
                        let before = ContinuousClock.now
                        try await call(lane, times.count + 1)
                        times.append((ContinuousClock.now - before).microseconds)
                    }
                    return times
                }
            }
            var all: [Int64] = []
            for try await times in group { all += times }
            return all
        }
        lanes.seconds = Double((ContinuousClock.now - begun).microseconds) / 1e6
        lanes.times.sort()
        lanes.calls = lanes.times.count
        return lanes
    }

    var perSecond: Double { seconds > 0 ? Double(calls) / seconds : .nan }

    /// Milliseconds within which this share of the calls was answered.
    func within(_ share: Double) -> Double {
        guard !times.isEmpty else { return .nan }
        return Double(times[min(times.count - 1, Int(Double(times.count) * share))]) / 1000
    }
}

extension Duration {
    fileprivate var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
