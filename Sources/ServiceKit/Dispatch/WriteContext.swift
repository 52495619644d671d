// What a write handler has: the writer of its transaction, the time, the caller. A handler that is to find its unit in
// stored state must authorise it; the frame refuses to commit otherwise.

public import MessageSchema
public import Storage
import Surroundings
public import WireJSON

/// The context of a write; valid only while its handler runs.
public final class WriteContext {
    public let writer: Writer
    public let principal: Principal
    public let now: Instant
    /// Today in Vietnam, by suite time.
    public let today: CalendarDate
    private let projection: UnitProjection
    private let surroundings: Surroundings
    private let tally: EventTally?
    private(set) var authorisation = Authorisation()

    init(writer: Writer, projection: UnitProjection, surroundings: Surroundings, tally: EventTally? = nil) {
        self.tally = tally
        self.writer = writer
        self.projection = projection
        self.surroundings = surroundings
        principal = writer.principal
        now = Instant(microseconds: surroundings.now())
        today = now.vietnamDate
    }

    /// Units and lineage with everything written so far, this request's own changes included.
    public func units() throws -> UnitStructure { try projection.latest(writer) }

    /// Passes if the unit lies in the caller's scope today; else it looks as if there were no such unit.
    public func authorise(_ unit: UnitCode) throws {
        try authorisation.ask(for: unit, principal: principal, units: units(), on: today)
    }

    /// Passes only for a caller without scope: for what lies under no unit.
    public func authoriseEverything() throws {
        try authorisation.askForEverything(principal: principal)
    }

    public func may(_ permission: Permission) -> Bool { principal.may(permission) }

    /// A new identifier, by suite time.
    public func newIdentifier<Subject>(_ type: Identifier<Subject>.Type) -> Identifier<Subject> {
        do { return try Identifier(surroundings.newIdentifier()) } catch {
            preconditionFailure("a minted identifier is malformed: \(error)")
        }
    }

    /// Appends an event to the journal and gives its sequence. In the service that owns units, events of units change
    /// the unit tables in the same step. `personal` holds what must be erasable.
    @discardableResult
    public func append<E: Event>(
        _ event: E, subject: some TextValue, personal: JSONValue? = nil
    ) throws -> Int64 {
        let secret = try personal.map { RawJSON(unsafeUnchecked: try WireJSON.encode($0)) }
        return try append(event, subject: subject.text, sealing: secret)
    }

    /// As ``append(_:subject:personal:)``, where what must be erasable is JSON already.
    public func append<E: Event>(_ event: E, subject: some TextValue, personal: RawJSON) throws -> Int64 {
        try append(event, subject: subject.text, sealing: personal)
    }

    private func append<E: Event>(_ event: E, subject: String, sealing secret: RawJSON?) throws -> Int64 {
        let sequence = try writer.append(event, subject: subject, personal: secret)
        try projection.appended(event, sequence: sequence, in: writer)
        tally?.note(event)
        return sequence
    }
}
