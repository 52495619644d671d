// Reorganisations through the service: planned by one, approved by another, in force by itself on its day.

import MessageSchema
import ServiceTesting
import Testing
import WireJSON

@Suite struct ReorganisationTests {
    /// Everything that anybody may see of units: history of each code and resolution on three days.
    private func sight(_ registry: RegistryFixture) async throws -> [String] {
        var answers: [String] = []
        for unit in sectorUnits.map(\.code.text) {
            let history = """
                {"jsonrpc":"2.0","id":1,"method":"registry.unit.history","params":{"unit":"\(unit)"}}
                """
            answers.append(await registry.service.raw(history).withoutItsOwn)
            for date in ["2025-06-30", "2025-07-01", "2030-01-01"] {
                let resolve = """
                    {"jsonrpc":"2.0","id":1,"method":"registry.unit.resolve",\
                    "params":{"unit":"\(unit)","_meta":{"asOf":"\(date)"}}}
                    """
                answers.append(await registry.service.raw(resolve).withoutItsOwn)
            }
        }
        return answers
    }

    @Test func `a plan is kept, shown and listed, and changes nothing`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.employ()
        let before = try await sight(registry)
        let planned = try await registry.plan()
        #expect(planned.state == .planned)
        #expect(planned.plannedBy == "an")
        #expect(planned.approvedBy == nil)
        #expect(planned.plan.counts == .init(merged: 1, posts: 1, persons: 1, fullTimePercent: 100))
        #expect(planned.hash.count == 64)
        let shown = try await registry.service.call(ShowReorganisation(reorganisation: planned.id))
        #expect(shown == planned)
        #expect(try await registry.service.call(ListReorganisations()).items == [planned])
        #expect(try await registry.service.call(ListReorganisations(state: .approved)).items == [])
        #expect(try await sight(registry) == before)
    }

    @Test func `reorganisations are listed newest first, in pages`() async throws {
        let registry = try await RegistryFixture.start()
        var planned: [Reorganisation] = []
        for _ in 0..<3 { planned.append(try await registry.plan()) }
        let first = try await registry.service.call(ListReorganisations(limit: 2))
        let second = try await registry.service.call(ListReorganisations(limit: 2, cursor: first.nextCursor))
        #expect(first.items.map(\.id) + second.items.map(\.id) == planned.reversed().map(\.id))
        #expect(second.nextCursor == nil)
    }

    @Test func `a document with errors is refused with all of them, and nothing is kept`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.employ(unit: "HD-GH")
        let failure = try await failure {
            _ = try await registry.plan(
                document([step(.dissolve, "HD-GH"), step(.merge, "HP-DOH", from: ["NOWHERE"])]))
        }
        #expect(failure?.name == "registry.reorganisation.refused")
        let rules = failure?.details?["findings"]?.array?.compactMap { $0["rule"]?.string }
        #expect(rules == ["unit.unknown", "staff.withoutPost"])
        #expect(try await registry.service.call(ListReorganisations()).items == [])
    }

    @Test func `an approved merger holds from its day, without anybody doing anything that night`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.employ()
        let approved = try await registry.approve(registry.plan())
        #expect(approved.state == .approved)
        #expect(approved.approvedBy == "binh")
        let get = GetUnit(unit: code("HD-DOH"))
        try registry.service.advance(to: "2025-06-30")
        #expect(try await registry.service.call(get).until == day("2025-07-01"))
        try registry.service.advance(to: "2025-07-01")
        let gone = try await failure { try await registry.service.call(get) }
        #expect(gone?.name == "registry.unit.alreadyDissolved")
        let hospital = try await registry.service.call(ListUnits(parent: code("HP-DOH")))
        #expect(hospital.items.map(\.code.text) == ["HD-GH", "HP-VT"])
        #expect(try await registry.verify(approved).holds)
    }

    @Test func `the events of an approval stand in order, right before it`() async throws {
        let registry = try await RegistryFixture.start()
        let steps = [
            step(.merge, "HP-DOH", name: "Sở Y tế thành phố Hải Phòng", from: ["HD-DOH"]), founding("NEW"),
            step(.move, "HP-VT", parent: "31"),
        ]
        try await registry.approve(registry.plan(document(steps)))
        let page = try await registry.service.call(ReadEvents<RegistryContract>(after: 8))
        #expect(
            page.items.map(\.type) == [
                "registry.reorganisation.planned", "registry.unit.established", "registry.unit.renamed",
                "registry.unit.moved", "registry.lineage.recorded", "registry.unit.dissolved",
                "registry.reorganisation.approved",
            ])
        let data = page.items.last.map { String(decoding: $0.data.bytes, as: UTF8.self) } ?? ""
        #expect(data.contains(#""firstSequence":10"#))
    }

    @Test func `who planned it cannot approve it`() async throws {
        let registry = try await RegistryFixture.start()
        let both = Principal.with("an", roles: [.organiser, .approver])
        let planned = try await registry.plan(as: both)
        let failure = try await failure { try await registry.approve(planned, as: both) }
        #expect(failure?.name == "registry.reorganisation.samePerson")
    }

    @Test func `a rename in between makes the plan stale`() async throws {
        let registry = try await RegistryFixture.start()
        let planned = try await registry.plan()
        try await registry.service.call(
            RenameUnit(unit: code("HD-DOH"), name: name("Sở Y tế tỉnh Hải Dương"), from: day("2025-06-15")))
        let failure = try await failure { try await registry.approve(planned) }
        #expect(failure?.name == "registry.reorganisation.stale")
        #expect(try await registry.approve(registry.plan()).state == .approved)
    }

    @Test func `a person who comes in between makes the plan stale`() async throws {
        let registry = try await RegistryFixture.start()
        let planned = try await registry.plan()
        try await registry.employ(unit: "HD-DOH")
        let failure = try await failure { try await registry.approve(planned) }
        #expect(failure?.name == "registry.reorganisation.stale")
    }

    @Test func `another hash than the plan's is stale, a second approval no longer planned`() async throws {
        let registry = try await RegistryFixture.start()
        let planned = try await registry.plan()
        var other = planned
        other.hash = String(repeating: "0", count: 64)
        #expect(
            try await failure { try await registry.approve(other) }?.name == "registry.reorganisation.stale")
        try await registry.approve(planned)
        #expect(
            try await failure { try await registry.approve(planned) }?.name
                == "registry.reorganisation.notPlanned")
    }

    @Test func `a plan whose day has come is refused with its findings`() async throws {
        let registry = try await RegistryFixture.start()
        let planned = try await registry.plan()
        try registry.service.advance(to: "2025-07-01")
        let failure = try await failure { try await registry.approve(planned) }
        #expect(failure?.name == "registry.reorganisation.refused")
        #expect(failure?.details?["findings"]?.array?.first?["rule"]?.string == "date.past")
    }

    @Test func `two approved acts may not touch one unit before the first is in force`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.approve(registry.plan())
        let later = document([step(.move, "HP-DOH", parent: "VN")], effective: "2025-08-01")
        let failure = try await failure { _ = try await registry.plan(later) }
        #expect(failure?.details?["findings"]?.array?.map { $0["rule"]?.string } == ["step.overlap"])
        try registry.service.advance(to: "2025-07-01")
        #expect(try await registry.plan(later).state == .planned)
    }

    @Test func `undoing before the day restores every history byte for byte`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.employ()
        let before = try await sight(registry)
        let steps = [
            founding("NEW"), step(.rename, "HP-VT", name: "Việt Tiệp 2"), step(.move, "HD-GH", parent: "31"),
            step(.split, "HD-DOH", into: [("HP-DOH", "0.6", true), ("NEW", "0.4", false)]),
            step(.merge, "31", name: "Thành phố Hải Phòng", from: ["30"]),
        ]
        let approved = try await registry.approve(registry.plan(document(steps)))
        #expect(try await sight(registry) != before)
        let undone = try await registry.undo(approved)
        #expect(undone.state == .undone)
        #expect(try await sight(registry) == before)
        let again = try await failure { try await registry.undo(approved) }
        #expect(again?.name == "registry.reorganisation.notApproved")
    }

    @Test func `what was known between approval and undoing stays known`() async throws {
        let registry = try await RegistryFixture.start()
        let approved = try await registry.approve(registry.plan())
        let between = try await registry.service.answer(
            ResolveUnit(unit: code("HD-DOH")), metadata: at("2025-07-01"))
        try await registry.undo(approved)
        let now = try await registry.service.call(ResolveUnit(unit: code("HD-DOH")), metadata: at("2025-07-01"))
        #expect(now.primary == code("HD-DOH"))
        let then = try await registry.service.call(
            ResolveUnit(unit: code("HD-DOH")), metadata: at("2025-07-01", knownAt: between.metadata.sequence))
        #expect(then == between.reply)
        #expect(then.primary == code("HP-DOH"))
    }

    @Test func `from its first day on nothing is undone`() async throws {
        let registry = try await RegistryFixture.start()
        let approved = try await registry.approve(registry.plan())
        try registry.service.advance(to: "2025-07-01")
        let failure = try await failure { try await registry.undo(approved) }
        #expect(failure?.name == "registry.reorganisation.inForce")
    }

    @Test(arguments: ["rename", "child", "post", "file"])
    func `what later changes build on is not undone`(later: String) async throws {
        let registry = try await RegistryFixture.start()
        let approved = try await registry.approve(registry.plan(document([founding("NEW")])))
        switch later {
        case "rename":
            try await registry.service.call(
                RenameUnit(unit: code("NEW"), name: name("Khác"), from: day("2025-08-01")))
        case "child":
            try await registry.service.call(
                EstablishUnit(
                    code: code("CHILD"), name: name("Khoa"), kind: .other, parent: code("NEW"),
                    from: day("2025-07-01")))
        case "post": try await registry.appoint(registry.register().id, unit: "NEW", from: "2025-07-01")
        default: try await registry.register(unit: "NEW")
        }
        let failure = try await failure { try await registry.undo(approved) }
        #expect(failure?.name == "registry.reorganisation.builtUpon")
        #expect(
            try await registry.service.call(GetUnit(unit: code("NEW")), metadata: at("2025-07-01")).kind == .hospital)
    }

    @Test func `a reorganisation that is not there is not found, a planned one not verified`() async throws {
        let registry = try await RegistryFixture.start()
        let planned = try await registry.plan()
        let unplanned = try await failure { _ = try await registry.verify(planned) }
        #expect(unplanned?.name == "registry.reorganisation.notApproved")
        let id: ReorganisationID = identifier(1)
        let service = registry.service
        let names = [
            try await failure { try await service.call(ShowReorganisation(reorganisation: id)) },
            try await failure { try await service.call(ApproveReorganisation(reorganisation: id, hash: "")) },
            try await failure { try await service.call(UndoReorganisation(reorganisation: id, reason: "Nhầm")) },
            try await failure { try await service.call(VerifyReorganisation(reorganisation: id)) },
        ].map { $0?.name }
        #expect(names == Array(repeating: "registry.reorganisation.notFound", count: 4))
    }

    @Test func `nobody plans, approves or undoes beyond the own scope`() async throws {
        let registry = try await RegistryFixture.start()
        let local = Principal.with("dung", roles: [.organiser, .approver], scope: "31")
        let unplanned = try await failure { _ = try await registry.plan(as: local) }
        #expect(unplanned?.name == "frame.unit.notFound")
        let planned = try await registry.plan()
        #expect(
            try await failure { try await registry.approve(planned, as: local) }?.name
                == "registry.reorganisation.notFound")
        let approved = try await registry.approve(planned)
        #expect(
            try await failure { try await registry.undo(approved, as: local) }?.name
                == "registry.reorganisation.notFound")
        let within = document([step(.rename, "HP-VT", name: "Việt Tiệp 2")])
        #expect(try await registry.plan(within, as: local).state == .planned)
    }

    @Test func `an organiser does not approve, an approver does not plan`() async throws {
        let registry = try await RegistryFixture.start()
        let planned = try await registry.plan()
        let organising = try await failure { try await registry.approve(planned, as: RegistryFixture.organiser) }
        #expect(organising?.name == "frame.scope.forbidden")
        let approving = try await failure { _ = try await registry.plan(as: RegistryFixture.approver) }
        #expect(approving?.name == "frame.scope.forbidden")
    }

    @Test func `a verification finds one who leaves that day`() async throws {
        let registry = try await RegistryFixture.start()
        for _ in 0..<20 { try await registry.employ() }
        let leaving = try await registry.employ()
        let approved = try await registry.approve(registry.plan())
        #expect(try await registry.verify(approved).holds)
        try await registry.service.call(EndPost(post: leaving.id, until: day("2025-07-01")))
        let verification = try await registry.verify(approved)
        #expect(!verification.holds)
        let failures = verification.checks.filter { !$0.holds }.flatMap(\.failures)
        #expect(failures == [leaving.staff.text, "HP-DOH: 2100 before, 2000 after"])
        #expect(verification.checks[2].checked == 21)
    }
}

extension String {
    /// An answer without the sequence that it knows, which every write moves, and without the trace id of its own.
    fileprivate var withoutItsOwn: String {
        replacing(/"sequence":[0-9]+/, with: "", maxReplacements: 1)
            .replacing(/"traceId":"[0-9a-f]{32}"/, with: "")
    }
}
