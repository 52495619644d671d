// The spans of the reactions to one page of events. A page is one transaction, which may run twice or not at all, so
// that what it did is remembered when the disk has it.

import MessageSchema
import Surroundings
import Synchronization

private import Glibc

/// What reactions did, until it is known whether it holds.
final class ReactionSpans: Sendable {
    private let spans = Mutex<[(trace: TraceID, span: TraceSpan)]>([])

    /// Forgets what an earlier attempt did.
    func beginAgain() { spans.withLock { $0 = [] } }

    /// Notes a reaction that had an effect.
    func add(_ context: TraceContext, to origin: CloudEvent, since begin: Beginning, outcome: String) {
        let span = TraceSpan(
            kind: .reaction, span: context.span, parent: TraceContext(traceparent: origin.traceparent)?.span,
            name: origin.type, start: Instant(microseconds: begin.start * 1000),
            microseconds: Surroundings.readClock(CLOCK_MONOTONIC) - begin.ticks, outcome: outcome, event: origin.id)
        spans.withLock { $0.append((context.trace, span)) }
    }

    func keep(in ring: SpanRing) {
        for (trace, span) in spans.withLock({ $0 }) { ring.keep(span, of: trace) }
    }
}
