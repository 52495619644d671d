// What the reads of this service share: the directive and the unit that a filter names, and whose names are shown.

internal import MessageSchema
internal import ServiceKit
internal import Storage
internal import TasksDomain

extension ReadContext {
    /// The directive that a filter means, if it names one.
    func directive(_ key: DirectiveKey?) throws -> DirectiveKey? {
        try key.map { try DirectiveStore(reader).found($0, known: known).key }
    }

    /// Refuses a filter by a unit that is unknown.
    func requireKnown(_ unit: UnitCode) throws {
        guard units.isKnown(unit) else { throw UnknownUnit(unit) }
    }

    /// The task as the caller may see it. The names of the persons who answer for it are personal data: they are shown
    /// to those who hand out tasks or work on them, where they may act on this one, and to those who may read personal
    /// data there.
    func showing(_ task: AssignedTask) -> AssignedTask {
        guard !maySeePersons(of: task) else { return task }
        var task = task
        task.leader = nil
        task.officer = nil
        return task
    }

    private func maySeePersons(of task: AssignedTask) -> Bool {
        guard may(.assignTasks) || may(.workOnTasks) || may(.readPersonalData) else { return false }
        guard let scope = principal.scope else { return true }
        let parties = [task.assigner] + task.hosts
        // A scope that is no unit code reaches nothing.
        guard let unit = try? UnitCode(scope) else { return false }
        return parties.contains { presentUnits.isWithin($0, unit, on: today) }
    }
}
