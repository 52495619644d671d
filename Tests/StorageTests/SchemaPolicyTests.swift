// What may be done to an older database when it is opened, and what a look at it tells.

import MessageSchema
import Storage
import TestGround
import Testing

@Suite(.onEveryEngine) struct SchemaPolicyTests {
    private static let first = Migration(
        part: "more", version: 1, kind: .expand, summary: "Adds things.",
        statements: ["CREATE TABLE thing (id BIGINT PRIMARY KEY)", "CREATE TABLE other (id BIGINT PRIMARY KEY)"])
    private static let adds = Migration(
        part: "more", version: 2, kind: .expand, summary: "Adds names.",
        statements: ["ALTER TABLE thing ADD COLUMN name TEXT"])
    private static let takes = Migration(
        part: "more", version: 3, summary: "Drops others.", statements: ["DROP TABLE other"])

    private let database = DatabaseUnderTest()

    @discardableResult
    private func open(_ migrations: [Migration], _ mode: SchemaPolicy.Mode = .always) throws -> Fixture {
        try Fixture(database, migrations: migrations) { $0.schema.mode = mode }
    }

    private func look(_ migrations: [Migration]) throws -> SchemaReport {
        let report = try Store.schema(
            database.place, service: "tests", migrations: migrations, surroundings: ManualClock().surroundings)
        return try #require(report)
    }

    private func versions() throws -> [String: Int] {
        let parts = try look([Self.first, Self.adds, Self.takes]).parts
        return Dictionary(uniqueKeysWithValues: parts.map { ($0.name, $0.found) })
    }

    @Test(arguments: [SchemaPolicy.Mode.always, .expand, .never])
    func aNewDatabaseIsAlwaysMade(mode: SchemaPolicy.Mode) throws {
        try open([Self.first, Self.adds, Self.takes], mode)
        #expect(try versions() == ["storage": 3, "more": 3])
    }

    @Test func anInterruptedMakingIsFinished() throws {
        let broken = Migration(part: "more", version: 2, statements: ["no SQL"])
        #expect(throws: StorageError.self) { try open([Self.first, broken], .never) }
        #expect(try versions() == ["storage": 3, "more": 1])
        try open([Self.first, Self.adds, Self.takes], .never)
        #expect(try versions()["more"] == 3)
    }

    @Test func harmlessStepsRunByThemselvesAndOthersDoNot() throws {
        try open([Self.first])
        try open([Self.first, Self.adds], .expand)
        #expect(try versions()["more"] == 2)
        let path = try look([Self.first]).database
        #expect(
            throws: StorageError.olderSchema(
                step: "more 3", summary: "Drops others.", path: path, service: "tests")
        ) { try open([Self.first, Self.adds, Self.takes], .expand) }
        #expect(try versions()["more"] == 2)
    }

    @Test func oneHarmfulStepKeepsTheHarmlessOnesBeforeItFromRunning() throws {
        try open([Self.first])
        #expect(throws: StorageError.self) { try open([Self.first, Self.adds, Self.takes], .expand) }
        #expect(try versions()["more"] == 1)
    }

    @Test func neverMeansNever() throws {
        try open([Self.first])
        let error = #expect(throws: StorageError.self) { try open([Self.first, Self.adds], .never) }
        #expect(
            "\(try #require(error))" == """
                the database \(try look([Self.first]).database) is at an older schema, and the step more 2 (Adds \
                names.) may not run by itself. Nothing was changed. Make a backup, stop the other instances of tests, \
                and run what is printed by: sauro migrate plan tests
                """)
        try open([Self.first], .never)
    }

    @Test func aLookTellsWhatIsMissingAndHowMuchItTouches() async throws {
        let fixture = try open([Self.first])
        _ = try await fixture.store.write(.bookkeeping) { writer in
            for id in 1...3 { try writer.execute("INSERT INTO thing (id) VALUES ($1)", [.integer(Int64(id))]) }
            return []
        }
        let report = try look([Self.first, Self.adds, Self.takes])
        #expect(report.state == .older)
        #expect(report.steps.map(\.migration) == [Self.adds, Self.takes])
        #expect(report.steps.map { $0.tables.map { "\($0.name) \($0.rows)" } } == [["thing 3"], ["other 0"]])
        #expect(report.parts.map(\.name) == ["storage", "more"])
        #expect(report.parts.map(\.found) == [3, 1] && report.parts.map(\.known) == [3, 3])
        #expect(report.parts.map(\.release) == [Release.version, Release.version])
        #expect(try look([Self.first]).state == .current)
        try open([Self.first, Self.adds])
        #expect(try look([Self.first]).state == .newer)
        let unknown = try #require(try look([]).parts.last)
        #expect(unknown.name == "more" && unknown.found == 2 && unknown.known == 0)
    }

    @Test func aLookAtNothingMakesNothing() throws {
        let report = try Store.schema(
            database.place, service: "tests", migrations: [], surroundings: ManualClock().surroundings)
        #expect(report == nil)
        #expect(try Command.run("ls", [database.folder.path]).output == "")
        #if PostgreSQL
            guard let cluster = database.cluster, let name = database.name else { return }
            #expect(cluster.query("SELECT 1 FROM pg_namespace WHERE nspname = 'tests'", in: name) == [])
        #endif
    }

    @Test func aPlanRunsWhatItNamesAndNothingElse() throws {
        try open([Self.first])
        let hash = try look([Self.first, Self.adds]).hash
        #expect(throws: StorageError.self) { try open([Self.first, Self.adds, Self.takes], .plan(hash)) }
        #expect(try versions()["more"] == 1)
        try open([Self.first, Self.adds], .plan(hash))
        #expect(try versions()["more"] == 2)
        // It was run: a second time there is another plan, of nothing.
        #expect(throws: StorageError.planMoved(path: try look([Self.first]).database, service: "tests")) {
            try open([Self.first, Self.adds], .plan(hash))
        }
    }

    @Test func aPlanIsOfOneDatabase() throws {
        try open([Self.first])
        let other = SchemaPolicyTests()
        try other.open([Self.first])
        #expect(try look([Self.first, Self.adds]).hash != other.look([Self.first, Self.adds]).hash)
    }
}
