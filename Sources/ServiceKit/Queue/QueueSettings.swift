// The bounds of the queues that outside consumers open over a service's journal.

/// Bounds of all queues of one service.
public struct QueueSettings: Sendable {
    /// Queues a service.
    public var queuesMax = 200
    /// Types and subjects that a queue may name, and bytes of one subject.
    public var typesMax = 50
    public var subjectsMax = 100
    public var subjectBytesMax = 200
    /// Milliseconds for which an event may be with a consumer, and how many when the consumer does not say.
    public var visibilityMilliseconds: ClosedRange<Int64> = 1000...43_200_000
    public var visibilityStandard: Int64 = 30_000
    /// How often an event may be handed out, and how often when the consumer does not say.
    public var attempts = 1...100
    public var attemptsStandard = 5

    /// Events of a queue that are with consumers at once.
    public var inFlightMax = 1000
    /// Dead letters of a queue; with as many it hands out nothing.
    public var lettersMax = 10_000
    /// Receipts, or dead letters, that one request names.
    public var receiptsMax = 100
    /// Events handed out at once, and how many when the consumer does not say.
    public var itemsMax = 100
    public var itemsStandard = 10
    /// Bytes of the events handed out at once, below the wire's mebibyte.
    public var pageBytesMax = 768 << 10
    /// Entries of the journal looked at for one request.
    public var entriesMax = 2000
    /// Events that one request finds dead.
    public var burialsMax = 100
    /// Characters of a reason that are kept.
    public var reasonCharactersMax = 1000

    /// Milliseconds for which an acknowledged receipt is remembered, so that it may be acknowledged again; twice as
    /// long as a call may live.
    public var receiptsKeptMilliseconds: Int64 = 120_000
    /// Remembered receipts that one request forgets; more than it adds.
    public var receiptsForgottenMax: Int64 = 256
    /// Milliseconds after which a waiting request looks again though nothing was committed to the journal: what another
    /// consumer gives back is not.
    public var lookMilliseconds: Int64 = 1000
    /// Milliseconds that a waiting request rests after a commit, which under load would wake it every time.
    public var restMilliseconds: Int64 = 50

    public init() {}
}
