// What one instance of a service measures. The frame has one where somebody wants to know; without it nothing is
// counted and nothing is asked.

internal import CoreMetrics
public import Exposition
import MessageSchema
import Storage
import Surroundings

/// The measures of one instance.
final class ServiceMeasures: Sendable {
    let events: EventCounters
    private let calls: CallMeasures
    private let damage: Counter

    init(_ blueprint: Blueprint, factory: any MetricsFactory) {
        let methods = blueprint.contract.allMethods.map { $0.name.text } + [OpenRPC.discover]
        calls = CallMeasures(methods, factory: factory)
        events = EventCounters(blueprint.measures, factory: factory)
        damage = Counter(label: ServiceMeasure.journalDamage.name, factory: factory)
    }

    /// A call on its way.
    struct Call: Sendable {
        fileprivate let calls: CallMeasures
        fileprivate let method: String
        fileprivate let began: Int64

        /// It was answered, with an error of that kind or with a result.
        func answered(_ error: ErrorKind?) {
            calls.answered(method, error, microseconds: Surroundings.systemMonotonicMicroseconds() - began)
        }
    }

    func began(_ method: String) -> Call {
        Call(calls: calls, method: method, began: Surroundings.systemMonotonicMicroseconds())
    }

    /// A request met an entry of the journal that does not follow from the one before it.
    func metDamage() { damage.increment() }

    /// Has a store's commits measured.
    static func observe(_ store: Store, factory: any MetricsFactory) {
        let requests = Recorder(label: ServiceMeasure.commitRequests.name, aggregate: true, factory: factory)
        let duration = CoreMetrics.Timer(label: ServiceMeasure.commitDuration.name, factory: factory)
        store.observe(
            StoreObserver { count, microseconds in
                requests.record(count)
                duration.recordMicroseconds(microseconds)
            })
    }
}

extension Blueprint {
    /// All that an instance of the service can measure: the frame's and its business's.
    public var metrics: [Metric] { ServiceMeasure.all + measures.map(\.metric) }

    /// A page for an instance of the service.
    public func exposition() -> Exposition { Exposition(metrics) }
}
