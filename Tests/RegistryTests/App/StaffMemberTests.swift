// The methods of files through the service: who sees what.

import MessageSchema
import ServiceTesting
import Storage
import Testing

@Suite struct StaffMemberTests {
    private static let number = "031095001234"

    private func registered(_ registry: RegistryFixture) async throws -> StaffMember {
        try await registry.register(
            "Trần Văn Bình", birthDate: "1995-03-02", citizenNumber: Self.number, as: RegistryFixture.organiser)
    }

    @Test func `a file is shown as it was opened, to who may read personal data`() async throws {
        let registry = try await RegistryFixture.start()
        let member = try await registered(registry)
        #expect(member.citizenNumber?.text == Self.number)
        let shown = try await registry.service.call(GetStaff(staff: member.id), as: RegistryFixture.organiser)
        #expect(shown == member)
    }

    @Test func `without the permission neither birth date nor citizen number crosses the wire`() async throws {
        let registry = try await RegistryFixture.start()
        let member = try await registered(registry)
        let body = """
            {"jsonrpc":"2.0","id":1,"method":"registry.staff.get","params":{"staff":"\(member.id)"}}
            """
        let answer = await registry.service.raw(body, as: RegistryFixture.reader)
        #expect(answer.contains("Trần Văn Bình"))
        #expect(!answer.contains(Self.number))
        #expect(!answer.contains("1995"))
    }

    @Test func `the journal keeps a person's data in the erasable part only`() async throws {
        let registry = try await RegistryFixture.start()
        let member = try await registered(registry)
        let rows = try await registry.service.store.read { reader in
            try reader.all("SELECT data, subject FROM journal").map { try $0.text("data") + $0.text("subject") }
        }
        #expect(rows.last?.contains(member.id.text) == true)
        #expect(!rows.joined().contains(Self.number))
        #expect(!rows.joined().contains("Trần"))
        let personal = try await registry.service.store.read { reader in
            try reader.all("SELECT private FROM journal_private").map { try $0.text("private") }
        }
        #expect(
            personal == [#"{"name":"Trần Văn Bình","birthDate":"1995-03-02","citizenNumber":"031095001234"}"#])
    }

    @Test func `a citizen has one file`() async throws {
        let registry = try await RegistryFixture.start()
        _ = try await registered(registry)
        let failure = try await failure { _ = try await registry.register(citizenNumber: Self.number) }
        #expect(failure?.name == "registry.staff.citizenNumberTaken")
        #expect(failure?.message.contains(Self.number) == false)
    }

    @Test func `a citizen number of another year is refused`() async throws {
        let registry = try await RegistryFixture.start()
        let failure = try await failure {
            _ = try await registry.register(birthDate: "1994-03-02", citizenNumber: Self.number)
        }
        #expect(failure?.name == "registry.staff.citizenNumberDiffers")
    }

    @Test func `a unit that is gone opens no files, and names its successor`() async throws {
        let registry = try await RegistryFixture.start()
        try await registry.approve(registry.plan())
        #expect(try await registry.register().unit == code("HD-DOH"))
        try registry.service.advance(to: "2025-07-01")
        let failure = try await failure { try await registry.register() }
        #expect(failure?.name == "registry.unit.alreadyDissolved")
        #expect(failure?.message.contains("HP-DOH") == true)
    }

    @Test func `a person is seen from where the file is kept and from where posts are held`() async throws {
        let registry = try await RegistryFixture.start()
        let member = try await registry.register(unit: "HD-DOH")
        let hospital = Principal.with("em", roles: [.reader], scope: "HP-VT")
        let get = GetStaff(staff: member.id)
        let unseen = try await failure { try await registry.service.call(get, as: hospital) }
        #expect(unseen?.name == "registry.staff.notFound")
        let post = try await registry.appoint(member.id, unit: "HP-VT")
        #expect(try await registry.service.call(get, as: hospital).posts == [post])
        let department = Principal.with("giang", roles: [.reader], scope: "HD-DOH")
        #expect(try await registry.service.call(get, as: department).id == member.id)
    }

    @Test func `an unknown person is not found`() async throws {
        let registry = try await RegistryFixture.start()
        let failure = try await failure { try await registry.service.call(GetStaff(staff: identifier(1))) }
        #expect(failure?.name == "registry.staff.notFound")
    }

    @Test func `posts are those of the date, as known then`() async throws {
        let registry = try await RegistryFixture.start()
        let member = try await registry.register()
        let before = try await registry.service.answer(GetStaff(staff: member.id))
        let old = try await registry.appoint(member.id, from: "2015-01-01", until: "2020-01-01")
        let new = try await registry.appoint(member.id, from: "2020-01-01")
        let get = GetStaff(staff: member.id)
        #expect(try await registry.service.call(get, metadata: at("2019-12-31")).posts == [old])
        #expect(try await registry.service.call(get, metadata: at("2020-01-01")).posts == [new])
        let known = at(knownAt: before.metadata.sequence)
        #expect(try await registry.service.call(get, metadata: known).posts == [])
        let early = try await failure { try await registry.service.call(get, metadata: at(knownAt: 8)) }
        #expect(early?.name == "registry.staff.notFound")
    }

    @Test func `who manages no staff opens no file, and nobody outside the scope`() async throws {
        let registry = try await RegistryFixture.start()
        let reading = try await failure { _ = try await registry.register(as: RegistryFixture.reader) }
        #expect(reading?.name == "frame.scope.forbidden")
        let elsewhere = Principal.with("ha", roles: [.organiser], scope: "HP-DOH")
        let outside = try await failure { _ = try await registry.register(as: elsewhere) }
        #expect(outside?.name == "frame.unit.notFound")
    }
}
