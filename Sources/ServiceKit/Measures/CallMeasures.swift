// Calls by method and error: a handle of swift-metrics for each, made when it is first needed and kept, so that a call
// costs a lookup and an addition.

internal import CoreMetrics
internal import Exposition
import MessageSchema
import Synchronization

/// The durations of a service's calls.
final class CallMeasures: Sendable {
    private let methods: [String: MethodMeasures]
    private let others: MethodMeasures

    init(_ methods: [String], factory: any MetricsFactory) {
        let known = methods.map { ($0, MethodMeasures($0, factory)) }
        self.methods = Dictionary(known) { first, _ in first }
        others = MethodMeasures("_OTHER", factory)
    }

    /// Notes a call that was answered; `error` is nil for a result.
    func answered(_ method: String, _ error: ErrorKind?, microseconds: Int64) {
        (methods[method] ?? others).answered(error, microseconds: microseconds)
    }
}

/// The durations of one method's calls.
private final class MethodMeasures: Sendable {
    private let method: String
    private let factory: any MetricsFactory
    private let timers = Mutex<[ErrorKind?: CoreMetrics.Timer]>([:])

    init(_ method: String, _ factory: any MetricsFactory) {
        self.method = method
        self.factory = factory
    }

    func answered(_ error: ErrorKind?, microseconds: Int64) {
        timers.withLock { timers in
            if let timer = timers[error] { return timer.recordMicroseconds(microseconds) }
            let timer = timer(error)
            timers[error] = timer
            timer.recordMicroseconds(microseconds)
        }
    }

    private func timer(_ error: ErrorKind?) -> CoreMetrics.Timer {
        let failed = error.map { [("rpc.response.status_code", "\($0.code)"), ("error.type", $0.rawValue)] } ?? []
        return CoreMetrics.Timer(
            label: ServiceMeasure.callDuration.name,
            dimensions: [("rpc.system.name", "jsonrpc"), ("rpc.method", method)] + failed, factory: factory)
    }
}
