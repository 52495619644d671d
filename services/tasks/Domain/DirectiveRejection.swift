// How a rule about directives says no.

public import MessageSchema

/// Why a directive is refused or not found.
public enum DirectiveRejection: Rejection {
    case notFound(DirectiveKey)
    case ambiguous(DocumentNumber, years: [Int])
    case registered(DirectiveKey)
    case inTheFuture(DocumentNumber, issuedOn: CalendarDate, today: CalendarDate)

    public var name: String {
        switch self {
        case .notFound: "tasks.directive.notFound"
        case .ambiguous: "tasks.directive.ambiguous"
        case .registered: "tasks.directive.registered"
        case .inTheFuture: "tasks.directive.inTheFuture"
        }
    }

    public var message: String {
        switch self {
        case .notFound(let key):
            "There is no directive \(key)."
        case .ambiguous(let number, let years):
            "Directives of \(years.map(String.init).joined(separator: ", ")) bear the number \(number)."
        case .registered(let key):
            "The directive \(key) is registered already."
        case .inTheFuture(let number, let issuedOn, let today):
            "The directive \(number) would be issued on \(issuedOn), after today, \(today)."
        }
    }
}
