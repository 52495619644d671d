// What the doctor says of one thing: how it is, and what to do about it.

import WireJSON

/// One line of `sauro doctor`.
struct DoctorFinding: Sendable, Equatable {
    enum State: String, Sendable {
        case ok, warn, fail
        /// It could not be looked at: the suite is down, or the tool for it is missing.
        case skipped
    }

    var state: State
    /// What was looked at, in two or three words.
    var subject: String
    var words: String
    /// What to do; nil where nothing is to be done.
    var next: String?

    static func ok(_ subject: String, _ words: String) -> Self { Self(state: .ok, subject: subject, words: words) }
    static func warn(_ subject: String, _ words: String, next: String) -> Self {
        Self(state: .warn, subject: subject, words: words, next: next)
    }
    static func fail(_ subject: String, _ words: String, next: String) -> Self {
        Self(state: .fail, subject: subject, words: words, next: next)
    }
    static func skipped(_ subject: String, _ words: String) -> Self {
        Self(state: .skipped, subject: subject, words: words)
    }

    /// The same without names of principals, which stand in two findings.
    var nameless: DoctorFinding {
        guard isFinding, [Self.principals, Self.secretKeys].contains(subject) else { return self }
        var finding = self
        (finding.words, finding.next) = ("there is a finding, which names principals", nil)
        return finding
    }

    static let principals = "principals"
    static let secretKeys = "secret keys"

    var isFinding: Bool { state == .warn || state == .fail }

    var json: JSONValue {
        .members([
            ("state", .string(state.rawValue)), ("subject", .string(subject)), ("message", .string(words)),
            ("next", next.map { .string($0) }),
        ])
    }
}

extension Paper {
    /// Findings as lines: the state first, so that an eye running down the margin finds what is wrong.
    func lines(of findings: [DoctorFinding]) -> [String] {
        let width = (findings.map(\.subject.columns).max() ?? 0) + 2
        return findings.flatMap { finding -> [String] in
            let word = finding.state.rawValue.padded(to: 9)
            let head = (finding.isFinding ? alarming(word) : word) + finding.subject.padded(to: width)
            let indent = String(repeating: " ", count: 9 + width)
            let room = max(24, (self.width ?? 100) - 9 - width)
            let words = finding.words.onOneLine.wrapped(to: room)
            let next = finding.next.map { "next: \($0)".onOneLine.wrapped(to: room) } ?? []
            let below: [String] = Array(words.dropFirst()) + next
            return [head + (words.first ?? "")] + below.map { indent + $0 }
        }
    }
}
