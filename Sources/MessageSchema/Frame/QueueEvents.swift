// What every service's journal tells of queues and dead letters. No queue carries these, so that none feeds itself.

/// A queue was opened.
public struct QueueOpened: Event {
    public static let name = "frame.queue.opened"
    public static let summary = "A queue over the journal was opened."
    public var queue: QueueName
    public var owner: String
    public var types: [EventPattern]
    public var subjects: [String]
    /// The sequence after which it begins.
    public var after: Int64
    public var visibilityMilliseconds: Int64
    public var attemptsMax: Int
    public init(
        queue: QueueName, owner: String, types: [EventPattern], subjects: [String], after: Int64,
        visibilityMilliseconds: Int64, attemptsMax: Int
    ) {
        self.queue = queue
        self.owner = owner
        self.types = types
        self.subjects = subjects
        self.after = after
        self.visibilityMilliseconds = visibilityMilliseconds
        self.attemptsMax = attemptsMax
    }
    public static let example = Self(
        queue: .sample, owner: "hospital-hp", types: [.sample], subjects: [], after: 0, visibilityMilliseconds: 30_000,
        attemptsMax: 5)
}

/// A queue goes on after the service was restored from a copy.
public struct QueueResumed: Event {
    public static let name = "frame.queue.resumed"
    public static let summary = "A queue goes on after the service was restored from a copy."
    public var queue: QueueName
    public var owner: String
    /// The journal's id before the restore and now, and the sequence after which the queue goes on.
    public var before: String
    public var journal: String
    public var after: Int64
    public init(queue: QueueName, owner: String, before: String, journal: String, after: Int64) {
        self.queue = queue
        self.owner = owner
        self.before = before
        self.journal = journal
        self.after = after
    }
    public static let example = Self(
        queue: .sample, owner: "hospital-hp", before: "0197c5a0-7b00-7000-8000-0000000000aa",
        journal: "0197c5a0-7b00-7000-8000-0000000000bb", after: 7)
}

/// A queue was removed.
public struct QueueRemoved: Event {
    public static let name = "frame.queue.removed"
    public static let summary = "A queue was removed, with what was in flight and its dead letters."
    public var queue: QueueName
    public var owner: String
    /// The sequence up to which the journal was looked at.
    public var position: Int64
    /// Events that nobody had acknowledged, and dead letters, that went with it.
    public var unacknowledged: Int
    public var letters: Int
    public init(queue: QueueName, owner: String, position: Int64, unacknowledged: Int, letters: Int) {
        self.queue = queue
        self.owner = owner
        self.position = position
        self.unacknowledged = unacknowledged
        self.letters = letters
    }
    public static let example = Self(
        queue: .sample, owner: "hospital-hp", position: 7, unacknowledged: 0, letters: 1)
}

/// An event used up its attempts and became a dead letter.
public struct LetterKept: Event {
    public static let name = "frame.letter.kept"
    public static let summary = "An event used up its attempts and became a dead letter of its queue."
    public var letter: LetterID
    public var queue: QueueName
    public var owner: String
    /// The sequence of the event in this journal.
    public var sequence: Int64
    public var attempts: Int
    public var cause: LetterCause
    public init(
        letter: LetterID, queue: QueueName, owner: String, sequence: Int64, attempts: Int, cause: LetterCause
    ) {
        self.letter = letter
        self.queue = queue
        self.owner = owner
        self.sequence = sequence
        self.attempts = attempts
        self.cause = cause
    }
    public static let example = Self(
        letter: .sample, queue: .sample, owner: "hospital-hp", sequence: 1, attempts: 5, cause: .released)
}

/// A dead letter was put back into its queue.
public struct LetterRetried: Event {
    public static let name = "frame.letter.retried"
    public static let summary = "A dead letter was put back into its queue."
    public var letter: LetterID
    public var queue: QueueName
    public var owner: String
    /// The sequence of the event in this journal.
    public var sequence: Int64
    public init(letter: LetterID, queue: QueueName, owner: String, sequence: Int64) {
        self.letter = letter
        self.queue = queue
        self.owner = owner
        self.sequence = sequence
    }
    public static let example = Self(letter: .sample, queue: .sample, owner: "hospital-hp", sequence: 1)
}

/// A dead letter was discarded for good.
public struct LetterDiscarded: Event {
    public static let name = "frame.letter.discarded"
    public static let summary = "A dead letter was discarded for good."
    public var letter: LetterID
    public var queue: QueueName
    public var owner: String
    /// The sequence of the event in this journal.
    public var sequence: Int64
    public var reason: String
    public init(letter: LetterID, queue: QueueName, owner: String, sequence: Int64, reason: String) {
        self.letter = letter
        self.queue = queue
        self.owner = owner
        self.sequence = sequence
        self.reason = reason
    }
    public static let example = Self(
        letter: .sample, queue: .sample, owner: "hospital-hp", sequence: 1, reason: "entered by hand")
}
