// Callers at once: each makes one call after the other for some seconds, and remembers how long each took.

import BenchKit
import Fabric
import MessageSchema
import SuiteGround
import Surroundings
import Synchronization

/// What the lanes of one cell saw.
struct Lanes {
    private(set) var calls = 0
    private(set) var seconds = 0.0
    /// Microseconds, sorted.
    private var times: [Int64] = []

    /// Makes calls for so long. `round` keeps the writes of one round apart from those of all others.
    static func run(
        _ work: BenchWork, _ client: Client, count: Int, seconds: Int, round: Int
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
                        try await work.call(round * count + lane, times.count + 1, client)
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
