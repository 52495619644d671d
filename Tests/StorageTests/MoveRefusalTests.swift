// Moves that do not begin: nothing is changed on either side.

import MessageSchema
import TestGround
import Testing

@testable import Storage

@Suite struct MoveRefusalTests {
    private static let later = Migration(
        part: "tests", version: 2, statements: ["CREATE TABLE later (id BIGINT PRIMARY KEY)"])

    private func source(on engine: EngineUnderTest, migrations: [Migration] = [Fixture.notes]) async throws -> Fixture {
        let source = try Fixture(.empty(on: engine), migrations: migrations)
        try await source.note("a")
        source.store.close()
        return source
    }

    private func expectAlive(_ source: Fixture, migrations: [Migration] = [Fixture.notes]) async throws {
        let alive = try Fixture(source.database, clock: source.clock, migrations: migrations)
        #expect(try await alive.ids() == ["a"])
        alive.store.close()
    }

    @Test("from a store that an instance has open, even an idle one", arguments: Way.all)
    func sourceInUse(_ way: Way) async throws {
        let source = try await source(on: way.from)
        let instance = try Fixture(source.database, clock: source.clock)
        try await instance.settled()
        #expect(throws: StorageError.inUse(path: instance.store.path, service: "tests")) {
            try source.move(to: .empty(on: way.to))
        }
        #expect(try await instance.note("b").sequence == 2)
        instance.store.close()
    }

    @Test("into a store with a life of its own, in use or not", arguments: Way.all)
    func targetNotEmpty(_ way: Way) async throws {
        let source = try await source(on: way.from)
        let target = try Fixture(.empty(on: way.to), clock: source.clock)
        try await target.note("b")
        try await target.settled()
        #expect(throws: StorageError.inUse(path: target.store.path, service: "tests")) {
            try source.move(to: target.database)
        }
        target.store.close()
        let refused = #expect(throws: StorageError.self) { try source.move(to: target.database) }
        #expect("\(String(describing: refused))".contains("there is something in \(target.store.path) already"))
        let still = try Fixture(target.database, clock: source.clock)
        #expect(try await still.ids() == ["b"])
        still.store.close()
        try await expectAlive(source)
    }

    @Test("over a former copy of another journal, or of one that has gone on elsewhere", arguments: Way.all)
    func anotherJournal(_ way: Way) async throws {
        let (source, other) = (try await source(on: way.from), try await source(on: way.to))
        _ = try other.move(to: .empty(on: .sqlite))
        let refused = #expect(throws: StorageError.self) { try source.move(to: other.database) }
        #expect("\(String(describing: refused))".contains("holds another journal"))
        try await expectAlive(source)
    }

    @Test("of a newer schema, and of an older one", arguments: Way.all)
    func otherSchema(_ way: Way) async throws {
        let newer = try await source(on: way.from, migrations: [Fixture.notes, Self.later])
        let refused = #expect(throws: StorageError.self) { try newer.move(to: .empty(on: way.to)) }
        guard case .newerSchema("tests", 2, 1, _, _, _) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        try await expectAlive(newer, migrations: [Fixture.notes, Self.later])
        let older = try await source(on: way.from)
        let target = DatabaseUnderTest.empty(on: way.to)
        let tooOld = #expect(throws: StorageError.self) {
            try StoreMove(
                "tests", migrations: [Fixture.notes, Self.later], from: older.database.place, to: target.place,
                surroundings: older.clock.surroundings
            ).run()
        }
        guard case .olderSchema("tests 2", _, _, _) = tooOld else {
            Issue.record("\(String(describing: tooOld))")
            return
        }
        try await expectAlive(older)
    }

    @Test("of nothing, and onto itself", arguments: Way.built)
    func nothing(_ engine: EngineUnderTest) async throws {
        let clock = ManualClock()
        let (nothing, target) = (DatabaseUnderTest.empty(on: engine), DatabaseUnderTest.empty(on: .sqlite))
        let refused = #expect(throws: StorageError.self) {
            try StoreMove(
                "tests", migrations: [Fixture.notes], from: nothing.place, to: target.place,
                surroundings: clock.surroundings
            ).run()
        }
        guard case .cannotOpen = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        let source = try await source(on: engine)
        #expect(throws: StorageError.moveRefused(reason: "source and target are the same")) {
            try source.move(to: source.database)
        }
        try await expectAlive(source)
    }

    #if !PostgreSQL
        @Test("to PostgreSQL by a program that was built without it")
        func notBuilt() async throws {
            let source = try await source(on: .sqlite)
            let refused = #expect(throws: StorageError.self) {
                try StoreMove(
                    "tests", migrations: [Fixture.notes], from: source.database.place,
                    to: .server("postgresql:///nowhere"), surroundings: source.clock.surroundings
                ).run()
            }
            #expect("\(String(describing: refused))".contains("swift build --traits PostgreSQL"))
            try await expectAlive(source)
        }
    #endif
}

extension Fixture {
    /// Waits until a store that was just opened can be seen by others: on PostgreSQL its listener connects by itself.
    func settled() async throws {
        #if PostgreSQL
            guard isOnPostgreSQL else { return }
            try await eventually("the listener's lock") {
                !self.run(
                    """
                    SELECT 1::TEXT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.mode = 'ShareLock'
                    """
                ).isEmpty
            }
        #endif
    }
}
