// What a read handler has: one snapshot, the date and the knowledge it answers for, the caller.

public import MessageSchema
public import Storage
private import Synchronization

/// The context of a read.
public final class ReadContext {
    public let reader: Reader
    public let principal: Principal
    /// Today in Vietnam, by suite time.
    public let today: CalendarDate
    /// The date the caller asked for; nil if it did not say.
    public let statedAsOf: CalendarDate?
    /// The journal sequence the reply may know; every versioned query takes it.
    public let known: Int64
    /// Units and lineage as known at `known`: what answers are made of.
    public let units: UnitStructure
    /// Units and lineage as known now: what authority is judged by, whatever the caller asks about the past.
    public let presentUnits: UnitStructure
    private(set) var answeredAsOf: CalendarDate
    private var isAuthorised = false

    init(
        reader: Reader, principal: Principal, today: CalendarDate, statedAsOf: CalendarDate?, known: Int64,
        units: UnitStructure, presentUnits: UnitStructure
    ) {
        self.reader = reader
        self.principal = principal
        self.today = today
        self.statedAsOf = statedAsOf
        self.known = known
        self.units = units
        self.presentUnits = presentUnits
        answeredAsOf = statedAsOf ?? today
    }

    /// The date to answer for: the caller's, or today.
    public var asOf: CalendarDate { answeredAsOf }

    /// States another date in the reply, for a method that chooses its own.
    public func answering(asOf date: CalendarDate) { answeredAsOf = date }

    public func may(_ permission: Permission) -> Bool { principal.may(permission) }

    /// Passes if the unit lies in the caller's scope today; else it looks as if there were no such unit.
    public func authorise(_ unit: UnitCode) throws {
        try Authority.check(unit, principal: principal, units: presentUnits, on: today)
        isAuthorised = true
    }

    func requireAuthority(for method: MethodName) throws {
        guard isAuthorised else { throw Authority.Forgotten(method: method) }
    }
}
