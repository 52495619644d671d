// What keeping files of any kind shares: which units may, and who sees the persons in them.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit

extension WriteContext {
    /// Refuses a unit that is gone, and names its successor: it keeps nothing new. One that is to come may.
    func refuseGone(_ unit: UnitCode) throws {
        guard let until = try units().life(of: unit)?.until, until <= today else { return }
        _ = try HealthUnitRules(units()).existing(unit, on: today)
    }
}

extension ReadContext {
    /// True if the caller has one of the permissions and may act at one of the units today.
    func may(_ permissions: [Permission], atAnyOf places: [UnitCode]) -> Bool {
        guard permissions.contains(where: may) else { return false }
        guard let scope = principal.scope else { return true }
        // A scope that is no unit code reaches nothing.
        guard let unit = try? UnitCode(scope) else { return false }
        return places.contains { presentUnits.isWithin($0, unit, on: today) }
    }
}
