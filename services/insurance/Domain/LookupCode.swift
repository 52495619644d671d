// The answers of the national card lookup by their codes, and those that a facility notes for a visit. Of the 28 codes
// those about transport and about officers' papers are never an answer of this service; the table says why.

internal import MessageSchema

/// A code of the national lookup (list of codes as hospital programs print it).
enum LookupCode: String, CaseIterable {
    case valid = "000"
    case defence = "001"
    case publicSecurity = "002"
    case expiredReplaced = "003"
    case validReplaced = "004"
    case expired = "010"
    case notFound = "050"
    case wrongCode = "051"
    case wrongProvince = "052"
    case wrongDigit = "053"
    case officerNumber = "054"
    case officerName = "055"
    case wrongName = "060"
    case sameInitials = "061"
    case wrongBirthDate = "070"
    case wrongFacility = "090"
    case unreadable = "100"
    case serverError = "101"
    case revoked = "110"
    case reduced = "120"
    case movedOut = "121"
    case movedWithin = "122"
    case enrolledAnew = "123"
    case stopped = "124"
    case childWithoutCard = "130"
    case badParameter = "205"
    case unauthorised = "401"
    case internalError = "500"

    /// Why it is never answered; nil for one that is.
    var unanswered: String? {
        switch self {
        case .officerNumber, .officerName: "officers' papers are known to their ministries only: 001 or 002 is answered"
        case .unreadable, .badParameter: "what is no card or no day is refused with invalidParams"
        case .unauthorised: "who may not ask is refused with forbidden"
        case .serverError, .internalError: "a service in trouble refuses with internalError or unavailable"
        default: nil
        }
    }

    /// What it says.
    var message: PlainText {
        switch self {
        case .valid: "The card is valid."
        case .defence: "The card is kept by the insurance of the Ministry of Defence: see the patient's papers."
        case .publicSecurity: "The card is kept by the insurance of the Ministry of Public Security: see the papers."
        case .expiredReplaced: "The card has expired; the member has another one that is valid."
        case .validReplaced: "The card is still valid; another one has been issued in its place."
        case .expired: "The card has expired."
        case .notFound: "No such card is enrolled."
        case .wrongCode: "The member has no card of this group."
        case .wrongProvince: "The card's province, characters 4 and 5, is another one."
        case .wrongDigit: "The card's benefit digit is another one."
        case .wrongName: "The name is another one."
        case .sameInitials: "The name is another one with the same initials."
        case .wrongBirthDate: "The birth date is another one."
        case .wrongFacility: "The facility of registration is another one."
        case .revoked: "The card has been taken back."
        case .reduced: "The bearer is insured no longer under this card."
        case .movedOut: "The bearer has moved to another province and is insured there."
        case .movedWithin: "The bearer has moved within the province and has another card."
        case .enrolledAnew: "The bearer was enrolled anew at the same office and has another card."
        case .stopped: "The bearer has stopped to be insured."
        case .childWithoutCard: "A child under six without a card: treat it on its birth papers."
        case .officerNumber, .officerName, .unreadable, .serverError, .badParameter, .unauthorised, .internalError:
            "This service answers otherwise."
        }
    }

    /// Whether the card or number names the member that was found, so that its coverage counts.
    var namesMember: Bool {
        switch self {
        case .valid, .expiredReplaced, .validReplaced, .expired, .notFound: true
        default: false
        }
    }

    /// What a facility notes of the card for a visit; the days of the visit are looked at where this is `00`.
    var visit: VisitCode {
        switch self {
        case .valid, .validReplaced, .defence, .publicSecurity, .childWithoutCard: .valid
        case .expired, .expiredReplaced: .expired
        case .notFound: .notFound
        case .wrongName, .sameInitials: .wrongName
        case .wrongBirthDate: .wrongBirthDate
        case .unreadable, .serverError, .internalError, .unauthorised: .dataError
        case .badParameter: .missingInput
        default: .inaccurate
        }
    }
}

/// A code that a facility notes of a card for a visit.
enum VisitCode: String, CaseIterable {
    case valid = "00"
    case expired = "01"
    case notYet = "02"
    case expiresInStay = "03"
    case beginsInStay = "04"
    case notFound = "05"
    case wrongName = "06"
    case wrongBirthDate = "07"
    case wrongSex = "08"
    case inaccurate = "09"
    case dataError = "10"
    case missingInput = "11"
}
