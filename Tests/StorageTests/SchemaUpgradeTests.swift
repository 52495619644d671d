// Migrations go forward only, and a newer schema is refused with a sentence.

import MessageSchema
import Storage
import TestGround
import Testing

@Suite(.onEveryEngine) struct SchemaUpgradeTests {
    private static func migration(_ version: Int, part: String = "more", _ statements: String...)
        -> Migration
    {
        Migration(part: part, version: version, statements: statements)
    }

    @Test func laterVersionsAreAddedToWhatIsThere() async throws {
        let database = DatabaseUnderTest()
        let first = Self.migration(1, "CREATE TABLE thing (id BIGINT PRIMARY KEY)")
        let second = Self.migration(
            2, "ALTER TABLE thing ADD COLUMN name TEXT", "INSERT INTO thing VALUES (1, 'x')")
        _ = try Fixture(database, migrations: [first])
        let upgraded = try Fixture(database, migrations: [first, second])
        let names = try await upgraded.store.read {
            try $0.all("SELECT name FROM thing").map { try $0.text("name") }
        }
        #expect(names == ["x"])
        let again = try Fixture(database, migrations: [first, second])
        let version = try await again.store.read {
            try $0.first("SELECT version FROM schema_version WHERE part = 'more'")?.integer(
                "version")
        }
        #expect(version == 2)
    }

    @Test func aNewerSchemaIsRefusedWithASentence() throws {
        let database = DatabaseUnderTest()
        let known = Self.migration(1, "CREATE TABLE thing (id BIGINT PRIMARY KEY)")
        let newer = Self.migration(2, "CREATE TABLE other (id BIGINT PRIMARY KEY)")
        let written = try Fixture(database, migrations: [known, newer]) { $0.schema.release = "99.0" }
        let error = #expect(throws: StorageError.self) {
            _ = try Fixture(database, migrations: [known])
        }
        #expect(
            try #require(error)
                == .newerSchema(
                    part: "more", found: 2, known: 1, path: written.store.path, service: "tests", release: "99.0"))
        #expect(
            "\(try #require(error))" == """
                the database \(written.store.path) was written by a newer release, 99.0: its part "more" is at version \
                2, this program, \(Release.version), knows 1. Nothing was changed. Install release 99.0 or a later \
                one, or restore the backup made before the upgrade; to see both versions run: sauro migrate status tests
                """)
    }

    @Test func aPartNobodyKnowsIsNewer() throws {
        let database = DatabaseUnderTest()
        let written = try Fixture(
            database,
            migrations: [Self.migration(1, "CREATE TABLE thing (id BIGINT PRIMARY KEY)")])
        #expect(
            throws: StorageError.newerSchema(
                part: "more", found: 1, known: 0, path: written.store.path, service: "tests",
                release: Release.version)
        ) { _ = try Fixture(database, migrations: []) }
    }

    @Test func aFailingStepLeavesNothingOfItself() async throws {
        let database = DatabaseUnderTest()
        let first = Self.migration(1, "CREATE TABLE thing (id BIGINT PRIMARY KEY)")
        let broken = Self.migration(
            2, "CREATE TABLE half (id BIGINT)", "CREATE TABLE thing (id BIGINT)")
        #expect(throws: StorageError.self) {
            _ = try Fixture(database, migrations: [first, broken])
        }
        let mended = Self.migration(2, "CREATE TABLE half (id BIGINT PRIMARY KEY)")
        let fixture = try Fixture(database, migrations: [first, mended])
        #expect(try await fixture.store.read { try $0.all("SELECT id FROM half").count } == 0)
    }

    @Test func manyInstancesMayUpgradeAtOnce() async throws {
        let database = DatabaseUnderTest()
        let steps = (1...8).map {
            Self.migration($0, "CREATE TABLE step\($0) (id BIGINT PRIMARY KEY)")
        }
        let journals = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    let fixture = try Fixture(database, migrations: steps)
                    return try await fixture.head().journal
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(journals.count == 1)
    }

    @Test func aGapInTheVersionsEndsTheProgram() async {
        await #expect(processExitsWith: .failure) {
            _ = try Fixture(migrations: [
                Migration(part: "more", version: 1, statements: []),
                Migration(part: "more", version: 3, statements: []),
            ])
        }
    }
}
