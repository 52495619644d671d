// The method that checks a card: as known then, true of the day asked for.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum CardHandlers {
    // From anywhere: patients come to facilities far from their own. Who they are is shown where they are registered.
    static func check(_ request: CheckCard, _ context: ReadContext) throws -> CardCheck {
        let policy = try PolicyStore(context.reader).policy(known: context.known)
        let member = try MemberStore(context.reader).find(request.card, known: context.known)
        let check = CardRules.check(
            request, member: member, on: context.asOf, level: { policy.level(of: $0, on: context.asOf) },
            registered: { registered($0, in: context.units, on: context.asOf) })
        return check.showing(personal: try MemberHandlers.maySeePerson(member, context))
    }

    /// A facility with the unit that it has become by a date, if the registry has one of its code.
    private static func registered(
        _ facility: FacilityCode, in units: UnitStructure, on date: CalendarDate
    ) -> RegisteredFacility {
        let code = FacilityScope.code(facility.text)
        return RegisteredFacility(
            facility: facility, unit: units.isKnown(code) ? units.primary(of: code, on: date) : nil)
    }
}
