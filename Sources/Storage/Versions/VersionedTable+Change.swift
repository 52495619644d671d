// Putting and removing: what overlaps is superseded, what of it sticks out left and right is kept
// with its old values.

public import MessageSchema

extension VersionedTable {
    /// Makes the key have these values from a date until another (nil: for good), known from a
    /// sequence on.
    public func put(
        _ key: [SQLValue], _ values: [SQLValue], from: CalendarDate, until: CalendarDate?,
        sequence: Int64, in writer: Writer
    ) throws {
        try remove(key, from: from, until: until, sequence: sequence, in: writer)
        let period = VersionedRow.Period(from: from.text, until: until?.text)
        try insert(VersionedRow(key: key, values: values, period: period), sequence, writer)
    }

    /// Makes the key have no values from a date until another (nil: for good), known from a
    /// sequence on.
    public func remove(
        _ key: [SQLValue], from: CalendarDate, until: CalendarDate?, sequence: Int64,
        in writer: Writer
    ) throws {
        if let until, until <= from {
            throw StorageError.emptyPeriod(table: name, from: from.text, until: until.text)
        }
        let (from, until) = (from.text, until?.text)
        for old in try overlapping(key, from: from, until: until, writer) {
            try supersede(old, sequence, writer)
            if old.row.period.from < from {
                try insert(old.row.within(from: old.row.period.from, until: from), sequence, writer)
            }
            if let until, old.row.period.until ?? "9999-99-99" > until {
                try insert(
                    old.row.within(from: until, until: old.row.period.until), sequence, writer)
            }
        }
    }
}

/// A row's contents.
struct VersionedRow {
    struct Period {
        var from: String
        var until: String?
    }
    var key: [SQLValue]
    var values: [SQLValue]
    var period: Period

    /// The same contents, true at another time.
    func within(from: String, until: String?) -> VersionedRow {
        VersionedRow(key: key, values: values, period: Period(from: from, until: until))
    }
}

/// A row as stored.
struct StoredVersion {
    var row: VersionedRow
    var first: Int64
}

extension VersionedTable {
    /// The rows of a key that are true on a day of the period: the known ones, or all that were
    /// written after a sequence.
    func overlapping(
        _ key: [SQLValue], from: String, until: String?, writtenAfter last: Int64? = nil,
        _ writer: Writer
    ) throws -> [StoredVersion] {
        precondition(key.count == self.key.count, "\(name) has \(self.key.count) key columns")
        var arguments = key + [.text(from)]
        var sql = "SELECT * FROM \(name) WHERE \(keyEquals)"
        sql += " AND (valid_until IS NULL OR valid_until > $\(arguments.count))"
        if let until {
            arguments.append(.text(until))
            sql += " AND valid_from < $\(arguments.count)"
        }
        if let last {
            arguments.append(.integer(last))
            sql += " AND first_sequence > $\(arguments.count)"
        } else {
            sql += " AND last_sequence IS NULL"
        }
        return try writer.all(sql + " ORDER BY valid_from", arguments).map(stored)
    }

    func stored(_ row: Row) throws -> StoredVersion {
        let contents = VersionedRow(
            key: try key.map(row.found), values: try values.map(row.found),
            period: VersionedRow.Period(
                from: try row.text("valid_from"), until: try row.optionalText("valid_until")))
        return StoredVersion(row: contents, first: try row.integer("first_sequence"))
    }

    /// Ends what is known of a row; one that only this sequence made is gone without a trace.
    func supersede(_ old: StoredVersion, _ sequence: Int64, _ writer: Writer) throws {
        precondition(sequence >= old.first, "\(name): sequence \(sequence) is older than its row's")
        let next = key.count + 1
        let row = "\(keyEquals) AND valid_from = $\(next) AND first_sequence = $\(next + 1)"
        let identity = old.row.key + [.text(old.row.period.from), .integer(old.first)]
        if old.first == sequence {
            try writer.execute("DELETE FROM \(name) WHERE \(row)", identity)
        } else {
            try writer.execute(
                "UPDATE \(name) SET last_sequence = $\(next + 2) WHERE \(row)",
                identity + [.integer(sequence)])
        }
    }

    func insert(_ row: VersionedRow, _ sequence: Int64, _ writer: Writer) throws {
        precondition(row.values.count == values.count, "\(name) has \(values.count) value columns")
        let columns = key + values + ["valid_from", "valid_until", "first_sequence"]
        let placeholders = (1...columns.count).map { "$\($0)" }.joined(separator: ", ")
        try writer.execute(
            "INSERT INTO \(name) (\(columns.joined(separator: ", "))) VALUES (\(placeholders))",
            row.key + row.values
                + [.text(row.period.from), .optionalText(row.period.until), .integer(sequence)])
    }

    private var keyEquals: String {
        key.enumerated().map { "\($1) = $\($0 + 1)" }.joined(separator: " AND ")
    }
}
