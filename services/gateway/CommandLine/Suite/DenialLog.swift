// Who was denied, and why, for the operator. A caller that asks again and again must not fill the log, nor may many
// callers with many keys.

import Surroundings
private import Synchronization

/// Says denials: of one caller once a second at most, of all together a bounded number a second.
final class DenialLog: Sendable {
    private struct State {
        /// When each caller was last spoken of, and how many denials were kept back since.
        var last: [String: (at: Int64, kept: Int)] = [:]
        var second: Int64 = 0
        var lines = 0
    }

    private static let pauseMilliseconds: Int64 = 1000
    /// Lines of one second, whoever they are about.
    private static let linesMax = 20
    /// Callers remembered; beyond them nobody new is spoken of until some were silent for a second.
    private static let callersMax = 1000

    private let monotonic: @Sendable () -> Int64
    private let say: @Sendable (String) -> Void
    private let state = Mutex(State())

    init(monotonic: @escaping @Sendable () -> Int64, say: @escaping @Sendable (String) -> Void) {
        self.monotonic = monotonic
        self.say = say
    }

    /// Notes that somebody was denied something. `why` must not hold anything that the caller wrote.
    func note(_ who: String, _ why: String) {
        let now = monotonic()
        guard let kept = state.withLock({ Self.turn(of: who, at: now, &$0) }) else { return }
        say("denied \(who): \(why)" + (kept > 0 ? " (and \(kept) more since the last such line)" : ""))
    }

    /// How many were kept back, if this one is to be said.
    private static func turn(of who: String, at now: Int64, _ state: inout State) -> Int? {
        if now - state.second >= pauseMilliseconds { (state.second, state.lines) = (now, 0) }
        if let last = state.last[who], now - last.at < pauseMilliseconds || state.lines >= linesMax {
            state.last[who]?.kept += 1
            return nil
        }
        if state.last[who] == nil, state.last.count >= callersMax {
            state.last = state.last.filter { now - $0.value.at < pauseMilliseconds }
        }
        guard state.lines < linesMax, state.last[who] != nil || state.last.count < callersMax else { return nil }
        state.lines += 1
        return state.last.updateValue((now, 0), forKey: who)?.kept ?? 0
    }
}
