// Which units a document speaks of, and in which roles.

public import MessageSchema

extension PlanReorganisation {
    /// The units that the document changes: those it founds, renames, moves and dissolves, and those that take over.
    public var touched: Set<UnitCode> { Set(steps.flatMap(\.touched)) }

    /// The units that the document changes or puts others under.
    public var mentioned: Set<UnitCode> { touched.union(steps.compactMap(\.parent)) }

    /// The units that the document dissolves without successor.
    var abandoned: Set<UnitCode> { Set(steps.filter { $0.kind == .dissolve }.map(\.unit)) }

    /// The units that the document founds.
    public var founded: Set<UnitCode> { Set(steps.filter { $0.kind == .establish }.map(\.unit)) }
}

extension ReorganisationStep {
    var touched: [UnitCode] { [unit] + (from ?? []) + (into ?? []).map(\.unit) }

    /// What a step does to one unit.
    enum Role: String {
        case founded, renamed, moved, dissolved
        case takesOver = "taking over"
    }

    /// The units of the step in their roles, with the member that names them.
    var roles: [(unit: UnitCode, role: Role, member: String)] {
        switch kind {
        case .establish: [(unit, .founded, "unit")]
        case .rename: [(unit, .renamed, "unit")]
        case .move: [(unit, .moved, "unit")]
        case .dissolve: [(unit, .dissolved, "unit")]
        case .split:
            [(unit, .dissolved, "unit")] + (into ?? []).map { ($0.unit, .takesOver, "into") }
        case .merge:
            [(unit, .takesOver, "unit")] + (name == nil ? [] : [(unit, .renamed, "unit")])
                + (from ?? []).map { ($0, .dissolved, "from") }
        }
    }
}
