// A store moved into an empty database of the other engine and back: everything is there, the journal goes on, and of
// two copies one at most is alive.

import MessageSchema
import TestGround
import Testing
import WireJSON

@testable import Storage

/// From one engine to another, or the same.
struct Way: Sendable, CustomTestStringConvertible {
    var from: EngineUnderTest
    var to: EngineUnderTest
    var testDescription: String { "\(from) to \(to)" }

    /// Whatever the environment says: a move has two ends.
    static var built: [EngineUnderTest] {
        #if PostgreSQL
            EngineUnderTest.allCases
        #else
            [.sqlite]
        #endif
    }
    static var all: [Way] { built.flatMap { from in built.map { Way(from: from, to: $0) } } }
}

extension DatabaseUnderTest {
    static func empty(on engine: EngineUnderTest) -> DatabaseUnderTest {
        EngineUnderTest.$current.withValue(engine) { DatabaseUnderTest() }
    }
}

extension Fixture {
    /// Something in every table, of every kind; 1203 entries.
    static func filled(on engine: EngineUnderTest) async throws -> Fixture {
        let fixture = try Fixture(.empty(on: engine))
        let writes = (1...1200).map { number in
            fixture.store.submit(.keyed("k\(number)")) { try $0.note("\(number)", text: "Bộ Y tế đ'\"\n") }
        }
        for write in writes { _ = try await write.outcome() }
        _ = try await fixture.store.write(.plain) { writer in
            for id in [Int64.min, 0, .max] { try writer.execute("INSERT INTO parent (id) VALUES ($1)", [.integer(id)]) }
            try writer.execute("INSERT INTO child (id, parent) VALUES (1, $1)", [.integer(.max)])
            try writer.execute(
                "UPDATE note SET number = $1, raw = $2 WHERE id = '7'", [.integer(.min), .bytes([0, 255, 39])])
            try writer.execute("UPDATE note SET raw = $1, text = $2 WHERE id = '8'", [.bytes([]), .text("")])
            for subject in ["p", "q"] { try writer.append(Noted(text: "x"), subject: subject, personal: secret) }
            try writer.erasePersonal(subject: "p")
            try writer.moveCursor("units", journal: "j", from: nil, to: 3)
            return []
        }
        return fixture
    }

    private static let secret = RawJSON(unsafeUnchecked: Array(#"{"name":"Nguyễn Thị Hoa"}"#.utf8))

    /// Every row of every table but the turn and the marks of writers, which are each database's own.
    func everything() async throws -> [String: Set<[SQLValue]>] {
        try await store.read { reader in
            var found: [String: Set<[SQLValue]>] = [:]
            for table in try reader.connection.tables() where !MoveTarget.notCopied.contains(table) {
                found[table] = Set(try reader.all("SELECT * FROM \(table)").map(\.values))
            }
            return found
        }
    }

    func move(
        to target: DatabaseUnderTest, progress: @escaping @Sendable (StoreMove.Progress) throws -> Void = { _ in }
    )
        throws -> StoreMoved
    {
        try StoreMove(
            "tests", migrations: [Self.notes], from: database.place, to: target.place,
            surroundings: clock.surroundings, progress: progress
        ).run()
    }
}

@Suite struct MoveTests {
    @Test("has every row on the other side, goes on there, and comes back", arguments: Way.all)
    func roundTrip(_ way: Way) async throws {
        let source = try await Fixture.filled(on: way.from)
        let (before, head) = (try await source.everything(), try await source.head())
        #expect(before["note"]?.count == 1200)
        source.store.close()

        let there = DatabaseUnderTest.empty(on: way.to)
        let moved = try source.move(to: there)
        #expect(moved.head == head)
        let rows = Dictionary(uniqueKeysWithValues: moved.tables.map { ($0.name, $0.rows) })
        #expect(rows["journal"] == 1203)
        #expect(rows["journal_private"] == 1)
        #expect(rows["idempotency"] == 1200)
        #expect(rows["schema_version"] == 2)
        let target = try Fixture(there, clock: source.clock)
        #expect(try await target.everything() == before)
        #expect(try await target.head() == head)
        #expect(try await target.isWhole())
        #expect(try await target.note("never run", request: .keyed("k5")).isReplay)
        #expect(try await target.note("new", text: "mới").sequence == 1204)
        let after = try await target.everything()
        target.store.close()

        // Back onto what was left there, which the journal that comes back holds entirely.
        _ = try target.move(to: source.database)
        let back = try Fixture(source.database, clock: source.clock)
        #expect(try await back.everything() == after)
        #expect(try await back.isWhole())
        #expect(try await back.note("newer").sequence == 1205)
        back.store.close()
    }

    @Test("leaves a source that says where its data is", arguments: Way.all)
    func sealed(_ way: Way) async throws {
        let source = try Fixture(.empty(on: way.from))
        try await source.note("a")
        let path = source.store.path
        source.store.close()
        let there = DatabaseUnderTest.empty(on: way.to)
        let moved = try source.move(to: there)
        let gone = StorageError.movedAway(
            path: path, service: "tests", place: moved.to, time: "\(Instant(microseconds: source.clock.now))")
        #expect(throws: gone) { try Fixture(source.database, clock: source.clock) }
        #expect(throws: gone) { try source.move(to: .empty(on: way.to)) }
        #expect("\(gone)".contains(moved.to))
        let report = try Store.schema(
            source.database.place, service: "tests", migrations: [Fixture.notes],
            surroundings: source.clock.surroundings
        )
        #expect(report?.state == .moved)
    }

    @Test("broken off, leaves the source alive and the target dead, and begins anew", arguments: Way.all, [1, 2])
    func brokenOff(_ way: Way, times: Int) async throws {
        let source = try await Fixture.filled(on: way.from)
        let (before, path) = (try await source.everything(), source.store.path)
        source.store.close()
        let there = DatabaseUnderTest.empty(on: way.to)
        for time in 1...times {
            #expect(throws: Refusal()) {
                try source.move(to: there) { progress in
                    if progress.isComparing == (time == 2) { throw Refusal() }
                }
            }
            let unfinished = #expect(throws: StorageError.self) { try Fixture(there, clock: source.clock) }
            guard case .moveUnfinished(_, "tests", path) = unfinished else {
                Issue.record("\(String(describing: unfinished))")
                return
            }
        }
        let alive = try Fixture(source.database, clock: source.clock)
        #expect(try await alive.everything() == before)
        try await alive.note("written meanwhile")
        let after = try await alive.everything()
        alive.store.close()
        _ = try source.move(to: there)
        let target = try Fixture(there, clock: source.clock)
        #expect(try await target.everything() == after)
        target.store.close()
    }

    @Test("broken off before its last step, is finished by the next run", arguments: Way.all)
    func lastStep(_ way: Way) async throws {
        let source = try Fixture(.empty(on: way.from))
        try await source.note("a")
        source.store.close()
        let there = DatabaseUnderTest.empty(on: way.to)
        let head = try source.move(to: there).head
        let seal = try #require(try source.alone { try StoreSeal.read($0) })
        #expect(seal.head?.head == head)
        let target = try Fixture(there, clock: source.clock)
        target.store.close()
        try target.alone { connection in
            var incoming = seal
            incoming.state = .incoming
            try connection.inTransaction {
                try incoming.put(on: connection)
                _ = try connection.execute("DELETE FROM journal_head", [])
            }
        }
        #expect(throws: StorageError.self) { try Fixture(there, clock: source.clock) }
        try target.alone { _ = try $0.execute("ALTER TABLE journal_head RENAME TO hidden", []) }
        let broken = #expect(throws: StorageError.self) { try source.move(to: there) }
        let said = "\(String(describing: broken))"
        #expect(said.contains("was broken off at its last step: ") && said.contains("again before tests is started"))
        try target.alone { _ = try $0.execute("ALTER TABLE hidden RENAME TO journal_head", []) }
        let moved = try source.move(to: there)
        #expect(moved.head == head)
        #expect(moved.tables.isEmpty)
        let alive = try Fixture(there, clock: source.clock)
        #expect(try await alive.note("b").sequence == 2)
        alive.store.close()
    }
}

extension Fixture {
    /// The only connection to a store that is closed.
    func alone<T>(_ work: (any Connection) throws -> T) throws -> T {
        try database.place.alone(
            with: "tests", creates: false, settings: .init(), surroundings: clock.surroundings
        ) { connection, _ in try work(connection) }
    }
}
