// Visits of a person that are counted within a year: check-ups and screenings.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

extension ClaimStore {
    /// Visits of a claim's form in the year of its arrival of which the person's claims came in before it. Claims that
    /// were taken back or refused count for none.
    func earlierVisits(as claim: Claim, of person: Int64?, before sequence: Int64 = .max) throws -> Int {
        guard claim.form.isCountedByYear, let person else { return 0 }
        let year = claim.arrivedAt.date.civil.year
        let (first, last) = (
            try CalendarDate(year: year, month: 1, day: 1), try CalendarDate(year: year, month: 12, day: 31)
        )
        let row = try reader.first(
            """
            SELECT COUNT(*) AS count FROM claim_decision d JOIN claim c ON c.sequence = d.claim
            WHERE d.person = $1 AND d.arrived_day >= $2 AND d.arrived_day <= $3 AND d.claim < $4
              AND d.reason <> $5 AND c.form = $6 AND c.outcome <> $7 AND NOT EXISTS
              (SELECT 1 FROM claim_decision later WHERE later.claim = d.claim AND later.number > d.number)
            """,
            [
                .integer(person), .integer(Int64(first.days)), .integer(Int64(last.days)), .integer(sequence),
                .text(DecisionReason.recall.rawValue), .value(claim.form), .text(ClaimOutcome.refused.rawValue),
            ])
        return Int(try row?.integer("count") ?? 0)
    }
}
