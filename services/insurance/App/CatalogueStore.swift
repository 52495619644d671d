// Lists in the database, true for days and known from a sequence on: a later row of a code closes the one before.

internal import InsuranceDomain
internal import MessageSchema
internal import Storage

struct CatalogueStore {
    private static let table = VersionedTable(
        "catalogue_item", key: ["facility", "kind", "code"], values: ["name", "price", "decision"])
    private let reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    /// A row of a list as it holds on a day; nil if there is none.
    func find(
        _ code: PlainText, in kind: CatalogueKind, of facility: FacilityCode?, on day: CalendarDate
    ) throws -> ListedItem? {
        try reader.first(
            """
            SELECT * FROM catalogue_item
            WHERE facility = $1 AND kind = $2 AND code = $3 AND last_sequence IS NULL
              AND valid_from <= $4 AND (valid_until IS NULL OR valid_until > $4)
            """, Self.key(code, in: kind, of: facility) + [.value(day)]
        ).map(ListedItem.init)
    }

    /// The rows of a list that hold on a day and were known at a sequence, by code, after one.
    func list(
        _ request: ListCatalogue, after code: String, on day: CalendarDate, known: Int64, count: Int
    ) throws -> [ListedItem] {
        try reader.all(
            """
            SELECT * FROM catalogue_item
            WHERE facility = $1 AND kind = $2 AND code > $3 AND (code = $4 OR $4 IS NULL)
              AND \(VersionedTable.visible(asOf: 5, known: 6))
            ORDER BY code LIMIT $7
            """,
            [
                Self.owner(request.facility), .text(request.kind.rawValue), .text(code), .value(request.code),
                .value(day), .integer(known), .integer(Int64(count)),
            ]
        ).map(ListedItem.init)
    }

    /// What the lists of a claim's facility say of its lines, on the days they were ordered; nothing of lines for which
    /// there was no list then.
    func lines(of claim: Claim) throws -> [ListedLine] {
        let firstDays = try firstDays(of: claim.facility)
        return try claim.lines.enumerated().compactMap { place, line in
            let (kind, day) = (line.catalogue, line.orderedAt.date)
            guard let first = firstDays[kind], first <= day else { return nil }
            return ListedLine(line: place, item: try find(line.code, in: kind, of: claim.facility, on: day))
        }
    }

    /// Those of the codes that lists of a facility, or of the country, were there for and did not have.
    func unlisted(_ codes: [NamedCode], at facility: FacilityCode) throws -> [NamedCode] {
        guard !codes.isEmpty else { return [] }
        let firstDays = try firstDays(of: facility).merging(try firstDays(of: nil)) { own, _ in own }
        return try codes.filter { named in
            guard let first = firstDays[named.kind], first <= named.day else { return false }
            let owner = named.kind == .communes ? nil : facility
            return try find(named.code, in: named.kind, of: owner, on: named.day) == nil
        }
    }

    /// The first day of each list of a facility, or of the country.
    private func firstDays(of facility: FacilityCode?) throws -> [CatalogueKind: CalendarDate] {
        try reader.all("SELECT kind, first_day FROM catalogue WHERE facility = $1", [Self.owner(facility)])
            .reduce(into: [:]) { days, row in
                days[try row.word("kind", as: CatalogueKind.self)] = try row.value("first_day")
            }
    }

    /// A row with the last day that it has beside those that follow it.
    func settled(_ item: ListedItem, in kind: CatalogueKind, of facility: FacilityCode?) throws -> ListedItem {
        guard item.lastDay == nil else { return item }
        let next = try reader.first(
            """
            SELECT valid_from FROM catalogue_item
            WHERE facility = $1 AND kind = $2 AND code = $3 AND last_sequence IS NULL AND valid_from > $4
            ORDER BY valid_from LIMIT 1
            """, Self.key(item.code, in: kind, of: facility) + [.value(item.from)])
        var settled = item
        settled.lastDay = try next.map { try $0.value("valid_from", as: CalendarDate.self).advanced(by: -1) }
        return settled
    }

    /// Makes a row hold from its first day on, known from a sequence on. One that began on that day is replaced whole.
    static func put(
        _ item: ListedItem, in kind: CatalogueKind, of facility: FacilityCode?, _ sequence: Int64, _ writer: Writer
    ) throws {
        let key = key(item.code, in: kind, of: facility)
        let earlier = try CatalogueStore(writer).find(item.code, in: kind, of: facility, on: item.from)
        if let earlier, earlier.from == item.from {
            try table.remove(
                key, from: item.from, until: earlier.lastDay?.adding(days: 1), sequence: sequence, in: writer)
        }
        try table.put(
            key, [.value(item.name), .value(item.price), .value(item.decision)], from: item.from,
            until: item.lastDay?.adding(days: 1), sequence: sequence, in: writer)
        try writer.execute(
            """
            INSERT INTO catalogue (facility, kind, first_day) VALUES ($1, $2, $3)
            ON CONFLICT (facility, kind) DO UPDATE SET first_day = excluded.first_day
            WHERE excluded.first_day < catalogue.first_day
            """, [key[0], key[1], .value(item.from)])
    }

    private static func key(_ code: PlainText, in kind: CatalogueKind, of facility: FacilityCode?) -> [SQLValue] {
        [owner(facility), .text(kind.rawValue), .value(code)]
    }

    private static func owner(_ facility: FacilityCode?) -> SQLValue { .text(facility?.text ?? "") }
}

extension ListedItem {
    fileprivate init(_ row: Row) throws {
        let until: CalendarDate? = try row.optionalValue("valid_until")
        self.init(
            code: try row.value("code"), name: try row.optionalValue("name"), price: try row.optionalValue("price"),
            from: try row.value("valid_from"), lastDay: until?.advanced(by: -1),
            decision: try row.optionalValue("decision"))
    }
}
