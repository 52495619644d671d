// The promise about hosts: every open task has exactly one, whatever merged since.

public import MessageSchema

/// The rules about hosts.
public enum HostRules {
    /// Checks that every open task resolves to exactly one unit that exists on a date.
    public static func verify(
        _ tasks: [AssignedTask], in units: UnitStructure, on date: CalendarDate
    ) -> Verification {
        let open = tasks.filter(\.isOpen)
        let failures = open.compactMap { failure(of: $0, in: units, on: date) }
        return Verification(checks: [
            Check(name: "every open task has exactly one host", checked: open.count, failures: failures)
        ])
    }

    /// True if the task's host is the unit, or with `subtree` the unit or one under it, on a date.
    public static func hosts(
        _ task: AssignedTask, unit: UnitCode, subtree: Bool, in units: UnitStructure, on date: CalendarDate
    ) -> Bool {
        guard let host = task.host else { return false }
        return subtree ? units.isWithin(host, unit, on: date) : host == units.primary(of: unit, on: date)
    }

    private static func failure(
        of task: AssignedTask, in units: UnitStructure, on date: CalendarDate
    ) -> String? {
        guard let written = task.leadUnit else {
            return "\(task.id): \(task.hosts.count) lead units are named"
        }
        let host = units.primary(of: written, on: date)
        guard units.version(of: host, on: date) == nil else { return nil }
        let name = host == written ? "\(host)" : "\(host), which \(written) became,"
        return "\(task.id): the host \(name) does not exist on \(date)"
    }
}
