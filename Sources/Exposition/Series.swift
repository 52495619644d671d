// The values of one measure under one set of labels; handlers of swift-metrics, which may be told from any thread.

internal import CoreMetrics
internal import Synchronization

/// What a series knows of its labels, as they stand on the page, and its values there.
protocol Series: AnyObject, Sendable {
    /// The lines of this series, each with its ending (`_sum`), further labels and value.
    func samples() -> [Sample]
}

struct Sample {
    var ending = ""
    var bound: Double?
    var value: Double
}

/// Only grows: whole steps and parts of them.
final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
    private let total = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }
    /// What is not a positive number is not counted.
    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        total.withLock { $0 += amount }
    }
    func reset() { total.withLock { $0 = 0 } }
    func samples() -> [Sample] { [Sample(value: total.withLock { $0 })] }
}

/// The last value that was set.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func samples() -> [Sample] { [Sample(value: value.withLock { $0 })] }
}

/// How many values lay at or below each bound, their number and their sum.
final class HistogramSeries: Series, RecorderHandler, TimerHandler {
    private struct Counts {
        var byBound: [Int]
        var beyond = 0
        var sum = 0.0
    }

    private let bounds: [Double]
    private let counts: Mutex<Counts>

    init(bounds: [Double]) {
        self.bounds = bounds
        self.counts = Mutex(Counts(byBound: Array(repeating: 0, count: bounds.count)))
    }

    func record(_ value: Int64) { record(Double(value)) }
    /// What is not a number is not counted.
    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let place = bounds.firstIndex { value <= $0 }
        counts.withLock {
            if let place { $0.byBound[place] += 1 } else { $0.beyond += 1 }
            $0.sum += value
        }
    }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

    func samples() -> [Sample] {
        let counts = counts.withLock { $0 }
        return Self.samples(bounds, counts.byBound + [counts.beyond], counts.sum)
    }

    /// The lines of a histogram. Each count is of what lies above the bound before; the last, of what lies beyond all.
    static func samples(_ bounds: [Double], _ counts: [Int], _ sum: Double) -> [Sample] {
        var all = 0
        var samples = zip(bounds + [.infinity], counts).map { bound, count in
            all += count
            return Sample(ending: "_bucket", bound: bound, value: Double(all))
        }
        samples.append(Sample(ending: "_sum", value: sum))
        samples.append(Sample(ending: "_count", value: Double(all)))
        return samples
    }
}
