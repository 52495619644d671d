// The spans that one instance remembers: so many, the oldest forgotten first. In memory only, and lost with it.

import MessageSchema
import Synchronization

/// A bounded memory of spans.
final class SpanRing: Sendable {
    private struct State {
        var spans: [(trace: TraceID, span: TraceSpan)] = []
        var next = 0
    }
    private let state = Mutex(State())
    private let spansMax: Int

    /// 8,192 spans are some two megabytes.
    init(spansMax: Int = 8192) { self.spansMax = spansMax }

    func keep(_ span: TraceSpan, of trace: TraceID) {
        state.withLock { state in
            if state.spans.count < spansMax {
                state.spans.append((trace, span))
            } else {
                state.spans[state.next] = (trace, span)
                state.next = (state.next + 1) % spansMax
            }
        }
    }

    /// The spans of a trace, those that ended first before those that ended later.
    func spans(of trace: TraceID) -> [TraceSpan] {
        state.withLock { state in
            let found = (state.spans[state.next...] + state.spans[..<state.next]).filter { $0.trace == trace }
            return found.map(\.span)
        }
    }
}
