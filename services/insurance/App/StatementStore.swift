// The claims of a facility's months, as a statement needs them.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

struct StatementStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// Adds up the claims of a facility's month by their last decisions, some at a time.
    func add(_ facility: FacilityCode, _ month: Month, to tally: inout StatementTally) throws {
        var after: Int64 = 0
        while true {
            let rows = try reader.all(
                """
                SELECT c.sequence, c.form, c.outcome, d.result,
                  CASE WHEN d.result IS NULL THEN doc.adjudication END AS adjudication
                FROM claim c JOIN claim_document doc ON doc.claim = c.id
                LEFT JOIN claim_decision d ON d.claim = c.sequence AND NOT EXISTS
                  (SELECT 1 FROM claim_decision later WHERE later.claim = d.claim AND later.number > d.number)
                WHERE c.facility = $1 AND c.sequence > $2 AND c.month = $3 ORDER BY c.sequence LIMIT \(Self.chunk)
                """, [.value(facility), .integer(after), .value(month)])
            for row in rows { tally.add(try claim(row)) }
            guard rows.count == Self.chunk, let last = rows.last else { return }
            after = try last.integer("sequence")
        }
    }

    private func claim(_ row: Row) throws -> StatedClaim {
        let (form, outcome): (VisitForm, ClaimOutcome) = (try row.value("form"), try row.word("outcome"))
        if try row.optionalText("adjudication") == nil,
            let claim = StatedClaim(form: form, outcome: outcome, result: try row.bytes("result"))
        {
            return claim
        }
        // Taken in before decisions were kept.
        let decided: Adjudication = try row.document("adjudication")
        return StatedClaim(form: form, outcome: outcome, totals: decided.totals, paid: decided.fundPays)
    }

    /// Claims read at once.
    private static let chunk = 500
}
