// What the store must know of a request that writes, and what it says when the disk has it.

public import MessageSchema

/// A request to write, without its body.
public struct WriteRequest: Sendable {
    /// Who asks; the journal keeps the name.
    public var principal: Principal
    /// The W3C trace id or traceparent, kept in the journal.
    public var trace: String?
    public var idempotency: IdempotencyClaim?
    /// The request's size, counted against the batch's bound.
    public var bytes: Int
    /// What kind of change it makes.
    public var purpose: Purpose

    /// Whether the change is a fact that the journal must tell.
    public enum Purpose: Sendable, Hashable {
        /// Appends at least one event if it changes anything; else it is `.eventMissing`.
        case fact
        /// Leases, projections of another service's journal: change without an event.
        case bookkeeping
    }

    public init(
        principal: Principal, trace: String? = nil, idempotency: IdempotencyClaim? = nil,
        bytes: Int = 0, purpose: Purpose = .fact
    ) {
        self.principal = principal
        self.trace = trace
        self.idempotency = idempotency
        self.bytes = bytes
        self.purpose = purpose
    }
}

/// A request's claim to be executed once: its key, in the scope of the principal's name.
public struct IdempotencyClaim: Sendable, Hashable {
    public var key: String
    public var method: String
    /// SHA-256 of the decoded request, written again without `_meta`.
    public var digest: [UInt8]

    public init(key: String, method: String, digest: [UInt8]) {
        self.key = key
        self.method = method
        self.digest = digest
    }
}

/// The answer of a write that is on disk.
public struct WriteOutcome: Sendable, Hashable {
    /// What the body returned, now or when the idempotency key was first used.
    public var answer: [UInt8]
    /// The last journal sequence the answer knows.
    public var sequence: Int64
    /// True if the body did not run: the answer was stored under the idempotency key.
    public var isReplay: Bool

    public init(answer: [UInt8], sequence: Int64, isReplay: Bool) {
        self.answer = answer
        self.sequence = sequence
        self.isReplay = isReplay
    }
}
