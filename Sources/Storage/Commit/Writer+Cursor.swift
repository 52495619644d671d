// Where this service stands in another's journal; moved in the transaction that holds the effect.

extension Writer {
    /// Moves a cursor by compare-and-set. `from` nil makes a cursor that does not exist yet; else
    /// the cursor must stand at `from` of the same journal. Throws `.cursorMoved` when another
    /// instance was faster, and then the whole request must be given up.
    public func moveCursor(_ name: String, journal: String, from: Int64?, to: Int64) throws {
        let count =
            if let from {
                try executeOwn(
                    """
                    UPDATE journal_cursor SET position = $1
                    WHERE name = $2 AND journal = $3 AND position = $4
                    """,
                    [.integer(to), .text(name), .text(journal), .integer(from)])
            } else {
                try executeOwn(
                    """
                    INSERT INTO journal_cursor (name, journal, position) VALUES ($1, $2, $3)
                    ON CONFLICT (name) DO NOTHING
                    """,
                    [.text(name), .text(journal), .integer(to)])
            }
        guard count == 1 else { throw StorageError.cursorMoved(name: name) }
    }

    /// Forgets a cursor, for a consumer that begins anew because the journal it followed was
    /// restored.
    public func removeCursor(_ name: String) throws {
        _ = try executeOwn("DELETE FROM journal_cursor WHERE name = $1", [.text(name)])
    }
}

extension Reader {
    /// A cursor's journal and the last sequence applied from it; nil if it does not exist.
    public func cursor(_ name: String) throws -> (journal: String, after: Int64)? {
        let row = try first(
            "SELECT journal, position FROM journal_cursor WHERE name = $1", [.text(name)])
        return try row.map { (try $0.text("journal"), try $0.integer("position")) }
    }

    /// All cursors, by name.
    public func cursors() throws -> [StoreCopy.Cursor] {
        try all("SELECT name, journal, position FROM journal_cursor ORDER BY name").map {
            .init(name: try $0.text("name"), journal: try $0.text("journal"), after: try $0.integer("position"))
        }
    }
}
