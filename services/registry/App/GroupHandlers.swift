// The methods of groups and seats. Who sits there for an organisation goes into the erasable part of the event.

internal import MessageSchema
internal import RegistryDomain
internal import ServiceKit
internal import WireJSON

enum GroupHandlers {
    static func create(_ request: CreateGroup, _ context: WriteContext) throws -> CooperationGroup {
        let store = GroupStore(context.writer)
        let event = try GroupRules.create(
            request, parent: request.parent.flatMap { try store.find($0) }, isTaken: store.find(request.code) != nil,
            units: context.units())
        let sequence = try context.append(event, subject: event.code)
        let group = CooperationGroup(event)
        try GroupStore.insert(group, sequence: sequence, in: context.writer)
        return group.standing(on: context.today, in: try context.units())
    }

    static func join(_ request: JoinGroup, _ context: WriteContext) throws -> GroupMembership {
        let group = try authorised(request.group, context)
        if let partner = request.partner, try PartnerStore(context.writer).find(partner) == nil {
            throw PartnerRejection.notFound(partner)
        }
        if let unit = request.unit, try !context.units().isKnown(unit) { throw UnknownUnit(unit) }
        let seat = try GroupRules.join(
            request, as: context.newIdentifier(MembershipID.self), group: group,
            seats: MembershipStore(context.writer).seats(of: group.code), units: context.units())
        let sequence = try context.append(GroupJoined(seat), subject: seat.id, personal: personal(of: seat))
        try MembershipStore.put(seat, sequence: sequence, in: context.writer)
        return seat.standing(on: context.today, in: try context.units())
    }

    static func leave(_ request: LeaveGroup, _ context: WriteContext) throws -> GroupMembership {
        guard let seat = try MembershipStore(context.writer).find(request.membership) else {
            throw MembershipRejection.notFound(request.membership)
        }
        do { _ = try authorised(seat.group, context) } catch is GroupRejection {
            throw MembershipRejection.notFound(seat.id)
        }
        let ended = try GroupRules.leave(seat, until: request.until)
        let event = GroupLeft(membership: seat.id, group: seat.group, until: request.until)
        let sequence = try context.append(event, subject: seat.id)
        try MembershipStore.end(seat.id, on: request.until, sequence: sequence, in: context.writer)
        return ended.standing(on: context.today, in: try context.units())
    }

    /// A group whose unit lies in the caller's scope; one outside looks as if there were none.
    static func authorised(_ code: GroupCode, _ context: WriteContext) throws -> CooperationGroup {
        guard let group = try GroupStore(context.writer).find(code) else { throw GroupRejection.notFound(code) }
        do { try context.authorise(group.unit) } catch is UnknownUnit { throw GroupRejection.notFound(code) }
        return group
    }

    private static func personal(of seat: GroupMembership) -> JSONValue? {
        seat.representative.map { ["representative": .string($0.text)] }
    }

    static func get(_ request: GetGroup, _ context: ReadContext) throws -> GroupDetail {
        guard let found = try GroupStore(context.reader).find(request.group, known: context.known) else {
            throw GroupRejection.notFound(request.group)
        }
        try found.checkExists(on: context.asOf)
        let group = found.standing(on: context.asOf, in: context.units)
        let seats = try MembershipStore(context.reader)
            .seats(of: group.code, asOf: context.asOf, known: context.known)
            .map { $0.standing(on: context.asOf, in: context.units) }
        let findings = GroupRules.findings(on: group, seats, units: context.units, on: context.asOf)
        return GroupDetail(
            group: group, members: GroupRules.ordered(seats).map { showing($0, of: group, context) },
            findings: findings)
    }

    /// The seat as the caller may see it.
    private static func showing(
        _ seat: GroupMembership, of group: CooperationGroup, _ context: ReadContext
    ) -> GroupMembership {
        let places = [group.unit] + (seat.unit.map { [$0] } ?? [])
        let mayRead = context.may([.manageCooperation, .readStaff, .readPersonalData], atAnyOf: places)
        return mayRead ? seat : seat.withoutPersonalData
    }

    static func list(_ request: ListGroups, _ context: ReadContext) throws -> Page<CooperationGroup> {
        let limit = try Paging.limit(request.limit)
        let groups = try GroupStore(context.reader).list(
            GroupStore.Filter(
                parent: request.parent, kind: request.kind, partner: request.partner,
                units: try request.unit.map { try codes(of: $0, context) }),
            asOf: context.asOf, known: context.known, after: Paging.after(request.cursor), count: limit + 1
        ).map { $0.standing(on: context.asOf, in: context.units) }
        return Paging.page(groups, limit: limit, key: \.code.text)
    }

    /// All codes under which a unit may have joined.
    private static func codes(of unit: UnitCode, _ context: ReadContext) throws -> Set<UnitCode> {
        guard context.units.isKnown(unit) else { throw UnknownUnit(unit) }
        return context.units.codesServed(by: [context.units.primary(of: unit, on: context.asOf)], on: context.asOf)
    }
}

extension CooperationGroup {
    fileprivate init(_ event: GroupCreated) {
        self.init(
            code: event.code, name: event.name, kind: event.kind, parent: event.parent, unit: event.unit,
            runBy: event.unit, mandate: event.mandate, from: event.from, until: event.until)
    }
}

extension GroupJoined {
    fileprivate init(_ seat: GroupMembership) {
        self.init(
            membership: seat.id, group: seat.group, unit: seat.unit, partner: seat.partner, role: seat.role,
            from: seat.from, until: seat.until)
    }
}
