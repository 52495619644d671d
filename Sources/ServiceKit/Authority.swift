// Who may act where. What is missing and what lies outside the caller's scope look alike to the caller; the log alone
// tells a denial apart.

public import MessageSchema
public import WireJSON

/// The checks of authority.
enum Authority {
    /// Passes if one of the principal's roles has the permission.
    static func check(_ permission: Permission, of principal: Principal) throws {
        guard principal.may(permission) else { throw Denial(.permission(permission), answer: refusal) }
    }

    /// A handler that was to authorise the unit it found did not; nothing is committed or shown.
    struct Forgotten: Error {
        var method: MethodName
    }

    /// The caller may not do it. What is answered says less than what is logged.
    struct Denial: Error {
        /// What the caller lacks.
        enum Reason: Equatable, CustomStringConvertible {
            case permission(Permission)
            case scope
            /// Only the socket's owner may act as another principal.
            case actingAs

            var description: String {
                switch self {
                case .permission(let permission): "the permission \(permission.rawValue)"
                case .scope: "the scope"
                case .actingAs: "the right to act as another"
                }
            }
        }

        var reason: Reason
        /// What the caller is told.
        var answer: any Error

        init(_ reason: Reason, answer: any Error) {
            self.reason = reason
            self.answer = answer
        }
    }

    static var refusal: Failure {
        Failure(
            .forbidden, name: "frame.scope.forbidden",
            message: "the caller's roles and scope do not allow this")
    }
}

extension Principal {
    /// True if the unit is known and lies in the principal's scope on a date, through lineage.
    func reaches(_ unit: UnitCode, in units: UnitStructure, on date: CalendarDate) -> Bool {
        guard units.isKnown(unit) else { return false }
        guard let scope else { return true }
        // A scope that is no unit code reaches nothing.
        guard let top = try? UnitCode(scope) else { return false }
        return units.isWithin(unit, top, on: date)
    }
}

/// What a handler has asked about its caller's authority so far.
struct Authorisation {
    /// True once a question was answered with yes.
    private(set) var isGiven = false
    /// True if the last question was answered with no because of the caller's scope. A handler that asks about several
    /// places goes on after a no; only the last answer can be what it fails with.
    private(set) var isDenied = false

    /// Passes if the unit is known and lies in the principal's scope on a date, through lineage.
    mutating func ask(
        for unit: UnitCode, principal: Principal, units: UnitStructure, on date: CalendarDate
    ) throws {
        isDenied = false
        guard units.isKnown(unit) else { throw UnknownUnit(unit) }
        isDenied = !principal.reaches(unit, in: units, on: date)
        guard !isDenied else { throw UnknownUnit(unit) }
        isGiven = true
    }

    /// Passes only for a principal without scope.
    mutating func askForEverything(principal: Principal) throws {
        isDenied = principal.scope != nil
        guard !isDenied else { throw Authority.refusal }
        isGiven = true
    }

    /// What a handler failed with, marked if it was for the caller's scope.
    func marking(_ error: any Error) -> any Error {
        guard isDenied, error is any Rejection || error is Failure else { return error }
        return Authority.Denial(.scope, answer: error)
    }

    /// Passes if the handler has asked at all and was answered with yes.
    func require(for method: MethodName) throws {
        guard isGiven else { throw Authority.Forgotten(method: method) }
    }
}

/// There is no such unit, or it lies outside the caller's scope.
public struct UnknownUnit: Rejection {
    public let unit: UnitCode
    public init(_ unit: UnitCode) { self.unit = unit }
    public var name: String { "frame.unit.notFound" }
    public var message: String { "there is no unit \(unit)" }
    public var details: JSONValue? { ["unit": .string(unit.text)] }
}
