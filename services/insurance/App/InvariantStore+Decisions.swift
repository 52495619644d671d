// What must hold of decisions: a person's counts of the year are what the decisions come to, and every decision comes
// to the same again. Of many the first thousand are looked at, and as many in steps that grow.

internal import InsuranceDomain
internal import MessageSchema
internal import ServiceKit
internal import Storage

extension InvariantStore {
    static let decisions: [Invariant] = [
        Invariant("counts") { try InvariantStore($0.reader).miscounted() },
        Invariant("decisions") { try InvariantStore($0.reader).decidedOtherwise() },
    ]

    func miscounted() throws -> String? {
        for person in try sample(after: { try next($0, "person", in: ["claim_decision", "year_count"]) }) {
            guard let sums = try DecisionStore(reader).counted(of: person) else {
                return "a decision of the person \(person) is unreadable"
            }
            guard sums == (try YearCountStore(reader).copayments(of: person)) else {
                return "the year's co-payment of the person \(person) is not what the decisions come to"
            }
        }
        return nil
    }

    func decidedOtherwise() throws -> String? {
        for claim in try sample(after: { try next($0, "claim", in: ["claim_decision"]) }) {
            guard let failure = try failure(of: claim) else { continue }
            return "the claim \(failure.claim) is not decided the same way again: \(failure.sentence)"
        }
        return nil
    }

    /// What does not hold of the last decision of a claim, by its sequence.
    private func failure(of claim: Int64) throws -> (claim: String, sentence: String)? {
        let row = try reader.first(
            """
            SELECT d.*, c.id, c.total, c.fund FROM claim_decision d JOIN claim c ON c.sequence = d.claim
            WHERE d.claim = $1 ORDER BY d.number DESC LIMIT 1
            """, [.integer(claim)])
        guard let row else { return ("\(claim)", "there is no such claim") }
        let record = try StoredDecision(row).record
        let checks = record.checks(
            by: try PolicyStore(reader).policy(version: record.policyVersion),
            total: try Amount(units: row.integer("total")), fund: try Amount(units: row.integer("fund")))
        return try checks.flatMap(\.failures).first.map { (try row.text("id"), $0) }
    }

    /// The next number of a column, over several tables.
    private func next(_ after: Int64, _ column: String, in tables: [String]) throws -> Int64? {
        try tables.compactMap { table in
            try reader.first("SELECT MIN(\(column)) AS next FROM \(table) WHERE \(column) > $1", [.integer(after)])?
                .optionalInteger("next")
        }.min()
    }

    /// Numbers from the first on, then some of those that follow.
    private func sample(after next: (Int64) throws -> Int64?) throws -> [Int64] {
        var found: [Int64] = []
        while found.count < Self.sampleMax, let number = try next(found.last ?? 0) { found.append(number) }
        guard found.count == Self.sampleMax, var place = found.last else { return found }
        // Steps that grow by a sixty-fourth pass hundreds of millions within a thousand.
        var stride: Int64 = 1
        while found.count < 2 * Self.sampleMax, let number = try next(place) {
            found.append(number)
            (place, stride) = (number + stride, stride + max(1, stride / 64))
        }
        return found
    }

    private static let sampleMax = 1000
}
