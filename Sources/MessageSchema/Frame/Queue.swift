// Named queues over a service's journal, for consumers outside the suite: what one is called, what it carries, how it
// stands. The methods of every service in QueueMethods.swift and QueueDeliveries.swift work with them.

/// A queue's name, unique among its owner's: 1 to 64 of `a-z`, `0-9`, `.` and `-`, beginning with a letter.
public struct QueueName: TextValue, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        guard ShortName.isWellFormed(text) else { throw ValueError("\"\(text)\" is no queue's name; \(Self.form)") }
        self.text = text
    }

    /// A name that is known to be well formed: literals in code.
    public init(stringLiteral value: StaticString) {
        do { try self.init("\(value)") } catch { preconditionFailure("\(error)") }
    }

    public static let pattern: String? = ShortName.pattern
    public static let form = "a queue's name is 1 to 64 of a-z, 0-9, '.' and '-', such as hospital.intake"
    public static let sampleText = "hospital.intake"
}

/// The types of event a queue is to carry: one type, or all that begin with the words before a last `.*`.
public struct EventPattern: TextValue, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) throws(ValueError) {
        let stem = text.hasSuffix(".*") ? text.dropLast(2) : text[...]
        let words = stem.split(separator: ".", omittingEmptySubsequences: false)
        guard words.count <= 3, text.utf8.count <= Self.bytesMax, words.allSatisfy(Self.isWord) else {
            throw ValueError("\"\(text)\" is no type of events; \(Self.form)")
        }
        self.text = text
    }

    /// A pattern that is known to be well formed: literals in code.
    public init(stringLiteral value: StaticString) {
        do { try self.init("\(value)") } catch { preconditionFailure("\(error)") }
    }

    /// True if events of that type fit.
    public func fits(_ type: String) -> Bool {
        text.hasSuffix(".*") ? type.hasPrefix(text.dropLast()) : type == text
    }

    private static let bytesMax = 128

    private static func isWord(_ word: Substring) -> Bool {
        let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        return word.utf8.first.map(lower.contains) == true
            && word.utf8.allSatisfy { lower.contains($0) || upper.contains($0) }
    }

    public static let pattern: String? = "^[a-z][A-Za-z]*([.][a-z][A-Za-z]*){0,2}([.][*])?$"
    public static let form = "a type of events is as registry.unit.renamed, or registry.unit.* for all that begin so"
    public static let sampleText = "registry.unit.*"
}

/// A queue: what was asked for, and how it stands.
public struct EventQueue: Codable, Hashable, Sendable {
    public var queue: QueueName
    /// The principal who opened it, and whose it is.
    public var owner: String
    /// Types of event that it carries; all when empty.
    public var types: [EventPattern]
    /// Subjects of which it carries the events; all when empty.
    public var subjects: [String]
    /// Milliseconds for which an event is with the consumer that took it.
    public var visibilityMilliseconds: Int64
    /// How often an event is handed out before it becomes a dead letter.
    public var attemptsMax: Int
    public var opened: Instant
    /// The id of the journal that it reads.
    public var journal: String
    /// True if the service was restored from a copy since: the journal has another id now, and the queue waits until it
    /// is resumed.
    public var restored: Bool
    /// The sequence up to which the journal was looked at, and how many entries follow.
    public var position: Int64
    public var behind: Int64
    /// Events that are with a consumer; events that are to be handed out again; dead letters.
    public var inFlight: Int
    public var waiting: Int
    public var letters: Int

    public init(
        queue: QueueName, owner: String, types: [EventPattern], subjects: [String], visibilityMilliseconds: Int64,
        attemptsMax: Int, opened: Instant, journal: String, restored: Bool, position: Int64, behind: Int64,
        inFlight: Int, waiting: Int, letters: Int
    ) {
        self.queue = queue
        self.owner = owner
        self.types = types
        self.subjects = subjects
        self.visibilityMilliseconds = visibilityMilliseconds
        self.attemptsMax = attemptsMax
        self.opened = opened
        self.journal = journal
        self.restored = restored
        self.position = position
        self.behind = behind
        self.inFlight = inFlight
        self.waiting = waiting
        self.letters = letters
    }

    static let example = EventQueue(
        queue: .sample, owner: "hospital-hp", types: [.sample], subjects: [], visibilityMilliseconds: 30_000,
        attemptsMax: 5, opened: .sample, journal: "0197c5a0-7b00-7000-8000-0000000000aa", restored: false, position: 0,
        behind: 1, inFlight: 0, waiting: 0, letters: 0)
}
