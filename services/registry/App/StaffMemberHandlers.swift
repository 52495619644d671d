// The methods of files. What identifies a person goes into the erasable part of the event.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit
internal import WireJSON

enum StaffMemberHandlers {
    static func register(_ request: RegisterStaff, _ context: WriteContext) throws -> StaffMember {
        let store = StaffMemberStore(context.writer)
        try context.refuseGone(request.unit)
        let member = try StaffMemberRules.register(
            request, as: context.newIdentifier(StaffID.self), isTaken: store.isTaken(request.citizenNumber))
        let event = StaffRegistered(staff: member.id, unit: member.unit, profession: member.profession)
        let sequence = try context.append(event, subject: member.id, personal: personal(of: member))
        try StaffMemberStore.insert(member, sequence: sequence, in: context.writer)
        return context.may(.readPersonalData) ? member : member.withoutPersonalData
    }

    private static func personal(of member: StaffMember) -> JSONValue {
        let members: [(String, String?)] = [
            ("name", member.name.text), ("birthDate", member.birthDate?.text),
            ("citizenNumber", member.citizenNumber?.text), ("licence", member.licence?.text),
        ]
        return .object(
            members.compactMap { key, text in text.map { JSONMember(key: key, value: .string($0)) } })
    }

    static func get(_ request: GetStaff, _ context: ReadContext) throws -> StaffMember {
        guard var member = try StaffMemberStore(context.reader).find(request.staff, known: context.known) else {
            throw StaffMemberRejection.notFound(request.staff)
        }
        member.posts = try PostStore(context.reader)
            .posts(of: member.id, asOf: context.asOf, known: context.known)
        try authorise(member.id, keptBy: member.unit, context)
        return context.may(.readPersonalData) ? member : member.withoutPersonalData
    }

    /// A person is seen from the unit that keeps the file and from every unit where a post is held today, as known
    /// today, whatever the caller asks about the past; from anywhere else it looks as if there were no such person.
    private static func authorise(_ id: StaffID, keptBy unit: UnitCode, _ context: ReadContext) throws {
        let posts = try PostStore(context.reader).posts(of: id, asOf: context.today, known: .max)
        for place in [unit] + posts.map(\.unit) {
            do { return try context.authorise(place) } catch is UnknownUnit { continue }
        }
        throw StaffMemberRejection.notFound(id)
    }
}
