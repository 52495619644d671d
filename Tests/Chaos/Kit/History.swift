// What was attempted and what its writer was told, and what the journals hold afterwards.

/// One write: a request under one idempotency key, repeated until it was acknowledged or given up.
public struct AttemptedWrite: Hashable, Sendable {
    /// What the writer knows at the end.
    public enum Outcome: Hashable, Sendable {
        /// Its answer came; the identifier of what was written.
        case acknowledged(subject: String)
        /// Every attempt was said not to have been executed.
        case refused
        /// At least one attempt had no answer that says so, and none was acknowledged.
        case unknown
    }

    public var service: String
    /// What its journal entry carries and no other write's does.
    public var mark: String
    /// The first trouble that was on between its first attempt and its end; ``quiet`` if none.
    public var nemesis: String
    public var outcome: Outcome

    public init(service: String, mark: String, nemesis: String, outcome: Outcome) {
        self.service = service
        self.mark = mark
        self.nemesis = nemesis
        self.outcome = outcome
    }

    /// The nemesis of a write that met none.
    public static let quiet = "none"
}

/// An entry in a journal that such a write makes.
public struct FoundWrite: Hashable, Sendable {
    public var service: String
    /// Empty if the entry has none.
    public var mark: String
    public var subject: String
    public var sequence: Int64

    public init(service: String, mark: String, subject: String, sequence: Int64) {
        self.service = service
        self.mark = mark
        self.subject = subject
        self.sequence = sequence
    }
}
