// Where a facility lies, for authority: the registry's unit of its code, else its province, through lineage. What
// lies at no unit at all is for callers without scope. Missing and forbidden look alike.

internal import MessageSchema
internal import ServiceKit

enum FacilityScope {
    /// The unit a facility lies in, as the code it bears or once bore: whoever asks resolves it. Nil if the registry
    /// has neither the facility nor its province.
    static func unit(of facility: FacilityCode, in units: UnitStructure) -> UnitCode? {
        [facility.text, facility.province].lazy.map(code).first(where: units.isKnown)
    }

    /// True if a facility lies in a caller's scope on a day.
    fileprivate static func reaches(
        _ facility: FacilityCode, _ principal: Principal, in units: UnitStructure, on day: CalendarDate
    ) -> Bool {
        guard let scope = principal.scope else { return true }
        // A scope that is no unit code reaches nothing.
        guard let top = try? UnitCode(scope), let unit = unit(of: facility, in: units) else { return false }
        return units.isWithin(unit, top, on: day)
    }

    /// A facility's code as a unit's; each facility code has a unit code's form.
    static func code(_ text: String) -> UnitCode {
        do { return try UnitCode(text) } catch { preconditionFailure("a facility code is checked: \(error)") }
    }
}

extension ReadContext {
    /// Passes if a facility lies in the caller's scope; else it looks as if there were no such unit.
    func authorise(_ facility: FacilityCode) throws {
        do {
            guard let unit = FacilityScope.unit(of: facility, in: presentUnits) else {
                return try authoriseEverything()
            }
            try authorise(unit)
        } catch { throw UnknownUnit(FacilityScope.code(facility.text)) }
    }

    /// True if a facility lies in the caller's scope today.
    func reaches(_ facility: FacilityCode) -> Bool {
        FacilityScope.reaches(facility, principal, in: presentUnits, on: today)
    }
}

extension WriteContext {
    /// Passes if a facility lies in the caller's scope; else it looks as if there were no such unit.
    func authorise(_ facility: FacilityCode) throws {
        let unit = try FacilityScope.unit(of: facility, in: units())
        do {
            guard let unit else { return try authoriseEverything() }
            try authorise(unit)
        } catch { throw UnknownUnit(FacilityScope.code(facility.text)) }
    }

    /// True if a member is registered in the caller's scope today.
    func reaches(_ member: Member) throws -> Bool {
        let units = try units()
        return member.facilities(on: today).contains { facility in
            FacilityScope.reaches(facility, principal, in: units, on: today)
        }
    }
}

extension Member {
    /// Where a member is registered on a day: at the facilities of the coverages that hold; without one, of the last
    /// that did, else of the first to come.
    func facilities(on day: CalendarDate) -> [FacilityCode] {
        let holding = coverages.filter { $0.from <= day && ($0.lastDay.map { day <= $0 } ?? true) }
        guard holding.isEmpty else { return holding.map(\.facility) }
        let past = coverages.filter { $0.from <= day }
        return [past.max { ($0.lastDay ?? $0.from) < ($1.lastDay ?? $1.from) } ?? coverages.first]
            .compactMap { $0?.facility }
    }
}
