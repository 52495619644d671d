// What a process measures, kept for swift-metrics and written as a page for Prometheus.

public import CoreMetrics
internal import Synchronization

/// A factory of swift-metrics whose values stand on one page.
///
/// A measure that was not declared is kept, too, so that libraries may measure: as a counter, gauge or histogram by
/// what it was made as. One declared as another kind than it is made as is not kept.
public final class Exposition: MetricsFactory {
    private let state: Mutex<State>

    private struct State {
        var measures: [String: Metric]
        var series: [String: [Labels: any Series]] = [:]
        var collectors: [@Sendable () async -> [Reading]] = []
    }

    public init(_ measures: [Metric]) {
        state = Mutex(State(measures: Dictionary(measures.map { ($0.name, $0) }) { first, _ in first }))
    }

    /// Has something asked each time the page is written, for what nobody tells: sizes of files, depths of queues. Its
    /// readings are of measures that nobody records.
    public func collect(_ collector: @escaping @Sendable () async -> [Reading]) {
        state.withLock { $0.collectors.append(collector) }
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, .counter, dimensions) { _ in CounterSeries() }
    }
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, .counter, dimensions) { _ in CounterSeries() }
    }
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, .gauge, dimensions) { _ in GaugeSeries() }
    }
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return series(label, .gauge, dimensions) { _ in GaugeSeries() } }
        return series(label, .histogram(Metric.counts), dimensions, Self.histogram)
    }
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, .histogram(Metric.callSeconds), dimensions, Self.histogram)
    }

    // What was counted stays on the page until the process ends, as Prometheus expects of counters.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// The page: text exposition format 0.0.4, measures and labels in the order of their names.
    public func page() async -> String {
        var readings: [Reading] = []
        for collector in state.withLock({ $0.collectors }) { readings += await collector() }
        var (measures, series) = state.withLock { ($0.measures, $0.series) }
        for reading in readings {
            measures[reading.measure.name] = reading.measure
            series[reading.measure.name, default: [:]][reading.labels] = ReadSeries(reading.samples)
        }
        var page = Page()
        for (name, labelled) in series.sorted(by: { $0.key < $1.key }) {
            guard let measure = measures[name] else { continue }
            page.add(measure, labelled)
        }
        return page.text
    }

    private static func histogram(_ measure: Metric) -> HistogramSeries {
        guard case .histogram(let bounds) = measure.kind else { return HistogramSeries(bounds: []) }
        return HistogramSeries(bounds: bounds)
    }

    private func series<Kept: Series>(
        _ name: String, _ kind: Metric.Kind, _ dimensions: [(String, String)], _ make: (Metric) -> Kept
    ) -> Kept {
        let labels = Labels(dimensions)
        return state.withLock { state in
            let measure =
                state.measures[name]
                ?? Metric(
                    name, kind, unit: kind == .histogram(Metric.callSeconds) ? .seconds : .none, help: "\(name).")
            if let kept = state.series[name]?[labels] as? Kept { return kept }
            let made = make(measure)
            guard measure.kind.isLike(kind), state.series[name]?[labels] == nil else { return made }
            state.measures[name] = measure
            state.series[name, default: [:]][labels] = made
            return made
        }
    }
}

extension Metric.Kind {
    fileprivate func isLike(_ other: Self) -> Bool {
        switch (self, other) {
        case (.counter, .counter), (.gauge, .gauge), (.histogram, .histogram): true
        default: false
        }
    }
}
