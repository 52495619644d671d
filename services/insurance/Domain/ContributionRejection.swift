// How a rule about contributions says no.

public import MessageSchema

/// Why a contribution is not quoted.
public enum ContributionRejection: Rejection {
    /// Who is asked about, and what the policy does not say of them.
    case unsettled(String, String)
    case unfitting(String)

    public var name: String {
        switch self {
        case .unsettled: "insurance.contribution.unsettled"
        case .unfitting: "insurance.contribution.unfitting"
        }
    }

    public var message: String {
        switch self {
        case .unsettled(let who, let what): "The published policy does not say \(what) of \(who)."
        case .unfitting(let why): why
        }
    }
}
