// What a caller says about a call beside its parameters: the member `_meta` of `params`.

/// The metadata of one call, `params._meta`.
public struct CallMetadata: Codable, Hashable, Sendable {
    /// Milliseconds the caller still waits; 10 000 when left out, 60 000 at most.
    public var deadline: Int64?
    /// A write with the same key, principal and service is executed once.
    public var idempotencyKey: String?
    /// W3C trace context.
    public var traceparent: String?
    /// The name of a principal to act as; from the socket's owner only.
    public var actAs: String?
    /// A date: what was true then.
    public var asOf: CalendarDate?
    /// What was known then: an instant, or a journal sequence that an earlier reply stated.
    public var knownAt: KnownAt?

    public init(
        deadline: Int64? = nil, idempotencyKey: String? = nil, traceparent: String? = nil,
        actAs: String? = nil, asOf: CalendarDate? = nil, knownAt: KnownAt? = nil
    ) {
        self.deadline = deadline
        self.idempotencyKey = idempotencyKey
        self.traceparent = traceparent
        self.actAs = actAs
        self.asOf = asOf
        self.knownAt = knownAt
    }

    /// Milliseconds a call waits when it does not say.
    public static let deadlineDefault: Int64 = 10_000
    /// The longest a call may wait, in milliseconds.
    public static let deadlineMax: Int64 = 60_000
    /// The member of `params` and of results that carries metadata.
    public static let member = "_meta"
}

extension CallMetadata {
    /// The caller's trace context if it has the form of W3C Trace Context, section 3.2: `00-TRACEID-PARENT-FLAGS` in
    /// lower-case hexadecimal. Any other text is ignored, as section 4.3 says: it would stand in logs and answers.
    public var trace: String? {
        let parts = traceparent?.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false) ?? []
        let digits = Array("0123456789abcdef".utf8)
        guard parts.map(\.count) == [2, 32, 16, 2], parts.allSatisfy({ $0.allSatisfy(digits.contains) }) else {
            return nil
        }
        return traceparent
    }

    /// The trace id of ``trace``, 32 digits: what errors carry as `data.traceId`.
    public var traceId: String? { trace.map { String($0.dropFirst(3).prefix(32)) } }
}

/// The point of a journal up to which a reply may know.
public enum KnownAt: Codable, Hashable, Sendable {
    case instant(Instant)
    case sequence(Int64)

    static let negative = "a journal sequence is not negative"

    /// Reads an RFC 3339 instant or a sequence number.
    public init(_ text: String) throws(ValueError) {
        if let number = Int64(text), number >= 0 {
            self = .sequence(number)
        } else {
            self = .instant(try Instant(text))
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            guard number >= 0 else { throw ValueError(Self.negative) }
            self = .sequence(number)
        } else {
            self = .instant(try container.decode(Instant.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .instant(let instant): try container.encode(instant)
        case .sequence(let number): try container.encode(number)
        }
    }
}

/// What a reply states about itself: the member `_meta` of `result`.
public struct ReplyMetadata: Codable, Hashable, Sendable {
    /// The last journal sequence the reply knows; given back as `knownAt` it reproduces the reply.
    public var sequence: Int64?
    /// The date the reply is true of, when the method takes one.
    public var asOf: CalendarDate?
    public init(sequence: Int64? = nil, asOf: CalendarDate? = nil) {
        self.sequence = sequence
        self.asOf = asOf
    }
}
