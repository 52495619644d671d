// Decisions in the order of a replay: person after person, each one's claims as they came in, then those of nobody. Of
// several decisions of a claim the last one known counts.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

/// What is replayed.
struct ReplayRange {
    /// Days of arrival, both included.
    var from: CalendarDate
    var to: CalendarDate
    var known: Int64
    /// From 1.
    var part = 1
    var parts = 1
}

extension DecisionStore {
    /// The next decisions, as many as asked for at most.
    func replay(_ range: ReplayRange, after place: ReplayCursor, count: Int) throws -> [StoredDecision] {
        var found: [StoredDecision] = []
        if let person = place.person { found = try persons(range, after: person, place.claim, count: count) }
        guard found.count < count else { return found }
        return found + (try nobodies(range, after: place.person == nil ? place.claim : 0, count: count - found.count))
    }

    /// How many claims there are in all parts.
    func count(_ range: ReplayRange) throws -> Int {
        let row = try reader.first(
            "SELECT COUNT(*) AS count FROM claim_decision d WHERE \(Self.counting)", Self.arguments(range))
        return Int(try row?.integer("count") ?? 0)
    }

    /// How many claims of the days have no decision that was kept.
    func countNotKept(_ range: ReplayRange) throws -> Int {
        let row = try reader.first(
            """
            SELECT COUNT(*) AS count FROM claim c
            WHERE c.arrived_at >= $1 AND c.arrived_at <= $2 AND c.sequence <= $3
              AND NOT EXISTS (SELECT 1 FROM claim_decision d WHERE d.claim = c.sequence)
            """, [.value(range.from), .text("\(range.to)T24:00"), .integer(range.known)])
        return Int(try row?.integer("count") ?? 0)
    }

    /// The identifiers of claims by their sequences.
    func identifiers(of claims: [Int64]) throws -> [Int64: ClaimID] {
        var found: [Int64: ClaimID] = [:]
        for claim in claims {
            found[claim] = try reader.first("SELECT id FROM claim WHERE sequence = $1", [.integer(claim)])?.value("id")
        }
        return found
    }

    /// The last decision of a claim that was known at a sequence.
    func last(of claim: ClaimID, known: Int64) throws -> StoredDecision? {
        try reader.first(
            """
            SELECT d.* FROM claim_decision d JOIN claim c ON c.sequence = d.claim
            WHERE c.id = $1 AND d.sequence <= $2 ORDER BY d.number DESC LIMIT 1
            """, [.value(claim), .integer(known)]
        ).map(StoredDecision.init)
    }

    /// Decisions of a person's claims that came in before one, in their order.
    func earlier(
        _ range: ReplayRange, of person: Int64, after first: Int64, before last: Int64, count: Int
    ) throws -> [StoredDecision] {
        try reader.all(
            """
            SELECT d.* FROM claim_decision d
            WHERE d.person = $4 AND d.claim > $5 AND d.claim < $6 AND \(Self.counting)
            ORDER BY d.claim LIMIT $7
            """,
            Self.arguments(range) + [.integer(person), .integer(first), .integer(last), .integer(Int64(count))]
        ).map(StoredDecision.init)
    }

    private func persons(
        _ range: ReplayRange, after person: Int64, _ claim: Int64, count: Int
    ) throws -> [StoredDecision] {
        try reader.all(
            """
            SELECT d.* FROM claim_decision d
            WHERE d.person >= $4 AND (d.person > $4 OR d.claim > $5) AND d.person % $6 = $7 AND \(Self.counting)
            ORDER BY d.person, d.claim LIMIT $8
            """,
            Self.arguments(range) + [
                .integer(person), .integer(claim), .integer(Int64(range.parts)), .integer(Int64(range.part - 1)),
                .integer(Int64(count)),
            ]
        ).map(StoredDecision.init)
    }

    private func nobodies(_ range: ReplayRange, after claim: Int64, count: Int) throws -> [StoredDecision] {
        try reader.all(
            """
            SELECT d.* FROM claim_decision d
            WHERE d.person IS NULL AND d.claim > $4 AND d.claim % $5 = $6 AND \(Self.counting)
            ORDER BY d.claim LIMIT $7
            """,
            Self.arguments(range) + [
                .integer(claim), .integer(Int64(range.parts)), .integer(Int64(range.part - 1)), .integer(Int64(count)),
            ]
        ).map(StoredDecision.init)
    }

    private static let counting = """
        d.arrived_day >= $1 AND d.arrived_day <= $2 AND d.sequence <= $3
          AND NOT EXISTS (
            SELECT 1 FROM claim_decision l WHERE l.claim = d.claim AND l.number > d.number AND l.sequence <= $3)
        """

    private static func arguments(_ range: ReplayRange) -> [SQLValue] {
        [.integer(Int64(range.from.days)), .integer(Int64(range.to.days)), .integer(range.known)]
    }
}

extension StoredDecision {
    /// The decision as a replay takes it.
    var replayed: ReplayCase { ReplayCase(claim: claim, person: person, record: record) }
}
