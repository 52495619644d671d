// Events and errors that come with the frame, in every service's journal and table.

/// A service took over units and lineage from the registry's journal.
public struct UnitsFollowed: Event {
    public static let name = "frame.units.followed"
    public static let summary = "The service took over units and lineage from the registry's journal."
    /// The registry's journal and the sequence up to which it is known now.
    public var journal: String
    public var sequence: Int64
    public init(journal: String, sequence: Int64) {
        self.journal = journal
        self.sequence = sequence
    }
    public static let example = Self(journal: "0197c5a0-7b00-7000-8000-0000000000aa", sequence: 7)
}

/// A service forgot its units, because the registry was restored; it follows the journal from the beginning again.
public struct UnitsForgotten: Event {
    public static let name = "frame.units.forgotten"
    public static let summary = "The service forgot its units, because the registry was restored."
    public init() {}
    public static let example = Self()
}

/// A service could not do what an event of another service asks for; it passed the event over. The rejection's
/// sentence, which may quote what the event says of people, is the personal part: `{"message": SENTENCE}`.
public struct EventRefused: Event {
    public static let name = "frame.event.refused"
    public static let summary = "The service could not do what an event of another service asks for."
    /// The event's id, JOURNAL/SEQUENCE, and its type.
    public var event: String
    public var type: String
    /// The rejection's name, or ``unreadable``.
    public var name: String
    public init(event: String, type: String, name: String) {
        self.event = event
        self.type = type
        self.name = name
    }
    /// The name when the event's data is not what its type promises.
    public static let unreadable = "frame.event.unreadable"
    public static let example = Self(
        event: "0197c5a0-7b00-7000-8000-0000000000aa/7", type: "registry.post.appointed",
        name: "frame.unit.notFound")
}

/// A service that is followed was restored: the events up to its journal's end were passed over.
public struct JournalSkipped: Event {
    public static let name = "frame.journal.skipped"
    public static let summary = "A followed service was restored; its events up to its journal's end were passed over."
    /// The service that was restored.
    public var service: String
    /// The journal that was followed before, and the last sequence taken from it.
    public var journal: String
    public var after: Int64
    /// The journal there is now, and the sequence after which it is followed.
    public var restored: String
    public var sequence: Int64
    public init(service: String, journal: String, after: Int64, restored: String, sequence: Int64) {
        self.service = service
        self.journal = journal
        self.after = after
        self.restored = restored
        self.sequence = sequence
    }
    public static let example = Self(
        service: "registry", journal: "0197c5a0-7b00-7000-8000-0000000000aa", after: 9,
        restored: "0197c5a0-7b00-7000-8000-0000000000bb", sequence: 7)
}

/// The refusals that every service may give.
public enum FrameErrors {
    public static let all: [ErrorCase] =
        [
            ErrorCase(
                "frame.unit.notFound", .notFound, "There is no such unit, or it lies outside the caller's scope.",
                remedy: "See `sauro unit search`."),
            ErrorCase(
                "frame.scope.forbidden", .forbidden, "The caller's roles do not allow this.",
                remedy: "Ask who runs the suite for a role that has the permission."),
            ErrorCase(
                "frame.key.reused", .conflict, "The idempotency key was used for another request.",
                remedy: "Use a new key for a new request."),
            ErrorCase(
                "frame.knowledge.ahead", .rejected, "`knownAt` lies past the journal's head.",
                remedy: "Give an instant or a sequence that has been."),
            ErrorCase(
                "frame.time.notTaken", .invalidParams, "The method does not take `asOf` or `knownAt`.",
                remedy: "Leave it out."),
            ErrorCase(
                "frame.journal.foreign", .conflict, "The journal is another one: it was restored since.",
                remedy: "Read it from the beginning, without `journal`."),
            ErrorCase(
                "frame.journal.pastHead", .rejected, "`after` lies past the journal's head.",
                remedy: "Give the `next` of the last page."),
            ErrorCase(
                "frame.journal.damaged", .internalError,
                "An entry of the journal was changed or lost on the disk; nothing is handed out of it or past it.",
                remedy: "Run `sauro audit verify`, then restore the service from a copy that verifies."),
            ErrorCase(
                "frame.page.badCursor", .invalidParams, "The cursor or limit of the page is not valid.",
                remedy: "Give the `nextCursor` of the last page, and a limit from 1 to 1,000."),
        ] + backups + queues

    private static let backups: [ErrorCase] = [
        ErrorCase(
            "frame.backup.noFolder", .rejected, "The service was told of no folder for copies.",
            remedy: "Start it with `--backups FOLDER`; `sauro up` does."),
        ErrorCase(
            "frame.backup.busy", .conflict, "The service writes another copy already, one at a time.",
            remedy: "Wait for it, or remove it with `backup.remove`."),
        ErrorCase(
            "frame.backup.unwritable", .rejected, "The folder for copies cannot be written to.",
            remedy: "Look at its owner, its mode and the space on its disk; the message has the system's reason."),
    ]

    private static let queues: [ErrorCase] = [
        ErrorCase(
            "frame.queue.notFound", .notFound, "There is no such queue, or it is another caller's.",
            remedy: "Look at `queue.list`, or open the queue with `queue.subscribe`."),
        ErrorCase(
            "frame.queue.different", .conflict, "The name stands for a queue with other settings.",
            remedy: "Take another name, or remove the queue first."),
        ErrorCase(
            "frame.queue.outOfBounds", .invalidParams, "A number or a list of the request is outside its bounds.",
            remedy: "Keep within what the message names."),
        ErrorCase(
            "frame.queue.tooMany", .rejected, "The service has as many queues as it may have.",
            remedy: "Remove a queue that nobody needs."),
        ErrorCase(
            "frame.queue.full", .rejected, "As many events of the queue are in flight as may be.",
            remedy: "Acknowledge or release some, or let their time run out."),
        ErrorCase(
            "frame.queue.restored", .conflict, "The service was restored from a copy; the queue waits to be resumed.",
            remedy:
                "Undo what you did because of events that are lost, then call `queue.resume` with `details.journal`."
        ),
        ErrorCase(
            "frame.receipt.stale", .conflict, "A receipt's time is over, or the event was handed out or settled since.",
            remedy: "Leave the receipts that `details.receipts` names out; their events come again."),
        ErrorCase(
            "frame.letter.notFound", .notFound, "There is no such dead letter, or its queue is another caller's.",
            remedy: "Look at `letter.list`."),
        ErrorCase(
            "frame.letter.tooMany", .rejected, "The queue has as many dead letters as it may have.",
            remedy: "Retry or discard some; until then the queue hands out nothing."),
    ]
}
