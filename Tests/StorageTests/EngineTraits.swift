// On which engines a test runs.

import TestGround
import Testing

/// Runs each test once an engine, of some or all.
struct OnEveryEngine: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true
    var engines = EngineUnderTest.allCases

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let engines =
            test.traits.contains { $0 is OnSQLiteOnly } ? [.sqlite] : self.engines
        for engine in engines where EngineUnderTest.wanted.contains(engine) {
            try await EngineUnderTest.$current.withValue(engine) { try await function() }
        }
    }
}

/// The test is about SQLite itself.
struct OnSQLiteOnly: SuiteTrait, TestTrait {
    let isRecursive = true
}

extension Trait where Self == OnEveryEngine {
    static var onEveryEngine: Self { OnEveryEngine() }
    static func engines(_ engines: EngineUnderTest...) -> Self { OnEveryEngine(engines: engines) }
}

extension Trait where Self == OnSQLiteOnly {
    static var onSQLiteOnly: Self { OnSQLiteOnly() }
}
