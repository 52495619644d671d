// On which engines a test runs.

import TestGround
import Testing

/// Runs each test once an engine.
struct OnEveryEngine: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let engines: [EngineUnderTest] =
            test.traits.contains { $0 is OnSQLiteOnly } ? [.sqlite] : EngineUnderTest.wanted
        for engine in engines {
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
}

extension Trait where Self == OnSQLiteOnly {
    static var onSQLiteOnly: Self { OnSQLiteOnly() }
}
