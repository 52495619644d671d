// The table of error kinds: every refusal and failure that crosses the wire is one of these.
// One code, one exit code, one answer to "may I repeat it". Frozen: clients in other languages switch on it.

/// The kind of an error on the wire; `docs/errors.md` is made from this table.
public enum ErrorKind: String, CaseIterable, Codable, Sendable {
    case parseError, invalidRequest, methodNotFound, invalidParams, internalError
    case notFound, forbidden, conflict, stale, rejected
    case tooLarge, overloaded, unavailable, deadlineExceeded

    /// May the caller send the same request again as it is?
    public enum Repetition: String, Sendable {
        /// Sending it again gives the same answer.
        case no
        /// Nothing was executed; after `retryAfter` it may well succeed.
        case yes
        /// It may have been executed: repeat reads, and writes that carry an idempotency key.
        case withKey
    }

    /// The JSON-RPC code; the first five are from JSON-RPC 2.0, section 5.1, the rest are the suite's.
    public var code: Int {
        switch self {
        case .parseError: -32700
        case .invalidRequest: -32600
        case .methodNotFound: -32601
        case .invalidParams: -32602
        case .internalError: -32603
        case .notFound: -32001
        case .forbidden: -32002
        case .conflict: -32003
        case .stale: -32004
        case .rejected: -32005
        case .tooLarge: -32006
        case .overloaded: -32007
        case .unavailable: -32008
        case .deadlineExceeded: -32009
        }
    }

    /// The status `sauro` leaves with after this error.
    public var exitCode: ExitCode {
        switch self {
        case .parseError, .invalidRequest, .methodNotFound, .invalidParams, .tooLarge: .usage
        case .internalError, .rejected: .failed
        case .notFound: .notFound
        case .forbidden: .notAllowed
        case .conflict, .stale: .conflict
        case .overloaded, .unavailable, .deadlineExceeded: .unavailable
        }
    }

    /// The answer to "may I repeat it".
    public var repetition: Repetition {
        switch self {
        case .overloaded: .yes
        case .unavailable, .deadlineExceeded, .internalError: .withKey
        default: .no
        }
    }

    /// What the kind means, in one sentence.
    public var meaning: String {
        switch self {
        case .parseError: "The body is not one JSON text as the wire allows it."
        case .invalidRequest: "The body is JSON but not a JSON-RPC 2.0 request as the wire allows it."
        case .methodNotFound: "The service has no such method."
        case .invalidParams: "The parameters do not fit the method."
        case .internalError: "The service failed; the operator's log has the cause under the trace id."
        case .notFound: "What the request names does not exist, or lies outside the caller's scope."
        case .forbidden: "The caller's roles do not allow this."
        case .conflict: "It contradicts what is stored, or an idempotency key was used for something else."
        case .stale: "The state has moved since the plan was made; plan again."
        case .rejected: "A rule says no; `data.name` says which."
        case .tooLarge: "The request or its answer is larger than the wire allows."
        case .overloaded: "A queue is full; try again after `data.retryAfter` milliseconds."
        case .unavailable: "No instance of the service can answer; `data.executed` says whether it ran."
        case .deadlineExceeded: "The deadline passed; `data.executed` says whether it ran."
        }
    }

    public init?(code: Int) {
        guard let kind = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = kind
    }
}

/// The exit codes of `sauro`.
public enum ExitCode: Int32, CaseIterable, Sendable {
    case ok = 0
    case failed, usage, notFound, notAllowed, conflict, findings, unavailable, partly, cancelled

    /// What the code means, in a few words.
    public var meaning: String {
        switch self {
        case .ok: "done; also an empty list"
        case .failed: "failed: a rule said no, or the service failed"
        case .usage: "the command or its input is wrong"
        case .notFound: "what was named does not exist"
        case .notAllowed: "the caller may not do this"
        case .conflict: "contradicts what is stored, or a stale plan"
        case .findings: "done, and there are findings"
        case .unavailable: "no answer in time; try again"
        case .partly: "partly done"
        case .cancelled: "cancelled"
        }
    }
}
