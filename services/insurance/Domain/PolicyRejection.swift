// How a rule about acts of policy says no.

public import MessageSchema

/// Why an act of policy is not found, proposed or published.
public enum PolicyRejection: FindingsRejection {
    case notFound(ActNumber)
    case unsound(ActNumber, [Finding])
    case alreadyPublished(ActNumber)
    case samePerson(ActNumber, PlainText)
    case stale(ActNumber, current: String, given: String)
    /// In a sentence: what of a replay does not go.
    case replayUnfitting(String)

    public var name: String {
        switch self {
        case .notFound: "insurance.policy.notFound"
        case .unsound: "insurance.policy.unsound"
        case .alreadyPublished: "insurance.policy.alreadyPublished"
        case .samePerson: "insurance.policy.samePerson"
        case .stale: "insurance.policy.stale"
        case .replayUnfitting: "insurance.policy.replayUnfitting"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let act):
            "There is no act of policy \(act)."
        case .unsound(let act, let findings):
            "The rules of \(act) are not sound: \(findings.errorSentences)"
        case .alreadyPublished(let act):
            "The act \(act) is published and is never edited."
        case .samePerson(let act, let person):
            "\(person) proposed \(act); another principal publishes it."
        case .stale(let act, let current, let given):
            "The proposal of \(act) has the hash \(current), not \(given)."
        case .replayUnfitting(let message):
            message
        }
    }

    public var findings: [Finding] {
        if case .unsound(_, let findings) = self { findings } else { [] }
    }
}
