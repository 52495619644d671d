// Lists of claims in the order they came in, over all facilities or some.

internal import MessageSchema
internal import Storage

/// A claim of a list with its place, the sequence of its event.
struct PlacedClaim: Codable, Hashable {
    var place: Int64
    var entry: ClaimEntry
}

/// What is asked of a list of claims, and where it goes on.
struct ClaimFilter {
    var month: Month?
    var key: ClaimKey?
    var outcome: ClaimOutcome?
    var after: Int64
    var count: Int
}

extension ClaimStore {
    /// Facilities up to which each is looked up by itself; of more, claims are walked through in their order.
    private static let facilitiesLookedUpMax = 50

    /// The facilities that have handed in a claim.
    func facilities() throws -> [FacilityCode] {
        try reader.all("SELECT code FROM claim_facility ORDER BY code").map { try $0.value("code") }
    }

    /// The first claims after a place; of some facilities, or of all for nil.
    func list(_ filter: ClaimFilter, of facilities: [FacilityCode]?) throws -> [PlacedClaim] {
        guard let facilities else { return try page(filter) }
        guard facilities.count > Self.facilitiesLookedUpMax else {
            let found = try facilities.flatMap { try page(filter, at: "AND facility = $6", [.value($0)]) }
            return Array(found.sorted { $0.place < $1.place }.prefix(filter.count))
        }
        let codes = (6..<(6 + facilities.count)).map { "$\($0)" }.joined(separator: ", ")
        // An expression, not the column: looked up by facility, all their claims would be sorted for a page of them.
        return try page(filter, at: "AND facility || '' IN (\(codes))", facilities.map { .value($0) })
    }

    private func page(
        _ filter: ClaimFilter, at place: String = "", _ facilities: [SQLValue] = []
    ) throws -> [PlacedClaim] {
        try reader.all(
            """
            SELECT id, sequence, key, facility, arrived_at, month, outcome, total, fund FROM claim
            WHERE sequence > $1 AND (month = $2 OR $2 IS NULL) AND (key = $3 OR $3 IS NULL)
              AND (outcome = $4 OR $4 IS NULL) \(place)
            ORDER BY sequence LIMIT $5
            """,
            [
                .integer(filter.after), .value(filter.month), .value(filter.key),
                .optionalText(filter.outcome?.rawValue), .integer(Int64(filter.count)),
            ] + facilities
        ).map(PlacedClaim.init)
    }
}

extension PlacedClaim {
    fileprivate init(_ row: Row) throws {
        place = try row.integer("sequence")
        entry = ClaimEntry(
            id: try row.value("id"), key: try row.value("key"), facility: try row.value("facility"),
            arrivedAt: try row.value("arrived_at"), month: try row.value("month"), outcome: try row.word("outcome"),
            total: try Amount(units: row.integer("total")), fund: try Amount(units: row.integer("fund")))
    }
}
