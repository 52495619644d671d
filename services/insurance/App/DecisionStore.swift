// Decisions of claims as they are kept to be decided again, and the numbers that stand for persons in them.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

/// A decision in its place: of which claim, and whose.
struct StoredDecision {
    /// The claim's sequence.
    var claim: Int64
    /// Counted from 1 within the claim.
    var number: Int64
    var sequence: Int64
    var reason: DecisionReason
    /// Nil for a claim without a card.
    var person: Int64?
    var arrivedDay: CalendarDate
    var record: DecisionRecord
}

/// Why something was decided.
enum DecisionReason: String {
    /// The claim was taken in.
    case intake
    /// An officer decided.
    case review
    /// The facility took the claim back.
    case recall
    /// The facility handed in another document.
    case correction
    /// The facility did not accept a decision, which stands until it is answered.
    case appeal
}

struct DecisionStore {
    let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// The number that stands for a person; nil for somebody of whom no claim was taken in.
    func person(of number: InsuranceNumber) throws -> Int64? {
        try reader.first("SELECT person FROM claim_person WHERE number = $1", [.value(number)])?.integer("person")
    }

    /// The last decision of a claim; nil for one that was taken in before decisions were kept.
    func last(of claim: ClaimID) throws -> StoredDecision? {
        try reader.first(
            """
            SELECT d.* FROM claim_decision d JOIN claim c ON c.sequence = d.claim
            WHERE c.id = $1 ORDER BY d.number DESC LIMIT 1
            """, [.value(claim)]
        ).map(StoredDecision.init)
    }

    /// What the last decision of each claim of a person adds up to, but for one claim; nil if one cannot be read.
    func counted(of person: Int64, except claim: Int64 = 0) throws -> [CountedCopayment]? {
        var sums: [CountedCopayment] = []
        let rows = try reader.all(
            """
            SELECT d.* FROM claim_decision d WHERE d.person = $1 AND d.claim <> $2 AND NOT EXISTS
              (SELECT 1 FROM claim_decision later WHERE later.claim = d.claim AND later.number > d.number)
            """, [.integer(person), .integer(claim)])
        for row in rows {
            guard let counted = try StoredDecision(row).record.counted else { return nil }
            sums = sums.adding(counted)
        }
        return sums
    }

    /// Calls a person, of whom nothing was known, by a number from now on.
    static func register(_ number: InsuranceNumber, as person: Int64, _ writer: Writer) throws {
        try writer.execute(
            "INSERT INTO claim_person (number, person) VALUES ($1, $2)", [.value(number), .integer(person)])
    }

    static func insert(_ decision: StoredDecision, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO claim_decision
              (claim, number, sequence, reason, policy_version, person, arrived_day, facts, result)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .integer(decision.claim), .integer(decision.number), .integer(decision.sequence),
                .text(decision.reason.rawValue), .integer(Int64(decision.record.policyVersion)),
                .optionalInteger(decision.person), .integer(Int64(decision.arrivedDay.days)),
                .bytes(decision.record.facts), .bytes(decision.record.result),
            ])
    }
}

extension StoredDecision {
    init(_ row: Row) throws {
        self.init(
            claim: try row.integer("claim"), number: try row.integer("number"), sequence: try row.integer("sequence"),
            reason: try row.word("reason"), person: try row.optionalInteger("person"),
            arrivedDay: try CalendarDate(days: Int(row.integer("arrived_day"))),
            record: DecisionRecord(
                policyVersion: Int(try row.integer("policy_version")), facts: try row.bytes("facts"),
                result: try row.bytes("result")))
    }
}
