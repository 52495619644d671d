// A place in a trace: which trace, and which piece of work in it (W3C Trace Context, section 3.2).

/// The id of a trace: 32 lower-case hexadecimal digits, not all 0.
public struct TraceID: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard HexadecimalText.isWellFormed(text, digits: 32) else {
            throw ValueError("\"\(text)\" is no trace id; \(Self.form)")
        }
        self.text = text
    }

    public static let pattern: String? = "^[0-9a-f]{32}$"
    public static let form = "a trace id is 32 hexadecimal digits, such as 0af7651916cd43dd8448eb211c80319c"
    public static let sampleText = "0af7651916cd43dd8448eb211c80319c"
}

/// The id of a span, a piece of work in a trace: 16 lower-case hexadecimal digits, not all 0.
public struct SpanID: TextValue {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard HexadecimalText.isWellFormed(text, digits: 16) else {
            throw ValueError("\"\(text)\" is no span id; \(Self.form)")
        }
        self.text = text
    }

    /// The id with that number; 0, which stands for none, becomes 1.
    public init(number: UInt64) {
        let digits = String(max(number, 1), radix: 16)
        text = String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    public static let pattern: String? = "^[0-9a-f]{16}$"
    public static let form = "a span id is 16 hexadecimal digits in lower case"
    public static let sampleText = "b7ad6b7169203331"
}

/// A trace, and a span in it.
public struct TraceContext: Hashable, Sendable {
    public var trace: TraceID
    public var span: SpanID
    /// The flags of the caller, two digits; `01` is sampled.
    public var flags: String

    public init(trace: TraceID, span: SpanID, flags: String = "01") {
        self.trace = trace
        self.span = span
        self.flags = flags
    }

    /// Reads `traceparent`; nil if it has another form (``CallMetadata/trace``) or an id that is all 0.
    public init?(traceparent: String?) {
        guard let text = CallMetadata(traceparent: traceparent).trace else { return nil }
        let parts = text.split(separator: "-").map(String.init)
        do throws(ValueError) {
            self.init(trace: try TraceID(parts[1]), span: try SpanID(parts[2]), flags: parts[3])
        } catch { return nil }
    }

    /// As it travels, and stands in journals.
    public var traceparent: String { "00-\(trace)-\(span)-\(flags)" }

    /// Another span of the same trace.
    public func with(span: SpanID) -> TraceContext { TraceContext(trace: trace, span: span, flags: flags) }

    /// What a service does because another one's event, JOURNAL/SEQUENCE, told something: the same trace, and a span
    /// that follows from the event and the service. So whoever has both journals knows which entry caused which,
    /// though no service remembers it any more, and a reaction that is tried again stays the same span.
    public func reaction(of service: ServiceName, to event: String) -> TraceContext {
        with(span: .ofReaction(of: service, to: event))
    }
}

extension SpanID {
    /// The span of a service's reaction to an event: FNV-1a (Fowler, Noll and Vo; RFC 9923) in 64 bits over
    /// `SERVICE JOURNAL/SEQUENCE`. It tells spans of one trace apart, and vouches for nothing.
    public static func ofReaction(of service: ServiceName, to event: String) -> SpanID {
        SpanID(
            number: "\(service) \(event)".utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
                (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            })
    }
}

private enum HexadecimalText {
    static func isWellFormed(_ text: String, digits: Int) -> Bool {
        text.utf8.count == digits && text.utf8.contains { $0 != UInt8(ascii: "0") }
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
