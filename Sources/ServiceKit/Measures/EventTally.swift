// Counting events of a write after its commit: noted while the handler runs, counted when the disk has it, forgotten
// when the handler runs once more, is refused, or fails.

internal import CoreMetrics
internal import Exposition
import MessageSchema
import Synchronization

/// The counters of a service's business.
final class EventCounters: Sendable {
    private let counting:
        [String: [(measure: BusinessMeasure, values: @Sendable (any Event) -> [BusinessMeasure.Value])]]
    private let factory: any MetricsFactory
    private let counters = Mutex<[Key: Counter]>([:])

    private struct Key: Hashable {
        var name: String
        var words: [String]
    }

    /// A value to be counted.
    struct Noted {
        var measure: BusinessMeasure
        var value: BusinessMeasure.Value
    }

    init(_ measures: [BusinessMeasure], factory: any MetricsFactory) {
        self.factory = factory
        counting = measures.reduce(into: [:]) { table, measure in
            guard case .told(let event, let values) = measure.source else { return }
            table[event, default: []].append((measure, values))
        }
    }

    var isEmpty: Bool { counting.isEmpty }

    func values<E: Event>(of event: E) -> [Noted] {
        (counting[E.name] ?? []).flatMap { counted in
            counted.values(event).filter { $0.number > 0 }.map { Noted(measure: counted.measure, value: $0) }
        }
    }

    func count(_ noted: [Noted]) {
        for noted in noted { counter(noted).increment(by: noted.value.number) }
    }

    private func counter(_ noted: Noted) -> Counter {
        let key = Key(name: noted.measure.metric.name, words: noted.value.words)
        return counters.withLock { counters in
            if let counter = counters[key] { return counter }
            let counter = Counter(
                label: key.name, dimensions: noted.measure.dimensions(of: key.words), factory: factory)
            counters[key] = counter
            return counter
        }
    }
}

/// What one write is to count.
final class EventTally: Sendable {
    private let counters: EventCounters
    private let noted = Mutex<[EventCounters.Noted]>([])

    /// Nil where nothing is counted.
    init?(_ counters: EventCounters?) {
        guard let counters, !counters.isEmpty else { return nil }
        self.counters = counters
    }

    /// The handler begins, perhaps once more.
    func begin() { noted.withLock { $0 = [] } }

    func note<E: Event>(_ event: E) {
        let values = counters.values(of: event)
        if !values.isEmpty { noted.withLock { $0 += values } }
    }

    /// How much is noted, to come back to it when a part of the write is taken back.
    var mark: Int { noted.withLock { $0.count } }
    func rollBack(to mark: Int) { noted.withLock { $0.removeSubrange(mark...) } }

    /// The disk has it.
    func count() { counters.count(noted.withLock { $0 }) }
}
