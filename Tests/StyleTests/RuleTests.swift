// Each rule finds what breaks it and leaves alone what does not; without this a rule could sleep for ever.

import Testing

@Suite struct RuleTests {
    private func lines(
        _ rule: Rule, _ source: String, path: String = "services/registry/App/UnitRoutes.swift"
    ) -> [Int] {
        let file = SourceFile(path: path, text: source)
        return rule(file, file.swift).map(\.line)
    }

    @Test(arguments: [
        "a!", "a!.b", "f(a!)", "[a!]", "a[0]!", "f()!", "a! + 1", "var a: Int!", "\"x\"!.count", "a!, b", "a!\n",
    ])
    func aForcedUnwrapIsFound(source: String) { #expect(lines(DangerRules.forcedUnwraps, source) == [1]) }

    @Test(arguments: [
        "!a", "a != b", "a!=b", "if !f() {", "(!a)", "x = !a", "// a!", "\"a!\"", "a && !b",
        "precondition(!a, \"no!\")",
        "a !== b", "#if !DEBUG",
    ])
    func aNegationIsNoForcedUnwrap(source: String) { #expect(lines(DangerRules.forcedUnwraps, source) == []) }

    @Test(arguments: ["let a = try! f()", "a as! B", "fatalError()", "fatalError( )"])
    func aCrashIsFound(source: String) { #expect(lines(DangerRules.crashes, source) == [1]) }

    @Test(arguments: ["let a = try? f()", "a as? B", "preconditionFailure(\"the sample is refused\")", "// try!"])
    func whatDoesNotCrashIsLeftAlone(source: String) { #expect(lines(DangerRules.crashes, source) == []) }

    @Test(arguments: [
        "let a = Mutex<(@Sendable (Int) -> Void)?>(nil)", "let a = Mutex<() -> Int>(f)", "let a = Mutex({ 1 })",
        "let a: Mutex<(count: Int, end: () -> Void)>",
    ])
    func aBareFunctionUnderALockIsFound(source: String) {
        #expect(lines(DangerRules.bareFunctionsUnderLocks, source) == [1])
    }

    @Test(arguments: ["let a = Mutex<Post?>(nil)", "let a = Mutex<[() -> Void]>([])", "let a = Mutex<Int>(0) // ->"])
    func aFunctionInsideSomethingIsLeftUnderItsLock(source: String) {
        #expect(lines(DangerRules.bareFunctionsUnderLocks, source) == [])
    }

    @Test func anEmptyCatchIsFound() {
        #expect(lines(DangerRules.emptyCatches, "do { try f() } catch {}") == [1])
        #expect(lines(DangerRules.emptyCatches, "do {\n} catch {\n  // never mind\n}") == [2])
        #expect(lines(DangerRules.emptyCatches, "do {\n} catch E.moved {\n}") == [2])
        #expect(lines(DangerRules.emptyCatches, "do {\n} catch E.moved {\n  // another was faster\n}") == [])
        #expect(lines(DangerRules.emptyCatches, "do {\n} catch {\n  report(error)\n}") == [])
        #expect(lines(DangerRules.emptyCatches, "} catch { return nil }") == [])
    }

    @Test func aForgottenFailureNeedsAReason() {
        #expect(lines(DangerRules.forgottenFailures, "try? f()") == [1])
        #expect(lines(DangerRules.forgottenFailures, "_ = try? f()") == [1])
        #expect(lines(DangerRules.forgottenFailures, "defer { try? f() }") == [1])
        #expect(lines(DangerRules.forgottenFailures, "// it may be gone already\ntry? f()") == [])
        #expect(lines(DangerRules.forgottenFailures, "try? f()  // it may be gone already") == [])
        #expect(lines(DangerRules.forgottenFailures, "deinit {\n  try? f()\n}") == [2])
        #expect(lines(DangerRules.forgottenFailures, "func a() -> Int? {\n  try? f()\n}") == [])
        #expect(lines(DangerRules.forgottenFailures, "guard let a = try? f() else { return nil }") == [])
    }

    @Test func aPromiseToTheCompilerNeedsAProof() {
        #expect(lines(DangerRules.unprovenSendability, "final class A: @unchecked Sendable {}") == [1])
        #expect(lines(DangerRules.unprovenSendability, "a\nnonisolated(unsafe) var b = 1") == [2])
        #expect(
            lines(DangerRules.unprovenSendability, "// guarded by its lock\nfinal class A: @unchecked Sendable {}")
                == [])
        #expect(
            lines(DangerRules.unprovenSendability, "// one thread\n@usableFromInline\nnonisolated(unsafe) var b = 1")
                == [])
    }

    @Test(arguments: [
        "Date()", "UUID()", "ContinuousClock()", "Int.random(in: 0..<9)", "SystemRandomNumberGenerator()",
    ])
    func theWorldPastTheDoorIsFound(source: String) { #expect(lines(DangerRules.worldPastTheDoor, source) == [1]) }

    @Test(arguments: [
        "surroundings.now()", "CalendarDate(days: 1)", "SuiteClock(path: path)", "\"Date()\"", "validDate()",
    ])
    func theDoorIsLeftAlone(source: String) { #expect(lines(DangerRules.worldPastTheDoor, source) == []) }

    @Test func aWaitForTimeIsFound() {
        #expect(lines(DangerRules.sleeps, "try await Task.sleep(for: .seconds(1))") == [1])
        #expect(lines(DangerRules.sleeps, "usleep(10)\nThread.sleep(forTimeInterval: 1)") == [1, 2])
        #expect(lines(DangerRules.sleeps, "asleep(1)") == [])
        #expect(lines(DangerRules.sleeps, "func eventually() {\n  usleep(5)\n}\nfunc a() {\n  usleep(5)\n}") == [5])
    }

    @Test func formIsHeld() {
        #expect(lines(FormRules.header, "import A\n// late") == [1])
        #expect(lines(FormRules.header, "// What it is for.\n") == [])
        #expect(lines(FormRules.width, String(repeating: "ế", count: 120)) == [])
        #expect(lines(FormRules.width, "a\n" + String(repeating: "a", count: 121)) == [2])
        #expect(lines(FormRules.length, String(repeating: "\n", count: 400)) == [])
        #expect(lines(FormRules.length, String(repeating: "\n", count: 401)) == [401])
    }

    @Test func emptyNamesAreFound() {
        #expect(lines(FormRules.names, "struct UnitManager {}") == [1])
        #expect(lines(FormRules.names, "final class StoreImpl: Store {}") == [1])
        #expect(lines(FormRules.names, "", path: "Sources/Fabric/StringUtils.swift") == [1])
        #expect(lines(FormRules.names, "struct Database {}\nstruct UnitBasement {}") == [])
    }

    @Test func anImportThatPointsUpIsFound() {
        let domain = "services/tasks/Domain/AssignedTask.swift"
        #expect(lines(ImportRules.floors, "import MessageSchema\nimport Storage", path: domain) == [2])
        #expect(lines(ImportRules.floors, "private import Foundation", path: domain) == [1])
        let app = "services/tasks/App/TaskStore.swift"
        #expect(
            lines(ImportRules.floors, "import TasksDomain\ninternal import RegistryDomain\nimport GRDB", path: app) == [
                2, 3,
            ])
        #expect(lines(ImportRules.floors, "public import struct WireJSON.RawJSON", path: app) == [])
        #expect(
            lines(ImportRules.floors, "import Foundation", path: "Sources/MessageSchema/Values/PlainText.swift") == [])
        #expect(lines(ImportRules.floors, "import Foundation", path: "Sources/MessageSchema/Values/Share.swift") == [1])
        #expect(lines(ImportRules.floors, "", path: "Sources/Cellar/Wine.swift") == [1])
    }

    @Test func statementsOutsideStoresAreFound() {
        let source = "let a = \"SELECT code FROM posts\""
        #expect(lines(SQLRules.places, source) == [1])
        #expect(lines(SQLRules.places, source, path: "services/registry/App/PostStore.swift") == [])
        #expect(lines(SQLRules.places, source, path: "services/registry/App/Migrations.swift") == [])
        #expect(lines(SQLRules.places, source, path: "services/registry/Domain/PostStore.swift") == [1])
        #expect(lines(SQLRules.places, "let a = \"Update your plan\"\nlet b = \"CREATE it\"") == [2])
        #expect(lines(SQLRules.places, "\"\"\"\n    INSERT INTO a\n    \"\"\"") == [1])
    }

    @Test(arguments: [
        "INSERT OR REPLACE INTO a VALUES ($1)", "SELECT rowid FROM a", "SELECT * FROM a WHERE b = ?",
        "SELECT * FROM a WHERE b GLOB 'x*'", "SELECT strftime('%Y', b) FROM a", "SELECT datetime('now') FROM a",
        "CREATE TABLE a (b BIGINT REFERENCES c (b) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TABLE a (id INTEGER PRIMARY KEY)", "CREATE TABLE a (at TEXT DEFAULT CURRENT_TIMESTAMP)",
    ])
    func aStatementOfOneEngineIsFound(statement: String) {
        #expect(!lines(SQLRules.portability, "let a = \"\(statement)\"").isEmpty)
    }

    @Test(arguments: [
        "INSERT INTO a (b) VALUES ($1) ON CONFLICT (b) DO NOTHING", "SELECT valid_until FROM a WHERE code = $1",
        "CREATE TABLE a (id BIGINT PRIMARY KEY, data BYTEA NOT NULL, name TEXT)",
        "SELECT update_date FROM a ORDER BY b",
    ])
    func aStatementOfBothEnginesIsLeftAlone(statement: String) {
        #expect(lines(SQLRules.portability, "let a = \"\(statement)\"") == [])
    }

    @Test func aPragmaOutsideTheEngineIsFound() {
        let (pragma, engine) = ("\"PRAGMA synchronous\"", "Sources/Storage/SQLite/SQLiteEngine.swift")
        #expect(lines(SQLRules.pragmas, pragma) == [1])
        #expect(lines(SQLRules.pragmas, pragma, path: engine) == [])
    }

    @Test func aTestThatExpectsNothingIsFound() {
        #expect(lines(TestRules.assertions, "@Test func a() { f() }\n@Test func b() { #expect(c) }") == [1])
        #expect(
            lines(TestRules.assertions, "@Test(arguments: [1])\nfunc a(b: Int) throws {\n  try checkThat(b)\n}") == [])
        #expect(lines(TestRules.assertions, "@Test func a() async throws { let b = try #require(c) }") == [])
        #expect(lines(TestRules.assertions, "@Test func a() { if b { Issue.record(\"no\") } }") == [])
    }
}
