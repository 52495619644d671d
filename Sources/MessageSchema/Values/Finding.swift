// What a check has to say about something that was written.

/// One finding of a check: which rule, how grave, where, what, and what to do.
public struct Finding: Codable, Hashable, Sendable {
    public enum Severity: String, WireEnum {
        /// Must be mended before the next step.
        case error
        /// Allowed, but probably not meant.
        case warning
    }
    /// The rule's id, such as `time.missing`.
    public var rule: String
    public var severity: Severity
    /// Where: the member or the unit concerned.
    public var place: String
    public var message: String
    /// What to do about it.
    public var hint: String

    public init(rule: String, severity: Severity, place: String, message: String, hint: String) {
        self.rule = rule
        self.severity = severity
        self.place = place
        self.message = message
        self.hint = hint
    }
}
