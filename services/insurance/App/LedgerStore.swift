// The fund's books in the database: postings and their sides, and what accounts come to at a sequence.

internal import MessageSchema
internal import Storage

struct LedgerStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// What an account and those under it come to, by name, after one of them.
    func balances(
        under account: AccountName, month: Month?, known: Int64, after: String?, count: Int
    ) throws -> [LedgerSum] {
        // All names that go on behind the account's colon lie before its name with the next character, a semicolon.
        try reader.all(
            """
            SELECT account AS name, \(Self.sums) FROM posting_side
            WHERE (account = $1 OR account >= $2 AND account < $3) AND account > $4
              AND sequence <= $5 AND (month = $6 OR $6 IS NULL)
            GROUP BY account ORDER BY account LIMIT $7
            """,
            [
                .value(account), .text(account.text + ":"), .text(account.text + ";"), .text(after ?? ""),
                .integer(known), .value(month), .integer(Int64(count)),
            ]
        ).map(LedgerSum.init)
    }

    /// What the classes of accounts come to, by name.
    func classes(month: Month?, known: Int64) throws -> [LedgerSum] {
        try reader.all(
            """
            SELECT class AS name, \(Self.sums) FROM posting_side
            WHERE sequence <= $1 AND (month = $2 OR $2 IS NULL) GROUP BY class ORDER BY class
            """, [.integer(known), .value(month)]
        ).map(LedgerSum.init)
    }

    /// How many postings there are.
    func postings(month: Month?, known: Int64) throws -> Int {
        let row = try reader.first(
            "SELECT COUNT(*) AS count FROM posting WHERE sequence <= $1 AND (month = $2 OR $2 IS NULL)",
            [.integer(known), .value(month)])
        return Int(try row?.integer("count") ?? 0)
    }

    /// The first entries after a place, in their order.
    func entries(month: Month?, known: Int64, after: Int64, count: Int) throws -> [PlacedEntry] {
        try reader.all(
            """
            \(Self.entries)
            WHERE posting.sequence > $1 AND posting.sequence <= $2 AND (posting.month = $3 OR $3 IS NULL)
            ORDER BY posting.sequence LIMIT $4
            """, [.integer(after), .integer(known), .value(month), .integer(Int64(count))]
        ).map { row in try PlacedEntry(row, sides: sides(of: try row.value("id"))) }
    }

    /// All entries of a claim, in their order.
    func entries(of claim: ClaimID) throws -> [LedgerEntry] {
        try reader.all("\(Self.entries) WHERE claim.id = $1 ORDER BY posting.sequence", [.value(claim)])
            .map { row in try PlacedEntry(row, sides: sides(of: try row.value("id"))).entry }
    }

    // The first entry of a claim stands under the claim, a further one, or one of no claim, under its own identifier.
    private static let entries = """
        SELECT posting.id, claim.id AS claim, posting.month, posting.sequence, further.reverses, fund.kind,
          fund.facility, fund.quarter, fund.reference,
          COALESCE(further.entered_at, fund.entered_at, claim.received_at) AS entered_at
        FROM posting LEFT JOIN claim_entry further ON further.posting = posting.id
        LEFT JOIN fund_entry fund ON fund.posting = posting.id
        LEFT JOIN claim ON claim.id = COALESCE(further.claim, posting.claim)
        """

    func sides(of posting: PostingID) throws -> [LedgerPosted.Side] {
        try reader.all(
            "SELECT account, debit, credit FROM posting_side WHERE posting = $1 ORDER BY account", [.value(posting)]
        ).map { row in
            LedgerPosted.Side(
                account: try row.value("account"), debit: try Amount(units: row.integer("debit")),
                credit: try Amount(units: row.integer("credit")))
        }
    }

    // Summed in two parts of nine digits and the rest, since the sum of amounts that are each allowed may pass 64 bits.
    private static let sums = """
        COUNT(DISTINCT posting) AS postings,
        CAST(SUM(debit / 1000000000) AS BIGINT) AS debit_high, CAST(SUM(debit % 1000000000) AS BIGINT) AS debit_low,
        CAST(SUM(credit / 1000000000) AS BIGINT) AS credit_high, CAST(SUM(credit % 1000000000) AS BIGINT) AS credit_low
        """

    /// Keeps a further posting of a claim, made at an instant.
    static func insertFurther(
        _ entry: LedgerPosted, at instant: Instant, _ sequence: Int64, _ writer: Writer
    ) throws {
        try insert(entry.posting, entry.month, entry.sides, sequence, writer)
        try writer.execute(
            "INSERT INTO claim_entry (posting, claim, reverses, entered_at) VALUES ($1, $2, $3, $4)",
            [.value(entry.posting), .value(entry.claim), .value(entry.reverses), .value(instant)])
    }

    /// Keeps a claim's first posting, known from a sequence on.
    static func insert(_ entry: LedgerPosted, _ sequence: Int64, _ writer: Writer) throws {
        try insert(entry.posting, under: .value(entry.claim), entry.month, entry.sides, sequence, writer)
    }

    /// Keeps a posting under its own identifier, known from a sequence on.
    static func insert(
        _ posting: PostingID, _ month: Month, _ sides: [LedgerPosted.Side], _ sequence: Int64, _ writer: Writer
    ) throws {
        try insert(posting, under: .value(posting), month, sides, sequence, writer)
    }

    private static func insert(
        _ posting: PostingID, under name: SQLValue, _ month: Month, _ sides: [LedgerPosted.Side], _ sequence: Int64,
        _ writer: Writer
    ) throws {
        let debit = sides.reduce(Amount.zero) { $0 + $1.debit }
        let credit = sides.reduce(Amount.zero) { $0 + $1.credit }
        precondition(debit == credit, "the posting \(posting) has debits of \(debit) and credits of \(credit)")
        try writer.execute(
            "INSERT INTO posting (id, claim, month, debit, credit, sequence) VALUES ($1, $2, $3, $4, $5, $6)",
            [
                .value(posting), name, .value(month), .integer(debit.units), .integer(credit.units),
                .integer(sequence),
            ])
        for side in sides {
            try writer.execute(
                """
                INSERT INTO posting_side (posting, account, class, month, debit, credit, sequence)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    .value(posting), .value(side.account), .text(side.account.firstPart), .value(month),
                    .integer(side.debit.units), .integer(side.credit.units), .integer(sequence),
                ])
        }
    }
}

/// An entry of a list with its place, the sequence of its event.
struct PlacedEntry: Codable, Hashable {
    var place: Int64
    var entry: LedgerEntry
}

extension PlacedEntry {
    fileprivate init(_ row: Row, sides: [LedgerPosted.Side]) throws {
        let enteredAt: Instant = try row.value("entered_at")
        place = try row.integer("sequence")
        entry = LedgerEntry(
            posting: try row.value("id"), claim: try row.optionalValue("claim"), day: enteredAt.vietnamDate,
            month: try row.value("month"), sides: sides,
            reverses: try row.optionalValue("reverses"),
            note: try row.optionalText("kind").map { kind in
                try FundEntry.note(
                    kind, row.optionalValue("facility"), row.optionalValue("quarter"),
                    row.optionalValue("reference"))
            })
    }
}

/// What an account or a class comes to, in hundredths of a đồng.
struct LedgerSum {
    var name: AccountName
    var debit: Int128
    var credit: Int128
    var postings: Int
}

extension LedgerSum {
    fileprivate init(_ row: Row) throws {
        func sum(_ column: String) throws -> Int128 {
            Int128(try row.integer("\(column)_high")) * 1_000_000_000 + Int128(try row.integer("\(column)_low"))
        }
        self.init(
            name: try row.value("name"), debit: try sum("debit"), credit: try sum("credit"),
            postings: Int(try row.integer("postings")))
    }
}

extension AccountName {
    /// The account's class: what stands before the first colon.
    fileprivate var firstPart: String { String(text.prefix { $0 != ":" }) }
}
