// Every service's database, as a release wrote it and this one upgraded it, moved to the other engine and back: row by
// row the same, and the journal goes on.

import MessageSchema
import ServiceKit
import TestGround
import Testing

@testable import Storage

@Suite struct MovedDatabaseTests {
    private static let engines: [EngineUnderTest] = {
        #if PostgreSQL
            EngineUnderTest.allCases
        #else
            [.sqlite]
        #endif
    }()

    private func open(_ blueprint: Blueprint, at place: StorePlace) throws -> Store {
        try Store.open(
            place, service: blueprint.contract.service, migrations: blueprint.allMigrations,
            surroundings: ManualClock().surroundings)
    }

    private func move(_ blueprint: Blueprint, from source: StorePlace, to target: StorePlace) throws -> StoreMoved {
        let move = StoreMove(
            blueprint.contract.service, migrations: blueprint.allMigrations, from: source, to: target,
            surroundings: ManualClock().surroundings)
        let plan = try move.plan()
        #expect(plan.state == .ready)
        let moved = try move.run()
        #expect(Set(moved.tables.filter { $0.rows > 0 }) == Set(plan.tables.filter { $0.rows > 0 }))
        #expect(moved.from == plan.from)
        #expect(try move.plan().state == .moved)
        return moved
    }

    /// Every row of some tables.
    private func rows(_ tables: [StoreMove.Table], of store: Store) async throws -> [String: Set<String>] {
        try await store.read { reader in
            var found: [String: Set<String>] = [:]
            for table in tables.map(\.name) {
                found[table] = Set(try reader.all("SELECT * FROM \(table)").map(\.text))
            }
            return found
        }
    }

    @Test(arguments: ReleasedDatabase.all, engines)
    func itIsTheSameAfterAMoveAndBack(released: ReleasedDatabase, engine: EngineUnderTest) async throws {
        let (home, away) = (
            TemporaryFolder(), EngineUnderTest.$current.withValue(engine) { DatabaseUnderTest() }
        )
        try released.write(into: home)
        let (near, far) = (StorePlace.folder(home.path), StorePlace(folder: away.folder.path, database: away.address))
        let before = try open(released.blueprint, at: near)
        let head = try await before.read { try $0.head() }
        before.close()
        let moved = try move(released.blueprint, from: near, to: far)
        #expect(moved.head == head)
        #expect(moved.tables.first { $0.name == "journal" }?.rows == head.sequence)

        let there = try open(released.blueprint, at: far)
        let outcome = try await there.write(
            WriteRequest(principal: Principal(name: "tester", roles: [.administrator]))
        ) { writer in
            try writer.append(UnitsForgotten.example, subject: "units")
            return []
        }
        #expect(outcome.sequence == head.sequence + 1)
        let written = try await rows(moved.tables, of: there)
        there.close()

        let back = try move(released.blueprint, from: far, to: near)
        let here = try open(released.blueprint, at: near)
        #expect(try await rows(back.tables, of: here) == written)
        #expect(try await here.verify().fault == nil)
        here.close()
    }
}

extension Row {
    /// The values by their columns, whose order differs between a table that was extended and one that was made so.
    fileprivate var text: String {
        zip(columns.names, values).sorted { $0.0 < $1.0 }.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
    }
}
