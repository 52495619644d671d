// The methods of partners and of meetings through the service.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct PartnerTests {
    private func codes(_ registry: RegistryFixture, _ request: ListPartners) async throws -> [String] {
        try await registry.service.call(request).items.map(\.code.text)
    }

    @Test func `partners are registered, found by kind and words, and paged`() async throws {
        let registry = try await RegistryFixture.start()
        let who = try await registry.partner()
        try await registry.partner("WB", "Ngân hàng Thế giới", kind: .bank)
        try await registry.partner("FHI360", "Tổ chức FHI 360", kind: .nonGovernmental)
        #expect(try await registry.service.call(GetPartner(partner: partnerCode("WHO"))) == who)
        #expect(try await codes(registry, ListPartners()) == ["FHI360", "WB", "WHO"])
        #expect(try await codes(registry, ListPartners(kind: .bank)) == ["WB"])
        #expect(try await codes(registry, ListPartners(text: "THE GIOI")) == ["WB", "WHO"])
        #expect(try await codes(registry, ListPartners(text: "fhi360")) == ["FHI360"])
        #expect(try await codes(registry, ListPartners(kind: .fund, text: "the gioi")) == [])
        let page = try await registry.service.call(ListPartners(limit: 1))
        #expect(page.items.map(\.code.text) == ["FHI360"])
        #expect(try await codes(registry, ListPartners(limit: 2, cursor: page.nextCursor)) == ["WB", "WHO"])
    }

    @Test func `a partner is known since it was registered`() async throws {
        let registry = try await RegistryFixture.start()
        let before = try await registry.service.answer(ListPartners())
        try await registry.partner()
        let then = at(knownAt: before.metadata.sequence)
        #expect(try await registry.service.call(ListPartners(), metadata: then).items == [])
        let get = GetPartner(partner: partnerCode("WHO"))
        let early = try await failure { try await registry.service.call(get, metadata: then) }
        #expect(early?.name == "registry.partner.notFound")
    }

    @Test func `a partner is refused twice, to a unit that is gone, and to who may not`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.partner()
        try await registry.approve(registry.plan())
        try registry.service.advance(to: "2025-07-01")
        let names = [
            try await failure { try await registry.partner() },
            try await failure { try await registry.partner("WB", unit: "HD-DOH") },
            try await failure { try await registry.partner("WB", as: RegistryFixture.reader) },
            try await failure {
                try await registry.partner("WB", as: .with("ha", roles: [.organiser], scope: "HP-VT"))
            },
        ].map { $0?.name }
        #expect(
            names == [
                "registry.partner.codeTaken", "registry.unit.alreadyDissolved", "frame.scope.forbidden",
                "frame.unit.notFound",
            ])
    }

    @Test func `how a partner is reached is seen by who keeps partners there, and stands in the erasable part`()
        async throws
    {
        let registry = try await RegistryFixture.start()
        try await registry.partner(contact: "Lê Thị Chi, 024 0000 0000")
        func shown(_ roles: [Role], _ scope: String? = nil) async throws -> [PlainText?] {
            let caller = Principal.with("chi", roles: roles, scope: scope)
            return [
                try await registry.service.call(GetPartner(partner: partnerCode("WHO")), as: caller).contact,
                try await registry.service.call(ListPartners(), as: caller).items[0].contact,
            ]
        }
        #expect(try await shown([.organiser], "HP-DOH") == ["Lê Thị Chi, 024 0000 0000", "Lê Thị Chi, 024 0000 0000"])
        #expect(try await shown([.organiser], "HD-DOH") == [nil, nil])
        #expect(try await shown([.reader]) == [nil, nil])
        let event = try #require(try await registry.events(PartnerRegistered.name).first)
        #expect(!String(decoding: event.data.bytes, as: UTF8.self).contains("Chi"))
        #expect(event.personal.map { String(decoding: $0.bytes, as: UTF8.self).contains("Lê Thị Chi") } == true)
    }
}

@Suite struct MeetingTests {
    private let decisions = [
        MeetingDecision(
            ordinal: "1", title: "Xây dựng kế hoạch năm 2025", host: code("HD-DOH"), coordinators: [code("HP-VT")],
            product: TaskProduct(kind: .plan, description: "Kế hoạch"), deadline: try! Deadline("Q4/2025"),
            authority: TaskAuthority(level: .minister)),
        MeetingDecision(ordinal: "2", title: "Chia sẻ bằng chứng khoa học"),
    ]

    @Test func `a meeting is recorded, read, and told with its group's name and unit`() async throws {
        let registry = try await RegistryFixture.start()
        let group = try await registry.create()
        let meeting = try await registry.meet(decisions: decisions)
        #expect(meeting.decisions == decisions)
        #expect(meeting.agenda == ["Kế hoạch 2025"])
        #expect(try await registry.service.call(GetMeeting(meeting: meeting.id)) == meeting)
        let event = try #require(try await registry.events(MeetingRecorded.name).first)
        #expect(
            try WireJSON.decode(MeetingRecorded.self, from: event.data.bytes)
                == MeetingRecorded(
                    meeting: meeting.id, group: group.code, groupName: group.name, unit: code("HP-DOH"),
                    document: .sample, heldOn: day("2025-06-01"), decisions: decisions))
    }

    @Test func `meetings are listed newest first, by group and year`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.create()
        try await registry.create("HPG", kind: .partnership, from: "2011-01-01")
        let old = try await registry.meet("HPG", heldOn: "2011-06-01")
        let middle = try await registry.meet(heldOn: "2019-12-16")
        let sequence = try await registry.service.answer(ListMeetings()).metadata.sequence
        let new = try await registry.meet("HPG")
        func list(_ request: ListMeetings, _ metadata: CallMetadata = .init()) async throws -> [GroupMeeting] {
            try await registry.service.call(request, metadata: metadata).items
        }
        #expect(try await list(ListMeetings()) == [new, middle, old])
        #expect(try await list(ListMeetings(group: groupCode("HPG"))) == [new, old])
        #expect(try await list(ListMeetings(year: 2019)) == [middle])
        #expect(try await list(ListMeetings(), at(knownAt: sequence)) == [middle, old])
        let page = try await registry.service.call(ListMeetings(limit: 1))
        #expect(page.items == [new])
        #expect(try await list(ListMeetings(limit: 5, cursor: page.nextCursor)) == [middle, old])
    }

    @Test func `a meeting is refused: unknown, ahead, outside the group's life, twice, of an unknown host`()
        async throws
    {
        let registry = try await RegistryFixture.start()
        try await registry.create()
        try await registry.create("OTHER")
        try await registry.meet()
        let other = Principal.with("ha", roles: [.organiser], scope: "HD-DOH")
        let second = try DocumentNumber("2/BB-HPG")
        let names = [
            try await failure { try await registry.meet("NONE") },
            try await failure { try await registry.meet(document: second, heldOn: "2025-06-11") },
            try await failure { try await registry.meet(document: second, heldOn: "2019-12-15") },
            try await failure { try await registry.meet("OTHER", heldOn: "2025-02-01") },
            try await failure {
                try await registry.meet(
                    document: second,
                    decisions: [MeetingDecision(ordinal: "1", title: "A", host: code("NOWHERE"))])
            },
            try await failure {
                try await registry.meet(document: second, decisions: [decisions[0], decisions[0]])
            },
            try await failure { try await registry.meet(document: second, as: other) },
            try await failure { try await registry.service.call(GetMeeting(meeting: .sample)) },
            try await failure { try await registry.service.call(ListMeetings(group: groupCode("NONE"))) },
        ].map { $0?.name }
        #expect(
            names == [
                "registry.group.notFound", "registry.meeting.inTheFuture", "registry.group.absent",
                "registry.meeting.documentTaken", "frame.unit.notFound", "registry.meeting.ordinalTwice",
                "registry.group.notFound", "registry.meeting.notFound", "registry.group.notFound",
            ])
        // The number begins anew each year.
        #expect(try await registry.meet("OTHER", heldOn: "2024-02-01").group == groupCode("OTHER"))
    }
}
