// Households in the database, in versions by record time; and what their members have paid, which is never changed.

internal import MessageSchema
internal import Storage

struct HouseholdStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A household with what was paid in a year, known at a sequence.
    func find(_ id: HouseholdID, paidIn year: Int, known: Int64 = .max) throws -> Household? {
        let row = try reader.first(
            "SELECT * FROM household WHERE id = $1 AND \(VersionedTable.known(2))", [.value(id), .integer(known)])
        return try row.map { row in
            Household(
                household: id, facility: try row.value("facility"), members: try members(of: id, known: known),
                paid: try paid(by: id, in: year, known: known))
        }
    }

    private func members(of id: HouseholdID, known: Int64) throws -> [HouseholdMember] {
        try reader.all(
            """
            SELECT * FROM household_member WHERE household = $1 AND \(VersionedTable.known(2)) ORDER BY place
            """, [.value(id), .integer(known)]
        ).map(HouseholdMember.init)
    }

    private func paid(by id: HouseholdID, in year: Int, known: Int64) throws -> [HouseholdShare] {
        try reader.all(
            """
            SELECT * FROM household_share WHERE household = $1 AND year = $2 AND sequence <= $3
            ORDER BY sequence, position
            """, [.value(id), .integer(Int64(year)), .integer(known)]
        ).map(HouseholdShare.init)
    }

    /// The household in which somebody lives on a day, known at a sequence.
    func household(of number: InsuranceNumber, on day: CalendarDate, known: Int64 = .max) throws -> HouseholdID? {
        try reader.first(
            """
            SELECT household FROM household_member
            WHERE number = $1 AND \(VersionedTable.known(2)) AND valid_from <= $3
              AND (last_day >= $3 OR last_day IS NULL)
            """, [.value(number), .integer(known), .value(day)]
        ).map { try $0.value("household") }
    }

    /// Whether somebody lives in another household on a day or later.
    func livesElsewhere(_ number: InsuranceNumber, than id: HouseholdID?, from day: CalendarDate) throws -> Bool {
        try reader.first(
            """
            SELECT 1 AS found FROM household_member
            WHERE number = $1 AND last_sequence IS NULL AND (last_day >= $2 OR last_day IS NULL)
              AND (household <> $3 OR $3 IS NULL)
            """, [.value(number), .value(day), .value(id)]) != nil
    }

    /// Whether a payment of the household has a reference already.
    func isKnown(_ reference: PlainText, of id: HouseholdID) throws -> Bool {
        try reader.first(
            "SELECT 1 AS found FROM household_share WHERE household = $1 AND reference = $2",
            [.value(id), .value(reference)]) != nil
    }

    /// Keeps what is known of a household from a sequence on; what was known before stays known until then.
    static func put(_ household: Household, _ sequence: Int64, _ writer: Writer) throws {
        let id = household.household
        try writer.execute(
            "UPDATE household SET last_sequence = $1 WHERE id = $2 AND last_sequence IS NULL",
            [.integer(sequence), .value(id)])
        try writer.execute(
            "INSERT INTO household (id, facility, first_sequence) VALUES ($1, $2, $3)",
            [.value(id), .value(household.facility), .integer(sequence)])
        try writer.execute(
            "UPDATE household_member SET last_sequence = $1 WHERE household = $2 AND last_sequence IS NULL",
            [.integer(sequence), .value(id)])
        for (place, stay) in household.members.enumerated() {
            try writer.execute(
                """
                INSERT INTO household_member (household, place, number, valid_from, last_day, first_sequence)
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                [
                    .value(id), .integer(Int64(place)), .value(stay.number), .value(stay.from), .value(stay.lastDay),
                    .integer(sequence),
                ])
        }
    }

    /// Keeps what was paid for a member.
    static func insert(_ share: HouseholdShare, of payment: HouseholdPayment, _ sequence: Int64, _ writer: Writer)
        throws
    {
        try writer.execute(
            """
            INSERT INTO household_share
              (household, number, year, position, valid_from, last_day, amount, paid_on, reference, sequence)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .value(payment.household), .value(share.number), .integer(Int64(payment.year)),
                .integer(Int64(share.position)), .value(share.from), .value(share.lastDay),
                .integer(share.amount.units), .value(share.paidOn), .value(payment.reference), .integer(sequence),
            ])
    }
}

extension HouseholdMember {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: try row.value("number"), from: try row.value("valid_from"),
            lastDay: try row.optionalValue("last_day"))
    }
}

extension HouseholdShare {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: try row.value("number"), position: Int(try row.integer("position")),
            from: try row.value("valid_from"), lastDay: try row.value("last_day"),
            amount: try Amount(units: row.integer("amount")), paidOn: try row.value("paid_on"))
    }
}
