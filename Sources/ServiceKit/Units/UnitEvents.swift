// What the registry's events do to the unit tables: the one place that says so, in the registry and everywhere else.

import MessageSchema
import Storage
import WireJSON

/// An event of units, decoded.
enum UnitEvent: Sendable {
    case established(UnitEstablished)
    case renamed(UnitRenamed)
    case moved(UnitMoved)
    case dissolved(UnitDissolved)
    case lineage(LineageRecorded)
    case undone(ReorganisationUndone)

    /// The unit event that another service's journal told; nil for any other event.
    init?(_ event: CloudEvent) throws {
        switch event.type {
        case UnitEstablished.name: self = .established(try Self.decode(event))
        case UnitRenamed.name: self = .renamed(try Self.decode(event))
        case UnitMoved.name: self = .moved(try Self.decode(event))
        case UnitDissolved.name: self = .dissolved(try Self.decode(event))
        case LineageRecorded.name: self = .lineage(try Self.decode(event))
        case ReorganisationUndone.name: self = .undone(try Self.decode(event))
        default: return nil
        }
    }

    /// The unit event that this service has just appended itself; nil for any other event.
    init?(_ event: some Event) {
        switch event {
        case let event as UnitEstablished: self = .established(event)
        case let event as UnitRenamed: self = .renamed(event)
        case let event as UnitMoved: self = .moved(event)
        case let event as UnitDissolved: self = .dissolved(event)
        case let event as LineageRecorded: self = .lineage(event)
        case let event as ReorganisationUndone: self = .undone(event)
        default: return nil
        }
    }

    /// The one unit whose rows the event changes; nil if it changes those of several.
    var unit: UnitCode? {
        switch self {
        case .established(let event): event.code
        case .renamed(let event): event.code
        case .moved(let event): event.code
        case .dissolved(let event): event.code
        case .lineage(let event): event.row.predecessor
        case .undone: nil
        }
    }

    /// Applies the event, known from that sequence of the registry's journal on.
    func apply(sequence: Int64, in writer: Writer) throws {
        switch self {
        case .established(let event):
            try writer.putUnit(
                HealthUnit(
                    code: event.code, name: event.name, kind: event.kind, parent: event.parent, from: event.from),
                sequence: sequence)
        case .renamed(let event):
            try Self.change(event.code, from: event.from, \.name, to: event.name, sequence, writer)
        case .moved(let event):
            try Self.change(event.code, from: event.from, \.parent, to: event.parent, sequence, writer)
        case .dissolved(let event):
            try UnitTables.versions.remove(
                [.value(event.code)], from: event.from, until: nil, sequence: sequence, in: writer)
        case .lineage(let event): try writer.putLineage(event.row, sequence: sequence)
        case .undone(let event):
            let range = event.firstSequence...event.lastSequence
            try UnitTables.versions.withdraw(range, sequence: sequence, in: writer)
            try UnitTables.lineage.withdraw(range, sequence: sequence, in: writer)
        }
    }

    /// Changes one property from a date on, until a later version says otherwise by itself.
    private static func change<Value: Equatable>(
        _ code: UnitCode, from date: CalendarDate, _ property: WritableKeyPath<HealthUnit, Value>, to value: Value,
        _ sequence: Int64, _ writer: Writer
    ) throws {
        let versions = try writer.unitVersions(of: code, from: date)
        let before = versions.first?[keyPath: property]
        for var version in versions.prefix(while: { $0[keyPath: property] == before }) {
            version[keyPath: property] = value
            version.from = max(version.from, date)
            try writer.putUnit(version, sequence: sequence)
        }
    }

    private static func decode<E: Event>(_ event: CloudEvent) throws -> E {
        try WireJSON.decode(E.self, from: event.data.bytes)
    }
}
