// The methods about cards: checking one, as known then and true of the day asked for; giving one out, taking one back.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import WireJSON

enum CardHandlers {
    // From anywhere: patients come to facilities far from their own. Who they are is shown where they are registered.
    static func check(_ request: CheckCard, _ context: ReadContext) throws -> CardCheck {
        let policy = try PolicyStore(context.reader).policy(known: context.known)
        let member = try MemberStore(context.reader).find(request.card, known: context.known)
        let issued = try member.map { try CardStore(context.reader).issued(to: $0.number, known: context.known) }
        let check = CardRules.check(
            request, member: member, issued: issued ?? [], on: context.asOf,
            level: { policy.level(of: $0, on: context.asOf) },
            childUntil: { CoverageRules.childLastDay(born: $0, on: context.asOf, by: policy) },
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

    static func issue(_ request: IssueCard, _ context: WriteContext) throws -> IssuedCard {
        let store = CardStore(context.writer)
        let (member, file) = try member(of: request.card, context)
        // What another member holds is taken as well.
        guard try store.find(request.card) == nil else { throw CardRejection.taken }
        let result = try IssuedCardRules.issue(request, to: member, issued: store.issued(to: member.number))
        let sequence = try context.append(
            CardIssued(from: request.from, lastDay: request.lastDay, replaces: result.replaced != nil), subject: file,
            personal: personal(request.card))
        if let replaced = result.replaced { try CardStore.put(replaced, sequence, context.writer) }
        try CardStore.put(result.card, sequence, context.writer)
        return result.card
    }

    static func revoke(_ request: RevokeCard, _ context: WriteContext) throws -> IssuedCard {
        let (_, file) = try member(of: request.card, context)
        guard let known = try CardStore(context.writer).find(request.card) else { throw CardRejection.notFound }
        let card = try IssuedCardRules.revoke(request, known)
        let sequence = try context.append(
            CardRevoked(reason: request.reason, from: request.from), subject: file, personal: personal(request.card))
        try CardStore.put(card, sequence, context.writer)
        return card
    }

    /// Whose card it is, and what the journal calls the member. From outside the caller's scope it looks as if there
    /// were no such card.
    private static func member(
        of card: CardReference, _ context: WriteContext
    ) throws -> (member: Member, file: MemberID) {
        let store = MemberStore(context.writer)
        guard let member = try store.find(card), let file = try store.file(of: member.number) else {
            throw CardRejection.notFound
        }
        for facility in member.facilities(on: context.today) {
            do {
                try context.authorise(facility)
                return (member, file)
            } catch is UnknownUnit { continue }
        }
        throw CardRejection.notFound
    }

    /// What of a card must be erasable: it bears the person's number.
    private static func personal(_ card: CardReference) -> JSONValue { ["card": .string(card.text)] }
}
