// What a journal holds, as its readers see it.

public import MessageSchema
public import WireJSON

/// Where a journal ends.
public struct JournalHead: Sendable, Hashable {
    /// The journal's id; new after every restore.
    public var journal: String
    /// The last sequence; 0 when nothing was ever written.
    public var sequence: Int64
    /// The chain's hash at that sequence.
    public var hash: [UInt8]
    /// The last record time; 1970 when nothing was ever written.
    public var recorded: Instant
}

/// One entry of the journal.
public struct JournalEntry: Sendable, Hashable {
    public var sequence: Int64
    public var recorded: Instant
    /// The event's name.
    public var type: String
    /// An opaque id of what the event is about.
    public var subject: String
    /// The principal's name.
    public var actor: String
    /// The local principal that acted under that name, if it was another.
    public var actedVia: String?
    public var trace: String?
    /// The event.
    public var data: RawJSON
    /// The personal part; nil if there is none, it was erased, or it was not asked for.
    public var personal: RawJSON?
}

/// A piece of the journal.
public struct JournalPage: Sendable, Hashable {
    public var journal: String
    public var entries: [JournalEntry]
    /// To be passed as `after` the next time.
    public var next: Int64
    /// The last sequence there was when the page was read.
    public var head: Int64
}
