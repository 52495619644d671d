// Brings a database to the schema this program knows, or refuses it. The caller holds the turn.

/// One upgrade: the migrations of all parts against one database.
struct SchemaUpgrade {
    let parts: [(part: String, steps: [Migration])]
    let path: String
    let service: String
    /// Suite time, microseconds since 1970.
    let now: Int64
    let policy: SchemaPolicy

    init(_ migrations: [Migration], path: String, service: String, now: Int64, policy: SchemaPolicy) {
        precondition(
            !migrations.contains { $0.part == StorageSchema.part },
            "the part \"\(StorageSchema.part)\" belongs to the store")
        parts = Migration.grouped(StorageSchema.migrations + migrations)
        self.path = path
        self.service = service
        self.now = now
        self.policy = policy
    }

    static let versions = """
        CREATE TABLE IF NOT EXISTS schema_version (
          part TEXT PRIMARY KEY, version BIGINT NOT NULL, changed BIGINT NOT NULL)
        """

    /// Refuses a newer schema, and an older one that the policy does not let it upgrade, before it changes anything;
    /// then runs what is missing, each step in a transaction of its own.
    func run(_ connection: any Connection) throws {
        _ = try connection.execute(Self.versions, [])
        let found = try foundVersions(connection)
        try refuseNewer(found, connection)
        let missing = missing(found)
        try refuseSteps(missing, found, connection)
        _ = try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_step (
              part TEXT NOT NULL, version BIGINT NOT NULL, release TEXT NOT NULL, run BIGINT NOT NULL,
              PRIMARY KEY (part, version))
            """, [])
        for step in missing { try apply(step, connection) }
    }

    /// What is there and what is missing; changes nothing. The database has a schema.
    func report(_ connection: any Connection) throws -> SchemaReport {
        let found = try foundVersions(connection)
        let known = Dictionary(uniqueKeysWithValues: parts.map { ($0.part, $0.steps.count) })
        let names = parts.map(\.part) + found.keys.filter { known[$0] == nil }.sorted()
        let missing = missing(found)
        let existing = tables(found)
        return SchemaReport(
            database: path, seal: try StoreSeal.read(connection)?.state,
            parts: names.map { name in
                SchemaReport.Part(
                    name: name, found: found[name] ?? 0, known: known[name] ?? 0,
                    release: release(name, found[name], connection))
            },
            steps: try missing.map { step in
                let words = Set(step.statements.flatMap(Self.words))
                let touched = try existing.filter(words.contains).map { try size(of: $0, connection) }
                return SchemaReport.Step(migration: step, tables: touched)
            },
            hash: SchemaReport.hash(journal: try journal(found, connection), missing: missing, found: found))
    }

    private func foundVersions(_ connection: any Connection) throws -> [String: Int] {
        var found: [String: Int] = [:]
        let parts = "SELECT part, version FROM schema_version WHERE part <> $1"
        for row in try connection.all(parts, [.text(StoreSeal.part)]) {
            found[try row.text("part")] = Int(try row.integer("version"))
        }
        return found
    }

    private func missing(_ found: [String: Int]) -> [Migration] {
        parts.flatMap { part, steps in steps.dropFirst(found[part] ?? 0) }
    }

    private func refuseNewer(_ found: [String: Int], _ connection: any Connection) throws {
        for (part, version) in found.sorted(by: { $0.key < $1.key }) {
            let known = parts.first { $0.part == part }?.steps.count ?? 0
            guard version <= known else {
                throw StorageError.newerSchema(
                    part: part, found: version, known: known, path: path, service: service,
                    release: release(part, version, connection))
            }
        }
    }

    /// A new database is made under every policy; one whose making was interrupted has no journal and is still new.
    private func refuseSteps(
        _ missing: [Migration], _ found: [String: Int], _ connection: any Connection
    ) throws {
        let journal = try journal(found, connection)
        let refused: [Migration]
        switch policy.mode {
        case .always: return
        case .plan(let hash):
            guard hash == SchemaReport.hash(journal: journal, missing: missing, found: found) else {
                throw StorageError.planMoved(path: path, service: service)
            }
            return
        case .expand: refused = missing.filter { $0.kind == .contract }
        case .never: refused = missing
        }
        guard let first = refused.first, journal != nil else { return }
        throw StorageError.olderSchema(
            step: "\(first.part) \(first.version)", summary: first.summary, path: path, service: service)
    }

    private func apply(_ step: Migration, _ connection: any Connection) throws {
        try connection.inTransaction {
            for statement in step.statements { _ = try connection.execute(statement, []) }
            let place: [SQLValue] = [.text(step.part), .integer(Int64(step.version))]
            _ = try connection.execute(
                """
                INSERT INTO schema_version (part, version, changed) VALUES ($1, $2, $3)
                ON CONFLICT (part) DO UPDATE
                SET version = excluded.version, changed = excluded.changed
                """,
                place + [.integer(now)])
            _ = try connection.execute(
                """
                INSERT INTO schema_step (part, version, release, run) VALUES ($1, $2, $3, $4)
                ON CONFLICT (part, version) DO NOTHING
                """,
                place + [.text(policy.release), .integer(now)])
        }
    }
}

extension SchemaUpgrade {
    /// The database's own name; the last thing that the making of a database stores.
    private func journal(_ found: [String: Int], _ connection: any Connection) throws -> String? {
        guard found[StorageSchema.part] != nil else { return nil }
        return try connection.first("SELECT journal FROM journal_head WHERE id = 1", [])?.text("journal")
    }

    /// The release that ran a step; nil if it was 0.1.0, which noted nothing.
    private func release(_ part: String, _ version: Int?, _ connection: any Connection) -> String? {
        // The table itself is not there before 0.2.0 has opened the database.
        try? connection.first(
            "SELECT release FROM schema_step WHERE part = $1 AND version = $2",
            [.text(part), .integer(Int64(version ?? 0))])?.text("release")
    }

    /// The tables that the steps run so far have made.
    private func tables(_ found: [String: Int]) -> [String] {
        let run = parts.flatMap { part, steps in steps.prefix(found[part] ?? 0) }
        return run.flatMap(\.statements).compactMap { statement in
            let words = Self.words(statement)
            return words.prefix(2) == ["CREATE", "TABLE"] ? words.dropFirst(2).first : nil
        }
    }

    private static func words(_ statement: String) -> [String] {
        statement.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }

    private func size(of table: String, _ connection: any Connection) throws -> SchemaReport.Table {
        let row = try connection.first(
            "SELECT count(*) AS rows FROM (SELECT 1 AS one FROM \(table) LIMIT \(SchemaReport.rowsMax)) AS counted", [])
        return SchemaReport.Table(name: table, rows: try row?.integer("rows") ?? 0)
    }
}
