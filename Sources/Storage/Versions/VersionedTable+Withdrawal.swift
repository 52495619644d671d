// Undoing: what a range of the journal wrote is superseded, what it superseded comes back as new
// rows, so that what was known in between stays known.

/// What an undo did to a table.
public struct VersionedWithdrawal: Sendable, Hashable {
    /// Rows the range had written, now superseded.
    public var superseded: Int
    /// Rows the range had superseded, written again.
    public var restored: Int
}

extension VersionedTable {
    /// Takes back what a range of sequences did, known from a sequence on. Throws `.changedSince`
    /// if a later change superseded one of the range's rows or wrote to a time that would come
    /// back.
    @discardableResult
    public func withdraw(
        _ sequences: ClosedRange<Int64>, sequence: Int64, in writer: Writer
    ) throws -> VersionedWithdrawal {
        precondition(sequence > sequences.upperBound, "an undo follows what it undoes")
        try refuseSuperseded(sequences, writer)
        let written = try writer.all(
            """
            SELECT * FROM \(name)
            WHERE first_sequence BETWEEN $1 AND $2 AND last_sequence IS NULL
            """,
            bounds(sequences)
        ).map(stored)
        for row in written { try supersede(row, sequence, writer) }
        let lost = try writer.all(
            "SELECT * FROM \(name) WHERE last_sequence BETWEEN $1 AND $2 AND first_sequence < $1",
            bounds(sequences)
        ).map(stored)
        for version in lost {
            try refuseTouched(version.row, after: sequences.upperBound, writer)
            try insert(version.row, sequence, writer)
        }
        return VersionedWithdrawal(superseded: written.count, restored: lost.count)
    }

    private func refuseSuperseded(_ sequences: ClosedRange<Int64>, _ writer: Writer) throws {
        let later = try writer.first(
            """
            SELECT first_sequence FROM \(name)
            WHERE first_sequence BETWEEN $1 AND $2 AND last_sequence > $2 LIMIT 1
            """, bounds(sequences))
        guard later == nil else { throw StorageError.changedSince(table: name) }
    }

    private func refuseTouched(_ row: VersionedRow, after last: Int64, _ writer: Writer) throws {
        let later = try overlapping(
            row.key, from: row.period.from, until: row.period.until, writtenAfter: last, writer)
        guard later.isEmpty else { throw StorageError.changedSince(table: name) }
    }

    private func bounds(_ sequences: ClosedRange<Int64>) -> [SQLValue] {
        [.integer(sequences.lowerBound), .integer(sequences.upperBound)]
    }
}
