// How a rule about members says no.

public import MessageSchema

/// Why a member is not found, enrolled or covered.
public enum MemberRejection: Rejection {
    case notFound(CardReference)
    case differs(InsuranceNumber, fields: [String])
    case coverageOverlaps(InsuranceNumber, Coverage)
    case datesReversed(String, CalendarDate, before: String, CalendarDate)
    case digitUnknown(Int)
    case citizenNumberTaken(InsuranceNumber)
    case waiting(from: CalendarDate, until: CalendarDate, String)
    /// No coverage holds then that is registered elsewhere.
    case notCovered(InsuranceNumber, from: CalendarDate, FacilityCode)

    public var name: String {
        switch self {
        case .notFound: "insurance.member.notFound"
        case .differs: "insurance.member.differs"
        case .coverageOverlaps: "insurance.member.coverageOverlaps"
        case .datesReversed: "insurance.member.datesReversed"
        case .digitUnknown: "insurance.member.digitUnknown"
        case .citizenNumberTaken: "insurance.member.citizenNumberTaken"
        case .waiting: "insurance.member.waiting"
        case .notCovered: "insurance.member.notCovered"
        }
    }

    // Personal data stays out of messages: they go into logs.
    public var message: String {
        switch self {
        case .notFound: "There is no such member."
        case .differs(let number, let fields):
            "The number \(number) is enrolled with another \(fields.joined(separator: ", another "))."
        case .coverageOverlaps(let number, let coverage):
            "The member \(number) is covered in the group \(coverage.group) from \(coverage.from) "
                + (coverage.lastDay.map { "to \($0)." } ?? "on without end.")
        case .datesReversed(let later, let day, let earlier, let first):
            "\(later), \(day), lies before \(earlier), \(first)."
        case .digitUnknown(let digit): "\(digit) is no benefit digit; 1 to 5 are."
        case .citizenNumberTaken: "Another member has this citizen number."
        case .notCovered(let number, let from, let facility):
            "No coverage of the member \(number) holds on \(from) or later that is registered elsewhere than "
                + "at \(facility)."
        case .waiting(let from, let until, let source):
            "What was paid then counts from \(until) on, not from \(from): \(source)."
        }
    }
}
