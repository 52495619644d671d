// What a reorganisation's document does to the units, written as the events that will say so.

public import MessageSchema

/// The events of a document, by kind, in the order in which they are recorded: units are founded before anything
/// leads to them, and lineage is told before its predecessor goes.
public struct ReorganisationEffects: Sendable, Hashable {
    public private(set) var established: [UnitEstablished] = []
    public private(set) var renamed: [UnitRenamed] = []
    public private(set) var moved: [UnitMoved] = []
    public private(set) var lineage: [LineageRecorded] = []
    public private(set) var dissolved: [UnitDissolved] = []

    private let document: DocumentNumber
    private let day: CalendarDate

    /// Reads the steps that are complete; `ReorganisationChecks` finds what the others lack.
    public init(of document: PlanReorganisation) {
        self.document = document.document
        day = document.effective
        for step in document.steps { read(step) }
    }

    private mutating func read(_ step: ReorganisationStep) {
        switch step.kind {
        case .establish: establish(step)
        case .merge: merge(step)
        case .split: split(step)
        case .rename: rename(step)
        case .move:
            if let parent = step.parent { moved.append(UnitMoved(code: step.unit, parent: parent, from: day)) }
        case .dissolve: dissolved.append(UnitDissolved(code: step.unit, from: day))
        }
    }

    private mutating func establish(_ step: ReorganisationStep) {
        guard let name = step.name, let kind = step.unitKind, let parent = step.parent else { return }
        established.append(
            UnitEstablished(
                code: step.unit, name: name, kind: kind, parent: parent, from: day, document: document))
    }

    private mutating func rename(_ step: ReorganisationStep) {
        guard let name = step.name else { return }
        renamed.append(UnitRenamed(code: step.unit, name: name, from: day, document: document))
    }

    private mutating func merge(_ step: ReorganisationStep) {
        rename(step)
        for source in step.from ?? [] {
            lead(source, to: step.unit, share: .whole, primary: true)
            dissolved.append(UnitDissolved(code: source, from: day))
        }
    }

    private mutating func split(_ step: ReorganisationStep) {
        guard let parts = step.into else { return }
        for part in parts { lead(step.unit, to: part.unit, share: part.share, primary: part.primary) }
        dissolved.append(UnitDissolved(code: step.unit, from: day))
    }

    private mutating func lead(_ source: UnitCode, to unit: UnitCode, share: Share, primary: Bool) {
        let row = LineageRow(predecessor: source, successor: unit, from: day, share: share, primary: primary)
        lineage.append(LineageRecorded(row: row))
    }
}
