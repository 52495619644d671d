// What the gateway tells those who watch: requests that it answered itself, and how much it says.

import Fabric
import MessageSchema
import Surroundings
import Synchronization

/// How much the gateway says on standard error: files that it read again at `notice`, instances that come and go at
/// `debug`; who did what, who was denied what and what failed it says always.
final class GatewayLevels: Sendable {
    private let setting = Mutex(LevelSetting(.info))
    private let monotonic: @Sendable () -> Int64

    init(monotonic: @escaping @Sendable () -> Int64) { self.monotonic = monotonic }

    /// True if what is of that level is to be said.
    func lets(_ level: LogLevel) -> Bool { level >= setting.withLock { $0 }.level(at: monotonic()) }

    func set(_ level: LogLevel, seconds: Int?) {
        setting.withLock { $0.set(level, seconds: seconds, at: monotonic()) }
    }

    func state(of instance: String) -> LogState { setting.withLock { $0 }.state(of: instance, at: monotonic()) }
}

extension GatewayDesk {
    /// The gateway forwards bodies unread, so it knows of those requests only that it answered in a service's stead.
    func report(of trace: TraceID) -> TraceReport {
        let spans = statistics().refusals.enumerated().filter { $0.element.trace == trace }.map { place, refusal in
            TraceSpan(
                // It has no number of its own; it causes nothing either.
                kind: .request, span: SpanID(number: UInt64(place) + 1), parent: refusal.parent, name: refusal.method,
                start: Instant(microseconds: refusal.arrived * 1000), microseconds: refusal.held * 1000,
                outcome: refusal.outcome)
        }
        return TraceReport(instance: instance, spans: spans, entries: [], isCut: false)
    }

    func setLevel(
        _ request: SetLogLevel<GatewayContract>, _ principal: Principal
    ) throws(Failure) -> LogState {
        if let seconds = request.seconds, !(1...LogBounds.secondsMax).contains(seconds) {
            throw .fabric(
                .invalidParams, "params.seconds: it lies between 1 and \(LogBounds.secondsMax)", executed: .no)
        }
        levels.set(request.level, seconds: request.seconds)
        let time = request.seconds.map { " for \($0) s" } ?? ""
        say("\(Self.who(principal)) set the gateway's log level to \(request.level.rawValue)\(time)")
        return levels.state(of: instance)
    }
}
