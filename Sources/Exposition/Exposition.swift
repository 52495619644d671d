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
        var measures: [String: Measure]
        var series: [String: [Labels: any Series]] = [:]
        var collectors: [@Sendable () async -> Void] = []
    }

    public init(_ measures: [Measure]) {
        state = Mutex(State(measures: Dictionary(measures.map { ($0.name, $0) }) { first, _ in first }))
    }

    /// Has something asked each time before the page is written, for what nobody tells: sizes of files, depths of
    /// queues.
    public func collect(_ collector: @escaping @Sendable () async -> Void) {
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
        return series(label, .histogram(Measure.counts), dimensions, Self.histogram)
    }
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, .histogram(Measure.callSeconds), dimensions, Self.histogram)
    }

    // What was counted stays on the page until the process ends, as Prometheus expects of counters.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    /// The page: text exposition format 0.0.4, measures and labels in the order of their names.
    public func page() async -> String {
        for collector in state.withLock({ $0.collectors }) { await collector() }
        let (measures, series) = state.withLock { ($0.measures, $0.series) }
        var page = Page()
        for (name, labelled) in series.sorted(by: { $0.key < $1.key }) {
            guard let measure = measures[name] else { continue }
            page.add(measure, labelled)
        }
        return page.text
    }

    private static func histogram(_ measure: Measure) -> HistogramSeries {
        guard case .histogram(let bounds) = measure.kind else { return HistogramSeries(bounds: []) }
        return HistogramSeries(bounds: bounds)
    }

    private func series<Kept: Series>(
        _ name: String, _ kind: Measure.Kind, _ dimensions: [(String, String)], _ make: (Measure) -> Kept
    ) -> Kept {
        let labels = Labels(dimensions)
        return state.withLock { state in
            let measure =
                state.measures[name]
                ?? Measure(
                    name, kind, unit: kind == .histogram(Measure.callSeconds) ? .seconds : .none, help: "\(name).")
            if let kept = state.series[name]?[labels] as? Kept { return kept }
            let made = make(measure)
            guard measure.kind.isLike(kind), state.series[name]?[labels] == nil else { return made }
            state.measures[name] = measure
            state.series[name, default: [:]][labels] = made
            return made
        }
    }
}

extension Measure.Kind {
    fileprivate func isLike(_ other: Self) -> Bool {
        switch (self, other) {
        case (.counter, .counter), (.gauge, .gauge), (.histogram, .histogram): true
        default: false
        }
    }
}
