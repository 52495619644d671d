// How deciding says no, as a value without a word. What refuses a claim by itself is small enough to be thrown for
// nothing; its sentences are made for who is told.

internal import MessageSchema

/// Why a claim cannot be decided, and the day by whose rules it was tried.
struct Refusal: Error, Hashable {
    enum Reason: Hashable {
        case policyMissing(Need)
        case noCard, notEnrolled, notValid
        case unknownRouting
        case lineTooLarge(Int)
        case otherSourcesTooLarge(Int)
        case claimTooLarge
    }

    /// What every claim of the day needs of the policy.
    enum Need: Hashable {
        case baseSalary
        /// Of a coverage of the claim.
        case level(Int)
        case setting(PolicySetting)
        case readableSetting(PolicySetting)
    }

    var reason: Reason
    var day: CalendarDate
}

extension ClaimRejection {
    /// The refusal of a claim in words.
    init(_ refusal: Refusal, of claimCase: ClaimCase) {
        let claim = claimCase.claim
        func malformed(_ rule: String, _ place: String, _ message: String, _ hint: String) -> ClaimRejection {
            .malformed(claim.key, [.error(rule, place, message, hint)])
        }
        switch refusal.reason {
        case .policyMissing(let need):
            self = .missing(need.words(claimCase), on: refusal.day)
        case .noCard:
            self = .notCovered(claim, on: refusal.day, "The claim states no card.")
        case .notEnrolled:
            self = .notCovered(claim, on: refusal.day, "Its bearer is not enrolled.")
        case .notValid:
            let days = claimCase.coverages.map(\.words).joined(separator: "; ")
            self = .notCovered(claim, on: refusal.day, "Valid are: \(days).")
        case .unknownRouting:
            self = malformed(
                "routing.unknown", "XML1.MA_DOITUONG_KCB",
                "\(claim.routing) is no entitlement on \(refusal.day).", "State one that the list of that day has.")
        case .lineTooLarge(let index):
            let line = claim.lines[index]
            self = malformed(
                "line.tooLarge", "\(line.place).THANH_TIEN_BV",
                "\(line.quantity) x \(line.price) has more than 15 digits.", "Check quantity and price.")
        case .otherSourcesTooLarge(let index):
            let line = claim.lines[index]
            let total = Reckoning.product(line.quantity, line.price, [line.serviceRate ?? .whole]) ?? .zero
            self = malformed(
                "line.otherSources", "\(line.place).T_NGUONKHAC",
                "Others pay \(line.otherSources ?? .zero) of a line that costs \(total).", "Check both.")
        case .claimTooLarge:
            self = malformed(
                "claim.tooLarge", "XML1.T_TONGCHI_BV", "The lines come to more than 15 digits.",
                "Check quantities and prices.")
        }
    }

    private static func missing(_ what: String, on day: CalendarDate) -> ClaimRejection {
        .policyMissing(
            on: day,
            [
                .error(
                    "policy.missing", "policy", "It has no row for \(what) on \(day).",
                    "Propose and publish the act that has it.")
            ])
    }

    private static func notCovered(_ claim: Claim, on day: CalendarDate, _ message: String) -> ClaimRejection {
        .notCovered(
            claim.key, on: day,
            [
                .error(
                    "card.notValid", "XML1.MA_THE_BHYT", message,
                    "Check the card; an uninsured visit has an entitlement of its own.")
            ])
    }
}

extension Refusal.Need {
    fileprivate func words(_ claimCase: ClaimCase) -> String {
        switch self {
        case .baseSalary: "the base salary"
        case .level(let index): "the level of a card \(claimCase.coverages[index].kind)"
        case .setting(let name): "the setting \(name.rawValue)"
        case .readableSetting(let name): "a readable setting \(name.rawValue)"
        }
    }
}
