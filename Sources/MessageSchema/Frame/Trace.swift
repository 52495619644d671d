// What a service knows of one trace: requests it answered lately and what it did because of others' events, from the
// memory of the instance that answers, and the entries of its journal, which all instances share. Nothing in it tells
// of a person: methods, times, outcomes.

/// A piece of work in a trace.
public struct TraceSpan: Codable, Hashable, Sendable {
    public enum Kind: String, WireEnum {
        /// A request was answered.
        case request
        /// Another service was called for a request's sake.
        case call
        /// An event of another service had an effect here.
        case reaction
    }
    public var kind: Kind
    public var span: SpanID
    /// The span that caused it, in this service or another; nil if the request came without a trace.
    public var parent: SpanID?
    /// The method that was asked for, or the type of the event; `unknown` for a method that the service does not have.
    public var name: String
    /// The machine's wall clock when it began, to the millisecond; the suite's manual clock has no part in it.
    public var start: Instant
    public var microseconds: Int64
    /// Milliseconds a request had waited in the gateway before.
    public var waitedMilliseconds: Int64?
    /// `ok`, or the name of the refusal or failure.
    public var outcome: String
    /// The event that a reaction is to, JOURNAL/SEQUENCE.
    public var event: String?

    public init(
        kind: Kind, span: SpanID, parent: SpanID?, name: String, start: Instant, microseconds: Int64,
        waitedMilliseconds: Int64? = nil, outcome: String, event: String? = nil
    ) {
        self.kind = kind
        self.span = span
        self.parent = parent
        self.name = name
        self.start = start
        self.microseconds = microseconds
        self.waitedMilliseconds = waitedMilliseconds
        self.outcome = outcome
        self.event = event
    }

    /// The outcome of what went well.
    public static let ok = "ok"
}

/// An entry of a journal that was written in a trace.
public struct TraceEntry: Codable, Hashable, Sendable {
    /// JOURNAL/SEQUENCE
    public var id: String
    public var sequence: Int64
    public var type: String
    /// Record time, by the suite's clock.
    public var recorded: Instant
    /// The span that wrote it.
    public var span: SpanID

    public init(id: String, sequence: Int64, type: String, recorded: Instant, span: SpanID) {
        self.id = id
        self.sequence = sequence
        self.type = type
        self.recorded = recorded
        self.span = span
    }
}

/// Shows what the service knows of one trace.
public struct ShowTrace<Owner: Contract>: Method {
    public static var name: MethodName { MethodName("\(Owner.service.text).trace.show") }
    public static var effect: Effect { .reads }
    public static var permission: Permission { .watchSuite }
    public static var scope: Scope<Self> { .anywhere }
    public static var summary: String { "Show what the service knows of one trace." }

    public var trace: TraceID
    public init(trace: TraceID) { self.trace = trace }

    public typealias Reply = TraceReport
    public static var example: Example<Self> {
        let journal = "0197c5a0-7b00-7000-8000-0000000000aa"
        let span = TraceSpan(
            kind: .request, span: .sample, parent: nil, name: "\(Owner.service.text).noun.change", start: .sample,
            microseconds: 1234, waitedMilliseconds: 0, outcome: TraceSpan.ok)
        let entry = TraceEntry(
            id: "\(journal)/1", sequence: 1, type: "\(Owner.service.text).noun.changed", recorded: .sample,
            span: .sample)
        return Example(
            Self(trace: .sample),
            reply: TraceReport(
                instance: "0197c5a0-7b00-7000-8000-000000000001", spans: [span], entries: [entry], isCut: false))
    }
}

/// What one instance of a service knows of a trace.
public struct TraceReport: Codable, Hashable, Sendable {
    /// The instance whose memory the spans are from.
    public var instance: String
    /// In the order in which they ended. What was long ago is forgotten.
    public var spans: [TraceSpan]
    /// By sequence; the journal forgets nothing.
    public var entries: [TraceEntry]
    /// True if there are more entries than an answer holds.
    public var isCut: Bool

    public init(instance: String, spans: [TraceSpan], entries: [TraceEntry], isCut: Bool) {
        self.instance = instance
        self.spans = spans
        self.entries = entries
        self.isCut = isCut
    }
}
