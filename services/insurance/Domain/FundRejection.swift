// How a rule about the fund's books says no.

public import MessageSchema

/// Why nothing is recorded, drawn or settled.
public enum FundRejection: Rejection {
    /// Which share the policy does not say, and of which day.
    case unsettled(String, CalendarDate)
    case unfitting(String)
    /// The reference was recorded for such an entry.
    case knownReference(FundEntryKind, PlainText)
    case settled(FacilityCode, Quarter)
    case stale(current: String, given: String)

    public var name: String {
        switch self {
        case .unsettled: "insurance.fund.unsettled"
        case .unfitting: "insurance.fund.unfitting"
        case .knownReference, .settled: "insurance.fund.known"
        case .stale: "insurance.fund.stale"
        }
    }

    public var message: String {
        switch self {
        case .unsettled(let share, let day): "The published policy does not say the share for \(share) on \(day)."
        case .unfitting(let why): why
        case .knownReference(let kind, let reference): "The \(kind.rawValue) \(reference) has been recorded."
        case .settled(let facility, let quarter): "\(quarter) of the facility \(facility) has been settled."
        case .stale(let current, let given):
            "The hash is \(current.prefix(12)) now, not \(given.prefix(12)): what was drawn has changed since."
        }
    }
}
