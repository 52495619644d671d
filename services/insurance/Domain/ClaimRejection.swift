// How a rule about claims says no.

public import MessageSchema

/// Why a claim is not taken in, or not found.
public enum ClaimRejection: FindingsRejection {
    case notFound(ClaimID)
    /// The facility has handed in another claim with this key.
    case duplicate(ClaimKey, facility: FacilityCode)
    /// The claim contradicts itself, or has figures that no claim can have.
    case malformed(ClaimKey, [Finding])
    /// No card of the claim is valid on the day.
    case notCovered(ClaimKey, on: CalendarDate, [Finding])
    /// The published policy lacks what every claim of the day needs.
    case policyMissing(on: CalendarDate, [Finding])
    /// The claim was taken in before decisions were kept so that they can be made again.
    case decisionNotKept(ClaimID)
    /// The decision that was quoted is not the last one.
    case stale(ClaimID, current: Int, given: Int)
    /// Who handed a claim in would review it, or who decided it answer its appeal.
    case samePerson(ClaimID, PlainText, hasDecided: Bool = false)
    case underAppeal(ClaimID)
    /// A line that is refused is none, or refused twice, or the whole claim is.
    case noLine(ClaimID, String)
    case noDecision(ClaimID, Int)
    case recalled(ClaimID)
    /// An officer would pay what the rules do not reckon, or refuse.
    case notPayable(ClaimID)

    public var name: String {
        switch self {
        case .notFound: "insurance.claim.notFound"
        case .duplicate: "insurance.claim.duplicate"
        case .malformed: "insurance.claim.malformed"
        case .notCovered: "insurance.claim.notCovered"
        case .policyMissing: "insurance.policy.missing"
        case .decisionNotKept: "insurance.claim.decisionNotKept"
        case .stale: "insurance.claim.stale"
        case .samePerson: "insurance.claim.samePerson"
        case .underAppeal: "insurance.claim.underAppeal"
        case .noLine: "insurance.claim.noLine"
        case .noDecision: "insurance.claim.noDecision"
        case .recalled: "insurance.claim.takenBack"
        case .notPayable: "insurance.claim.notPayable"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let claim):
            "There is no claim \(claim)."
        case .duplicate(let key, let facility):
            "The facility \(facility) has handed in another claim with the key \(key)."
        case .malformed(let key, let findings):
            "The claim \(key) cannot be taken in: \(findings.errorSentences)"
        case .notCovered(let key, let day, let findings):
            "The claim \(key) has no card that is valid on \(day): \(findings.errorSentences)"
        case .policyMissing(let day, let findings):
            "The published policy cannot decide a claim of \(day): \(findings.errorSentences)"
        case .decisionNotKept(let claim):
            "The claim \(claim) was taken in before facts of decisions were kept; it cannot be decided again."
        case .stale(let claim, let current, let given):
            "The last decision of the claim \(claim) is number \(current), not \(given)."
        case .samePerson(let claim, let person, let hasDecided):
            hasDecided
                ? "\(person) has decided the claim \(claim) before and cannot answer its appeal."
                : "\(person) has handed the claim \(claim) in and cannot review it."
        case .underAppeal(let claim):
            "The claim \(claim) is under appeal already."
        case .noLine(let claim, let why):
            "Lines of the claim \(claim) cannot be refused: \(why)"
        case .noDecision(let claim, let number):
            "The claim \(claim) has no decision \(number)."
        case .recalled(let claim):
            "The facility has taken the claim \(claim) back."
        case .notPayable(let claim):
            "The rules reckon nothing that the fund could pay of the claim \(claim)."
        }
    }

    public var findings: [Finding] {
        switch self {
        case .notFound, .duplicate, .decisionNotKept, .stale, .samePerson, .underAppeal, .noLine,
            .noDecision, .recalled, .notPayable:
            []
        case .malformed(_, let findings), .notCovered(_, _, let findings), .policyMissing(_, let findings): findings
        }
    }
}
