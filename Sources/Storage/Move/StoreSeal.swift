// What keeps a store from being served: its data was moved elsewhere, or has not come to its end yet. It is never
// forgotten for a word's sake: of two copies of a journal one at most is without a seal.

internal import MessageSchema

/// The seal of a store, in its own database.
struct StoreSeal {
    enum State: String {
        /// The data is elsewhere.
        case moved
        /// A copy on its way; the source is alive until it is sealed itself.
        case incoming
    }
    var state: State
    /// Names the move, the same in the source and the target.
    var move: String
    /// The other database, for people.
    var place: String
    /// Suite time, microseconds since 1970.
    var noted: Int64
    /// Where the journal ends; nil in a copy that is not whole. While it is kept here it is missing in journal_head,
    /// so that nobody can write: every batch begins there, even one of an instance that was forgotten.
    var head: HeadRow?

    /// A part of the schema that no release knows, so that one that knows of no seals refuses the database, too.
    static let part = "store_seal"
    static let table = "store_seal"

    static func read(_ connection: any Connection) throws -> StoreSeal? {
        guard try connection.tables().contains(table) else { return nil }
        let row = try connection.first(
            """
            SELECT state, move, place, noted, journal, origin, sequence, hash, recorded FROM store_seal WHERE id = 1
            """, [])
        return try row.map { row in
            StoreSeal(
                state: try row.word("state"), move: try row.text("move"), place: try row.text("place"),
                noted: try row.integer("noted"),
                head: try row.optionalText("journal").map { journal in
                    HeadRow(
                        journal: journal, origin: try row.text("origin"), sequence: try row.integer("sequence"),
                        hash: try row.bytes("hash"), recorded: try row.integer("recorded"))
                })
        }
    }

    /// Throws if a store is sealed.
    static func refuse(_ connection: any Connection, path: String, service: ServiceName) throws {
        guard let seal = try read(connection) else { return }
        throw seal.refusal(path: path, service: service)
    }

    func refusal(path: String, service: ServiceName) -> StorageError {
        switch state {
        case .moved:
            .movedAway(
                path: path, service: service.text, place: place, time: "\(Instant(microseconds: noted))")
        case .incoming: .moveUnfinished(path: path, service: service.text, place: place)
        }
    }

    /// Seals a store, or changes its seal, inside a transaction.
    func put(on connection: any Connection) throws {
        for statement in Self.tables { _ = try connection.execute(statement, []) }
        _ = try connection.execute(
            """
            INSERT INTO schema_version (part, version, changed) VALUES ($1, 1, $2) ON CONFLICT (part) DO NOTHING
            """, [.text(Self.part), .integer(noted)])
        _ = try connection.execute("DELETE FROM store_seal", [])
        _ = try connection.execute(
            """
            INSERT INTO store_seal (id, state, move, place, noted, journal, origin, sequence, hash, recorded)
            VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .text(state.rawValue), .text(move), .text(place), .integer(noted), .optionalText(head?.journal),
                .optionalText(head?.origin), .optionalInteger(head?.sequence), .optionalBytes(head?.hash),
                .optionalInteger(head?.recorded),
            ])
    }

    /// Takes the seal off, inside a transaction: from its COMMIT on the store is the living one.
    func lift(from connection: any Connection) throws {
        guard let head else { throw StorageError.moveRefused(reason: "the copy is not whole") }
        _ = try connection.execute(
            """
            INSERT INTO journal_head (id, journal, origin, sequence, hash, recorded, turn)
            VALUES (1, $1, $2, $3, $4, $5, 0)
            """,
            [
                .text(head.journal), .text(head.origin), .integer(head.sequence), .bytes(head.hash),
                .integer(head.recorded),
            ])
        _ = try connection.execute("DELETE FROM schema_version WHERE part = $1", [.text(Self.part)])
        _ = try connection.execute("DROP TABLE store_seal", [])
    }

    private static let tables = [
        SchemaUpgrade.versions,
        """
        CREATE TABLE IF NOT EXISTS store_seal (
          id BIGINT PRIMARY KEY CHECK (id = 1), state TEXT NOT NULL, move TEXT NOT NULL, place TEXT NOT NULL,
          noted BIGINT NOT NULL, journal TEXT, origin TEXT, sequence BIGINT, hash BYTEA, recorded BIGINT)
        """,
    ]
}
