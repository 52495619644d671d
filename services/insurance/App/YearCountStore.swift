// What is counted of persons within a year. The totals run along with the decisions, in the very transactions that keep
// them; the decisions are the truth of it.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

struct YearCountStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// Co-payment that counts towards the exemption after five years, by year and base salary.
    func copayments(of person: Int64, from first: Int = 1, until last: Int = 9999) throws -> [CountedCopayment] {
        try reader.all(
            """
            SELECT year, basis, total FROM year_count
            WHERE person = $1 AND kind = \(Self.copayment) AND year >= $2 AND year <= $3 ORDER BY year, basis
            """, [.integer(person), .integer(Int64(first)), .integer(Int64(last))]
        ).map { row in
            CountedCopayment(
                year: Int(try row.integer("year")), baseSalary: try Amount(units: row.integer("basis")),
                amount: try Amount(units: row.integer("total")))
        }
    }

    /// Puts other totals in the place of all that a person has.
    static func replace(_ sums: [CountedCopayment], of person: Int64, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            "DELETE FROM year_count WHERE person = $1 AND kind = \(copayment)", [.integer(person)])
        for sum in sums { try put(sum, of: person, sequence, writer) }
    }

    /// Notes what a year's co-payment has come to by a claim.
    static func put(_ counted: CountedCopayment, of person: Int64, _ sequence: Int64, _ writer: Writer) throws {
        try writer.execute(
            """
            INSERT INTO year_count (person, kind, year, basis, total, sequence) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (person, kind, year, basis) DO UPDATE SET total = excluded.total, sequence = excluded.sequence
            """,
            [
                .integer(person), .integer(Self.copayment), .integer(Int64(counted.year)),
                .integer(counted.baseSalary.units), .integer(counted.amount.units), .integer(sequence),
            ])
    }

    /// The kind of a count of co-payment.
    private static let copayment: Int64 = 1
}
