// How long a licence to practise is valid: from when it was issued or renewed last, as long as the policy says.

public import MessageSchema

/// The rules about licences to practise.
public enum LicenceRules {
    /// Whether a licence is valid on a day. It is from the day of its issue, or of its last renewal until that day, to
    /// the same day of the month when the time is over, included (Law 15/2023/QH15, article 27).
    public static func check(
        _ request: CheckLicence, by policy: Policy, today: CalendarDate
    ) throws(LicenceRejection) -> CheckLicence.Reply {
        let day = request.day ?? today
        let renewals = request.renewedOn ?? []
        if let early = renewals.first(where: { $0 < request.issuedOn }) {
            throw .unfitting("It was renewed on \(early), before it was issued on \(request.issuedOn).")
        }
        let start = renewals.filter { $0 <= day }.max() ?? request.issuedOn
        guard let validity = policy.span(.licence, on: start) else { throw .unsettled(start) }
        let lastDay = validity.value.after(start)
        return CheckLicence.Reply(
            isValid: start <= day && day <= lastDay, day: day, lastDay: lastDay, act: validity.citation.act,
            article: validity.citation.article, policyVersion: policy.version)
    }
}

/// Why a licence is not checked.
public enum LicenceRejection: Rejection {
    /// The policy does not say how long a licence of that day is valid.
    case unsettled(CalendarDate)
    case unfitting(String)

    public var name: String {
        switch self {
        case .unsettled: "insurance.licence.unsettled"
        case .unfitting: "insurance.licence.unfitting"
        }
    }

    public var message: String {
        switch self {
        case .unsettled(let day): "The published policy does not say how long a licence of \(day) is valid."
        case .unfitting(let why): why
        }
    }
}
