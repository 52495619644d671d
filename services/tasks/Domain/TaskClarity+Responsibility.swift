// Rõ trách nhiệm, clear responsibility: exactly one lead unit, which exists, and units that coordinate.

internal import MessageSchema

extension TaskClarity {
    var responsibility: [Finding] { hostCount + task.hosts.flatMap(hostState) + hostCoordinates + coordinators }

    // Exactly one unit leads, the others coordinate (Decree 191/2026/NĐ-CP, article 2(2)).
    private var hostCount: [Finding] {
        switch task.hosts.count {
        case 0:
            [.error("responsibility.missing", "hosts", "No host is named.", "Name the one unit that leads.")]
        case 1:
            []
        default:
            [
                .error(
                    "responsibility.severalHosts", "hosts",
                    "\(task.hosts.count) hosts are named: \(list(task.hosts)).",
                    "Keep the one that leads; the others coordinate (Decree 191/2026/NĐ-CP, article 2(2)).")
            ]
        }
    }

    private func hostState(_ host: UnitCode) -> [Finding] {
        guard let resolution = units.resolve(host, on: today) else {
            return [hostGone(.error, "There is no unit \(host).", "Name a unit that exists.")]
        }
        if resolution.state == .notYet {
            let message = "The host \(host) does not exist yet on \(today)."
            return [
                .error("responsibility.hostNotYet", "hosts", message, "Assign the task once the unit exists.")
            ]
        }
        let successor = resolution.primary
        if units.version(of: successor, on: today) == nil {
            let message = "The host \(host) is dissolved and no unit has taken over its duties."
            return [hostGone(.error, message, "Name a unit that exists.")]
        }
        guard successor != host else { return [] }
        let message = "The host \(host) is now \(successor)."
        return [hostGone(.warning, message, "The task will go to \(successor); name it if that is meant.")]
    }

    private func hostGone(_ severity: Finding.Severity, _ message: String, _ hint: String) -> Finding {
        Finding(
            rule: "responsibility.hostGone", severity: severity, place: "hosts", message: message, hint: hint)
    }

    // Compared as of today: a unit merged into the host is the host.
    private var hostCoordinates: [Finding] {
        let coordinators = Set(task.coordinators.map(resolved))
        return task.hosts.filter { coordinators.contains(resolved($0)) }.map { host in
            .error(
                "responsibility.hostCoordinates", "coordinators", "The host \(host) is among the coordinators.",
                "Take it out: a unit leads or coordinates, not both.")
        }
    }

    private var coordinators: [Finding] {
        var seen: Set<UnitCode> = []
        return task.coordinators.flatMap { coordinator -> [Finding] in
            let unit = resolved(coordinator)
            if !seen.insert(unit).inserted { return [coordinatorTwice(coordinator, as: unit)] }
            return units.version(of: unit, on: today) == nil ? [coordinatorGone(coordinator)] : []
        }
    }

    private func coordinatorTwice(_ coordinator: UnitCode, as unit: UnitCode) -> Finding {
        let name = coordinator == unit ? "\(unit)" : "\(coordinator), now \(unit),"
        return .warning(
            "responsibility.coordinatorTwice", "coordinators", "The coordinator \(name) is named twice.",
            "Name each coordinator once.")
    }

    private func coordinatorGone(_ coordinator: UnitCode) -> Finding {
        .warning(
            "responsibility.coordinatorGone", "coordinators",
            "The coordinator \(coordinator) does not exist on \(today), nor a unit that took over its duties.",
            "Name a unit that exists.")
    }

    private func resolved(_ code: UnitCode) -> UnitCode { units.primary(of: code, on: today) }
    private func list(_ codes: [UnitCode]) -> String { codes.map(\.text).joined(separator: ", ") }
}
