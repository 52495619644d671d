// The answers kept under idempotency keys. Stored in the request's own transaction, so a refusal
// stores nothing; kept some days of suite time, removed in small steps by later batches.

/// The table of claimed keys, seen from one batch.
struct IdempotencyRecords {
    private let connection: any Connection
    private let settings: StoreSettings
    /// Suite time, microseconds since 1970.
    private let now: Int64

    init(_ connection: any Connection, _ settings: StoreSettings, now: Int64) {
        self.connection = connection
        self.settings = settings
        self.now = now
    }

    /// The stored answer of the same request; throws `.keyReused` if the key was another request's.
    func find(_ claim: IdempotencyClaim, principal: String) throws -> WriteOutcome? {
        let row = try connection.first(
            """
            SELECT method, digest, answer, sequence FROM idempotency
            WHERE principal = $1 AND claim = $2 AND claimed > $3
            """,
            [.text(principal), .text(claim.key), .integer(expired)])
        guard let row else { return nil }
        guard try row.text("method") == claim.method, try row.bytes("digest") == claim.digest else {
            throw StorageError.keyReused(key: claim.key)
        }
        return WriteOutcome(
            answer: try row.bytes("answer"), sequence: try row.integer("sequence"), isReplay: true)
    }

    func store(_ outcome: WriteOutcome, _ claim: IdempotencyClaim, principal: String) throws {
        _ = try connection.execute(
            """
            INSERT INTO idempotency (principal, claim, method, digest, answer, sequence, claimed)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (principal, claim) DO UPDATE SET method = excluded.method,
              digest = excluded.digest, answer = excluded.answer, sequence = excluded.sequence,
              claimed = excluded.claimed
            """,
            [
                .text(principal), .text(claim.key), .text(claim.method), .bytes(claim.digest),
                .bytes(outcome.answer), .integer(outcome.sequence), .integer(now),
            ])
    }

    /// Removes some of what is past its days; the next batch goes on.
    func removeExpired() throws {
        _ = try connection.execute(
            """
            DELETE FROM idempotency WHERE (principal, claim) IN (
              SELECT principal, claim FROM idempotency WHERE claimed <= $1
              ORDER BY claimed LIMIT $2)
            """,
            [.integer(expired), .integer(settings.idempotencyRemovalsMax)])
    }

    /// Keys claimed at this moment or before count no more.
    private var expired: Int64 { now - settings.idempotencyDays * 86_400_000_000 }
}
