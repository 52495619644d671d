// What one instance notes about itself while it works: spans of traces, counts of calls. Everything here is bounded, in
// memory, and about this run only.

import Logging
import MessageSchema
import Storage
import Surroundings
import Synchronization

private import Glibc

/// A request on its way through the frame, as a span of its trace.
struct RequestSpan: Sendable {
    /// The trace, the caller's or minted, and the request's own span in it.
    let context: TraceContext
    /// The caller's span; nil if the caller gave no trace.
    let parent: SpanID?
    /// The method, `unknown` if the contract does not have it: then it is a text of the caller's like any other.
    let method: String
    let waitedMilliseconds: Int64
    fileprivate let begin: Beginning
}

/// When a span began: by the machine's wall clock, milliseconds, and by one that never goes back, microseconds.
struct Beginning: Sendable {
    let start: Int64
    let ticks: Int64
}

/// The notes of one instance.
final class InstanceWatch: Sendable {
    let identity: ServiceIdentity
    let levels: LogSwitch
    let calls = CallTally()
    let ring = SpanRing()
    let logger: Logger
    let surroundings: Surroundings
    private let begun: Int64
    /// Numbers of spans: a chance one, and from there on.
    private let lastSpan: Atomic<UInt64>
    private let methods: Set<String>

    init(
        _ contract: any Contract.Type, identity: ServiceIdentity, levels: LogSwitch, logger: Logger,
        surroundings: Surroundings
    ) {
        self.identity = identity
        self.levels = levels
        self.logger = logger
        self.surroundings = surroundings
        begun = surroundings.monotonic()
        lastSpan = Atomic(surroundings.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) })
        methods = Set(contract.allMethods.map { $0.name.text })
    }

    var secondsUp: Int64 { (surroundings.monotonic() - begun) / 1000 }

    private func newSpan() -> SpanID {
        SpanID(number: lastSpan.wrappingAdd(1, ordering: .relaxed).newValue)
    }

    func now() -> Beginning {
        Beginning(start: surroundings.machineTime(), ticks: Surroundings.readClock(CLOCK_MONOTONIC))
    }

    /// Opens the span of a request, in the caller's trace or in a new one.
    func begin(_ method: String, _ metadata: CallMetadata, waited: Int64) -> RequestSpan {
        let given = TraceContext(traceparent: metadata.traceparent)
        let context =
            given?.with(span: newSpan()) ?? TraceContext(trace: newTrace(metadata), span: newSpan())
        return RequestSpan(
            context: context, parent: given?.span, method: methods.contains(method) ? method : "unknown",
            waitedMilliseconds: waited, begin: now())
    }

    /// A trace id of our own; times lead, so that an index over them grows at its end.
    private func newTrace(_ metadata: CallMetadata) -> TraceID {
        do { return try TraceID(metadata.traceId ?? newDigits()) } catch {
            // All digits 0, which only a caller writes.
            return .sample
        }
    }

    private func newDigits() -> String {
        String(decoding: surroundings.newIdentifier().utf8.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self)
    }

    /// Counts a request that has been answered, and remembers it if anybody can know its trace id: the caller who gave
    /// it or was answered with it, and whoever reads the journal.
    func end(_ span: RequestSpan, _ failure: Failure?, wrote: Bool) {
        let microseconds = Surroundings.readClock(CLOCK_MONOTONIC) - span.begin.ticks
        if !waitsByDesign(span.method) { calls.count(failure?.kind, microseconds: microseconds) }
        guard span.parent != nil || wrote || failure?.traceId != nil else { return }
        ring.keep(
            TraceSpan(
                kind: .request, span: span.context.span, parent: span.parent, name: span.method,
                start: Instant(microseconds: span.begin.start * 1000), microseconds: microseconds,
                waitedMilliseconds: span.waitedMilliseconds, outcome: failure?.name ?? TraceSpan.ok),
            of: span.context.trace)
    }

    private func waitsByDesign(_ method: String) -> Bool {
        method.hasSuffix(".events.read") || method.hasSuffix(".queue.next")
    }

    /// Runs a call of another service for a request's sake; the body gets the trace to send along.
    func calling<T>(
        _ method: String, for request: RequestSpan, _ body: (TraceContext) async throws -> T
    ) async throws -> T {
        let context = request.context.with(span: newSpan())
        let begin = now()
        func keep(_ outcome: String) {
            ring.keep(
                TraceSpan(
                    kind: .call, span: context.span, parent: request.context.span, name: method,
                    start: Instant(microseconds: begin.start * 1000),
                    microseconds: Surroundings.readClock(CLOCK_MONOTONIC) - begin.ticks, outcome: outcome),
                of: context.trace)
        }
        do {
            let result = try await body(context)
            keep(TraceSpan.ok)
            return result
        } catch {
            keep(LoggedCause(error).description)
            throw error
        }
    }
}
