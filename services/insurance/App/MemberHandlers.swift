// The methods about members. What identifies a person goes into the erasable part of the event.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit

enum MemberHandlers {
    static func enrol(_ request: EnrolMember, _ context: WriteContext) throws -> Member {
        try context.authorise(request.facility)
        let policy = try PolicyStore(context.writer).policy()
        return try EnrolmentDesk(context: context, policy: policy).enrol(request)
            .reckoned(on: context.today, by: policy).showing(personal: context.may(.readPersonalData))
    }

    static func register(_ request: RegisterMember, _ context: WriteContext) throws -> Member {
        try context.authorise(request.facility)
        let store = MemberStore(context.writer)
        guard let known = try store.find(request.member), let file = try store.file(of: known.number) else {
            throw MemberRejection.notFound(request.member)
        }
        let member = try MemberRules.register(request, known)
        let sequence = try context.append(
            MemberRegistered(facility: request.facility, from: request.from), subject: file)
        try MemberStore.put(member, file: file, sequence, context.writer)
        return member.reckoned(on: context.today, by: try PolicyStore(context.writer).policy())
            .showing(personal: context.may(.readPersonalData))
    }

    static func get(_ request: GetMember, _ context: ReadContext) throws -> Member {
        let member = try MemberStore(context.reader).find(request.member, known: context.known)
        guard let member else { throw MemberRejection.notFound(request.member) }
        try authorise(member, as: request.member, context)
        let policy = try PolicyStore(context.reader).policy(known: context.known)
        return member.reckoned(on: context.today, by: policy).showing(personal: context.may(.readPersonalData))
    }

    /// A member is seen from where it is registered today, as known today, whatever the caller asks about the past;
    /// from anywhere else it looks as if there were no such member.
    private static func authorise(_ member: Member, as reference: CardReference, _ context: ReadContext) throws {
        let present = try MemberStore(context.reader).find(member.number) ?? member
        for facility in present.facilities(on: context.today) {
            do { return try context.authorise(facility) } catch is UnknownUnit { continue }
        }
        throw MemberRejection.notFound(reference)
    }

    /// True if the caller may see who a member is: not by the role alone, but where the member is registered today.
    static func maySeePerson(_ member: Member?, _ context: ReadContext) throws -> Bool {
        guard context.may(.readPersonalData), let member else { return false }
        let present = try MemberStore(context.reader).find(member.number) ?? member
        return present.facilities(on: context.today).contains(where: context.reaches)
    }

    static func search(_ request: SearchMembers, _ context: ReadContext) throws -> Page<Member> {
        let limit = try Paging.limit(request.limit)
        var found: [Member] = []
        try MemberStore(context.reader).each(
            named: NameWords.wanted(request.text), birthDate: request.birthDate, after: Paging.after(request.cursor)
        ) { member in
            let facilities = member.facilities(on: context.today)
            let isWanted = request.facility.map(facilities.contains) ?? true
            if isWanted, facilities.contains(where: context.reaches) { found.append(member) }
            return found.count <= limit
        }
        return Paging.page(found, limit: limit, key: MemberStore.place)
    }
}
