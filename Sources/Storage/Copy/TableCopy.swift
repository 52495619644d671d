// Copies everything that one engine's connection sees into an empty store of the other, table by table.

/// One copy, inside a snapshot of the source and a transaction of the target.
enum TableCopy {
    /// What an engine has for itself alone.
    private static let notCopied: Set<String> = ["journal_writer"]
    private static let versions = "SELECT part, version FROM schema_version ORDER BY part"

    /// Puts the source's rows in the place of the target's. Throws `.copyRefused` if the two have other schemas, or
    /// the target a journal with entries, and what `pulse` throws, which is called now and then.
    static func run(
        from source: any Connection, to target: any Connection, pulse: () throws -> Void
    ) throws {
        guard try source.all(versions, []).map(\.values) == target.all(versions, []).map(\.values) else {
            throw StorageError.copyRefused(
                reason: "its schema is another release's; ask an instance of the release that upgraded it")
        }
        if let head = try target.first("SELECT sequence FROM journal_head", []), try head.integer("sequence") > 0 {
            throw StorageError.copyRefused(reason: "there is a journal with entries already where it should go")
        }
        // In the order in which they were made, so that a row that is referred to comes first.
        let tables = try target.tables().filter { !notCopied.contains($0) }
        guard try Set(tables) == Set(source.tables()).subtracting(notCopied) else {
            throw StorageError.copyRefused(reason: "the two have other tables: \(tables.joined(separator: ", "))")
        }
        for table in tables.reversed() { _ = try target.execute("DELETE FROM \"\(table)\"", []) }
        for table in tables { try copy(table, from: source, to: target, pulse: pulse) }
    }

    private static func copy(
        _ table: String, from source: any Connection, to target: any Connection, pulse: () throws -> Void
    ) throws {
        var block: [Row] = []
        func put() throws {
            try pulse()
            try target.insert(block, into: table)
            block.removeAll(keepingCapacity: true)
        }
        try source.each("SELECT * FROM \"\(table)\"", []) { row in
            block.append(row)
            if block.count == blockRows { try put() }
            return true
        }
        try put()
    }

    private static let blockRows = 256
}
