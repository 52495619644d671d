// A command that was written wrong: what is wrong and what to do next. Always exit code 2.

/// The command or its input is wrong.
struct UsageError: Error, Equatable {
    /// What is wrong, without a full stop.
    var message: String
    /// What to do about it.
    var next: String?

    init(_ message: String, next: String? = nil) {
        self.message = message
        self.next = next
    }
}
