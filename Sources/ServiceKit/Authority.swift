// Who may act where. What is missing and what lies outside the caller's scope look alike.

public import MessageSchema
public import WireJSON

/// The checks of authority.
enum Authority {
    /// Passes if the unit is known and lies in the principal's scope on a date, through lineage.
    static func check(
        _ unit: UnitCode, principal: Principal, units: UnitStructure, on date: CalendarDate
    ) throws {
        guard units.isKnown(unit) else { throw UnknownUnit(unit) }
        guard let scope = principal.scope else { return }
        guard let code = try? UnitCode(scope), units.isWithin(unit, code, on: date) else {
            // A scope that is no unit code reaches nothing.
            throw UnknownUnit(unit)
        }
    }

    /// Passes if one of the principal's roles has the permission.
    static func check(_ permission: Permission, of principal: Principal) throws {
        guard principal.may(permission) else { throw refusal }
    }

    /// A handler that was to authorise the unit it found did not; nothing is committed or shown.
    struct Forgotten: Error {
        var method: MethodName
    }

    static var refusal: Failure {
        Failure(
            .forbidden, name: "frame.scope.forbidden",
            message: "the caller's roles and scope do not allow this")
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
