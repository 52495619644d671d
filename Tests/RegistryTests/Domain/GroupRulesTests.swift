// The rules about groups and who sits in them.

import MessageSchema
import RegistryDomain
import Testing

@Suite struct GroupRulesTests {
    private func create(
        unit: String = "HP-DOH", parent: String? = nil, found: CooperationGroup? = nil, isTaken: Bool = false,
        from: String = "2019-12-16", until: String? = nil
    ) throws -> GroupCreated {
        try GroupRules.create(
            CreateGroup(
                code: groupCode("HPG-PHC"), name: name("Nhóm kỹ thuật"), kind: .workingGroup,
                parent: parent.map(groupCode), unit: code(unit), from: day(from), until: until.map(day)),
            parent: found, isTaken: isTaken, units: sector())
    }

    @Test func `a group is created as asked, as part of one that exists`() throws {
        let event = try create(parent: "HPG", found: group("HPG", from: "2004-01-01"))
        #expect(event.code == groupCode("HPG-PHC"))
        #expect(event.parent == groupCode("HPG"))
        #expect(event.unit == code("HP-DOH"))
        #expect(event.mandate == [])
        #expect(event.until == nil)
    }

    @Test func `a group is refused: its code, its parent, its unit, its dates`() {
        func refused(_ body: () throws -> Void) -> GroupRejection? { refusal(of: body) }
        let hpg = groupCode("HPG")
        #expect(refused { _ = try create(isTaken: true) } == .codeTaken(groupCode("HPG-PHC")))
        #expect(refused { _ = try create(parent: "HPG") } == .notFound(hpg))
        let later = group("HPG", from: "2020-01-01")
        #expect(refused { _ = try create(parent: "HPG", found: later) } == .absent(hpg, on: day("2019-12-16")))
        let ended = group("HPG", from: "2004-01-01", until: "2019-12-16")
        #expect(refused { _ = try create(parent: "HPG", found: ended) } == .absent(hpg, on: day("2019-12-16")))
        #expect(refused { _ = try create(unit: "SOON") } == .unitAbsent(code("SOON"), on: day("2019-12-16")))
        #expect(refused { _ = try create(unit: "OLD") } == .unitAbsent(code("OLD"), on: day("2020-01-01")))
        #expect(
            refused { _ = try create(until: "2019-12-16") }
                == .datesReversed(from: day("2019-12-16"), until: day("2019-12-16")))
    }

    private func join(
        unit: String? = "HP-DOH", partner: String? = nil, role: GroupRole = .member, from: String = "2020-01-01",
        until: String? = nil, seats: [GroupMembership] = [], group: CooperationGroup = group(),
        units: UnitStructure = sector()
    ) throws -> GroupMembership {
        try GroupRules.join(
            JoinGroup(
                group: group.code, unit: unit.map(code), partner: partner.map(partnerCode), role: role,
                from: day(from), until: until.map(day)),
            as: identifier(9), group: group, seats: seats, units: units)
    }

    private func refused(_ body: () throws -> Void) -> GroupRejection? { refusal(of: body) }

    @Test func `a unit or a partner is given a seat as asked`() throws {
        #expect(try join(role: .chair) == seat(9, role: .chair))
        #expect(try join(unit: nil, partner: "WHO", role: .coChair) == seat(9, partner: "WHO", role: .coChair))
        #expect(try join(until: "2021-01-01").until == day("2021-01-01"))
    }

    @Test func `notOneOrganisation: a seat is of one organisation`() {
        #expect(refused { _ = try join(unit: nil) } == .notOneOrganisation)
        #expect(refused { _ = try join(partner: "WHO") } == .notOneOrganisation)
    }

    @Test func `a seat lies within the lives of the group and the unit, and begins before it ends`() {
        let date = day("2020-01-01")
        #expect(refused { _ = try join(until: "2020-01-01") } == .datesReversed(from: date, until: date))
        #expect(
            refused { _ = try join(from: "2019-12-15") } == .absent(groupCode("HPG-PHC"), on: day("2019-12-15")))
        let ended = group(until: "2020-01-01")
        #expect(refused { _ = try join(group: ended) } == .absent(groupCode("HPG-PHC"), on: date))
        #expect(refused { _ = try join(unit: "SOON") } == .unitAbsent(code("SOON"), on: date))
        #expect(refused { _ = try join(unit: "OLD", from: "2019-12-20") } == .unitAbsent(code("OLD"), on: date))
    }

    @Test(arguments: [("2019-12-20", nil), ("2019-12-20", "2020-01-02"), ("2025-01-01", nil)])
    func `chairTaken: two chairs at one time are refused`(from: String, until: String?) {
        let chair = seat(2, unit: "HD-DOH", role: .chair, from: from, until: until)
        #expect(refused { _ = try join(role: .chair, seats: [chair]) } == .chairTaken(groupCode("HPG-PHC"), by: chair))
    }

    @Test func `a chair may follow another on the day it ends, and others may sit beside it`() throws {
        let chair = seat(2, unit: "HD-DOH", role: .chair, from: "2019-12-20", until: "2020-01-01")
        #expect(try join(role: .chair, seats: [chair]).role == .chair)
        let standing = seat(3, unit: "HD-DOH", role: .chair)
        #expect(try join(role: .member, seats: [standing]).role == .member)
        #expect(try join(unit: "HD-DOH", role: .secretariat, seats: [standing]).role == .secretariat)
    }

    @Test func `chairFromPartner: a partner does not chair`() {
        #expect(
            refused { _ = try join(unit: nil, partner: "WHO", role: .chair) } == .chairFromPartner(partnerCode("WHO")))
    }

    static let merged = sector(
        sectorUnits.map { unit in
            var unit = unit
            if unit.code == code("HD-DOH") { unit.until = day("2025-07-01") }
            return unit
        }, lineage: [row("HD-DOH", "HP-DOH")])

    @Test func `alreadyMember: one organisation sits once in one role, units through lineage`() throws {
        let unit = seat(2)
        #expect(refused { _ = try join(seats: [unit]) } == .alreadyMember(unit))
        let partner = seat(3, partner: "WHO")
        #expect(refused { _ = try join(unit: nil, partner: "WHO", seats: [partner]) } == .alreadyMember(partner))
        #expect(try join(unit: nil, partner: "WB", seats: [partner, unit]).partner == partnerCode("WB"))
        #expect(try join(from: "2021-01-01", seats: [seat(2, until: "2021-01-01")]).from == day("2021-01-01"))
        // From July the merged department's seat is the other's.
        let predecessor = seat(4, unit: "HD-DOH")
        #expect(try join(from: "2025-06-30", seats: [predecessor], units: Self.merged).unit == code("HP-DOH"))
        #expect(
            refused { _ = try join(from: "2025-07-01", seats: [predecessor], units: Self.merged) }
                == .alreadyMember(predecessor))
    }

    @Test func `full: a group has as many seats as can be read in one go`() throws {
        let seats = (1...GroupRules.seatsMax).map { seat($0, partner: "P-\($0)") }
        #expect(refused { _ = try join(seats: seats) } == .full(groupCode("HPG-PHC"), seats: GroupRules.seatsMax))
        #expect(try join(seats: Array(seats.dropLast())).role == .member)
        let over = seats.map { seat in
            var seat = seat
            seat.until = day("2020-06-01")
            return seat
        }
        #expect(try join(from: "2020-06-01", seats: over).role == .member)
    }

    @Test func `a seat ends once, after its first day`() throws {
        #expect(try GroupRules.leave(seat(), until: day("2021-01-01")).until == day("2021-01-01"))
        let date = day("2020-01-01")
        #expect(
            refused { _ = try GroupRules.leave(seat(), until: date) } == .datesReversed(from: date, until: date))
        let ending = seat(until: "2021-01-01")
        #expect(try GroupRules.leave(ending, until: day("2020-12-31")).until == day("2020-12-31"))
        #expect(
            refusal { _ = try GroupRules.leave(ending, until: day("2021-01-01")) }
                == MembershipRejection.alreadyEnded(identifier(1), on: day("2021-01-01")))
    }
}

@Suite struct GroupFindingsTests {
    private func rules(
        _ seats: [GroupMembership], _ kind: GroupKind = .workingGroup, on date: String = "2025-06-01"
    ) -> [String] {
        let units = GroupRulesTests.merged
        let standing = seats.map { $0.standing(on: day(date), in: units) }
        return GroupRules.findings(on: group(kind: kind), standing, units: units, on: day(date)).map(\.rule)
    }

    @Test func `a group that a unit chairs and a partner co-chairs is as usual`() {
        #expect(rules([seat(1, role: .chair), seat(2, partner: "WHO", role: .coChair)]) == [])
        #expect(rules([seat(1, role: .chair)]) == [])
    }

    @Test func `what is unusual about who leads is said`() {
        #expect(rules([]) == ["group.noChair"])
        let chair = seat(1, role: .chair)
        let unit = seat(2, unit: "HD-DOH", role: .coChair)
        #expect(rules([chair, unit]) == ["group.coChairUnit"])
        #expect(rules([chair, unit], .partnership) == [])
        let two = [seat(3, partner: "WHO", role: .coChair), seat(4, partner: "WB", role: .coChair)]
        #expect(rules([chair] + two) == ["group.severalCoChairs"])
    }

    @Test func `a member that is gone, and a unit that sits there twice since a merger, are said`() {
        let chair = seat(1, unit: "VN", role: .chair)
        #expect(rules([chair, seat(2, unit: "OLD")]) == ["group.memberGone"])
        let departments = [chair, seat(2, unit: "HP-DOH"), seat(3, unit: "HD-DOH")]
        #expect(rules(departments, on: "2025-06-30") == [])
        #expect(rules(departments, on: "2025-07-01") == ["group.seatTwice"])
    }

    @Test func `a group is read by role, then by organisation`() {
        let seats = [
            seat(1, partner: "WHO"), seat(2, unit: "HP-DOH"), seat(3, partner: "WB", role: .coChair),
            seat(4, unit: "VN", role: .chair), seat(5, unit: "HP-VT", role: .secretariat),
        ]
        #expect(GroupRules.ordered(seats).map(\.id) == [4, 3, 5, 2, 1].map { identifier($0) })
    }
}
