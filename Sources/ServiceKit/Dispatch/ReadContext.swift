// What a read handler has: one snapshot, the date and the knowledge it answers for, the caller.

public import MessageSchema
public import Storage
import Surroundings

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
    private(set) var authorisation = Authorisation()

    init(
        reader: Reader, principal: Principal, projection: UnitProjection, surroundings: Surroundings,
        asOf: CalendarDate? = nil, knownAt: KnownAt? = nil
    ) throws {
        self.reader = reader
        self.principal = principal
        today = Instant(microseconds: surroundings.now()).vietnamDate
        statedAsOf = asOf
        known = try reader.sequence(knownAt: knownAt)
        presentUnits = try projection.structure(at: .max, reader)
        units = knownAt == nil ? presentUnits : try projection.structure(at: known, reader)
        answeredAsOf = asOf ?? today
    }

    /// The date to answer for: the caller's, or today.
    public var asOf: CalendarDate { answeredAsOf }

    /// States another date in the reply, for a method that chooses its own.
    public func answering(asOf date: CalendarDate) { answeredAsOf = date }

    public func may(_ permission: Permission) -> Bool { principal.may(permission) }

    /// Passes if the unit lies in the caller's scope today; else it looks as if there were no such unit.
    public func authorise(_ unit: UnitCode) throws {
        try authorisation.ask(for: unit, principal: principal, units: presentUnits, on: today)
    }

    /// Passes only for a caller without scope: for what lies under no unit.
    public func authoriseEverything() throws {
        try authorisation.askForEverything(principal: principal)
    }
}
