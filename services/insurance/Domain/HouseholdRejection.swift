// How a rule about households says no.

public import MessageSchema

/// Why a household is not found, declared or paid for.
public enum HouseholdRejection: Rejection {
    case notFound
    /// Who is counted in another household.
    case taken(InsuranceNumber)
    case known(PlainText)
    case unfitting(String)

    public var name: String {
        switch self {
        case .notFound: "insurance.household.notFound"
        case .taken: "insurance.household.taken"
        case .known: "insurance.household.known"
        case .unfitting: "insurance.household.unfitting"
        }
    }

    public var message: String {
        switch self {
        case .notFound: "There is no such household."
        case .taken(let number): "The person \(number) is counted in another household on that day or later."
        case .known(let reference): "A payment \(reference) of the household is kept already."
        case .unfitting(let why): why
        }
    }
}
