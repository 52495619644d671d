// Callers at once, each of which waits for its answer before it calls again, and how long the answers took.

import MessageSchema
import Synchronization

/// What one call did.
struct CallYield: Sendable {
    /// The events that it brought.
    var events = 0
    /// Whether there is nothing left to call for.
    var isLast = false
}

/// A call of a measurement; `number` is another for each, from 1.
typealias MeasuredCall = @Sendable (_ number: Int) async throws(Failure) -> CallYield

/// Which calls, by how many, for how long.
struct CallMeasurement: Sendable {
    enum Limit: Sendable {
        case milliseconds(Int64)
        case calls(Int)
    }

    var callers: Int
    var limit: Limit
    /// Microseconds on a clock that never goes back.
    var clock: @Sendable () -> Int64
    /// The numbers that calls before have taken.
    var taken = 0

    /// Calls until the limit, the last call, or a cancellation.
    func run(_ call: @escaping MeasuredCall) async -> MeasuredCalls {
        let numbers = CallNumbers()
        let begun = clock()
        var measured = MeasuredCalls(callers: callers)
        await withTaskGroup(of: MeasuredCalls.self) { group in
            for _ in 0..<callers { group.addTask { await self.lane(call, numbers, begun) } }
            for await lane in group { measured.add(lane) }
        }
        measured.microseconds = clock() - begun
        return measured
    }

    private func lane(_ call: MeasuredCall, _ numbers: CallNumbers, _ begun: Int64) async -> MeasuredCalls {
        var lane = MeasuredCalls(callers: callers)
        while !Task.isCancelled {
            let number = numbers.next()
            let before = clock()
            switch limit {
            case .milliseconds(let most): guard before - begun < most * 1000 else { return lane }
            case .calls(let most): guard number <= most else { return lane }
            }
            do throws(Failure) {
                let yield = try await call(taken + number)
                lane.times.add(clock() - before)
                lane.events += yield.events
                if yield.isLast { return lane }
            } catch {
                // A call that was given up for a Ctrl-C says nothing of the suite.
                if !Task.isCancelled { lane.failed[error.name, default: 0] += 1 }
            }
        }
        return lane
    }
}

/// Numbers from 1, each given once.
private final class CallNumbers: Sendable {
    private let last = Atomic(0)
    func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}

/// What a measurement saw.
struct MeasuredCalls: Sendable {
    var callers: Int
    /// From the first call to the last answer.
    var microseconds: Int64 = 0
    /// Of the calls that were answered well.
    var times = TimeHistogram()
    var events = 0
    /// How many calls failed, by the name of the error.
    var failed: [String: Int] = [:]

    init(callers: Int) { self.callers = callers }

    /// All calls, the failed ones too.
    var calls: Int { times.count + failed.values.reduce(0, +) }

    mutating func add(_ lane: MeasuredCalls) {
        times.add(lane.times)
        events += lane.events
        failed.merge(lane.failed, uniquingKeysWith: +)
    }

    /// So many of something in a second.
    func perSecond(_ count: Int) -> Int64 {
        microseconds == 0 ? 0 : Int64((Double(count) * 1e6 / Double(microseconds)).rounded())
    }
}
