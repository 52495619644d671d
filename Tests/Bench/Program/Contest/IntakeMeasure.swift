// Durable intake: many writers at once, each of which goes on when the disk has what it wrote.

import MessageSchema
import Storage
import Surroundings

/// A store of this process that takes events, and a journal of the same rows that nothing but SQLite writes to.
struct IntakeMeasure {
    private static let service: ServiceName = "bench"
    private static let principal = Principal(name: "local:1000", roles: [.administrator])
    private let store: Store
    private let raw: RawJournal

    init(folder: String) async throws {
        store = try Self.store("\(folder)/intake")
        let other = try Self.store("\(folder)/intake-raw")
        try await Self.write(to: other)
        if let trouble = other.close() { throw trouble }
        raw = try RawJournal(file: "\(folder)/intake-raw/\(Self.service).sqlite")
    }

    private static func store(_ folder: String) throws -> Store {
        try Store.open(.folder(folder), service: service, migrations: [], surroundings: .live)
    }

    /// Events a second, each acknowledged when it is on the disk.
    func perSecond(writers: Int, seconds: Int) async throws -> Double {
        let store = store
        return try await Lanes.run(count: writers, seconds: seconds) { _, _ in try await Self.write(to: store) }
            .perSecond
    }

    private static func write(to store: Store) async throws {
        _ = try await store.write(WriteRequest(principal: principal)) { writer in
            try writer.append(ClaimAdjudicated.example, subject: "01")
            return []
        }
    }

    /// Rows a second of SQLite alone, a hundred to a commit.
    func limit(seconds: Int) throws -> Double { try raw.write(seconds: Double(seconds), eachCommit: 100) }
}
