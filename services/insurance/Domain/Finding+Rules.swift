// Findings as the rules of insurance make and read them.

internal import MessageSchema

extension Finding {
    /// A finding that hinders the next step.
    static func error(_ rule: String, _ place: String, _ message: String, _ hint: String) -> Finding {
        Finding(rule: rule, severity: .error, place: place, message: message, hint: hint)
    }
    /// A finding that does not.
    static func warning(_ rule: String, _ place: String, _ message: String, _ hint: String) -> Finding {
        Finding(rule: rule, severity: .warning, place: place, message: message, hint: hint)
    }
}

extension [Finding] {
    /// Those that hinder the next step.
    var errors: [Finding] { filter { $0.severity == .error } }

    /// What the errors say, the first few of them; a refusal's message stays readable, its findings have them all.
    var errorSentences: String {
        let shown = errors.prefix(Self.sentencesMax).map { "\($0.place): \($0.message)" }.joined(separator: " ")
        let rest = errors.count - Self.sentencesMax
        return rest > 0 ? shown + " And \(rest) more." : shown
    }

    private static var sentencesMax: Int { 3 }
}
