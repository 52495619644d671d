// Entries of the fund's books that no claim asked for, and what accounts of provinces and facilities come to.

internal import MessageSchema
internal import Storage

/// An entry that no claim asked for.
struct FundEntry {
    var posting: PostingID
    var kind: FundEntryKind
    var month: Month
    var sides: [LedgerPosted.Side]
    var facility: FacilityCode?
    var quarter: Quarter?
    /// Nil for a settlement, which has its facility and quarter.
    var reference: PlainText?
    var at: Instant

    /// Such as `advance 31999 2026-Q3 UNC-2`.
    static func note(
        _ kind: String, _ facility: FacilityCode?, _ quarter: Quarter?, _ reference: PlainText?
    ) throws -> PlainText {
        try PlainText(
            [kind, facility?.text, quarter?.text, reference?.text].compactMap(\.self).joined(separator: " "))
    }
}

struct FundStore {
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// Whether such an entry has a reference already.
    func isKnown(_ kind: FundEntryKind, _ reference: PlainText) throws -> Bool {
        try reader.first(
            "SELECT 1 AS found FROM fund_entry WHERE kind = $1 AND reference = $2",
            [.text(kind.rawValue), .value(reference)]) != nil
    }

    /// How often a year was closed.
    func closings(of year: Int) throws -> Int {
        let row = try reader.first(
            "SELECT COUNT(*) AS count FROM fund_entry WHERE kind = $1 AND substr(reference, 1, 4) = $2",
            [.text(FundEntryKind.closing.rawValue), .text(Self.padded(year))])
        return Int(try row?.integer("count") ?? 0)
    }

    static func padded(_ year: Int) -> String { String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)" }

    func isSettled(_ facility: FacilityCode, _ quarter: Quarter) throws -> Bool {
        try reader.first(
            "SELECT 1 AS found FROM fund_entry WHERE kind = 'settlement' AND facility = $1 AND quarter = $2",
            [.value(facility), .value(quarter)]) != nil
    }

    /// What claims' entries of some months added to what is owed to a facility; of all months until the last one when
    /// no first one is given.
    func booked(_ facility: FacilityCode, from first: Month?, until last: Month) throws -> Amount {
        try amount(
            """
            SELECT \(Self.creditLessDebit) FROM posting_side side
            WHERE account = $1 AND month <= $2 AND (month >= $3 OR $3 IS NULL) AND \(Self.ofClaims)
            """, [.value(account("payable", facility)), .value(last), .value(first)])
    }

    /// What a facility was settled with in all, whatever the quarter.
    func settled(_ facility: FacilityCode) throws -> Amount {
        .zero
            - (try amount(
                """
                SELECT \(Self.creditLessDebit) FROM posting_side side
                WHERE account = $1 AND NOT \(Self.ofClaims)
                """, [.value(account("payable", facility))]))
    }

    /// What a facility holds of advances.
    func advances(_ facility: FacilityCode) throws -> Amount {
        .zero
            - (try amount(
                "SELECT \(Self.creditLessDebit) FROM posting_side WHERE account = $1",
                [.value(account("advance", facility))]))
    }

    /// What an account and those under it come to, credit less debit, within some months.
    func credited(under account: String, from first: Month? = nil, until last: Month? = nil) throws -> Amount {
        try amount(
            """
            SELECT \(Self.creditLessDebit) FROM posting_side
            WHERE (account = $1 OR account >= $2 AND account < $3)
              AND (month >= $4 OR $4 IS NULL) AND (month <= $5 OR $5 IS NULL)
            """, [.text(account), .text(account + ":"), .text(account + ";"), .value(first), .value(last)])
    }

    /// What was allocated to care, and what claims cost, by province within some months.
    func provinces(from first: Month? = nil, until last: Month? = nil) throws -> [ProvinceFund] {
        let allocated = try byProvince(
            """
            SELECT substr(account, 11, 2) AS province, \(Self.creditLessDebit) FROM posting_side
            WHERE account >= 'fund:care:' AND account < 'fund:care;'
              AND (month >= $1 OR $1 IS NULL) AND (month <= $2 OR $2 IS NULL)
            GROUP BY substr(account, 11, 2)
            """, first, last)
        let spent = try byProvince(
            """
            SELECT substr(account, 9, 2) AS province, \(Self.creditLessDebit) FROM posting_side side
            WHERE account >= 'payable:' AND account < 'payable;'
              AND (month >= $1 OR $1 IS NULL) AND (month <= $2 OR $2 IS NULL) AND \(Self.ofClaims)
            GROUP BY substr(account, 9, 2)
            """, first, last)
        return try Set(allocated.keys).union(spent.keys).sorted().map { province in
            ProvinceFund(
                province: try PlainText(province), allocated: allocated[province] ?? .zero,
                spent: spent[province] ?? .zero)
        }
    }

    private func byProvince(_ statement: String, _ first: Month?, _ last: Month?) throws -> [String: Amount] {
        let rows = try reader.all(statement, [.value(first), .value(last)])
        return Dictionary(
            uniqueKeysWithValues: try rows.map {
                (try $0.text("province"), try Amount(units: $0.integer("amount")))
            })
    }

    /// Settlements in the order in which they were made, after a place.
    func settlements(
        of facility: FacilityCode?, _ quarter: Quarter?, after: Int64, count: Int
    ) throws -> [PlacedSettlement] {
        try reader.all(
            """
            SELECT entry.*, posting.sequence FROM fund_entry entry JOIN posting ON posting.id = entry.posting
            WHERE entry.kind = 'settlement' AND posting.sequence > $1
              AND (entry.facility = $2 OR $2 IS NULL) AND (entry.quarter = $3 OR $3 IS NULL)
            ORDER BY posting.sequence LIMIT $4
            """, [.integer(after), .value(facility), .value(quarter), .integer(Int64(count))]
        ).map { row in
            let posting: PostingID = try row.value("posting")
            let at: Instant = try row.value("entered_at")
            return PlacedSettlement(
                place: try row.integer("sequence"),
                settlement: Settlement(
                    facility: try row.value("facility"), quarter: try row.value("quarter"), posting: posting,
                    settledOn: at.vietnamDate, sides: try LedgerStore(reader).sides(of: posting)))
        }
    }

    private func amount(_ statement: String, _ arguments: [SQLValue]) throws -> Amount {
        try Amount(units: try reader.first(statement, arguments)?.integer("amount") ?? 0)
    }

    private func account(_ name: String, _ facility: FacilityCode) throws -> AccountName {
        try AccountName("\(name):\(facility)")
    }

    private static let creditLessDebit = "CAST(COALESCE(SUM(credit - debit), 0) AS BIGINT) AS amount"
    private static let ofClaims =
        "NOT EXISTS (SELECT 1 FROM fund_entry WHERE fund_entry.posting = side.posting)"

    /// Keeps an entry, known from a sequence on.
    static func insert(_ entry: FundEntry, _ sequence: Int64, _ writer: Writer) throws {
        try LedgerStore.insert(entry.posting, entry.month, entry.sides, sequence, writer)
        try writer.execute(
            """
            INSERT INTO fund_entry (posting, kind, facility, quarter, reference, entered_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .value(entry.posting), .text(entry.kind.rawValue), .value(entry.facility), .value(entry.quarter),
                .value(entry.reference), .value(entry.at),
            ])
    }
}

/// A settlement of a list with its place, the sequence of its event.
struct PlacedSettlement: Codable, Hashable {
    var place: Int64
    var settlement: Settlement
}

extension Settlement {
    /// A settlement as its sides tell.
    init(
        facility: FacilityCode, quarter: Quarter, posting: PostingID, settledOn: CalendarDate,
        sides: [LedgerPosted.Side]
    ) {
        func sum(_ start: String, _ amount: (LedgerPosted.Side) -> Amount) -> Amount {
            sides.filter { $0.account.text.hasPrefix(start) }.reduce(.zero) { $0 + amount($1) }
        }
        self.init(
            facility: facility, quarter: quarter, due: sum("payable:") { $0.debit - $0.credit },
            advance: sum("advance:") { $0.credit }, paid: sum("cash:") { $0.credit }, posting: posting,
            settledOn: settledOn)
    }
}
