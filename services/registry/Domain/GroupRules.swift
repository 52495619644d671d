// The rules about groups and who sits in them: one chair, which is a unit, at any instant; nobody twice in one role;
// nothing outside the lives of the group and the unit.

public import MessageSchema

/// Decides about groups and seats.
public enum GroupRules {
    /// Seats that a group may have at one time, so that a group is read in one go. The Health Partnership Group has
    /// ministries, provinces, partners and associations: a few hundred.
    public static let seatsMax = 500

    /// A group may be created within the life of the unit that runs it, as part of a group that exists on its first
    /// day, with a code that was never given.
    /// - Parameter parent: the group it is to be a part of, if there is one of the code that the request names.
    public static func create(
        _ request: CreateGroup, parent: CooperationGroup?, isTaken: Bool, units: UnitStructure
    ) throws(GroupRejection) -> GroupCreated {
        guard !isTaken else { throw .codeTaken(request.code) }
        try checkOrder(request.from, request.until)
        if let code = request.parent {
            guard let parent else { throw .notFound(code) }
            try parent.checkExists(on: request.from)
        }
        try check(request.unit, from: request.from, until: request.until, in: units)
        return GroupCreated(
            code: request.code, name: request.name, kind: request.kind, parent: request.parent, unit: request.unit,
            mandate: request.mandate ?? [], from: request.from, until: request.until)
    }

    /// A seat may be given to a unit or a partner from a day on which the group exists.
    /// - Parameter seats: those of the group as known now, past and future ones too.
    public static func join(
        _ request: JoinGroup, as id: MembershipID, group: CooperationGroup, seats: [GroupMembership],
        units: UnitStructure
    ) throws(GroupRejection) -> GroupMembership {
        guard (request.unit == nil) != (request.partner == nil) else { throw .notOneOrganisation }
        try checkOrder(request.from, request.until)
        try group.checkExists(on: request.from)
        if let unit = request.unit { try check(unit, from: request.from, until: request.until, in: units) }
        let seat = GroupMembership(
            id: id, group: group.code, unit: request.unit, partner: request.partner, role: request.role,
            representative: request.representative, from: request.from, until: request.until)
        try check(seat, beside: seats.filter { $0.overlaps(seat) }, units)
        return seat
    }

    private static func check(
        _ seat: GroupMembership, beside others: [GroupMembership], _ units: UnitStructure
    ) throws(GroupRejection) {
        if let same = others.first(where: { $0.isSameSeat(as: seat, in: units) }) { throw .alreadyMember(same) }
        if seat.role == .chair {
            if let partner = seat.partner { throw .chairFromPartner(partner) }
            if let chair = others.first(where: { $0.role == .chair }) { throw .chairTaken(seat.group, by: chair) }
        }
        // Whatever the day, all seats held on it overlapped the one that was given last: none has more than this.
        guard others.count < seatsMax else { throw .full(seat.group, seats: others.count) }
    }

    /// A seat may be ended after its first day and before the day on which it ends already.
    public static func leave(_ seat: GroupMembership, until: CalendarDate) throws -> GroupMembership {
        try checkOrder(seat.from, until)
        if let present = seat.until, present <= until {
            throw MembershipRejection.alreadyEnded(seat.id, on: present)
        }
        var ended = seat
        ended.until = until
        return ended
    }

    private static func checkOrder(_ from: CalendarDate, _ until: CalendarDate?) throws(GroupRejection) {
        if let until, until <= from { throw .datesReversed(from: from, until: until) }
    }

    /// The unit exists on the first day and lasts, itself or in its successors.
    private static func check(
        _ unit: UnitCode, from: CalendarDate, until: CalendarDate?, in units: UnitStructure
    ) throws(GroupRejection) {
        guard units.version(of: unit, on: from) != nil else { throw .unitAbsent(unit, on: from) }
        if let gone = units.vanishing(of: unit, from: from, until: until) { throw .unitAbsent(unit, on: gone) }
    }
}

extension CooperationGroup {
    /// Passes if the group exists on the date.
    public func checkExists(on date: CalendarDate) throws(GroupRejection) {
        guard from <= date, until.map({ date < $0 }) ?? true else { throw .absent(code, on: date) }
    }

    /// The group as a date shows it: run by what its unit has become.
    public func standing(on date: CalendarDate, in units: UnitStructure) -> CooperationGroup {
        var group = self
        group.runBy = units.primary(of: unit, on: date)
        return group
    }
}

extension GroupMembership {
    /// The seat as a date shows it: of what its unit has become.
    public func standing(on date: CalendarDate, in units: UnitStructure) -> GroupMembership {
        var seat = self
        seat.servesAs = unit.map { units.primary(of: $0, on: date) }
        return seat
    }

    /// The seat as one sees it who may not read of persons.
    public var withoutPersonalData: GroupMembership {
        var shown = self
        shown.representative = nil
        return shown
    }

    func overlaps(_ other: GroupMembership) -> Bool {
        isHeld(onOrAfter: other.from) && other.isHeld(onOrAfter: from)
    }

    /// True if both are, in one role, the seats of one organisation on the first day they are held together.
    func isSameSeat(as other: GroupMembership, in units: UnitStructure) -> Bool {
        guard role == other.role else { return false }
        guard let unit, let theirs = other.unit else { return partner != nil && partner == other.partner }
        let day = max(from, other.from)
        return units.primary(of: unit, on: day) == units.primary(of: theirs, on: day)
    }

    private func isHeld(onOrAfter date: CalendarDate) -> Bool { until.map { date < $0 } ?? true }
}
