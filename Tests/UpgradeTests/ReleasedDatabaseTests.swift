// Every released database opens, comes to the schema that a new one has, and has lost nothing.

import MessageSchema
import ServiceKit
import Storage
import TestGround
import Testing

@Suite struct ReleasedDatabaseTests {
    private func open(
        _ blueprint: Blueprint, in folder: TemporaryFolder, _ mode: SchemaPolicy.Mode = .always
    ) throws -> Store {
        var settings = StoreSettings()
        settings.schema.mode = mode
        return try Store.open(
            .folder(folder.path), service: blueprint.contract.service, migrations: blueprint.allMigrations,
            settings: settings, surroundings: ManualClock().surroundings)
    }

    private func schema(of blueprint: Blueprint, in folder: TemporaryFolder) throws -> SchemaText {
        try SchemaText(of: folder.file("\(blueprint.contract.service).sqlite"))
    }

    @Test func everyServiceHasAReleasedDatabase() {
        let first = ReleasedDatabase.all.filter { $0.release == "0.1.0" }
        #expect(first.map(\.service) == ["registry", "tasks", "insurance", "notifications"])
    }

    @Test(arguments: ReleasedDatabase.all)
    func itComesToTheSchemaOfANewOne(released: ReleasedDatabase) throws {
        let (old, new) = (TemporaryFolder(), TemporaryFolder())
        try released.write(into: old)
        for folder in [old, new] { #expect(try open(released.blueprint, in: folder).close() == nil) }
        #expect(try schema(of: released.blueprint, in: old) == schema(of: released.blueprint, in: new))
    }

    @Test(arguments: ReleasedDatabase.all)
    func itsJournalHoldsAndGoesOn(released: ReleasedDatabase) async throws {
        let folder = TemporaryFolder()
        try released.write(into: folder)
        let store = try open(released.blueprint, in: folder)
        defer { store.close() }
        let before = try await store.read { try $0.head() }
        #expect(before.sequence > 0)
        let verified = try await store.verify()
        #expect(verified.fault == nil)
        let outcome = try await store.write(
            WriteRequest(principal: Principal(name: "tester", roles: [.administrator]))
        ) { writer in
            try writer.append(UnitsForgotten.example, subject: "units")
            return []
        }
        #expect(outcome.sequence == before.sequence + 1)
        #expect(try await store.verify().fault == nil)
    }

    /// What a release needs the operator for stands here by name, and in docs/upgrades.md.
    private static let contracting: [String: [String]] = [:]

    @Test(arguments: ReleasedDatabase.all)
    func onlyNamedStepsKeepAServiceFromUpgradingByItself(released: ReleasedDatabase) throws {
        let folder = TemporaryFolder()
        try released.write(into: folder)
        let report = try #require(
            try Store.schema(
                .folder(folder.path), service: released.blueprint.contract.service,
                migrations: released.blueprint.allMigrations, surroundings: ManualClock().surroundings))
        let stopping = report.steps.map(\.migration).filter { $0.kind == .contract }
        #expect(
            stopping.map { "\($0.part) \($0.version)" } == Self.contracting["\(released.service) \(released.release)"]
                ?? [])
        if stopping.isEmpty { #expect(try open(released.blueprint, in: folder, .expand).close() == nil) }
    }
}
