// Copies everything that one engine's connection sees into an empty store of the other: table by table, then read back
// and compared.

internal import Crypto

/// What a table holds: how many rows, and a sum over them that does not depend on their order.
struct TableContents: Sendable, Equatable {
    let name: String
    private(set) var rows: Int64 = 0
    // SHA-256 of each row, added up in four numbers.
    private var sum: [UInt64] = [0, 0, 0, 0]

    init(_ name: String) { self.name = name }

    /// Reads a table.
    init(of name: String, in connection: any Connection) throws {
        self.init(name)
        try connection.each(TableCopy.query(name), []) { row in
            add(row)
            return true
        }
    }

    mutating func add(_ row: Row) {
        rows += 1
        var hash = SHA256()
        for (name, value) in zip(row.columns.names, row.values).sorted(by: { $0.0 < $1.0 }) {
            let bytes = value.canonicalBytes
            hash.update(data: Array("\(name) \(value.kind) \(bytes.count) ".utf8) + bytes)
        }
        for (index, byte) in hash.finalize().enumerated() { sum[index / 8] &+= UInt64(byte) << (8 * UInt64(index % 8)) }
    }
}

/// One copy, inside a snapshot of the source and a transaction of the target.
enum TableCopy {
    /// What an engine has for itself alone.
    private static let notCopied: Set<String> = ["journal_writer"]
    private static let versions = "SELECT part, version FROM schema_version ORDER BY part"

    static func query(_ table: String) -> String { "SELECT * FROM \"\(table)\"" }

    /// Puts the source's rows in the place of the target's. Throws `.copyRefused` if the two have other schemas, or
    /// the target a journal with entries, and what `pulse` throws, which is called now and then.
    static func run(
        from source: any Connection, to target: any Connection, pulse: () throws -> Void
    ) throws -> [TableContents] {
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
        return try tables.map { try copy($0, from: source, to: target, pulse: pulse) }
    }

    private static func copy(
        _ table: String, from source: any Connection, to target: any Connection, pulse: () throws -> Void
    ) throws -> TableContents {
        var contents = TableContents(table)
        try source.each(query(table), []) { row in
            if contents.rows % 256 == 0 { try pulse() }
            contents.add(row)
            try insert(row, into: table, target)
            return true
        }
        return contents
    }

    private static func insert(_ row: Row, into table: String, _ target: any Connection) throws {
        let names = row.columns.names.map { "\"\($0)\"" }.joined(separator: ", ")
        let places = row.values.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        _ = try target.execute("INSERT INTO \"\(table)\" (\(names)) VALUES (\(places))", row.values)
    }
}

extension SQLValue {
    /// The value's bytes, the same on every machine.
    fileprivate var canonicalBytes: [UInt8] {
        switch self {
        case .null: []
        case .integer(let number): Array("\(number)".utf8)
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        }
    }
}
