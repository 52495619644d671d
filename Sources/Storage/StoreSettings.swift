// The store's bounds. Every queue, batch, page and wait has one.

/// Bounds of one store; the defaults suit a service on one machine.
public struct StoreSettings: Sendable, Hashable {
    /// Requests of one batch, that is of one COMMIT.
    public var batchRequestsMax = 1024
    /// Request bytes of one batch; a single larger request is a batch of its own.
    public var batchBytesMax = 16 << 20
    /// Milliseconds after which a batch takes no more requests, so that other instances get their
    /// turn.
    public var batchMillisecondsMax: Int64 = 100
    /// Connections that read at once.
    public var readersMax = 4
    /// Connections beside them for brief reads, each of which holds up a thread of the caller's: about as many as the
    /// processors that a service is given.
    public var briefReadersMax = 2
    /// Days an idempotency key is kept, in suite time.
    public var idempotencyDays: Int64 = 7
    /// Expired idempotency keys that one batch removes.
    public var idempotencyRemovalsMax: Int64 = 256
    /// Bytes of one event's data, and of its personal part.
    public var journalDataBytesMax = 64 << 10
    /// Entries of one page of the journal.
    public var pageEntriesMax = 1000
    /// Bytes of one page of the journal as it stands on the wire, below the wire's mebibyte; a page holds at least one
    /// entry.
    public var pageBytesMax = 960 << 10
    /// Milliseconds between looks for other instances' commits.
    public var pollMilliseconds: Int64 = 50
    /// Writes that may wait for the writer.
    public var queueMax = 4096
    /// Readers that may wait for a commit.
    public var waitersMax = 4096
    /// Milliseconds a connection waits for a lock of the engine (another program with the file
    /// open).
    public var busyMilliseconds: Int64 = 10_000

    /// What may be done to an older database when it is opened.
    public var schema = SchemaPolicy()

    /// Milliseconds for which a batch or a read tries to reach a server again that it has lost; the callers wait 10
    /// seconds unless they say otherwise.
    public var reconnectMilliseconds: Int64 = 9000
    /// Milliseconds after which a server that does not answer a statement counts as lost: above the 60 seconds that a
    /// caller may wait.
    public var answerMilliseconds: Int32 = 65_000
    /// Milliseconds for which an instance that starts waits for another one's upgrade of the schema.
    public var upgradeMilliseconds: Int32 = 600_000

    public init() {}
}
