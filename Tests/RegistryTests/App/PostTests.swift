// The methods of posts through the service.

import MessageSchema
import ServiceTesting
import Storage
import Testing

@testable import RegistryApp

@Suite struct PostTests {
    @Test func `a post is given and ended`() async throws {
        let registry = try await RegistryFixture.start()
        let post = try await registry.employ()
        #expect(post.unit == code("HD-DOH"))
        let ended = try await registry.service.call(EndPost(post: post.id, until: day("2025-07-01")))
        #expect(ended.until == day("2025-07-01"))
        #expect(ended.id == post.id)
        #expect(try await registry.roster("HD-DOH", metadata: at("2025-06-30")).items.map(\.post) == [ended])
        #expect(try await registry.roster("HD-DOH", metadata: at("2025-07-01")).items == [])
    }

    @Test func `an ended post is shown as it was known before`() async throws {
        let registry = try await RegistryFixture.start()
        let post = try await registry.employ()
        let before = try await registry.service.answer(ShowRoster(unit: code("HD-DOH")))
        try await registry.service.call(EndPost(post: post.id, until: day("2021-01-01")))
        #expect(try await registry.roster("HD-DOH").items == [])
        let then = try await registry.roster("HD-DOH", metadata: at(knownAt: before.metadata.sequence))
        #expect(then == before.reply)
        #expect(then.items.map(\.post) == [post])
    }

    @Test func `a second main post, an absent unit, reversed dates and a stranger are refused`() async throws {
        let registry = try await RegistryFixture.start()
        let staff = try await registry.register().id
        try await registry.appoint(staff)
        let names = [
            try await failure { try await registry.appoint(staff, unit: "HP-VT") },
            try await failure { try await registry.appoint(staff, unit: "SOON", main: false) },
            try await failure { try await registry.appoint(staff, main: false, until: "2020-01-01") },
            try await failure { try await registry.appoint(identifier(1)) },
            try await failure { try await registry.appoint(staff, unit: "NOWHERE") },
        ].map { $0?.name }
        #expect(
            names == [
                "registry.post.secondMain", "registry.post.unitAbsent", "registry.post.datesReversed",
                "registry.staff.notFound", "frame.unit.notFound",
            ])
    }

    @Test func `a post ends once, after its first day, and by who may`() async throws {
        let registry = try await RegistryFixture.start()
        let post = try await registry.employ()
        func end(_ id: PostID, _ until: String, as principal: Principal = .administrator) async throws -> String? {
            try await failure {
                try await registry.service.call(EndPost(post: id, until: day(until)), as: principal)
            }?.name
        }
        #expect(try await end(identifier(1), "2025-07-01") == "registry.post.notFound")
        #expect(try await end(post.id, "2020-01-01") == "registry.post.datesReversed")
        let elsewhere = Principal.with("ha", roles: [.organiser], scope: "HP-DOH")
        #expect(try await end(post.id, "2025-07-01", as: elsewhere) == "registry.post.notFound")
        #expect(try await end(post.id, "2025-07-01") == nil)
        #expect(try await end(post.id, "2025-07-01") == "registry.post.alreadyEnded")
        #expect(try await end(post.id, "2025-06-01") == nil)
    }

    @Test func `a merged unit's people are on the successor's roster`() async throws {
        let registry = try await RegistryFixture.start()
        let own = try await registry.employ(unit: "HP-DOH")
        let merged = try await registry.employ(unit: "HD-DOH")
        try await registry.approve(registry.plan())
        let before = try await registry.roster("HP-DOH", metadata: at("2025-06-30"))
        #expect(before.items.map(\.post) == [own])
        let after = try await registry.roster("HP-DOH", metadata: at("2025-07-01"))
        #expect(Set(after.items.map(\.post)) == [own, merged])
        #expect(after.items.allSatisfy { $0.servesAt == code("HP-DOH") })
        // The old code asks for the same people.
        #expect(try await registry.roster("HD-DOH", metadata: at("2025-07-01")) == after)
    }

    @Test func `a roster takes the subtree, and pages by post`() async throws {
        let registry = try await RegistryFixture.start()
        var posts: Set<Post> = []
        for unit in ["HD-DOH", "HD-GH", "HD-GH", "30"] { posts.insert(try await registry.employ(unit: unit)) }
        try await registry.employ(unit: "HP-VT")
        #expect(try await registry.roster("HD-DOH").items.map(\.post.unit) == [code("HD-DOH")])
        var found: [Post] = []
        var cursor: String?
        repeat {
            let page = try await registry.roster("30", subtree: true, limit: 3, cursor: cursor)
            found += page.items.map(\.post)
            cursor = page.nextCursor
        } while cursor != nil
        #expect(found.count == 4)
        #expect(Set(found) == posts)
        #expect(found == found.sorted { $0.id < $1.id })
    }

    @Test func `a scan of a roster goes on until the end, however few rows it reads at once`() async throws {
        let registry = try await RegistryFixture.start()
        var posts: [Post] = []
        for unit in ["HD-DOH", "HP-VT", "HP-VT", "HP-VT", "HD-DOH"] {
            posts.append(try await registry.employ(unit: unit))
        }
        let many = Set((0..<600).map { code("C-\($0)") } + [code("HD-DOH")])
        func roster(after: String?, count: Int) async throws -> [PostID] {
            try await registry.service.store.read { reader in
                try PostStore(reader).roster(
                    many, asOf: day("2025-06-10"), known: .max, after: after, count: count, scanRows: 2)
            }.map(\.id)
        }
        let expected = [posts[0].id, posts[4].id].sorted()
        #expect(try await roster(after: nil, count: 10) == expected)
        #expect(try await roster(after: nil, count: 1) == [expected[0]])
        #expect(try await roster(after: expected[0].text, count: 10) == [expected[1]])
    }

    @Test func `a roster outside the scope looks like no unit`() async throws {
        let registry = try await RegistryFixture.start()
        let elsewhere = Principal.with("ha", roles: [.reader], scope: "HP-DOH")
        let failure = try await failure { _ = try await registry.roster("HD-DOH", as: elsewhere) }
        #expect(failure?.name == "frame.unit.notFound")
    }
}
