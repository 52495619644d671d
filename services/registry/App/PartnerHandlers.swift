// The methods of partners. How a partner is reached goes into the erasable part of the event.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit
internal import WireJSON

enum PartnerHandlers {
    static func register(_ request: RegisterPartner, _ context: WriteContext) throws -> Partner {
        try context.refuseGone(request.unit)
        let partner = try PartnerRules.register(
            request, isTaken: PartnerStore(context.writer).find(request.code) != nil)
        let event = PartnerRegistered(
            code: partner.code, name: partner.name, kind: partner.kind, unit: partner.unit, since: partner.since)
        let sequence = try context.append(
            event, subject: partner.code, personal: partner.contact.map { ["contact": .string($0.text)] })
        try PartnerStore.insert(partner, sequence: sequence, in: context.writer)
        return partner
    }

    static func get(_ request: GetPartner, _ context: ReadContext) throws -> Partner {
        guard let partner = try PartnerStore(context.reader).find(request.partner, known: context.known) else {
            throw PartnerRejection.notFound(request.partner)
        }
        return showing(partner, context)
    }

    static func list(_ request: ListPartners, _ context: ReadContext) throws -> Page<Partner> {
        let limit = try Paging.limit(request.limit)
        let search = request.text.map(NameSearch.init)
        let partners = try PartnerStore(context.reader).list(
            request.kind, known: context.known, after: Paging.after(request.cursor), count: limit + 1
        ) { search?.finds($0) ?? true }
        return Paging.page(partners.map { showing($0, context) }, limit: limit, key: \.code.text)
    }

    private static func showing(_ partner: Partner, _ context: ReadContext) -> Partner {
        let mayRead = context.may([.manageCooperation, .readPersonalData], atAnyOf: [partner.unit])
        return mayRead ? partner : partner.withoutPersonalData
    }
}
