// Which engine a test runs on, and a database of its own there.

import Foundation

/// One of the engines of the stores.
public enum EngineUnderTest: String, Sendable, CaseIterable {
    case sqlite, postgresql

    /// The engine of the test that runs; by the environment, unless a test says otherwise.
    @TaskLocal public static var current = named ?? .sqlite

    /// The engine that SAURO_TEST_ENGINE names.
    public static let named = ProcessInfo.processInfo.environment["SAURO_TEST_ENGINE"].flatMap(Self.init)

    /// The engines to run a test on: the one that the environment names, else all that were built.
    public static var wanted: [EngineUnderTest] {
        #if PostgreSQL
            named.map { [$0] } ?? allCases
        #else
            [.sqlite]
        #endif
    }
}

/// A folder and, on PostgreSQL, a database; both go with their last user.
public final class DatabaseUnderTest: Sendable {
    public let folder = TemporaryFolder()
    public let cluster: PostgreSQLCluster?
    private let replica: PostgreSQLCluster?
    /// The database's name.
    public let name: String?

    /// On the engine of the test that runs, unless a server is given, and perhaps the replica that may follow it.
    public init(on cluster: PostgreSQLCluster? = nil, replica: PostgreSQLCluster? = nil) {
        self.replica = replica
        self.cluster = cluster ?? (EngineUnderTest.current == .postgresql ? .shared : nil)
        name = self.cluster?.createDatabase()
    }

    deinit {
        // A server of a test's own goes as a whole.
        if let name, cluster === PostgreSQLCluster.shared { cluster?.dropDatabase(name) }
    }

    /// The connection string; nil on SQLite.
    public var address: String? {
        name.flatMap { cluster?.address($0, or: replica) }
    }
}
