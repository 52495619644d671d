// The methods of units through the service.

import MessageSchema
import ServiceTesting
import Testing

@Suite struct HealthUnitTests {
    private func establish(_ unit: String, parent: String? = "HP-DOH", from: String = "2025-01-01") -> EstablishUnit {
        EstablishUnit(
            code: code(unit), name: name("Bệnh viện \(unit)"), kind: .hospital, parent: parent.map(code),
            from: day(from))
    }

    @Test func `an established unit is there from its first day on`() async throws {
        let registry = try await RegistryFixture.start()
        let unit = try await registry.service.call(establish("HP-NEW", from: "2025-06-15"))
        #expect(
            unit
                == HealthUnit(
                    code: code("HP-NEW"), name: name("Bệnh viện HP-NEW"), kind: .hospital, parent: code("HP-DOH"),
                    from: day("2025-06-15")))
        let get = GetUnit(unit: unit.code)
        #expect(try await registry.service.call(get, metadata: at("2025-06-15")) == unit)
        let early = try await failure { try await registry.service.call(get) }
        #expect(early?.name == "registry.unit.notYet")
    }

    @Test(arguments: [
        ("HD-GH", "HP-DOH", "registry.unit.codeTaken"), ("HP-NEW", "NOWHERE", "registry.unit.parentMissing"),
        ("HP-NEW", "SOON", "registry.unit.parentMissing"), ("HP-NEW", "HP-NEW", "registry.unit.ownAncestor"),
    ])
    func `a founding that breaks a rule is refused`(unit: String, parent: String, refused: String) async throws {
        let registry = try await RegistryFixture.start()
        let failure = try await failure { try await registry.service.call(establish(unit, parent: parent)) }
        #expect(failure?.name == refused)
    }

    @Test func `an organiser founds and renames within the scope only, and no root`() async throws {
        let registry = try await RegistryFixture.start()
        let scoped = Principal.with("dung", roles: [.organiser], scope: "HP-DOH")
        let inside = try await registry.service.call(establish("HP-NEW"), as: scoped)
        #expect(inside.parent == code("HP-DOH"))
        let outside = try await failure {
            try await registry.service.call(establish("HD-NEW", parent: "HD-DOH"), as: scoped)
        }
        #expect(outside?.name == "frame.unit.notFound")
        let nowhere = try await failure {
            try await registry.service.call(establish("HD-NEW", parent: "NOWHERE"), as: scoped)
        }
        #expect(nowhere?.name == "frame.unit.notFound")
        let root = try await failure { try await registry.service.call(establish("XX", parent: nil), as: scoped) }
        #expect(root?.name == "frame.scope.forbidden")
        let renaming = try await failure {
            try await registry.service.call(
                RenameUnit(unit: code("HD-GH"), name: name("Khác"), from: day("2025-07-01")), as: scoped)
        }
        #expect(renaming?.name == "frame.unit.notFound")
    }

    @Test func `a rename holds from its day on, and the history keeps the old name`() async throws {
        let registry = try await RegistryFixture.start()
        let rename = RenameUnit(unit: code("HP-VT"), name: name("Việt Tiệp 2"), from: day("2025-07-01"))
        let renamed = try await registry.service.call(rename, as: RegistryFixture.organiser)
        #expect(renamed.name == name("Việt Tiệp 2"))
        #expect(renamed.from == day("2025-07-01"))
        let today = try await registry.service.call(GetUnit(unit: code("HP-VT")))
        #expect(today.name == name("Bệnh viện Việt Tiệp"))
        #expect(today.until == day("2025-07-01"))
        let history = try await registry.service.call(ShowUnitHistory(unit: code("HP-VT")))
        #expect(history.versions.map(\.name) == [name("Bệnh viện Việt Tiệp"), name("Việt Tiệp 2")])
    }

    @Test func `a rename before the first day is refused`() async throws {
        let registry = try await RegistryFixture.start()
        let failure = try await failure {
            try await registry.service.call(
                RenameUnit(unit: code("SOON"), name: name("Khác"), from: day("2029-12-31")))
        }
        #expect(failure?.name == "registry.unit.notYet")
    }

    @Test func `an unknown unit is not found, by whatever method`() async throws {
        let service = try await RegistryFixture.start().service
        let unit = code("NOWHERE")
        let names = [
            try await failure { try await service.call(GetUnit(unit: unit)) },
            try await failure { try await service.call(ResolveUnit(unit: unit)) },
            try await failure { try await service.call(ShowUnitHistory(unit: unit)) },
            try await failure { try await service.call(ListUnits(parent: unit)) },
            try await failure {
                try await service.call(RenameUnit(unit: unit, name: name("X"), from: day("2025-07-01")))
            },
        ].map { $0?.name }
        #expect(names == Array(repeating: "frame.unit.notFound", count: 5))
    }

    @Test func `a merged unit is refused with its successor, and resolves`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.approve(registry.plan())
        let gone = try await failure {
            try await registry.service.call(GetUnit(unit: code("HD-DOH")), metadata: at("2025-07-01"))
        }
        #expect(gone?.name == "registry.unit.alreadyDissolved")
        #expect(gone?.message == "HD-DOH was dissolved on 2025-07-01; its successor is HP-DOH.")
        let resolution = try await registry.service.call(
            ResolveUnit(unit: code("HD-DOH")), metadata: at("2025-07-01"))
        #expect(resolution.state == .dissolved)
        #expect(resolution.primary == code("HP-DOH"))
        let before = try await registry.service.call(
            ResolveUnit(unit: code("HD-DOH")), metadata: at("2025-06-30"))
        #expect(before.state == .active)
        #expect(before.primary == code("HD-DOH"))
    }

    @Test func `knownAt gives the answer of that time again, byte for byte`() async throws {
        let registry = try await RegistryFixture.start()
        let question = """
            {"jsonrpc":"2.0","id":1,"method":"registry.unit.resolve","params":{"unit":"HD-DOH",\
            "_meta":{"asOf":"2025-08-01","knownAt":8}}}
            """
        let then = await registry.service.raw(question)
        try await registry.approve(registry.plan())
        #expect(await registry.service.raw(question) == then)
        let now = try await registry.service.call(
            ResolveUnit(unit: code("HD-DOH")), metadata: at("2025-08-01"))
        #expect(now.primary == code("HP-DOH"))
    }

    @Test(
        arguments: [
            (nil, nil, ["30", "31", "HD-DOH", "HD-GH", "HP-DOH", "HP-VT", "VN"]), ("VN", nil, ["30", "31"]),
            ("30", true, ["30", "HD-DOH", "HD-GH"]), ("HP-DOH", nil, ["HP-VT"]), ("HP-VT", nil, []),
        ] as [(String?, Bool?, [String])])
    func `units are listed by code, by place`(parent: String?, subtree: Bool?, expected: [String]) async throws {
        let registry = try await RegistryFixture.start()
        let page = try await registry.service.call(ListUnits(parent: parent.map(code), subtree: subtree))
        #expect(page.items.map(\.code.text) == expected)
        #expect(page.nextCursor == nil)
    }

    @Test func `pages of a list join without gap or repetition`() async throws {
        let registry = try await RegistryFixture.start()
        var found: [String] = []
        var cursor: String?
        repeat {
            let page = try await registry.service.call(ListUnits(limit: 3, cursor: cursor))
            #expect(page.items.count <= 3)
            found += page.items.map(\.code.text)
            cursor = page.nextCursor
        } while cursor != nil
        #expect(found == ["30", "31", "HD-DOH", "HD-GH", "HP-DOH", "HP-VT", "VN"])
    }

    @Test func `a list takes a kind and a date`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.approve(registry.plan())
        let list = ListUnits(parent: code("31"), subtree: true, kind: .hospital)
        let before = try await registry.service.call(list, metadata: at("2025-06-30"))
        #expect(before.items.map(\.code.text) == ["HP-VT"])
        let after = try await registry.service.call(list, metadata: at("2025-07-01"))
        #expect(after.items.map(\.code.text) == ["HD-GH", "HP-VT"])
    }

    @Test func `a search takes words without marks, and pages`() async throws {
        let registry = try await RegistryFixture.start()
        let found = try await registry.service.call(SearchUnits(text: "benh vien"))
        #expect(found.items.map(\.code.text) == ["HD-GH", "HP-VT"])
        let first = try await registry.service.call(SearchUnits(text: "benh vien", limit: 1))
        let second = try await registry.service.call(
            SearchUnits(text: "benh vien", limit: 1, cursor: first.nextCursor))
        #expect(first.items.map(\.code.text) == ["HD-GH"])
        #expect(second.items.map(\.code.text) == ["HP-VT"])
        #expect(second.nextCursor == nil)
        let future = try await registry.service.call(
            SearchUnits(text: "benh vien", kind: .province), metadata: at("2030-01-01"))
        #expect(future.items == [])
    }

    @Test func `a key founds a unit once`() async throws {
        let registry = try await RegistryFixture.start()
        let metadata = CallMetadata(idempotencyKey: "found-1")
        let first = try await registry.service.call(establish("HP-NEW"), metadata: metadata)
        let again = try await registry.service.call(establish("HP-NEW"), metadata: metadata)
        #expect(first == again)
        let other = try await failure {
            try await registry.service.call(establish("HP-TWO"), metadata: metadata)
        }
        #expect(other?.name == "frame.key.reused")
    }
}
