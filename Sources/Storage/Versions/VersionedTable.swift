// Tables with two times: when a row is true (valid_from, valid_until: dates) and when it was known
// (first_sequence, last_sequence: journal sequences). Both half-open, NULL for open. Rows are never
// changed but for their last_sequence, so every earlier state can be asked for.

internal import MessageSchema

/// A versioned table: a key, values, and the two times. For one key no two known rows are true on
/// one day.
public struct VersionedTable: Sendable {
    public let name: String
    let key: [String]
    let values: [String]

    /// A table's name, its key's columns and its values' columns; without the four of time.
    public init(_ name: String, key: [String], values: [String]) {
        precondition(!key.isEmpty, "the versioned table \(name) needs a key")
        self.name = name
        self.key = key
        self.values = values
    }

    /// The statements that create such a table, for a migration.
    public static func create(
        name: String, keyColumns: [(name: String, type: String)],
        valueColumns: [(name: String, type: String)]
    ) -> [String] {
        let keyNames = keyColumns.map(\.name).joined(separator: ", ")
        let columns =
            keyColumns.map { "\($0.name) \($0.type) NOT NULL" }
            + valueColumns.map { "\($0.name) \($0.type)" }
            + [
                "valid_from TEXT NOT NULL", "valid_until TEXT", "first_sequence BIGINT NOT NULL",
                "last_sequence BIGINT", "CHECK (valid_until > valid_from)",
                "CHECK (last_sequence > first_sequence)",
                "PRIMARY KEY (\(keyNames), valid_from, first_sequence)",
            ]
        return [
            "CREATE TABLE \(name) (\(columns.joined(separator: ", ")))",
            "CREATE INDEX \(name)_first_sequence ON \(name) (first_sequence)",
            "CREATE INDEX \(name)_last_sequence ON \(name) (last_sequence)",
        ]
    }

    /// The predicate of rows true on a date and known at a sequence. The parameters are placeholder
    /// numbers, the alias is the table's in the query, if it has one.
    public static func visible(
        asOf date: Int, known sequence: Int, table alias: String = ""
    ) -> String {
        let prefix = alias.isEmpty ? "" : alias + "."
        return """
            \(prefix)valid_from <= $\(date) AND (\(prefix)valid_until IS NULL OR \
            \(prefix)valid_until > $\(date)) AND \(known(sequence, table: alias))
            """
    }

    /// The predicate of rows known at a sequence, whenever they are true.
    public static func known(_ sequence: Int, table alias: String = "") -> String {
        let prefix = alias.isEmpty ? "" : alias + "."
        return """
            \(prefix)first_sequence <= $\(sequence) AND (\(prefix)last_sequence IS NULL OR \
            \(prefix)last_sequence > $\(sequence))
            """
    }
}
