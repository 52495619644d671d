// Checks of the document against the units: codes, dates, places in the tree.

internal import MessageSchema

extension ReorganisationChecks {
    /// A new unit has a code that was never issued.
    func duplicateCodes() -> [Finding] {
        var founded: Set<UnitCode> = []
        return placedSteps.compactMap { place, step in
            guard step.kind == .establish else { return nil }
            let isNew = founded.insert(step.unit).inserted && !situation.units.isKnown(step.unit)
            guard !isNew else { return nil }
            return error(
                "unit.duplicateCode", "\(place).unit", "A unit has or had the code \(step.unit).",
                hint: "Codes are never reused; choose another.")
        }
    }

    /// Every unit named exists on the day, or is founded by the document.
    func existence() -> [Finding] {
        let founded = document.founded
        return placedSteps.flatMap { place, step in
            step.namedUnits.filter { !founded.contains($0.unit) }
                .compactMap { absence(of: $0.unit, at: "\(place).\($0.member)") }
        }
    }

    private func absence(of unit: UnitCode, at place: String) -> Finding? {
        let units = situation.units
        guard let life = units.life(of: unit) else {
            return error(
                "unit.unknown", place, "There is no unit \(unit).",
                hint: "See `sauro unit search`, or found it by a step of this document.")
        }
        guard units.version(of: unit, on: day) == nil else { return nil }
        guard let until = life.until, until <= day else {
            return error(
                "unit.notYet", place, "\(unit) does not exist before \(life.from).",
                hint: "Give a first day on or after its own.")
        }
        return error(
            "unit.dissolvedBefore", place, "\(unit) was dissolved on \(until).",
            hint: "Act on its successor, \(units.primary(of: unit, on: day)), or see `sauro unit history`.")
    }

    /// No unit comes to stand under itself.
    func cycles() -> [Finding] {
        var reported: Set<UnitCode> = []
        return document.touched.sorted().compactMap { unit in
            guard let circle = circle(from: unit), reported.isDisjoint(with: circle) else { return nil }
            reported.formUnion(circle)
            let path = circle.map(\.text).named(first: 10)
            return error(
                "unit.cycle", circle[0].text, "These would stand under each other in a circle: \(path).",
                hint: "Move one of them elsewhere by a step of this document.")
        }
    }

    private func circle(from unit: UnitCode) -> [UnitCode]? {
        var path: [UnitCode] = []
        var current: UnitCode? = after.primary(of: unit, on: day)
        while let next = current {
            if let start = path.firstIndex(of: next) { return Array(path[start...]) }
            path.append(next)
            current = after.parent(of: next, on: day)
        }
        return nil
    }

    /// Nothing is left standing under a unit that goes without successor.
    func orphans() -> [Finding] {
        let abandoned = document.abandoned
        guard !abandoned.isEmpty else { return [] }
        var left: [UnitCode: Set<UnitCode>] = [:]
        for version in after.versions.values.joined() where version.until.map({ day < $0 }) ?? true {
            guard let parent = version.parent else { continue }
            let above = after.primary(of: parent, on: max(day, version.from))
            if abandoned.contains(above) { left[above, default: []].insert(version.code) }
        }
        return left.sorted { $0.key < $1.key }.map { unit, children in
            error(
                "unit.orphaned", unit.text,
                "\(unit) goes without successor, but these stand under it: "
                    + children.sorted().map(\.text).named() + ".",
                hint: "Move or dissolve them too, or merge the unit into one that stays.")
        }
    }

    /// A rename that changes nothing is probably a slip.
    func sameNames() -> [Finding] {
        placedSteps.compactMap { place, step in
            guard step.kind == .rename || step.kind == .merge, let name = step.name,
                situation.units.version(of: step.unit, on: day)?.name == name
            else { return nil }
            return warning(
                "rename.same", "\(place).name", "\(step.unit) bears this name already.",
                hint: "Leave the name out.")
        }
    }

    /// So is a move that moves nothing.
    func sameParents() -> [Finding] {
        placedSteps.compactMap { place, step in
            guard step.kind == .move, let parent = step.parent,
                situation.units.version(of: step.unit, on: day)?.parent == parent
            else { return nil }
            return warning(
                "move.same", "\(place).parent", "\(step.unit) stands under \(parent) already.",
                hint: "Leave the step out.")
        }
    }
}

extension ReorganisationStep {
    /// The units that must exist, with the member that names them.
    fileprivate var namedUnits: [(unit: UnitCode, member: String)] {
        (kind == .establish ? [] : [(unit, "unit")]) + (parent.map { [($0, "parent")] } ?? [])
            + (from ?? []).map { ($0, "from") } + (into ?? []).map { ($0.unit, "into") }
    }
}
