// The units as they would be if a document's events were recorded: the plan looks at them before anything is.

internal import MessageSchema

extension UnitStructure {
    /// The structure with a document's effects, which all begin on one day.
    func applying(_ effects: ReorganisationEffects) -> UnitStructure {
        var changed = versions
        for event in effects.established {
            changed[event.code, default: []].append(
                HealthUnit(
                    code: event.code, name: event.name, kind: event.kind, parent: event.parent, from: event.from))
        }
        for event in effects.renamed { changed[event.code]?.set(\.name, to: event.name, from: event.from) }
        for event in effects.moved { changed[event.code]?.set(\.parent, to: event.parent, from: event.from) }
        for event in effects.dissolved { changed[event.code]?.end(on: event.from) }
        let lineage = changed.keys.flatMap(successors(of:)) + effects.lineage.map(\.row)
        return UnitStructure(versions: changed.values.flatMap { $0 }, lineage: lineage)
    }
}

extension [HealthUnit] {
    /// Sets a property from a day on until a later version says otherwise by itself, as the unit projection does; a
    /// version that began before keeps what it was until then.
    fileprivate mutating func set<Value: Equatable>(
        _ property: WritableKeyPath<HealthUnit, Value>, to value: Value, from day: CalendarDate
    ) {
        let present = first { $0.until.map { day < $0 } ?? true }?[keyPath: property]
        var applies = true
        self = flatMap { version -> [HealthUnit] in
            if let until = version.until, until <= day { return [version] }
            applies = applies && version[keyPath: property] == present
            guard applies, version[keyPath: property] != value else { return [version] }
            var (before, after) = (version, version)
            after[keyPath: property] = value
            guard version.from < day else { return [after] }
            before.until = day
            after.from = day
            return [before, after]
        }
    }

    /// Nothing is true from a day on.
    fileprivate mutating func end(on day: CalendarDate) {
        self = filter { $0.from < day }.map { version in
            var ended = version
            ended.until = version.until.map { Swift.min($0, day) } ?? day
            return ended
        }
    }
}
