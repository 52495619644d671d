// The rules about one unit: when it may be founded or renamed, and what to say of a code on a date it does not
// exist. Pure; what is known of the units comes in, what may be recorded goes out.

public import MessageSchema

/// Why a rule about units says no.
public enum HealthUnitRejection: Rejection {
    case codeTaken(UnitCode)
    case parentMissing(UnitCode, on: CalendarDate)
    case alreadyDissolved(UnitCode, on: CalendarDate, successor: UnitCode?)
    case notYet(UnitCode, firstDay: CalendarDate)
    case ownAncestor(UnitCode)

    public var name: String {
        switch self {
        case .codeTaken: "registry.unit.codeTaken"
        case .parentMissing: "registry.unit.parentMissing"
        case .alreadyDissolved: "registry.unit.alreadyDissolved"
        case .notYet: "registry.unit.notYet"
        case .ownAncestor: "registry.unit.ownAncestor"
        }
    }

    public var message: String {
        switch self {
        case .codeTaken(let code): "A unit has or had the code \(code)."
        case .parentMissing(let parent, let date): "The parent \(parent) does not exist on \(date)."
        case .alreadyDissolved(let code, let date, let successor?):
            "\(code) was dissolved on \(date); its successor is \(successor)."
        case .alreadyDissolved(let code, let date, nil): "\(code) was dissolved on \(date), without successor."
        case .notYet(let code, let firstDay): "\(code) does not exist before \(firstDay)."
        case .ownAncestor(let code): "\(code) would stand under itself."
        }
    }
}

/// Decides about single units on what is known of all.
public struct HealthUnitRules: Sendable {
    private let units: UnitStructure

    public init(_ units: UnitStructure) { self.units = units }

    /// A unit may be founded under a parent that exists on its first day and lasts, itself or in its successors, with
    /// a code that was never issued.
    public func establish(_ request: EstablishUnit) throws(HealthUnitRejection) -> UnitEstablished {
        guard request.parent != request.code else { throw .ownAncestor(request.code) }
        guard !units.isKnown(request.code) else { throw .codeTaken(request.code) }
        if let parent = request.parent {
            guard units.version(of: parent, on: request.from) != nil else {
                throw .parentMissing(parent, on: request.from)
            }
            if let gone = units.vanishing(of: parent, from: request.from, until: nil) {
                throw .parentMissing(parent, on: gone)
            }
        }
        return UnitEstablished(
            code: request.code, name: request.name, kind: request.kind, parent: request.parent,
            from: request.from, document: request.document)
    }

    /// A unit may be renamed from a day on which it exists; nil for a code that was never issued.
    public func rename(_ request: RenameUnit) throws(HealthUnitRejection) -> UnitRenamed? {
        guard try existing(request.unit, on: request.from) != nil else { return nil }
        return UnitRenamed(
            code: request.unit, name: request.name, from: request.from, document: request.document)
    }

    /// The unit on a date; nil for a code that was never issued. A unit that is gone is refused with the name of
    /// its successor, one that is to come with its first day.
    public func existing(
        _ code: UnitCode, on date: CalendarDate
    ) throws(HealthUnitRejection) -> HealthUnit? {
        if let version = units.version(of: code, on: date) { return version }
        guard let life = units.life(of: code) else { return nil }
        guard let until = life.until, until <= date else { throw .notYet(code, firstDay: life.from) }
        let primary = units.primary(of: code, on: date)
        throw .alreadyDissolved(code, on: until, successor: primary == code ? nil : primary)
    }
}
