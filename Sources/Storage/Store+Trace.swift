// The entries of one trace, for those who follow a request through the suite.

public import MessageSchema

extension Reader {
    /// Entries that were written in a trace, by sequence, so many at most. The chain does not vouch for them: who looks
    /// for a trace in a damaged journal gets what is there.
    /// - Parameter trace: 32 hexadecimal digits.
    public func entries(ofTrace trace: TraceID, limit: Int) throws -> [TracedEntry] {
        // Every traceparent begins so; the dot is the character after the hyphen, in the order of bytes.
        let (first, past) = ("00-\(trace)-", "00-\(trace).")
        return try all(
            """
            SELECT sequence, recorded, type, trace FROM journal WHERE trace >= $1 AND trace < $2
            ORDER BY sequence LIMIT $3
            """,
            [.text(first), .text(past), .integer(Int64(limit))]
        ).map { row in
            TracedEntry(
                sequence: try row.integer("sequence"), recorded: Instant(microseconds: try row.integer("recorded")),
                type: try row.text("type"), trace: try row.text("trace"))
        }
    }
}

/// What of an entry follows from its trace; nothing of what it says.
public struct TracedEntry: Sendable, Hashable {
    public var sequence: Int64
    public var recorded: Instant
    public var type: String
    /// As it was stored, a traceparent.
    public var trace: String
}
