// The methods of groups through the service.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct GroupTests {
    @Test func `a group is created, joined, read and left`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.create("HPG", kind: .partnership, from: "2010-01-01")
        let created = try await registry.create(parent: "HPG")
        #expect(created.parent == groupCode("HPG"))
        #expect(created.mandate == [name("Hỗ trợ kỹ thuật")])
        try await registry.partner()
        let member = try await registry.join(partner: "WHO", role: .member)
        let chair = try await registry.join(unit: "HP-DOH", role: .chair, representative: "Nguyễn Thị An")
        #expect(chair.servesAs == code("HP-DOH"))
        let detail = try await registry.group()
        #expect(detail == GroupDetail(group: created, members: [chair, member]))
        let ended = try await registry.service.call(LeaveGroup(membership: member.id, until: day("2025-07-01")))
        #expect(ended.until == day("2025-07-01"))
        #expect(try await registry.group(metadata: at("2025-06-30")).members == [chair, ended])
        #expect(try await registry.group(metadata: at("2025-07-01")).members == [chair])
    }

    @Test func `what was known of a group before is shown so`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.create()
        let empty = try await registry.service.answer(GetGroup(group: groupCode("HPG-PHC")))
        let seat = try await registry.join(unit: "HP-DOH", role: .chair)
        let seated = try await registry.service.answer(GetGroup(group: groupCode("HPG-PHC")))
        try await registry.service.call(LeaveGroup(membership: seat.id, until: day("2021-01-01")))
        #expect(try await registry.group().members == [])
        #expect(try await registry.group(metadata: at(knownAt: seated.metadata.sequence)) == seated.reply)
        #expect(seated.reply.members == [seat])
        #expect(try await registry.group(metadata: at(knownAt: empty.metadata.sequence)) == empty.reply)
        let before = at(knownAt: (empty.metadata.sequence ?? 0) - 1)
        let unknown = try await failure { _ = try await registry.group(metadata: before) }
        #expect(unknown?.name == "registry.group.notFound")
        #expect(try await registry.groups(metadata: before) == [])
    }

    @Test func `a chair whose unit was merged serves as its successor, and so does who runs the group`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.create(unit: "HD-DOH")
        let chair = try await registry.join(unit: "HD-DOH", role: .chair)
        try await registry.approve(registry.plan())
        let before = try await registry.group(metadata: at("2025-06-30"))
        #expect(before.members == [chair])
        #expect(before.group.runBy == code("HD-DOH"))
        let after = try await registry.group(metadata: at("2025-07-01"))
        #expect(after.group.unit == code("HD-DOH"))
        #expect(after.group.runBy == code("HP-DOH"))
        #expect(after.members.map(\.unit) == [code("HD-DOH")])
        #expect(after.members.map(\.servesAs) == [code("HP-DOH")])
        #expect(after.findings == [])
        // The successor is a member of the group, and nobody sits in it who is gone.
        let lists = [
            try await registry.groups(ListGroups(unit: code("HP-DOH")), metadata: at("2025-06-30")),
            try await registry.groups(ListGroups(unit: code("HP-DOH")), metadata: at("2025-07-01")),
            try await registry.groups(ListGroups(unit: code("HD-DOH")), metadata: at("2025-07-01")),
        ]
        #expect(lists == [[], ["HPG-PHC"], ["HPG-PHC"]])
    }

    @Test func `groups are listed by code, as they exist on the date, by parent, kind and member`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.create("HPG", kind: .partnership, from: "2010-01-01")
        try await registry.create("HPG-PHC", parent: "HPG")
        try await registry.create("HPG-NCD", parent: "HPG", from: "2019-12-17")
        try await registry.create("PAST", kind: .committee, from: "2011-01-01", until: "2015-01-01")
        try await registry.partner()
        try await registry.join("HPG-NCD", partner: "WHO", until: "2024-01-01")
        #expect(try await registry.groups() == ["HPG", "HPG-NCD", "HPG-PHC"])
        #expect(try await registry.groups(metadata: at("2014-12-31")) == ["HPG", "PAST"])
        #expect(try await registry.groups(metadata: at("2019-12-16")) == ["HPG", "HPG-PHC"])
        #expect(try await registry.groups(ListGroups(parent: groupCode("HPG"))) == ["HPG-NCD", "HPG-PHC"])
        #expect(try await registry.groups(ListGroups(kind: .partnership)) == ["HPG"])
        let who = ListGroups(partner: partnerCode("WHO"))
        #expect(try await registry.groups(who, metadata: at("2023-12-31")) == ["HPG-NCD"])
        #expect(try await registry.groups(who) == [])
        let first = try await registry.service.call(ListGroups(limit: 2))
        #expect(first.items.map(\.code.text) == ["HPG", "HPG-NCD"])
        #expect(try await registry.groups(ListGroups(limit: 2, cursor: first.nextCursor)) == ["HPG-PHC"])
        let gone = try await failure { _ = try await registry.group("PAST") }
        #expect(gone?.name == "registry.group.absent")
        let nowhere = try await failure { _ = try await registry.groups(ListGroups(unit: code("NOWHERE"))) }
        #expect(nowhere?.name == "frame.unit.notFound")
    }

    @Test func `what the rules refuse is refused through the service`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.create()
        try await registry.partner()
        let chair = try await registry.join(unit: "HP-DOH", role: .chair)
        func leave(_ id: MembershipID, _ until: String) async throws {
            try await registry.service.call(LeaveGroup(membership: id, until: day(until)))
        }
        let names = [
            try await failure { try await registry.create() },
            try await failure { try await registry.create("X", parent: "Y") },
            try await failure { try await registry.create("X", unit: "SOON") },
            try await failure { try await registry.create("X", unit: "NOWHERE") },
            try await failure { try await registry.join(unit: "HD-DOH", role: .chair) },
            try await failure { try await registry.join(partner: "WHO", role: .chair) },
            try await failure { try await registry.join(unit: "HP-DOH", role: .chair, from: "2021-01-01") },
            try await failure { try await registry.join() },
            try await failure { try await registry.join(unit: "NOWHERE") },
            try await failure { try await registry.join(partner: "NOBODY") },
            try await failure { try await registry.join("NONE", unit: "HP-DOH") },
            try await failure { try await leave(identifier(1), "2025-01-01") },
            try await failure { try await leave(chair.id, "2020-01-01") },
        ].map { $0?.name }
        #expect(
            names == [
                "registry.group.codeTaken", "registry.group.notFound", "registry.group.unitAbsent",
                "frame.unit.notFound", "registry.group.chairTaken", "registry.group.chairFromPartner",
                "registry.group.alreadyMember", "registry.group.notOneOrganisation", "frame.unit.notFound",
                "registry.partner.notFound", "registry.group.notFound", "registry.membership.notFound",
                "registry.group.datesReversed",
            ])
        try await leave(chair.id, "2025-01-01")
        #expect(
            try await failure { try await leave(chair.id, "2025-02-01") }?.name == "registry.membership.alreadyEnded")
        #expect(try await registry.events(GroupJoined.name).count == 1)
    }

    @Test func `only who keeps groups where one is run changes it; elsewhere it looks like none`() async throws {
        let registry = try await RegistryFixture.start()
        let own = Principal.with("an", roles: [.organiser], scope: "HP-DOH")
        let other = Principal.with("ha", roles: [.organiser], scope: "HD-DOH")
        try await registry.create(as: own)
        let seat = try await registry.join(unit: "HD-DOH", as: own)
        let names = [
            try await failure { try await registry.create("X", as: other) },
            try await failure { try await registry.join(unit: "HD-DOH", role: .chair, as: other) },
            try await failure {
                try await registry.service.call(LeaveGroup(membership: seat.id, until: day("2025-01-01")), as: other)
            },
            try await failure { try await registry.create("X", as: RegistryFixture.reader) },
        ].map { $0?.name }
        #expect(
            names == [
                "frame.unit.notFound", "registry.group.notFound", "registry.membership.notFound",
                "frame.scope.forbidden",
            ])
    }

    @Test func `who sits there is seen by who may read of persons there, and stands in the erasable part`() async throws
    {
        let registry = try await RegistryFixture.start()
        try await registry.create()
        try await registry.join(unit: "HD-DOH", role: .chair, representative: "Nguyễn Thị An")
        func shown(_ roles: [Role], _ scope: String? = nil) async throws -> PlainText? {
            try await registry.group(as: .with("chi", roles: roles, scope: scope)).members[0].representative
        }
        #expect(try await shown([.reader]) == "Nguyễn Thị An")
        #expect(try await shown([.organiser], "HP-DOH") == "Nguyễn Thị An")
        #expect(try await shown([.reader], "HD-DOH") == "Nguyễn Thị An")
        #expect(try await shown([.reader], "HP-VT") == nil)
        #expect(try await shown([.officer]) == nil)
        let event = try #require(try await registry.events(GroupJoined.name).first)
        #expect(!String(decoding: event.data.bytes, as: UTF8.self).contains("Nguyễn"))
        let personal = try #require(event.personal)
        #expect(String(decoding: personal.bytes, as: UTF8.self) == #"{"representative":"Nguyễn Thị An"}"#)
    }
}
