// Reading a journal of a service that is known by its name only.

public import MessageSchema
public import WireJSON

/// A stretch of a service's journal that is wanted: `SERVICE.events.read`, without the service's contract.
public struct JournalRequest: Sendable {
    public let service: ServiceName
    /// The journal's id; nil the first time.
    public var journal: String?
    /// The sequence after which to read.
    public var after: Int64
    /// Entries at most.
    public var limit: Int
    /// Milliseconds to wait when there is nothing new.
    public var wait: Int64
    /// The trace of the request for whose sake it is read; nil where news are waited for.
    public var traceparent: String?

    init(
        of service: ServiceName, journal: String? = nil, after: Int64, limit: Int, wait: Int64 = 0,
        traceparent: String? = nil
    ) {
        self.service = service
        self.journal = journal
        self.after = after
        self.limit = limit
        self.wait = wait
        self.traceparent = traceparent
    }

    /// The method's name on the wire.
    public var method: String { "\(service).events.read" }

    /// The method's parameters.
    public func params() throws -> RawJSON {
        // The parameters are the same whoever owns the journal.
        let request = ReadEvents<RegistryContract>(journal: journal, after: after, limit: limit, wait: wait)
        return RawJSON(unsafeUnchecked: try WireJSON.encode(request))
    }
}
