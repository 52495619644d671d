// Brings a database to the schema this program knows, or refuses it. The caller holds the turn.

/// One upgrade: the migrations of all parts against one database.
struct SchemaUpgrade {
    let parts: [(part: String, steps: [Migration])]
    let path: String
    let service: String
    /// Suite time, microseconds since 1970.
    let now: Int64

    init(_ migrations: [Migration], path: String, service: String, now: Int64) {
        precondition(
            !migrations.contains { $0.part == StorageSchema.part },
            "the part \"\(StorageSchema.part)\" belongs to the store")
        parts = Migration.grouped(StorageSchema.migrations + migrations)
        self.path = path
        self.service = service
        self.now = now
    }

    /// Refuses a newer schema before it changes anything, then runs what is missing, each step in a
    /// transaction of its own.
    func run(_ connection: Connection) throws {
        _ = try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_version (
              part TEXT PRIMARY KEY, version BIGINT NOT NULL, changed BIGINT NOT NULL)
            """, [])
        let found = try foundVersions(connection)
        try refuseNewer(found)
        for (part, steps) in parts {
            for step in steps.dropFirst(found[part] ?? 0) { try apply(step, connection) }
        }
    }

    private func foundVersions(_ connection: Connection) throws -> [String: Int] {
        var found: [String: Int] = [:]
        for row in try connection.all("SELECT part, version FROM schema_version", []) {
            found[try row.text("part")] = Int(try row.integer("version"))
        }
        return found
    }

    private func refuseNewer(_ found: [String: Int]) throws {
        for (part, version) in found.sorted(by: { $0.key < $1.key }) {
            let known = parts.first { $0.part == part }?.steps.count ?? 0
            guard version <= known else {
                throw StorageError.newerSchema(
                    part: part, found: version, known: known, path: path, service: service)
            }
        }
    }

    private func apply(_ step: Migration, _ connection: Connection) throws {
        try connection.inTransaction {
            for statement in step.statements { _ = try connection.execute(statement, []) }
            _ = try connection.execute(
                """
                INSERT INTO schema_version (part, version, changed) VALUES ($1, $2, $3)
                ON CONFLICT (part) DO UPDATE
                SET version = excluded.version, changed = excluded.changed
                """,
                [.text(step.part), .integer(Int64(step.version)), .integer(now)])
        }
    }
}
