// The methods of units. What is known of units comes from the frame; the registry only appends what happens to them.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit

enum HealthUnitHandlers {
    static func establish(_ request: EstablishUnit, _ context: WriteContext) throws -> HealthUnit {
        try authoriseParent(of: request, context)
        let event = try HealthUnitRules(context.units()).establish(request)
        try context.append(event, subject: event.code)
        return HealthUnit(
            code: event.code, name: event.name, kind: event.kind, parent: event.parent, from: event.from)
    }

    /// Only a caller without scope may found a root, or is told that a parent is missing; to others what is missing
    /// and what is out of scope look alike.
    private static func authoriseParent(of request: EstablishUnit, _ context: WriteContext) throws {
        guard let parent = request.parent, try context.principal.scope != nil || context.units().isKnown(parent)
        else { return try context.authoriseEverything() }
        try context.authorise(parent)
    }

    static func rename(_ request: RenameUnit, _ context: WriteContext) throws -> HealthUnit {
        guard let event = try HealthUnitRules(context.units()).rename(request) else {
            throw UnknownUnit(request.unit)
        }
        try context.append(event, subject: event.code)
        return try existing(event.code, on: event.from, in: context.units())
    }

    static func get(_ request: GetUnit, _ context: ReadContext) throws -> HealthUnit {
        try existing(request.unit, on: context.asOf, in: context.units)
    }

    private static func existing(
        _ code: UnitCode, on date: CalendarDate, in units: UnitStructure
    ) throws -> HealthUnit {
        guard let unit = try HealthUnitRules(units).existing(code, on: date) else { throw UnknownUnit(code) }
        return unit
    }

    static func list(_ request: ListUnits, _ context: ReadContext) throws -> Page<HealthUnit> {
        if let parent = request.parent, !context.units.isKnown(parent) { throw UnknownUnit(parent) }
        let units = context.units.units(
            on: context.asOf, under: request.parent, subtree: request.subtree ?? false)
        return try page(units, kind: request.kind, limit: request.limit, cursor: request.cursor)
    }

    static func search(_ request: SearchUnits, _ context: ReadContext) throws -> Page<HealthUnit> {
        let search = NameSearch(request.text)
        let units = context.units.units(on: context.asOf).lazy.filter(search.finds)
        return try page(units, kind: request.kind, limit: request.limit, cursor: request.cursor)
    }

    /// A page of units that come in the order of their codes.
    private static func page(
        _ units: some Sequence<HealthUnit>, kind: UnitKind?, limit: Int?, cursor: String?
    ) throws -> Page<HealthUnit> {
        let limit = try Paging.limit(limit)
        let after = try Paging.after(cursor)
        let rest = units.lazy.filter { unit in
            (kind == nil || unit.kind == kind) && (after.map { $0 < unit.code.text } ?? true)
        }
        return Paging.page(Array(rest.prefix(limit + 1)), limit: limit, key: \.code.text)
    }

    static func history(_ request: ShowUnitHistory, _ context: ReadContext) throws -> UnitHistory {
        guard let versions = context.units.versions[request.unit] else { throw UnknownUnit(request.unit) }
        return UnitHistory(
            code: request.unit, versions: versions,
            predecessors: context.units.predecessors(of: request.unit),
            successors: context.units.successors(of: request.unit))
    }

    static func resolve(_ request: ResolveUnit, _ context: ReadContext) throws -> UnitResolution {
        guard let resolution = context.units.resolve(request.unit, on: context.asOf) else {
            throw UnknownUnit(request.unit)
        }
        return resolution
    }
}
